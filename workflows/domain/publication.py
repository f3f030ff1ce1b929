"""The published list as the public asks it: which version counts on a day, and the rows that answer a search."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workflows.domain.catalogue import ALL_SUBDISTRICTS, CatalogueRow
from workflows.domain.folding import folded
from workflows.domain.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class AnnouncedVersion:
    """A version by number, with the day it was announced and the day it says it takes effect."""

    version: int
    announced_on: dt.date
    effective_on: dt.date | None

    @property
    def takes_effect_on(self) -> dt.date:
        """The later of both days: what nobody could read yet binds nobody."""
        return max(self.effective_on or self.announced_on, self.announced_on)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody looks for; empty parts ask nothing. Several words in ``text`` must all be met, in any column."""

    text: str = ""
    subdistrict: str = ""
    department: str = ""
    kind: Kind | None = None


def counting_on(versions: Iterable[AnnouncedVersion], on: dt.date) -> AnnouncedVersion | None:
    """The list that counts on the day: of those in effect the highest; None before the first.

    >>> day = lambda number: dt.date(2021, 1, number)
    >>> versions = [AnnouncedVersion(1, day(1), day(10)), AnnouncedVersion(2, day(20), day(15))]
    >>> [found and found.version for found in (counting_on(versions, day(number)) for number in (9, 10, 19, 20))]
    [None, 1, 1, 2]
    """
    return max((one for one in versions if one.takes_effect_on <= on), key=lambda one: one.version, default=None)


def answering(rows: Sequence[CatalogueRow], question: Question) -> Iterator[CatalogueRow]:
    """The rows that meet the question, in printed order. Texts are compared folded, so that width, case and blanks make no difference."""
    words = [folded(word) for word in question.text.split()]
    for row in rows:
        if question.kind not in (None, row.kind) or question.department not in ("", row.department):
            continue
        if question.subdistrict and not received_by(row, question.subdistrict):
            continue
        if all(any(word in folded(cell) for cell in row.cells) for word in words):
            yield row


def received_by(row: CatalogueRow, subdistrict: str) -> bool:
    """Whether the subdistrict of that name is among the row's receivers."""
    return row.receivers == ALL_SUBDISTRICTS.zh or subdistrict in row.receivers.split("、")
