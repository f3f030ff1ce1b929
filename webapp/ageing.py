"""How long something has waited, in working days, and how loud to say so."""

from __future__ import annotations

import functools
from datetime import date, datetime

from webapp.identity import calendar, today
from webapp.presentation import ZONE
from workflows.domain.calendar import Calendar, working_days_between

SOON, LATE = 5, 10
LONGEST = 250


def waited(since: datetime) -> int:
    """Working days since an instant, at most 250."""
    return _between(since.astimezone(ZONE).date(), today(), calendar())


def tone_of(days: int) -> str:
    """Nothing up to 5 working days, amber up to 10, red beyond."""
    return "red" if days > LATE else "amber" if days > SOON else ""


@functools.lru_cache(maxsize=4096)
def _between(first: date, last: date, by: Calendar) -> int:
    if (last - first).days > LONGEST * 2:
        return LONGEST
    return min(LONGEST, working_days_between(first, last, by))
