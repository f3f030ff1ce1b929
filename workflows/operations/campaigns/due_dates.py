"""When things in a campaign are due, by the calendar of that moment; and what another calendar or window moves.

Days that people set (a stage's last day, the end of the window) fall due at their end in the campaign's zone, or on the next
working day after a holiday. Hearings count working days from the arrival of each item.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from workflows.domain.calendar import Calendar, day_of, due_on, end_of_day
from workflows.domain.vocabulary import Audience
from workflows.operations.items.tokens import hearing_end, hears
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item


@dataclass(frozen=True, slots=True)
class MovedDue:
    """Something that is due on another day than before.

    ``what`` is ``hearing`` (of ``items`` items), ``window`` (the end of 征求意见, of the audience ``key`` where it has its own) or
    ``deadline`` (of the stage ``key``). For a hearing the days are the last ones on which it is open.
    """

    what: str
    key: str
    before: date
    after: date
    items: int = 0

    def as_json(self) -> dict[str, object]:
        """Plain, for the record and for programs."""
        return {"what": self.what, "key": self.key, "from": self.before.isoformat(), "to": self.after.isoformat(), "items": self.items}


def deadlines(campaign: Campaign, calendar: Calendar) -> dict[str, date]:
    """The day at whose end each stage with a deadline is due."""
    return {stage: due_on(date.fromisoformat(day), calendar) for stage, day in campaign.deadlines.items()}


def moved_days(campaign: Campaign, before: Calendar, after: Calendar) -> Iterator[MovedDue]:
    """Deadlines and the window, where they fall due on another day by another calendar. Nothing is written: they follow."""
    was, now = deadlines(campaign, before), deadlines(campaign, after)
    for stage, day in was.items():
        if day != now[stage]:
            yield MovedDue("deadline", stage, day, now[stage])
    ends = {"": [due_on(campaign.comments_until, by) for by in (before, after)]} if campaign.comments_until else {}
    ends |= {one.value: [window.last_on(by) for by in (before, after)] for one in Audience if (window := campaign.window(one))}
    for audience, (last, now_last) in ends.items():
        if last != now_last:
            yield MovedDue("window", audience, last, now_last)


def hear_again(session: Session, campaign: Campaign, calendar: Calendar, at: datetime) -> tuple[MovedDue, ...]:
    """Every hearing that goes on at ``at`` ends when calendar, window and comment days say so, yet never before this day is over.

    A hearing whose time had come stays ended, also where the clock has not moved its items on. A fixed number of statements for
    each day on which items arrived.
    """
    net = nets(campaign).item
    going_on = (
        Item.campaign_id == campaign.id,
        Item.marking.in_([marking for marking in net.places if hears(net, marking)]),
        Item.hear_until > at,
    )
    today = end_of_day(day_of(at, campaign.zone), campaign.zone)
    moved: dict[tuple[date, date], int] = {}
    arrivals = select(Item.entered_at, Item.hear_until, func.count()).where(*going_on).group_by(Item.entered_at, Item.hear_until)
    for entered_at, before, count in session.execute(arrivals).all():
        after = max(hearing_end(campaign, entered_at, calendar), today)
        if after != before:
            here = update(Item).where(*going_on, Item.entered_at == entered_at, Item.hear_until == before).values(hear_until=after)
            session.execute(here, execution_options={"synchronize_session": False})
            days = _last_day(campaign, before), _last_day(campaign, after)
            moved[days] = moved.get(days, 0) + count
    return tuple(MovedDue("hearing", "", *days, count) for days, count in sorted(moved.items()))


def _last_day(campaign: Campaign, end: datetime) -> date:
    """The day that ends at that instant."""
    return day_of(end - datetime.resolution, campaign.zone)

