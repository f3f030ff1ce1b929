"""A copy in hand against a published version: which cells differ, which rows are missing, which were never published.

Texts are compared letter by letter; only blanks and line ends make no difference, since every program breaks lines its own way.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.catalogue import Catalogue, CatalogueRow
from workflows.domain.redline import FIELD_WORDS, printed

_DIGEST = re.compile(r"(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])")
_VERSION = re.compile(r"第(\d{1,6})版|version:(\d{1,6})")
_EFFECTIVE = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施)|effective_on:(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Claims:
    """What a copy says of itself over its rows; None and empty where it says nothing."""

    digest: str = ""
    version: int | None = None
    effective_on: dt.date | None = None


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One row of the copy: where it stands, and its text under each column that the copy has."""

    place: str
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HeldCopy:
    """A list in somebody's hand: the columns it has (names of ``FIELD_WORDS``), its rows, what it claims to be."""

    columns: tuple[str, ...]
    rows: tuple[HeldRow, ...]
    claims: Claims = Claims()


@dataclass(frozen=True, slots=True)
class WrongCell:
    """One text that differs; ``place`` is empty for what the copy says over its rows."""

    place: str
    row: int
    field: str
    said: str
    published: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What a comparison found. ``unsaid`` are the columns that the copy does not have, so that nothing was compared there."""

    listed: Catalogue
    unsaid: tuple[str, ...]
    wrong: tuple[WrongCell, ...]
    missing: tuple[CatalogueRow, ...]
    extra: tuple[HeldRow, ...]
    matched: int

    @property
    def agrees(self) -> bool:
        """Whether all that the copy says is what was published, row for row."""
        return not (self.wrong or self.missing or self.extra)

    @property
    def equal(self) -> bool:
        """Whether it agrees and leaves no column out."""
        return self.agrees and not self.unsaid

    @property
    def faults(self) -> int:
        """How many things differ."""
        return len(self.wrong) + len(self.missing) + len(self.extra)


def claims_in(texts: Iterable[str]) -> Claims:
    """What the lines over a table say of its digest, version and effective day; the first of each counts."""
    text = "\n".join("".join(line.split()) for line in texts)
    digest, version, effective = _DIGEST.search(text), _VERSION.search(text), _EFFECTIVE.search(text)
    return Claims(digest[0] if digest else "", int(version[1] or version[2]) if version else None, _day(effective) if effective else None)


def verification(held: HeldCopy, listed: Catalogue) -> Verification:
    """The copy against one published version.

    A row is matched by number and name, else by name, kind and department, else by number alone; each row once.
    """
    pairs = list(_matched(held.rows, listed.rows))
    matched = {row.number for row, _ in pairs}
    known = {id(one) for _, one in pairs}
    wrong = [*_wrong_heading(held.claims, listed), *(cell for row, one in pairs for cell in _wrong(row, one))]
    return Verification(
        listed,
        tuple(name for name in FIELD_WORDS if name not in held.columns),
        tuple(wrong),
        tuple(row for row in listed.rows if row.number not in matched),
        tuple(one for one in held.rows if id(one) not in known),
        len(pairs),
    )


def nearest(held: HeldCopy, versions: Sequence[Catalogue]) -> Verification | None:
    """The copy against the version it claims to be by digest, else against the one it differs least from; None without a version."""
    claimed = [listed for listed in versions if listed.digest == held.claims.digest]
    tried = [verification(held, listed) for listed in claimed or versions]
    return min(tried, key=lambda one: (one.faults, -one.listed.version), default=None)


def squeezed(text: str) -> str:
    """The text without blanks and line ends.

    >>> squeezed("第一条\\r\\n 第（二）项")
    '第一条第（二）项'
    """
    return "".join(text.split())


def _matched(held: Iterable[HeldRow], rows: Sequence[CatalogueRow]) -> Iterator[tuple[CatalogueRow, HeldRow]]:
    left, waiting = dict.fromkeys(row.number for row in rows), list(held)
    by_number = {row.number: row for row in rows}
    for key in (_number_and_name, _words, _number):
        open_rows: dict[object, deque[CatalogueRow]] = defaultdict(deque)
        for number in left:
            open_rows[key(_cells(by_number[number]))].append(by_number[number])
        unmatched = []
        for one in waiting:
            found = open_rows.get(key(one.cells))
            if found:
                row = found.popleft()
                del left[row.number]
                yield row, one
            else:
                unmatched.append(one)
        waiting = unmatched


def _cells(row: CatalogueRow) -> Mapping[str, str]:
    return {name: printed(row, name) for name in ("number", "name", "kind", "department")}


def _number_and_name(cells: Mapping[str, str]) -> object:
    return squeezed(cells.get("number", "")), squeezed(cells.get("name", ""))


def _words(cells: Mapping[str, str]) -> object:
    return tuple(squeezed(cells.get(name, "")) for name in ("name", "kind", "department"))


def _number(cells: Mapping[str, str]) -> object:
    return squeezed(cells.get("number", ""))


def _wrong(row: CatalogueRow, one: HeldRow) -> Iterator[WrongCell]:
    for name, said in one.cells.items():
        published = printed(row, name)
        if squeezed(said) != squeezed(published):
            yield WrongCell(one.place, row.number, name, said.strip(), published)


def _wrong_heading(claims: Claims, listed: Catalogue) -> Iterator[WrongCell]:
    if claims.version is not None and claims.version != listed.version:
        yield WrongCell("", 0, "version", str(claims.version), str(listed.version))
    if claims.effective_on and claims.effective_on != listed.effective_on:
        yield WrongCell("", 0, "effective_on", str(claims.effective_on), str(listed.effective_on or ""))
    if claims.digest and claims.digest != listed.digest:
        yield WrongCell("", 0, "digest", claims.digest, listed.digest)


def _day(found: re.Match[str]) -> dt.date | None:
    try:
        return dt.date(*(int(number) for number in found.groups() if number))
    except ValueError:
        return None
