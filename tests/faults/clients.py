"""A store to act on, and clients that act on it in processes of their own."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import HOUSE
from tests.operations.house import House, build, penalty

ITEMS = 200
LONGEST_LIFE = 0.8
"""Seconds a client lives at most after its first act was answered."""


def collecting(url: str) -> House:
    """A store in which collection is open."""
    house = build(url)
    house.step("launch")
    return house


def reviewing(url: str) -> House:
    """A store with two hundred items at the first review, their names alike."""
    house = collecting(url)
    house.report(house.file(*(penalty(f"对第{number}号地块违法堆放物料行为的行政处罚") for number in range(ITEMS))))
    house.step("open_first_round")
    house.session.rollback()
    return house


def close(house: House) -> None:
    """Leave the store."""
    house.session.close()
    house.session.get_bind().dispose()


@contextlib.contextmanager
def client(doing: str, url: str, journals: Path, seed: int, clients: int = 1) -> Iterator[subprocess.Popen]:
    """Clients, one of which had its first answer; whatever is left of them is killed in the end."""
    command = [sys.executable, "-m", "tests.faults.acting", doing, url, str(journals), str(seed), str(clients)]
    with subprocess.Popen(command, cwd=HOUSE, stdout=subprocess.PIPE) as process:
        try:
            assert process.stdout.readline() == b"ready\n"
            yield process
        finally:
            process.kill()


def live_and_die(doing: str, url: str, journals: Path, trial: int) -> None:
    """One client, killed at a random moment of its life."""
    with client(doing, url, journals, trial) as process:
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=random.Random(trial).uniform(0, LONGEST_LIFE))
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL
