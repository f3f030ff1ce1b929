"""How long something has waited, in working days, and how loud to say so."""

from __future__ import annotations

import functools
from datetime import date, datetime, timedelta

from webapp.identity import calendar, today
from webapp.presentation import ZONE
from workflows.domain.calendar import Calendar, end_of_day, working_days_between

SOON, LATE = 5, 10
LONGEST = 250


def waited(since: datetime) -> int:
    """Working days since an instant, at most 250."""
    return _between(since.astimezone(ZONE).date(), today(), calendar())


def tone_of(days: int) -> str:
    """Nothing up to 5 working days, amber up to 10, red beyond."""
    return "red" if days > LATE else "amber" if days > SOON else ""


def late_before() -> datetime:
    """Whatever arrived before this instant has waited more than 10 working days."""
    return end_of_day(_day_before(today(), LATE + 1, calendar()), ZONE.key)


def working_days_ago(days: int) -> datetime:
    """The instant from which on that many whole working days have passed until today."""
    return end_of_day(_day_before(today(), days, calendar()), ZONE.key)


@functools.lru_cache(maxsize=64)
def _day_before(last: date, working_days: int, by: Calendar) -> date:
    day = last
    while working_days_between(day, last, by) < working_days:
        day -= timedelta(days=1)
    return day


@functools.lru_cache(maxsize=4096)
def _between(first: date, last: date, by: Calendar) -> int:
    if (last - first).days > LONGEST * 2:
        return LONGEST
    return min(LONGEST, working_days_between(first, last, by))
