"""What the page of ownership shows on the day that its address names: the flows, their table, sentences, what each subdistrict holds."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from webapp.acting import campaign, read
from webapp.ownership.days import Days, chosen_day, days
from webapp.ownership.naming import name_of
from webapp.ownership.notices import Notice, notices
from workflows.domain.ownership.flows import Flows, flows
from workflows.domain.ownership.graph import Graph
from workflows.domain.vocabulary import Kind, Mode
from workflows.operations.ownership import ownership_of


@dataclass(frozen=True)
class Row:
    """One office and its counts, in the order of the heading; the last one is the sum."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class OwnershipPage:
    """One day of the campaign. ``transfers`` is department (column) → subdistrict (row), ``load`` kind → subdistrict."""

    days: Days
    found: Flows
    must_change: int
    to_look_at: int
    notices: tuple[Notice, ...]
    departments: tuple[str, ...]
    department_rows: tuple[Row, ...]
    transfers: tuple[Row, ...]
    kinds: tuple[Kind, ...]
    modes: tuple[Mode, ...]
    load: tuple[Row, ...]

    @property
    def on(self) -> dt.date:
        """The day the page is about."""
        return self.days.on


def ownership_page() -> OwnershipPage:
    """The page for the chosen day."""
    on, graph = chosen_day(), ownership_of(read(), campaign())
    found = flows(graph, on)
    told = notices(graph, on, found)
    kinds = tuple(found.kinds)
    return OwnershipPage(
        days=days(),
        found=found,
        must_change=sum(one.tone == "red" for one in told),
        to_look_at=sum(one.tone == "amber" for one in told),
        notices=told,
        departments=tuple(name_of(graph, key) for key in found.departments),
        department_rows=_departments(graph, found),
        transfers=_matrix(graph, found, [lambda one, key=key: one.department == key for key in found.departments]),
        kinds=kinds,
        modes=tuple(found.modes),
        load=_matrix(graph, found, [lambda one, kind=kind: one.kind is kind for kind in kinds]),
    )


def _departments(graph: Graph, found: Flows) -> tuple[Row, ...]:
    """Each department: its items by kind, then by mode, then all of them."""
    by_kind = Counter((one.department, one.kind) for one in found.items)
    by_mode = Counter((one.department, one.mode) for one in found.items)
    return tuple(
        Row(name_of(graph, key), (*(by_kind[key, kind] for kind in found.kinds), *(by_mode[key, mode] for mode in found.modes), total))
        for key, total in found.departments.items()
    )


def _matrix(graph: Graph, found: Flows, columns: list) -> tuple[Row, ...]:
    """Each subdistrict: how many of its items meet each condition, then all of them."""
    held = {key: [one for one in found.items if key in one.receivers] for key in graph.graph["subdistricts"]}
    return tuple(
        Row(name_of(graph, key), (*(sum(map(meets, items)) for meets in columns), len(items))) for key, items in held.items()
    )
