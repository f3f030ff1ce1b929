"""The saved filters a page offers, each with its live count and its permanent link."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from flask import url_for
from werkzeug.datastructures import MultiDict

from webapp.acting import actor, campaign, read, role
from webapp.items.forms import address_parts, chosen_filter
from webapp.saved_filters.forms import SaveFilter
from workflows.store.items.listing import SEES_ALL, ItemFilter
from workflows.store.saved_filters import own_filters, staff_filters


@dataclass(frozen=True)
class SavedChoice:
    """One saved filter: ``by`` names whoever shares it, and is empty for one's own."""

    id: int
    name: str
    by: str
    shared: bool
    href: str
    chosen: bool
    count: int = 0


@dataclass(frozen=True)
class SavedFilters:
    """All that a page offers, and what it takes to keep the one it shows; ``asked`` are the filters in the same order."""

    choices: tuple[SavedChoice, ...]
    asked: tuple[ItemFilter, ...]
    here: str
    form: SaveFilter
    may_share: bool

    def with_counts(self, counts: Sequence[int]) -> SavedFilters:
        """The same with how many items each finds."""
        return replace(self, choices=tuple(replace(choice, count=n) for choice, n in zip(self.choices, counts, strict=True)))


def saved_filters(endpoint: str, default: dict[str, list[str]] | None = None, places: frozenset[str] | None = None) -> SavedFilters:
    """What the reader may use on this page.

    Args:
        default: Parts of an address that a saved filter gets where it says nothing of its own.
        places: The places the page can show; filters for others are left out. None: all.
    """
    staff = role() in SEES_ALL
    rows = (staff_filters if staff else own_filters)(read(), campaign().id, actor().person_id)
    parts = [(row, (default or {}) | row.asked) for row in rows]
    offered = [(row, asked) for row, asked in parts if places is None or set(asked.get("place", ())) <= places]
    here = address_parts()
    return SavedFilters(
        choices=tuple(_choice(row, endpoint, asked, here) for row, asked in offered),
        asked=tuple(chosen_filter(_as_address(asked)) for _row, asked in offered),
        here=urlencode(here, doseq=True),
        form=SaveFilter(formdata=None, asked=urlencode(here, doseq=True)),
        may_share=staff,
    )


def _choice(row, endpoint: str, asked: dict[str, list[str]], here: dict[str, list[str]]) -> SavedChoice:
    mine = row.person_id == actor().person_id
    return SavedChoice(row.id, row.name, "" if mine else row.person.name, row.shared, url_for(endpoint, **asked), asked == here)


def _as_address(asked: dict[str, list[str]]) -> MultiDict:
    return MultiDict([(name, value) for name, values in asked.items() for value in values])
