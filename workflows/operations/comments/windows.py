"""The coordinator gives departments, subdistricts and the public their days to comment, and moves them with a reason."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import Calendar, day_of
from workflows.domain.errors import NotYours, Unfit
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Audience, Role
from workflows.domain.windows import Shut, Window, shut
from workflows.operations.acts import Actor, checked_reason, open_act, repeated
from workflows.operations.campaigns.due_dates import hear_again
from workflows.store.audit import Registration
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign


def set_windows(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    windows: Mapping[Audience, Window],
    reason: str | None = None,
    client_key: str | None = None,
) -> Outcome:
    """These audiences have these days to comment; the others keep theirs. Items in hearing are heard until the last of all ends.

    Raises:
        NotYours: the actor is not the coordinator.
        Unfit: nothing would change, or a window that has begun is moved without a reason.

    Source:
        征求意见函.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    if actor.role is not Role.coordinator:
        raise NotYours("征求意见的期限由协调员确定。", "The days for comments are set by the coordinator.")
    changed = {audience: window for audience, window in windows.items() if campaign.window(audience) != window}
    if not changed:
        raise Unfit("期限没有变化。", "The days would stay as they are.")
    today = day_of(at, campaign.zone)
    text = checked_reason(reason, wanted=any(_has_begun(campaign.window(audience), today) for audience in changed))
    act = open_act(session, actor, at, "set_windows", campaign=campaign, reason=text, client_key=client_key)
    campaign.windows = campaign.windows | {audience.value: window.written for audience, window in changed.items()}
    act.register("campaign", campaign.key, _registered(session, campaign) | {"windows": campaign.windows})
    session.flush()
    hear_again(session, campaign, loaded_calendar(session), at)
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def shut_to(
    campaign: Campaign, audience: Audience, on: date, calendar: Calendar, heard_until: date | None = None
) -> Shut | None:
    """Why that audience may not comment on that day; None where it may. ``heard_until`` is of the item, as ``own_comment_days`` says."""
    return shut(audience, campaign.window(audience), on, campaign.comments_until, heard_until, calendar)


def _has_begun(window: Window | None, today: date) -> bool:
    return window is not None and window.opens_on <= today


def _registered(session: Session, campaign: Campaign) -> dict:
    query = select(Registration.body).where(Registration.noun == "campaign", Registration.key == campaign.key)
    return session.scalars(query.order_by(Registration.number.desc()).limit(1)).one()
