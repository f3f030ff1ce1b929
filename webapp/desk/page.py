"""What the decision desk shows: places on the left, items in the middle, what may be done below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import request, url_for

from webapp.acting import item_net, my_places, new_key, place_words, read, reader, sight, standing
from webapp.desk.filters import DeskFilters, desk_filters
from webapp.desk.piles import ShownPile, pile_here
from webapp.desk.receipt import LatestReceipt, latest_receipts
from webapp.desk.rest import Rest, rest_of
from webapp.items.forms import address_parts, chosen_filter
from webapp.items.list_page import Choice
from webapp.numbers import bounded
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Place
from workflows.store.items.listing import ItemFilter, ListedRow, listed_page, page_before
from workflows.store.items.marks import marks_of

PAGE = 100
ACTING_DESKS = (Desk.decide, Desk.answer, Desk.wait, Desk.rest, Desk.fill_in)
ROW_MARKS = ("moved", "aside", "asked_back", "similar", "disagreed")


@dataclass(frozen=True)
class DeskRow:
    """One row with its marks for this reader; ``changes`` are the names of the fields written anew since the last opinion,
    ``why`` the reason for which the last act left it out, ``odd`` the fields in which it differs from its pile."""

    item: ListedRow
    marks: frozenset[str] = frozenset()
    changes: tuple[str, ...] = ()
    why: Words | None = None
    odd: tuple[Words, ...] = ()


@dataclass(frozen=True)
class DeskPage:
    """The desk at one place."""

    places: tuple[Choice, ...]
    place: str
    name: Words
    filters: DeskFilters | None
    rows: tuple[DeskRow, ...]
    rest: Rest | None
    ticked: bool
    unmoved: Choice | None
    pile: ShownPile | None
    piles: str
    text: str
    moves: tuple[Move, ...]
    codes: tuple[KeepReason, ...]
    receipt: LatestReceipt | None
    decisions: tuple[LatestReceipt, ...]
    filter: dict[str, list[str]]
    whole: str
    previous: str | None
    next: str | None
    key: str


def desk_page() -> DeskPage:
    """The desk of the reader's role; the first of their places where items rest, unless the address names one."""
    mine = _desk_places()
    place = _place(mine)
    chosen = replace(chosen_filter(), places=(place,))
    after = request.args.get("after", 0, bounded)
    rest = rest_of(request.args.get("rest", 0, bounded), place)
    rows, more = (rest.rows, False) if rest else listed_page(read(), sight(), chosen, after=after, limit=PAGE) if place else ([], False)
    before = page_before(read(), sight(), chosen, first=rows[0].number, limit=PAGE) if rows and after and not rest else None
    pile = pile_here(request.args.get("pile", ""), place, frozenset(row.id for row in rows))
    parts = address_parts() | ({"place": [place]} if place else {})
    decisions = latest_receipts()
    filters = desk_filters(chosen, place, frozenset(p.marking for p in mine)) if place else None
    return DeskPage(
        places=tuple(_place_choice(p, place) for p in mine),
        place=place,
        name=place_words(place) if place else Words("审查台", "Desk"),
        filters=filters,
        rows=_with_marks(rows, rest.reasons if rest else {}, pile.odd if pile else {}),
        rest=rest,
        ticked=bool(request.args.get("ticked")),
        unmoved=_unmoved(filters, chosen, place) if filters and not rest else None,
        pile=pile,
        piles=url_for("desk.piled", **parts) if place else "",
        text=chosen.text,
        moves=moves_at(place),
        codes=tuple(KeepReason),
        receipt=decisions[0] if decisions else None,
        decisions=decisions,
        filter=parts,
        whole=url_for("desk.shown", **parts),
        previous=url_for("desk.shown", **parts, after=before or None) if before is not None else None,
        next=url_for("desk.shown", **parts, after=rows[-1].number) if more else None,
        key=new_key(),
    )


def _unmoved(filters: DeskFilters, chosen: ItemFilter, place: str) -> Choice | None:
    """What can be affirmed in one act: offered at a place of review while no mark narrows the list."""
    found = next((choice for choice in filters.groups[0].choices if choice.value == "unmoved"), None) if not chosen.finding else None
    if found is None or not found.count or not item_net().places[place].visits:
        return None
    return replace(found, href=found.href + "&ticked=1")


def place_of_desk() -> str:
    """The place that the address names, or the first of the reader's where items rest; empty where they have none."""
    return _place(_desk_places())


def _desk_places() -> list[Place]:
    person = {marking for marking in item_net().places if any(move.by is By.person for move in item_net().offered(marking))}
    return [place for place in my_places() if place.desk in ACTING_DESKS and place.marking in person]


def moves_at(place: str) -> tuple[Move, ...]:
    """The words that a person may say there, the one that passes items on first."""
    if place not in item_net().places:
        return ()
    return tuple(m for m in item_net().offered(place) if m.by is By.person and m.action != "replace")


def _with_marks(
    rows: Sequence[ListedRow], reasons: Mapping[int, Words], odd: Mapping[int, tuple[Words, ...]]
) -> tuple[DeskRow, ...]:
    found = marks_of(read(), [row.id for row in rows], ROW_MARKS, reader()) if rows else {}
    unknown = frozenset(), None
    return tuple(_with_mark(row, *found.get(row.id, unknown), reasons.get(row.id), odd.get(row.number, ())) for row in rows)


def _with_mark(row: ListedRow, marks: frozenset[str], seen: ItemFields | None, why: Words | None, odd: tuple[Words, ...]) -> DeskRow:
    return DeskRow(row, marks, changed_fields(seen, row.fields) if seen and "moved" in marks else (), why, odd)


def _place_choice(place: Place, here: str) -> Choice:
    count = standing()[place.marking].count if place.marking in standing() else 0
    return Choice(place.marking, place_words(place.marking), count, place.marking == here, url_for("desk.shown", place=place.marking))


def _place(mine: list[Place]) -> str:
    asked = request.args.get("place", "")
    if asked in {place.marking for place in mine}:
        return asked
    busy = [place for place in mine if place.marking in standing()]
    first = [place for place in busy if place.desk in (Desk.decide, Desk.answer)] or busy or mine
    return first[0].marking if first else ""
