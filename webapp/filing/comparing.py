"""与我的改动比较: what a workbook changed since it was downloaded, beside what was changed here, to be chosen cell by cell."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from werkzeug.datastructures import MultiDict

from webapp.acting import campaign, read
from webapp.items.differences import FIELD_WORDS, Piece, plain
from workflows.domain.items import ItemFields
from workflows.domain.merging import Merge
from workflows.domain.words import Words
from workflows.operations.items.importing import ImportReport
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.items.rows import Item, ItemVersion
from workflows.store.people import Person

ROWS = 200
MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Cell:
    """One field in three wordings; the two later ones are told against the one downloaded."""

    key: str
    name: Words
    base: str
    theirs: tuple[Piece, ...]
    mine: tuple[Piece, ...]
    both: bool


@dataclass(frozen=True)
class ComparedRow:
    """One item of the workbook with the cells that would change it; who wrote what stands here, and when."""

    number: int
    name: str
    cells: tuple[Cell, ...]
    person: str
    at: datetime | None


@dataclass(frozen=True)
class Comparison:
    """Rows in which both sides changed something stand first; ``more`` rows are taken as they are."""

    rows: tuple[ComparedRow, ...]
    conflicts: int
    clean: int
    more: int


def comparison(report: ImportReport) -> Comparison:
    """The comparison of a row report."""
    ordered = sorted(report.merges.items(), key=lambda pair: (not pair[1].both, pair[0]))
    shown = ordered[:ROWS]
    wrote = _writers([number for number, _merge in shown])
    return Comparison(
        rows=tuple(_row(number, merge, *wrote.get(number, ("", None))) for number, merge in shown),
        conflicts=sum(len(merge.both) for merge in report.merges.values()),
        clean=sum(len(merge.only_mine) for merge in report.merges.values()),
        more=len(ordered) - len(shown),
    )


def taken_of(form: MultiDict) -> dict[int, frozenset[str]]:
    """The choices of the form: for each item that was shown the fields to take from the workbook, none to leave it as it is.

    A choice for the whole row (``row-`` and its number) goes before those of its cells.
    """
    taken: dict[int, set[str]] = defaultdict(set)
    for key, side in form.items():
        _take, _, cell = key.partition("take-")
        number, _, name = cell.partition("-")
        if not _take and number.isdecimal() and len(number) < 10 and name in ItemFields.__dataclass_fields__:
            whole = form.get(f"row-{number}", "")
            taken[int(number)] |= {name} if (whole if whole in (MINE, THEIRS) else side) == MINE else set()
    return {number: frozenset(names) for number, names in taken.items()}


def _row(number: int, merge: Merge, person: str, at: datetime | None) -> ComparedRow:
    cells = tuple(_cell(number, merge, name) for name in (*merge.both, *merge.only_mine))
    return ComparedRow(number, merge.theirs.name, cells, person, at)


def _cell(number: int, merge: Merge, name: str) -> Cell:
    base, theirs, mine = (plain(fields, name) for fields in (merge.base, merge.theirs, merge.mine))
    both = name in merge.both
    words = FIELD_WORDS[name]
    return Cell(f"take-{number}-{name}", words, base, _told(base, theirs), _told(base, mine), both)


def _told(old: str, new: str) -> tuple[Piece, ...]:
    """The newer text against the older one: what went is struck out in its place, unless little of the older one is left."""
    runs = difflib.SequenceMatcher(None, old, new, autojunk=False)
    if runs.ratio() < 0.5:
        return (Piece(new, "inserted"),) if new else ()
    told = []
    for word, i1, i2, j1, j2 in runs.get_opcodes():
        told += [Piece(old[i1:i2], "deleted")] if i2 > i1 and word != "equal" else []
        told += [Piece(new[j1:j2], "same" if word == "equal" else "inserted")] if j2 > j1 else []
    return tuple(told)


def _writers(numbers: list[int]) -> Mapping[int, tuple[str, datetime]]:
    latest = and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    query = select(Item.number, Person, Act.at).join(ItemVersion, latest).join(Act, Act.id == ItemVersion.act_id)
    query = query.join(Person, Person.id == ItemVersion.author_id, isouter=True)
    rows = read().execute(query.where(Item.campaign_id == campaign().id, Item.number.in_(among(numbers))))
    return {number: (person.name if person else "", at) for number, person, at in rows}
