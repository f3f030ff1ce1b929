"""The left side of the desk: every filter with its live count, in three statements however many there are."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for

from webapp.acting import read, reader, sight
from webapp.items.forms import address_parts
from webapp.items.list_page import Choice, waits
from webapp.items.marks import MARKS
from webapp.saved_filters.shown import SavedFilters, saved_filters
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words
from workflows.store.items.listing import ItemFilter, counted, meets, spread

Rows = list[tuple[str, str, str, int]]
OFFERED = tuple(mark for mark in MARKS if mark != "none")
ALWAYS = frozenset({"moved", "warn", "comment", "disagreed", "block", "aside", "similar"})


@dataclass(frozen=True)
class Group:
    """Filters of one kind under their heading."""

    name: Words
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class DeskFilters:
    """How many the present filter finds and how many rest at the place, and what else can be asked."""

    count: int
    total: int
    groups: tuple[Group, ...]
    saved: SavedFilters


def desk_filters(chosen: ItemFilter, place: str, places: frozenset[str]) -> DeskFilters:
    """Each count keeps the other parts of the filter, so that it says what a click would show."""
    saved = saved_filters("desk.shown", {"place": [place]}, places)
    marked = [replace(chosen, finding=mark, reader=reader()) for mark in OFFERED]
    found, total, *numbers = counted(read(), sight(), [chosen, ItemFilter(places=(place,)), *marked, *saved.asked])
    rows = spread(read(), sight() & meets(replace(chosen, departments=(), kinds=())))
    groups = (
        Group(Words("筛选", "Filter"), _marks(chosen, dict(zip(OFFERED, numbers, strict=False)), place)),
        Group(Words("部门", "Departments"), _departments(rows, chosen, place)),
        Group(Words("类别", "Kinds"), _kinds(rows, chosen, place)),
        Group(Words("全程等谁", "All items wait for"), waits()),
    )
    return DeskFilters(found, total, groups, saved.with_counts(numbers[len(OFFERED) :]))


def _marks(chosen: ItemFilter, counts: dict[str, int], place: str) -> tuple[Choice, ...]:
    return tuple(
        _choice("finding", mark, MARKS[mark], counts[mark], mark == chosen.finding, place)
        for mark in OFFERED
        if counts[mark] or mark in ALWAYS or mark == chosen.finding
    )


def _departments(rows: Rows, chosen: ItemFilter, place: str) -> tuple[Choice, ...]:
    names = {key: name for key, name, _kind, _count in rows}
    counts = dict.fromkeys(names, 0)
    for key, _name, kind, count in rows:
        counts[key] += count if not chosen.kinds or kind in chosen.kinds else 0
    return tuple(
        _choice("department", key, Words(names[key], names[key]), count, key in chosen.departments, place)
        for key, count in sorted(counts.items(), key=lambda pair: -pair[1])
    )


def _kinds(rows: Rows, chosen: ItemFilter, place: str) -> tuple[Choice, ...]:
    counts = {kind: 0 for _key, _name, kind, _count in rows}
    for key, _name, kind, count in rows:
        counts[kind] += count if not chosen.departments or key in chosen.departments else 0
    return tuple(
        _choice("kind", kind.value, kind.words, counts[kind.value], kind.value in chosen.kinds, place)
        for kind in Kind
        if kind.value in counts
    )


def _choice(part: str, value: str, name: Words, count: int, chosen: bool, place: str) -> Choice:
    """A chosen one leads back to the list without it."""
    parts = address_parts() | {"place": [place], part: [] if chosen else [value]}
    return Choice(value, name, count, chosen, url_for("desk.shown", **parts))
