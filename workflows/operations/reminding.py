"""What falls due is told to whoever it waits for: before the day, on it and after it, counted in working days, each once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import Calendar, day_of, is_working_day, working_days_between
from workflows.operations.campaigns.due_dates import deadlines
from workflows.operations.duties import duties
from workflows.operations.processes import nets, open_stages
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign
from workflows.store.notices import Notice

REMINDER, OVERDUE = "reminder", "overdue"


def remind(session: Session, *, at: datetime, campaign: Campaign) -> int:
    """Everybody whom something waits for in an open stage has the reminder that is due; returns how many are new.

    Running it again on the same day adds nothing. Days on which it did not run are made up by the last reminder passed, not by all.
    """
    today, calendar = day_of(at, campaign.zone), loaded_calendar(session)
    due = {stage: day for stage, day in deadlines(campaign, calendar).items() if stage in open_stages(campaign)}
    reached = {stage: reminder_reached(campaign.reminders, day, today, calendar) for stage, day in due.items()}
    if not any(one is not None for one in reached.values()) or not is_working_day(today, calendar):
        return 0
    places, fresh = nets(campaign).item.places, {}
    for one in duties(session, campaign, today):
        stage = places[one.place].round
        if reached.get(stage) is not None:
            key = f"{REMINDER} {campaign.id} {stage} {due[stage]} {reached[stage]} {one.person_id} {one.place}"
            words = {"person_id": one.person_id, "place": one.place, "items": one.items, "due_on": due[stage]}
            fresh[key] = words | {"word": OVERDUE if due[stage] < today else REMINDER}
    known = set(session.scalars(select(Notice.key).where(Notice.key.startswith(f"{REMINDER} {campaign.id} "))))
    for key in fresh.keys() - known:
        session.add(Notice(**fresh[key], key=key, campaign_id=campaign.id, made_at=at))
    return len(fresh.keys() - known)


def reminder_reached(reminders: Sequence[int], due: date, today: date, calendar: Calendar) -> int | None:
    """Which reminder is due: the last of the working days relative to ``due`` (-3: three before) that has come; None before the first."""
    gone = working_days_between(due, today, calendar)
    return max((one for one in reminders if one <= gone), default=None)
