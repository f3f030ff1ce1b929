"""The one stopwatch of all ways: seconds on the wall, or of the processor where a machine is busy with other things."""

from __future__ import annotations

import contextlib
import statistics
import time
from collections.abc import Callable, Iterator

_clocks = [time.perf_counter]


def now() -> float:
    """Seconds since some moment; only differences mean anything."""
    return _clocks[0]()


def count_processor_time() -> None:
    """From now on count what this process computes, not what it waits for."""
    _clocks[0] = time.process_time


@contextlib.contextmanager
def timed() -> Iterator[list[float]]:
    """Seconds between entering and leaving, as the one element of the list."""
    took: list[float] = []
    began = now()
    yield took
    took.append(now() - began)


def middle(ask: Callable[[], object], rounds: int) -> float:
    """Seconds of the middle round, after one that warms up."""
    ask()
    took: list[float] = []
    for _ in range(rounds):
        with timed() as seconds:
            ask()
        took += seconds
    return statistics.median(took)
