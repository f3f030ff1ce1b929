"""The calendar of working days, loaded list by list; every due date follows it in the same act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import YearList
from workflows.domain.vocabulary import Role
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, open_act
from workflows.operations.campaigns.due_dates import MovedDue, hear_again, moved_days
from workflows.store.calendar import NOUN, body_of, loaded_calendar
from workflows.store.campaigns import Campaign

DUE = "due_dates"
"""The register that says which due dates an act moved, campaign by campaign."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading lists did: the act (None where every list stood so already), the years, and what is due on another day now."""

    act_id: int | None
    years: tuple[int, ...] = ()
    moved: tuple[tuple[str, MovedDue], ...] = ()


def load_calendar(session: Session, *, actor: Actor, at: datetime, lists: Sequence[YearList]) -> Loaded:
    """Working days count by these lists from now on, and everything due by them is due accordingly; the act says what moved.

    Hearings that have ended stay ended. The same lists again change nothing and leave no act.

    Raises:
        NotYours: the actor is not the system manager.
    """
    must_hold(actor, (Role.system_manager,))
    before = loaded_calendar(session)
    fresh = [one for one in lists if one not in before.loaded]
    if not fresh:
        return Loaded(None)
    after = before.with_lists(fresh)
    act = open_act(session, actor, at, "load_calendar")
    for one in fresh:
        act.register(NOUN, str(one.year), body_of(one))
    moved = []
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        here = (*hear_again(session, campaign, after, at), *moved_days(campaign, before, after))
        if here:
            act.register(DUE, campaign.key, {"moved": [one.as_json() for one in here]})
        moved += [(campaign.key, one) for one in here]
    act.close(items=sum(one.items for _key, one in moved))
    return Loaded(act.id, tuple(one.year for one in fresh), tuple(moved))
