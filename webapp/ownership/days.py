"""The day that a page of ownership is about, and the line of days on which a reader chooses another one."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from flask import request

from webapp.acting import campaign, read
from webapp.identity import today
from webapp.presentation import ZONE, share
from workflows.domain.words import Words
from workflows.store.campaigns import begun_at
from workflows.store.catalogue import PublishedCatalogue, announced

AFTER = dt.timedelta(days=90)


@dataclass(frozen=True)
class Mark:
    """A day worth a name on the line; ``place`` is its distance from the left as an SVG percentage, ``anchor`` how its name hangs."""

    on: dt.date
    words: Words
    place: str
    anchor: str


@dataclass(frozen=True)
class Days:
    """The line from ``first`` to ``last``, both included; ``day`` counts from 0 to ``length``."""

    first: dt.date
    last: dt.date
    on: dt.date
    marks: tuple[Mark, ...]

    @property
    def day(self) -> int:
        """The chosen day on the line; its nearer end where it lies outside."""
        return min(max((self.on - self.first).days, 0), self.length)

    @property
    def length(self) -> int:
        """Days between both ends."""
        return (self.last - self.first).days


def chosen_day() -> dt.date:
    """The day of the address: ``on`` as a date, else ``day`` on the line, else today."""
    asked = request.args.get("on", type=dt.date.fromisoformat)
    place = request.args.get("day", type=int)
    if asked or place is None:
        return asked or today()
    first, last = _ends(_announced())
    return first + dt.timedelta(days=min(max(place, 0), (last - first).days))


def days() -> Days:
    """The line of the campaign: from its launch to a season after its list takes effect, and never ending before today."""
    effective = _announced()
    first, last = _ends(effective)
    named = [(first, Words("部署", "launch")), (today(), Words("今天", "today"))]
    named += [(one.effective_on, _version(one)) for one in effective]
    if campaign().effective_on and len(named) == 2:
        named.append((campaign().effective_on, Words("拟施行", "to take effect")))
    whole = (last - first).days
    marks = [Mark(on, words, share((on - first).days, whole), _anchor(on, first, last)) for on, words in named if first <= on <= last]
    return Days(first, last, chosen_day(), tuple(sorted(marks, key=lambda mark: mark.on)))


def _ends(effective: list[PublishedCatalogue]) -> tuple[dt.date, dt.date]:
    begun = begun_at(read(), campaign())
    first = begun.astimezone(ZONE).date() if begun else today()
    ends = [campaign().effective_on, *(one.effective_on for one in effective)]
    return first, max(today(), *(day for day in (*ends, first) if day)) + AFTER


def _announced() -> list[PublishedCatalogue]:
    """The announced versions that say when they take effect."""
    found = announced(read(), PublishedCatalogue.campaign_id == campaign().id)
    return [one.catalogue for one in found if one.catalogue.effective_on]


def _version(row: PublishedCatalogue) -> Words:
    return Words(f"第 {row.version} 版施行", f"version {row.version} in effect")


def _anchor(on: dt.date, first: dt.date, last: dt.date) -> str:
    share_of = (on - first).days / max((last - first).days, 1)
    return "start" if share_of < 0.1 else "end" if share_of > 0.9 else "middle"
