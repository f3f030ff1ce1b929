"""Ownership: ``python -m benchmarks.ownership`` plays the demonstration and asks its graph every question.

``--rounds N``, ``--processor`` and ``--times N``. The goals are seconds on the machine it was built on: the graph in half a second, each
question in a fifth. With ``--times`` the items are copied so often over, and a neighbourhood is asked of that store without building
its whole graph.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.campaign import multiply
from benchmarks.figures import AT_MOST, Figure, machine, tell
from benchmarks.stopwatch import count_processor_time, middle
from webapp.config import Config
from webapp.database import engine_for
from webapp.demonstration import play
from workflows.demonstration.campaign import KEY
from workflows.domain.ownership.changes import departments_merged, obstacles, repealed
from workflows.domain.ownership.faults import closing_set, contested, cycles, duplicated, gaps, orphaned, overlaps, split_articles
from workflows.domain.ownership.flows import flows, weightiest_laws
from workflows.domain.ownership.graph import Graph
from workflows.domain.ownership.questions import handed_over, history, holder, load, proposed, transfers
from workflows.operations.ownership import ownership_near, ownership_of
from workflows.store.campaigns import campaign_of
from workflows.store.ownership import held_on

KEPT = Path("var") / "bench.jsonl"
ON = dt.date(2021, 3, 1)
ITEM, LAW = 728, "水法"
BUILD, QUESTION = 0.5, 0.2


def questions(graph: Graph) -> dict[str, Callable[[], object]]:
    """Every question by the name of what it asks."""
    going, offices = handed_over(graph, ON), graph.graph["departments"]
    asked: dict[str, Callable[[], object]] = {look.__name__: lambda look=look: look(graph) for look in
                                              (contested, duplicated, orphaned, overlaps, gaps, cycles, obstacles, proposed)}  # fmt: skip
    return asked | {
        "holder": lambda: holder(graph, ITEM, ON),
        "history": lambda: history(graph, ITEM),
        "handed_over": lambda: handed_over(graph, ON),
        "load": lambda: load(graph, ON),
        "flows": lambda: flows(graph, ON),
        "weightiest_laws": lambda: weightiest_laws(graph, ON, going),
        "transfers": lambda: transfers(graph, ON),
        "closing_set": lambda: closing_set(graph, ON, going),
        "split_articles": lambda: split_articles(graph, ON, going),
        "repealed": lambda: repealed(graph, LAW, ON),
        "departments_merged": lambda: departments_merged(graph, offices[2], offices[1], ON),
    }


def main() -> int:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ownership", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="the figure is the middle of so many rounds (default 5)")
    parser.add_argument("--times", type=int, default=0, help="ask a neighbourhood of a list so many times as long")
    parser.add_argument("--processor", action="store_true", help="count processor time, on a machine busy with other things")
    given = parser.parse_args()
    if given.processor:
        count_processor_time()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=KEPT.parent) as folder:
        store = Path(folder) / "devolve.sqlite"
        play(Config(home=Path(folder), database_url=f"sqlite:///{store}"), password_hash=None)
        figures = _whole(store, given.rounds)
        if given.times:
            multiply(store, given.times)
            figures += _near(store, given)
    tell(figures, machine() | {"clock": "processor" if given.processor else "wall"}, KEPT)
    return 0


def _whole(store: Path, rounds: int) -> list[Figure]:
    with Session(engine_for(f"sqlite:///{store}")) as session:
        campaign = campaign_of(session, KEY)
        graph = ownership_of(session, campaign)
        size = f"{graph.number_of_nodes():,} nodes, {graph.number_of_edges():,} edges"
        figures = [Figure(f"ownership: build {size}", middle(lambda: ownership_of(session, campaign), rounds), "s", AT_MOST, BUILD)]
        asked = questions(graph) | {"neighbourhood, by SQL": lambda: ownership_near(session, campaign, ITEM)}
        asked |= {"held_on, by SQL": lambda: held_on(session, campaign, ON)}
        told = [Figure(f"ownership: {name}", middle(ask, rounds), "s", AT_MOST, QUESTION) for name, ask in asked.items()]
        session.get_bind().dispose()
    return figures + told


def _near(store: Path, given: argparse.Namespace) -> list[Figure]:
    with Session(engine_for(f"sqlite:///{store}")) as session:
        campaign = campaign_of(session, KEY)
        seconds = middle(lambda: ownership_near(session, campaign, ITEM), given.rounds)
        session.get_bind().dispose()
    return [Figure(f"ownership: neighbourhood in a list {given.times} times as long", seconds, "s")]


if __name__ == "__main__":
    sys.exit(main())
