"""What the list of items shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import campaign, item_net, lane_role, place_words, read, reader, sight, standing
from webapp.items.forms import address_parts, chosen_filter
from webapp.items.marks import MARKS
from webapp.numbers import bounded
from webapp.saved_filters.shown import SavedFilters, saved_filters
from workflows.domain.vocabulary import KeepReason, Kind, Mode, Role
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.items.listing import Facets, ItemFilter, ListedRow, counted, facets, listed_page, page_before

PAGE = 50
@dataclass(frozen=True)
class Choice:
    """One value of a filter: what it is called, how many stand behind it, whether it is chosen, where it leads."""

    value: str
    name: Words
    count: int | None
    chosen: bool
    href: str = ""


@dataclass(frozen=True)
class ListPage:
    """One page of the list with its filters."""

    rows: tuple[ListedRow, ...]
    count: int
    total: int
    text: str
    filters: dict[str, tuple[Words, tuple[Choice, ...]]]
    chosen: bool
    saved: SavedFilters
    previous: str | None
    next: str | None
    export: str
    fill_offline: str


def list_page() -> ListPage:
    """The page that the address asks for."""
    chosen = chosen_filter()
    after = request.args.get("after", 0, bounded)
    rows, more = listed_page(read(), sight(), chosen, after=after, limit=PAGE)
    before = page_before(read(), sight(), chosen, first=rows[0].number, limit=PAGE) if rows and after else None
    counts = facets(read(), sight())
    saved = saved_filters("items.listed")
    every = [chosen, *(ItemFilter(finding=mark, reader=reader()) for mark in MARKS), *saved.asked]
    found, *numbers = counted(read(), sight(), every)
    return ListPage(
        rows=tuple(rows),
        count=found,
        total=counts.total,
        text=chosen.text,
        filters=_filters(counts, chosen, dict(zip(MARKS, numbers, strict=False))),
        chosen=bool(address_parts()),
        saved=saved.with_counts(numbers[len(MARKS) :]),
        previous=_page_address(before) if before is not None else None,
        next=_page_address(rows[-1].number) if more else None,
        export=url_for("items.exported", **address_parts()),
        fill_offline=url_for("filing.template", **address_parts()),
    )


def _page_address(after: int) -> str:
    return url_for("items.listed", **address_parts(), after=after or None)


def _filters(counts: Facets, chosen: ItemFilter, marks: dict[str, int]) -> dict[str, tuple[Words, tuple[Choice, ...]]]:
    return {
        "department": (Words("部门", "Department"), _departments(counts, chosen)),
        "kind": (Words("类别", "Kind"), _terms(Kind, counts.kinds, chosen.kinds)),
        "place": (Words("停在", "Rests at"), _places(counts, chosen)),
        "waits": (Words("等谁", "Waits for"), waits()),
        "mode": (Words("方式", "Mode"), _terms(Mode, counts.modes, chosen.modes)),
        "finding": (
            Words("标记", "Mark"),
            tuple(Choice(mark, name, marks[mark], mark == chosen.finding) for mark, name in MARKS.items() if marks[mark]),
        ),
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


def waits() -> tuple[Choice, ...]:
    """For whom the items in sight wait: the role of the place where they rest, in the order of the drawing."""
    counts: dict[Role, int] = {}
    for place in item_net().places.values():
        role = lane_role(place)
        if place.counts == "in_progress" and role and place.marking in standing():
            counts[role] = counts.get(role, 0) + standing()[place.marking].count
    asked = request.args.getlist("waits")
    links = {role: url_for("items.listed", waits=role.value) for role in counts}
    return tuple(Choice(role.value, role.words, count, role.value in asked, links[role]) for role, count in counts.items())
