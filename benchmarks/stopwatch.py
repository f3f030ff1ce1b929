"""The one stopwatch of all ways: seconds on the wall, or of the processor where a machine is busy with other things."""

from __future__ import annotations

import time

_clocks = [time.perf_counter]


def now() -> float:
    """Seconds since some moment; only differences mean anything."""
    return _clocks[0]()


def count_processor_time() -> None:
    """From now on count what this process computes, not what it waits for."""
    _clocks[0] = time.process_time
