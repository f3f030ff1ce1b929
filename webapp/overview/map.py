"""The living map: how many rest where, since when, of which departments, and who they wait for; each number opens its rows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from flask import url_for

from webapp.acting import item_net, lane_role, place_words
from webapp.ageing import tone_of, waited
from webapp.frame import WORKING
from workflows.domain.words import Words
from workflows.engine.net import Desk, Place
from workflows.operations.duties import Duty
from workflows.store.items.waiting import Waiting
from workflows.store.people import Organisation


@dataclass(frozen=True)
class Share:
    """What rests somewhere of one department; ``late`` of them too long."""

    name: str
    count: int
    late: int
    href: str


@dataclass(frozen=True)
class Nudgeable:
    """How many people a nudge at a place would reach, and where it is previewed."""

    people: int
    href: str


@dataclass(frozen=True)
class Spot:
    """One place of the map, and its row in the table twin. ``element`` is what is drawn: a call stands for the places in it.

    ``ages`` where somebody has work to do: what waits there for long is late. Elsewhere items wait for a stage or for a day.
    """

    element: str
    marking: str
    name: Words
    who: Words
    count: int
    late: int
    oldest: datetime | None
    days: int
    tone: str
    href: str
    departments: tuple[Share, ...]
    ages: bool
    nudge: Nudgeable | None = None


@dataclass(frozen=True)
class Answer:
    """What the line under the map says about one element that is drawn."""

    element: str
    name: Words
    who: Words
    count: int
    late: int
    days: int
    tone: str
    href: str
    departments: tuple[Share, ...]
    nudge: Nudgeable | None = None
    chosen: bool = False


def spots(rows: Sequence[Waiting], offices: Sequence[Organisation], waited_for: Iterable[Duty]) -> tuple[Spot, ...]:
    """Every place where somebody must act or wait, in drawn order; ``waited_for`` are those whom a nudge could reach."""
    people = _people(waited_for)
    places = [place for place in item_net().places.values() if place.desk is not Desk.rules]
    return tuple(_spot(place, [row for row in rows if row.marking == place.marking], offices, people) for place in places)


def answers(found: Iterable[Spot], waited_for: Iterable[Duty]) -> tuple[Answer, ...]:
    """One answer for each drawn element where items rest; the one that waited longest is shown first."""
    people = _people(waited_for)
    grouped: dict[str, list[Spot]] = {}
    for spot in found:
        if spot.count:
            grouped.setdefault(spot.element, []).append(spot)
    made = [_answer(element, group, people.get(element, set())) for element, group in grouped.items()]
    first = max(made, key=lambda one: (one.days, one.count), default=None)
    return tuple(replace(one, chosen=one is first) for one in made)


def marks(made: Iterable[Answer]) -> str:
    """Element → count and tone, for the map's script."""
    return json.dumps({one.element: {"count": one.count, "tone": one.tone} for one in made})


def _spot(place: Place, rows: list[Waiting], offices: Sequence[Organisation], people: dict[str, set[int]]) -> Spot:
    ages = place.counts == "in_progress" and place.desk in WORKING
    oldest = min((row.oldest for row in rows), default=None)
    days = waited(oldest) if oldest and place.counts == "in_progress" else 0
    lane = lane_role(place)
    return Spot(
        element=place.marking.split("/")[0],
        marking=place.marking,
        name=place_words(place.marking),
        who=lane.words if lane else Words(place.lane, place.lane),
        count=sum(row.count for row in rows),
        late=sum(row.late for row in rows) if ages else 0,
        oldest=oldest,
        days=days,
        tone=tone_of(days) if ages else "",
        href=url_for("items.listed", place=place.marking),
        departments=_shares(rows, offices, place.marking, ages),
        ages=ages,
        nudge=_nudgeable(place.marking, people.get(place.marking, set())),
    )


def _people(waited_for: Iterable[Duty]) -> dict[str, set[int]]:
    """Who is waited for at each marking and at each element that is drawn."""
    people: dict[str, set[int]] = {}
    for one in waited_for:
        for place in {one.place, one.place.split("/")[0]}:
            people.setdefault(place, set()).add(one.person_id)
    return people


def _nudgeable(place: str, people: set[int]) -> Nudgeable | None:
    return Nudgeable(len(people), url_for("nudges.shown", place=place)) if people else None


def _shares(rows: Iterable[Waiting], offices: Sequence[Organisation], place: str, ages: bool) -> tuple[Share, ...]:
    by_office = {row.department_id: row for row in rows}
    known = [(office, by_office[office.id]) for office in offices if office.id in by_office]
    return tuple(
        Share(office.short_name, row.count, row.late if ages else 0, url_for("items.listed", place=place, department=office.key))
        for office, row in sorted(known, key=lambda pair: -pair[1].count)
    )


def _answer(element: str, group: list[Spot], people: set[int]) -> Answer:
    oldest = max(group, key=lambda spot: spot.days)
    name = group[0].name
    if len(group) > 1 or group[0].marking != element:
        name = Words(name.zh.split("·")[0], name.en.split(": ")[0])
    who = {spot.who: None for spot in group}
    return Answer(
        element=element,
        name=name,
        who=Words("、".join(one.zh for one in who), ", ".join(one.en for one in who)),
        count=sum(spot.count for spot in group),
        late=sum(spot.late for spot in group),
        days=oldest.days,
        tone=oldest.tone,
        href=url_for("items.listed", place=element),
        departments=_joined(element, group),
        nudge=_nudgeable(element, people),
    )


def _joined(element: str, group: list[Spot]) -> tuple[Share, ...]:
    counts: dict[str, list[int]] = {}
    keys: dict[str, str] = {}
    for share in (share for spot in group for share in spot.departments):
        total = counts.setdefault(share.name, [0, 0])
        total[0], total[1] = total[0] + share.count, total[1] + share.late
        keys[share.name] = share.href if len(group) == 1 else share.href.replace(f"place={group[0].marking}", f"place={element}")
    return tuple(Share(name, *counts[name], keys[name]) for name in sorted(counts, key=lambda name: -counts[name][0]))
