"""Run every benchmark: ``python -m benchmarks [--check] [--rounds N] [--processor]``."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import machine, tell
from benchmarks.measures import measure
from benchmarks.stopwatch import count_processor_time

KEPT = Path("var") / "bench.jsonl"


def main() -> int:
    """Measure, print and keep; with ``--check`` the status says whether every ratio keeps what was reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--check", action="store_true", help="exit with 1 when a ratio falls behind what was reached")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of the whole campaign; three times as many approvals (default 5)")
    parser.add_argument("--processor", action="store_true", help="count processor time, on a machine busy with other things")
    given = parser.parse_args()
    if given.processor:
        count_processor_time()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=KEPT.parent) as folder:
        figures = measure(Path(folder), given.rounds)
    tell(figures, machine() | {"clock": "processor" if given.processor else "wall"}, KEPT)
    return int(given.check and not all(figure.holds for figure in figures))


if __name__ == "__main__":
    sys.exit(main())
