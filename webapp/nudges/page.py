"""What the page of a nudge shows before anybody is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from webapp.acting import actor, campaign, new_key, place_words, read
from webapp.identity import today
from webapp.security import may_open
from workflows.domain.words import Words
from workflows.operations.duties import Duty, duties
from workflows.operations.nudging import to_be_told
from workflows.store.campaigns import participants
from workflows.store.people import Organisation


@dataclass(frozen=True)
class Line:
    """One person waited for at one place."""

    who: str
    role: Words
    place: Words
    marking: str
    items: int


@dataclass(frozen=True)
class NudgePage:
    """Whom the nudge would reach and who was told today; where it was opened from."""

    place: str
    departments: tuple[str, ...]
    name: Words
    told: tuple[Line, ...]
    spared: tuple[Line, ...]
    people: int
    key: str


def nudge_page() -> NudgePage:
    """The nudge that the address asks about."""
    place, offices = request.args.get("place", ""), chosen_offices(request.args.getlist("department"))
    found = to_be_told(read(), campaign(), actor(), today(), place, [office.id for office in offices])
    return NudgePage(
        place=place,
        departments=tuple(office.key for office in offices),
        name=_name(place, offices),
        told=_lines(found.told),
        spared=_lines(found.spared),
        people=len({one.person_id for one in found.told}),
        key=new_key(),
    )


def waited_for() -> tuple[Duty, ...]:
    """Everybody in whose hands items rest, for whoever may nudge them; nobody else, and never the reader."""
    if not may_open("nudges.shown"):
        return ()
    return tuple(one for one in duties(read(), campaign(), today()) if one.person_id != actor().person_id)


def chosen_offices(keys: Iterable[str]) -> list[Organisation]:
    """The departments of the campaign with these keys; unknown ones are absent."""
    wanted = set(keys)
    return [office for office in participants(read(), campaign(), "department") if office.key in wanted] if wanted else []


def _name(place: str, offices: list[Organisation]) -> Words:
    names = "、".join(office.short_name for office in offices)
    where = place_words(place) if place else Words("在办事项", "Items in progress")
    return Words(f"{names} · {where.zh}", f"{names} · {where.en}") if names else where


def _lines(found: Iterable[Duty]) -> tuple[Line, ...]:
    return tuple(
        Line(f"{one.name} · {one.office}" if one.office else one.name, one.role.words, place_words(one.place), one.place, one.items)
        for one in found
    )
