"""Figures: what was measured, against which goal, on which machine; printed, and kept one JSON line each."""

from __future__ import annotations

import datetime
import json
import os
import platform
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

AT_LEAST, AT_MOST = "≥", "≤"


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. ``side`` and ``goal`` are empty and None where nothing is promised, only told.

    ``ratio`` says whether the goal is a ratio of this run, which ``--check`` holds; seconds depend on the machine. ``held`` is the
    bound that ``--check`` holds where a busy machine falls short of the goal; without it, the goal itself.
    """

    name: str
    value: float
    unit: str
    side: str = ""
    goal: float | None = None
    ratio: bool = False
    held: float | None = None

    @property
    def met(self) -> bool:
        """Whether the goal is reached; true where there is none."""
        return self.goal is None or self._within(self.goal)

    @property
    def holds(self) -> bool:
        """Whether the figure keeps what is held; seconds always do."""
        return not self.ratio or self._within(self.goal if self.held is None else self.held)

    def _within(self, bound: float) -> bool:
        return self.value >= bound if self.side == AT_LEAST else self.value <= bound


def machine() -> dict[str, str | int]:
    """What the figures depend on."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 0,
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "spiffworkflow": version("spiffworkflow"),
        "sqlalchemy": version("sqlalchemy"),
    }


def tell(figures: Iterable[Figure], where: dict[str, str | int], kept: Path) -> None:
    """Print the figures and append them to ``kept``."""
    print(" · ".join(f"{name} {value}" for name, value in where.items()))
    kept.parent.mkdir(parents=True, exist_ok=True)
    at = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    with kept.open("a", encoding="utf-8") as lines:
        for figure in figures:
            goal = f"goal {figure.side} {figure.goal:g}" if figure.goal is not None else ""
            said = "" if figure.goal is None else "met" if figure.met else "MISSED"
            said += f" (held {figure.side} {figure.held:g})" if figure.held is not None else ""
            print(f"  {figure.name:<58} {figure.value:>12,.3f} {figure.unit:<8} {goal:<12} {said}")
            lines.write(json.dumps({"at": at, **asdict(figure), "met": figure.met, "machine": where}, ensure_ascii=False) + "\n")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())
