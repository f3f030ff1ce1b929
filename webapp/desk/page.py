"""What the decision desk shows: places on the left, items in the middle, what may be done below."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import campaign, item_net, my_places, new_key, place_words, read, sight, standing
from webapp.desk.receipt import LatestReceipt, latest_receipt
from webapp.items.forms import address_parts, chosen_filter
from webapp.items.list_page import Choice
from webapp.numbers import bounded
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move
from workflows.store.campaigns import participants
from workflows.store.items.listing import ItemFilter, ListedRow, PlaceCount, facets, filtered_count, listed_page, page_before, severities
from workflows.store.items.rows import Item

PAGE = 100
ACTING_DESKS = (Desk.decide, Desk.answer, Desk.wait, Desk.rest, Desk.fill_in)
MARKS = {
    "warn": Words("有警示", "Warned"),
    "block": Words("阻断", "Blocked"),
    "comment": Words("有未了意见", "Comments open"),
    "asked_back": Words("申请撤回", "Asked back"),
}


@dataclass(frozen=True)
class DeskPage:
    """The desk at one place."""

    places: tuple[Choice, ...]
    place: str
    name: Words
    marks: tuple[Choice, ...]
    departments: tuple[Choice, ...]
    rows: tuple[ListedRow, ...]
    count: int
    text: str
    moves: tuple[Move, ...]
    codes: tuple[KeepReason, ...]
    receipt: LatestReceipt | None
    filter: dict[str, list[str]]
    previous: str | None
    next: str | None
    key: str


def desk_page() -> DeskPage:
    """The desk of the reader's role; the first of their places where items rest, unless the address names one."""
    resting = standing()
    mine = [
        place for place in my_places() if place.desk in ACTING_DESKS and any(m.by is By.person for m in item_net().offered(place.marking))
    ]
    place = _place(mine, resting)
    chosen = _chosen(place)
    after = request.args.get("after", 0, bounded)
    rows, more = listed_page(read(), sight(), chosen, after=after, limit=PAGE) if place else ([], False)
    before = page_before(read(), sight(), chosen, first=rows[0].number, limit=PAGE) if rows and after else None
    parts = address_parts() | {"place": [place]}
    return DeskPage(
        places=tuple(
            Choice(p.marking, place_words(p.marking), resting[p.marking].count if p.marking in resting else 0, p.marking == place)
            for p in mine
        ),
        place=place,
        name=place_words(place) if place else Words("审查台", "Desk"),
        marks=_marks(chosen) if place else (),
        departments=_departments(chosen, place) if place else (),
        rows=tuple(rows),
        count=_count(chosen, resting),
        text=chosen.text,
        moves=tuple(m for m in item_net().offered(place) if m.by is By.person and m.action != "replace") if place else (),
        codes=tuple(KeepReason),
        receipt=latest_receipt(),
        filter=parts,
        previous=url_for("desk.shown", **parts, after=before or None) if before is not None else None,
        next=url_for("desk.shown", **parts, after=rows[-1].number) if more else None,
        key=new_key(),
    )


def _place(mine, resting) -> str:
    asked = request.args.get("place", "")
    if asked in {place.marking for place in mine}:
        return asked
    busy = [place for place in mine if place.marking in resting]
    first = [place for place in busy if place.desk in (Desk.decide, Desk.answer)] or busy or mine
    return first[0].marking if first else ""


def _count(chosen: ItemFilter, resting: dict[str, PlaceCount]) -> int:
    place = chosen.places[0]
    if chosen == ItemFilter(places=(place,)):
        return resting[place].count if place in resting else 0
    return filtered_count(read(), sight(), chosen)


def _chosen(place: str) -> ItemFilter:
    asked = chosen_filter()
    return ItemFilter(asked.departments, asked.kinds, (place,), asked.modes, asked.reasons, asked.finding, asked.text)


def _marks(chosen: ItemFilter) -> tuple[Choice, ...]:
    counts = severities(read(), sight(), ItemFilter(places=chosen.places))
    return tuple(Choice(value, name, counts.get(value, 0), chosen.finding == value) for value, name in MARKS.items() if counts.get(value))


def _departments(chosen: ItemFilter, place: str) -> tuple[Choice, ...]:
    counts = facets(read(), sight() & (Item.marking == place))
    offices = participants(read(), campaign(), "department")
    return tuple(
        Choice(o.key, Words(o.short_name, o.short_name), counts.departments[o.key], o.key in chosen.departments)
        for o in offices
        if o.key in counts.departments
    )
