"""催办: whoever items wait for is told so, by name, once a day at most; an act on record and a notice for each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.errors import NotOffered
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Role
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, open_act, repeated
from workflows.operations.duties import Duty, duties
from workflows.store.campaigns import Campaign
from workflows.store.notices import Notice
from workflows.store.nudges import Nudge, nudged_on

NUDGERS = (Role.coordinator, Role.leader)
NUDGE = "nudge"


@dataclass(frozen=True, slots=True)
class Told:
    """Who would be told, and who was told today already and is spared."""

    told: tuple[Duty, ...]
    spared: tuple[Duty, ...]


def to_be_told(
    session: Session, campaign: Campaign, actor: Actor, on: date, place: str = "", departments: Collection[int] = ()
) -> Told:
    """Whom a nudge at a place (a marking, or a call with all places in it; empty for every place) would reach on that day."""
    waited = [one for one in duties(session, campaign, on, departments) if _at(one.place, place) and one.person_id != actor.person_id]
    earlier = nudged_on(session, campaign.id, on)
    fresh = tuple(one for one in waited if (one.person_id, one.place) not in earlier)
    return Told(fresh, tuple(one for one in waited if one not in fresh))


def nudge(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    place: str = "",
    departments: Collection[int] = (),
    client_key: str | None = None,
) -> Outcome:
    """Everybody whom items wait for at that place has a notice; those told about it today are spared.

    The act counts the people told. A repeated client key tells nobody again.

    Raises:
        NotYours: the actor is neither coordinator nor leader.
        NotOffered: nobody is left to tell today.
    """
    must_hold(actor, NUDGERS)
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    on = day_of(at, campaign.zone)
    fresh = to_be_told(session, campaign, actor, on, place, departments).told
    if not fresh:
        raise NotOffered("今天没有还要催办的人。", "There is nobody left to nudge today.")
    act = open_act(session, actor, at, NUDGE, campaign=campaign, place=place, client_key=client_key)
    for one in fresh:
        words = {"act_id": act.id, "campaign_id": campaign.id, "person_id": one.person_id, "place": one.place, "items": one.items}
        act.add(Nudge(**words, on_day=on))
        session.add(Notice(**words, word=NUDGE, key=f"{NUDGE} {act.id} {one.person_id} {one.place}", made_at=at))
    outcome = Outcome(act.id)
    act.close(items=len({one.person_id for one in fresh}), outcome=outcome)
    return outcome


def people_told(session: Session, act_id: int | None) -> int:
    """How many people an act of 催办 told."""
    return len(set(session.scalars(select(Nudge.person_id).where(Nudge.act_id == act_id))))


def _at(marking: str, place: str) -> bool:
    return not place or marking == place or marking.startswith(place + "/")
