"""Working days of China, and the days of a campaign's zone.

Source: the yearly holiday notices of the State Council's General Office, as ``chinese_calendar`` holds them; years without one
are counted Monday to Friday, which ``ESTIMATED`` says.
"""

from __future__ import annotations

import datetime
import zoneinfo

import chinese_calendar

from workflows.domain.words import Words

ESTIMATED = Words("暂按周一至周五推算", "Counted Monday to Friday for now")
"""What to say beside a deadline that falls in a year without an official list, or is counted through one."""

_OFFICIAL = frozenset(day.year for day in chinese_calendar.holidays) & frozenset(day.year for day in chinese_calendar.workdays)


def official(year: int) -> bool:
    """Whether the official list of that year's holidays and make-up days is known."""
    return year in _OFFICIAL


def is_working_day(day: datetime.date) -> bool:
    """Whether offices work on that day; make-up days at weekends count, holidays do not."""
    if official(day.year):
        return chinese_calendar.is_workday(day)
    return day.weekday() < 5


def add_working_days(start: datetime.date, working_days: int) -> datetime.date:
    """The working day that many working days after ``start``, which itself does not count.

    0 gives ``start`` itself, working day or not.

    Raises:
        ValueError: A negative number of days.
    """
    if working_days < 0:
        raise ValueError(f"a deadline lies ahead, not {working_days} working days")
    day = start
    for _ in range(working_days):
        day = _next_working_day(day)
    return day


def working_days_between(start: datetime.date, end: datetime.date) -> int:
    """Working days after ``start`` up to and including ``end``; negative where ``end`` comes first, and 0 on the same day.

    The inverse of ``add_working_days``: adding the result to ``start`` gives the last working day up to ``end``.
    """
    if end < start:
        return -working_days_between(end, start)
    return sum(is_working_day(start + datetime.timedelta(days)) for days in range(1, (end - start).days + 1))


def estimated(start: datetime.date, end: datetime.date) -> bool:
    """Whether counting from ``start`` to ``end`` passes through a year without an official list."""
    return not all(official(year) for year in range(min(start, end).year, max(start, end).year + 1))


def end_of_day(day: datetime.date, zone: str) -> datetime.datetime:
    """The instant (aware UTC) at which that day ends in the zone: the start of the next day, which no longer belongs to it.

    Raises:
        zoneinfo.ZoneInfoNotFoundError: No zone of that name ("Asia/Shanghai" is one).
    """
    midnight = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), zoneinfo.ZoneInfo(zone))
    return midnight.astimezone(datetime.UTC)


def day_of(instant: datetime.datetime, zone: str) -> datetime.date:
    """The day in the zone on which an aware instant falls.

    Raises:
        ValueError: The instant has no zone of its own.
        zoneinfo.ZoneInfoNotFoundError: No zone of that name.
    """
    if instant.tzinfo is None:
        raise ValueError("an instant without a zone falls on no day")
    return instant.astimezone(zoneinfo.ZoneInfo(zone)).date()


def _next_working_day(day: datetime.date) -> datetime.date:
    day += datetime.timedelta(days=1)
    while not is_working_day(day):
        day += datetime.timedelta(days=1)
    return day
