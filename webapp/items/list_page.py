"""What the list of items shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import campaign, item_net, place_words, read, sight
from webapp.items.forms import address_parts, chosen_filter
from webapp.numbers import bounded
from workflows.domain.vocabulary import KeepReason, Kind, Mode, Severity
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.items.listing import Facets, ItemFilter, ListedRow, facets, filtered_count, listed_page, page_before, severities

PAGE = 50
FINDINGS = {
    "block": Severity.block.words,
    "warn": Severity.warn.words,
    "comment": Words("有未答复意见", "Unanswered comment"),
    "none": Words("无标记", "No mark"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a filter: what it is called, how many stand behind it, whether it is chosen."""

    value: str
    name: Words
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class ListPage:
    """One page of the list with its filters."""

    rows: tuple[ListedRow, ...]
    count: int
    total: int
    text: str
    filters: dict[str, tuple[Words, tuple[Choice, ...]]]
    chosen: bool
    previous: str | None
    next: str | None
    export: str


def list_page() -> ListPage:
    """The page that the address asks for."""
    chosen = chosen_filter()
    after = request.args.get("after", 0, bounded)
    rows, more = listed_page(read(), sight(), chosen, after=after, limit=PAGE)
    before = page_before(read(), sight(), chosen, first=rows[0].number, limit=PAGE) if rows and after else None
    counts = facets(read(), sight())
    return ListPage(
        rows=tuple(rows),
        count=filtered_count(read(), sight(), chosen),
        total=counts.total,
        text=chosen.text,
        filters=_filters(counts, chosen),
        chosen=bool(address_parts()),
        previous=_page_address(before) if before is not None else None,
        next=_page_address(rows[-1].number) if more else None,
        export=url_for("items.exported", **address_parts()),
    )


def _page_address(after: int) -> str:
    return url_for("items.listed", **address_parts(), after=after or None)


def _filters(counts: Facets, chosen: ItemFilter) -> dict[str, tuple[Words, tuple[Choice, ...]]]:
    return {
        "department": (Words("部门", "Department"), _departments(counts, chosen)),
        "kind": (Words("类别", "Kind"), _terms(Kind, counts.kinds, chosen.kinds)),
        "place": (Words("停在", "Rests at"), _places(counts, chosen)),
        "mode": (Words("方式", "Mode"), _terms(Mode, counts.modes, chosen.modes)),
        "finding": (Words("标记", "Mark"), _findings(chosen)),
        "kept": (Words("保留理由", "Kept because"), tuple(Choice(r.value, r.words, None, r.value in chosen.reasons) for r in KeepReason)),
    }


def _departments(counts: Facets, chosen: ItemFilter) -> tuple[Choice, ...]:
    offices = participants(read(), campaign(), "department")
    return tuple(
        Choice(office.key, Words(office.short_name, office.short_name), counts.departments[office.key], office.key in chosen.departments)
        for office in offices
        if office.key in counts.departments
    )


def _terms(terms, counts, chosen) -> tuple[Choice, ...]:
    return tuple(Choice(term.value, term.words, counts[term.value], term.value in chosen) for term in terms if counts.get(term.value))


def _places(counts: Facets, chosen: ItemFilter) -> tuple[Choice, ...]:
    there = [marking for marking in item_net().places if counts.places.get(marking)]
    asked = request.args.getlist("place")
    called = [place for place in asked if place and place not in there]
    return tuple(Choice(place, _call_words(place), None, True) for place in called) + tuple(
        Choice(marking, place_words(marking), counts.places[marking], marking in asked) for marking in there
    )


def _call_words(element: str) -> Words:
    inside = next((marking for marking in item_net().places if marking.startswith(element + "/")), None)
    if inside is None:
        return place_words(element)
    name = place_words(inside)
    return Words(name.zh.split("·")[0], name.en.split(": ")[0])


def _findings(chosen: ItemFilter) -> tuple[Choice, ...]:
    counts = severities(read(), sight(), ItemFilter())
    return tuple(Choice(value, name, counts.get(value), value == chosen.finding) for value, name in FINDINGS.items())
