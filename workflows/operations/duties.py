"""Who is waited for: the people in whose hands items rest, place by place, by the appointments of that day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.domain.vocabulary import Role
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.items.rows import Item
from workflows.store.items.waiting import units_that_commented
from workflows.store.people import Appointment, holders_of

OF_DEPARTMENTS = frozenset({Role.liaison, Role.department_head})


@dataclass(frozen=True, slots=True)
class Duty:
    """One person waited for at one place: ``items`` rest there for them. ``office`` is the short name of their unit, or empty."""

    person_id: int
    name: str
    role: Role
    office: str
    place: str
    items: int


def duties(session: Session, campaign: Campaign, on: date, departments: Collection[int] = ()) -> tuple[Duty, ...]:
    """Everybody waited for on that day, in the order of the drawing; five queries whatever the number of items.

    Where comments are heard the subdistricts are waited for that have not answered; elsewhere whoever holds the role of the lane,
    in departments' lanes those of the departments whose items rest there.

    Args:
        departments: Ids of the departments whose items count; empty for all.
    """
    resting = _resting(session, campaign, departments)
    places = [place for place in nets(campaign).item.places.values() if place.marking in resting and place.counts == "in_progress"]
    lanes = {place.marking: Role.of_label(place.lane) for place in places}
    roles = {role for role in lanes.values() if role} | {Role.subdistrict}
    held = holders_of(session, sorted(roles), on, campaign.id)
    silent = _silent(session, campaign) if any(hears(nets(campaign).item, marking) for marking in lanes) else frozenset()
    found = []
    for marking in lanes:
        if hears(nets(campaign).item, marking):
            found += _of_offices(held, Role.subdistrict, marking, dict.fromkeys(silent, sum(resting[marking].values())))
        elif lanes[marking] in OF_DEPARTMENTS:
            found += _of_offices(held, lanes[marking], marking, resting[marking])
        elif lanes[marking] is not None:
            found += [_duty(one, marking, sum(resting[marking].values())) for one in held if one.role == lanes[marking]]
    return tuple(found)


def _resting(session: Session, campaign: Campaign, departments: Collection[int]) -> dict[str, Counter[int]]:
    query = select(Item.marking, Item.department_id, func.count()).where(Item.campaign_id == campaign.id)
    query = query.where(Item.department_id.in_(departments)) if departments else query
    resting: dict[str, Counter[int]] = {}
    for marking, department, count in session.execute(query.group_by(Item.marking, Item.department_id)):
        resting.setdefault(marking, Counter())[department] += count
    return resting


def _silent(session: Session, campaign: Campaign) -> frozenset[int]:
    offices = {office.id for office in participants(session, campaign, "receiver")}
    return frozenset(offices - units_that_commented(session, campaign.id, offices))


def _of_offices(held: list[Appointment], role: Role, marking: str, counts: dict[int, int]) -> Iterator[Duty]:
    for one in held:
        if one.role == role and counts.get(one.organisation_id):
            yield _duty(one, marking, counts[one.organisation_id])


def _duty(held: Appointment, marking: str, items: int) -> Duty:
    office = held.organisation.short_name if held.organisation else ""
    return Duty(held.person_id, held.person.name, Role(held.role), office, marking, items)
