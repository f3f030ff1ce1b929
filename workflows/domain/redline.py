"""花脸稿: what differs between two versions of the catalogue, row by row and field by field.

A row is the same row when it stands for the same item of the campaign; its place in the list is no difference, since every row that
comes or goes moves the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from workflows.domain.catalogue import COLUMNS, Catalogue, CatalogueRow
from workflows.domain.words import Words

FIELDS = ("code", "name", "kind", "bases", "department", "receivers", "mode", "scope", "remarks")
"""What a row says, in the order of the columns after the number."""
FIELD_WORDS: Mapping[str, Words] = dict(zip(("number", *FIELDS), COLUMNS, strict=True))
HEADING_WORDS: Mapping[str, Words] = {
    "title": Words("标题", "Title"),
    "number": Words("文号", "Document number"),
    "effective_on": Words("施行日期", "Effective day"),
}


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One field whose text differs; both texts as they are printed."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """One item that stands in both versions and does not say the same; ``fields`` in the order of the columns, at least one."""

    before: CatalogueRow
    after: CatalogueRow
    fields: tuple[ChangedField, ...]


@dataclass(frozen=True, slots=True)
class Redline:
    """All that differs from ``before`` to ``after``: ``added`` and ``changed`` in the order of the newer list, ``removed`` of the older."""

    before: Catalogue
    after: Catalogue
    heading: tuple[ChangedField, ...]
    added: tuple[CatalogueRow, ...]
    removed: tuple[CatalogueRow, ...]
    changed: tuple[ChangedRow, ...]

    @property
    def equal(self) -> bool:
        """Whether nothing differs but number and digest of the version."""
        return not (self.heading or self.added or self.removed or self.changed)

    @property
    def by_field(self) -> Mapping[str, int]:
        """In how many rows each field differs, in the order of the columns; fields that never do are left out."""
        counts = Counter(field.name for row in self.changed for field in row.fields)
        return {name: counts[name] for name in FIELDS if counts[name]}


def redline(before: Catalogue, after: Catalogue) -> Redline:
    """What a reader of ``before`` has to learn to read ``after``."""
    old, new = _by_item(before), _by_item(after)
    return Redline(
        before,
        after,
        tuple(_heading(before, after)),
        tuple(row for number, row in new.items() if number not in old),
        tuple(row for number, row in old.items() if number not in new),
        tuple(changed for number, row in new.items() if number in old and (changed := _changed(old[number], row))),
    )


def printed(row: CatalogueRow, name: str) -> str:
    """One field of a row as papers print it."""
    value = getattr(row, name)
    return str(getattr(value, "zh", value))


def _by_item(listed: Catalogue) -> dict[int, CatalogueRow]:
    return {row.item_number: row for row in listed.rows}


def _changed(before: CatalogueRow, after: CatalogueRow) -> ChangedRow | None:
    texts = ((name, printed(before, name), printed(after, name)) for name in FIELDS)
    fields = tuple(ChangedField(*said) for said in texts if said[1] != said[2])
    return ChangedRow(before, after, fields) if fields else None


def _heading(before: Catalogue, after: Catalogue) -> Iterator[ChangedField]:
    for name in HEADING_WORDS:
        old, new = (str(getattr(listed, name) or "") for listed in (before, after))
        if old != new:
            yield ChangedField(name, old, new)
