"""Papers: ``python -m benchmarks.papers`` plays the demonstration and writes its papers, 963 rows and the whole package.

``--rounds N``, ``--processor`` and ``--store FILE`` (a demonstration that was played before). The goals are seconds on the machine it was
built on: 963 rows as PDF in five seconds, as docx in three, the whole package in thirty. A single paper is written in a process that has
written none before, for typst remembers what it has set and would only be asked to remember.
"""

from __future__ import annotations

import argparse
import io
import statistics
import sys
import tempfile
from collections.abc import Callable
from multiprocessing import Pipe, get_context
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.figures import AT_MOST, Figure, machine, tell
from benchmarks.stopwatch import count_processor_time, middle, timed
from webapp.config import Config
from webapp.database import engine_for
from webapp.demonstration import play
from workflows.demonstration.campaign import KEY
from workflows.domain.papers.snapshot import Snapshot
from workflows.operations.papers.making import Wanted, package_contents, paper_file, write_package
from workflows.operations.papers.snapshots import snapshot_of_version
from workflows.store.campaigns import campaign_of

KEPT = Path("var") / "bench.jsonl"
GOALS = {"pdf": 5.0, "docx": 3.0}
PACKAGE = 30.0


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.papers", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the figure is the middle of so many rounds (default 3)")
    parser.add_argument("--processor", action="store_true", help="count processor time, on a machine busy with other things")
    parser.add_argument("--store", type=Path, help="the store of a demonstration played to its announcement")
    given = parser.parse_args()
    if given.processor:
        count_processor_time()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=KEPT.parent) as folder:
        store = given.store or Path(folder) / "devolve.sqlite"
        if given.store is None:
            play(Config(home=Path(folder), database_url=f"sqlite:///{store}"), password_hash=None)
        figures = _measured(store, given.rounds)
    tell(figures, machine() | {"clock": "processor" if given.processor else "wall"}, KEPT)
    return 0


def _measured(store: Path, rounds: int) -> list[Figure]:
    with Session(engine_for(f"sqlite:///{store}")) as session:
        campaign = campaign_of(session, KEY)
        snapshot = snapshot_of_version(session, campaign, 1)
        reading = middle(lambda: snapshot_of_version(session, campaign, 1), rounds)
        session.get_bind().dispose()
    rows = len(snapshot.listed.rows)
    figures = [Figure(f"papers: snapshot of {len(snapshot.items):,} items", reading, "s")]
    for form, goal in GOALS.items():
        wanted = Wanted("catalogue", "", form)
        seconds = statistics.median(_alone(lambda wanted=wanted: paper_file(snapshot, {}, wanted)) for _ in range(rounds))
        figures.append(Figure(f"papers: catalogue of {rows:,} rows as {form}", seconds, "s", AT_MOST, goal))
    files = len(package_contents(snapshot))
    return [*figures, Figure(f"papers: whole package, {files} files", _packed(snapshot), "s", AT_MOST, PACKAGE)]


def _packed(snapshot: Snapshot) -> float:
    return _once(lambda: write_package(snapshot, {}, io.BytesIO()))


def _alone(ask: Callable[[], object]) -> float:
    """Seconds of asking once, in a process of its own."""
    told, say = Pipe(duplex=False)
    child = get_context("fork").Process(target=lambda: say.send(_once(ask)))
    child.start()
    seconds = told.recv()
    child.join()
    return seconds


def _once(ask: Callable[[], object]) -> float:
    with timed() as seconds:
        ask()
    return seconds[0]


if __name__ == "__main__":
    sys.exit(main())
