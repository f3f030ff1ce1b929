"""Working days of China, and the days of a campaign's zone.

Source: the yearly holiday notices of the State Council's General Office, as ``chinese_calendar`` holds them, or as somebody loaded
them; a loaded list of a year stands before the published one. Years without any are counted Monday to Friday, which ``ESTIMATED``
says.
"""

from __future__ import annotations

import datetime
import functools
import zoneinfo
from collections.abc import Iterable
from dataclasses import dataclass

import chinese_calendar

from workflows.domain.words import Words

ESTIMATED = Words("暂按周一至周五推算", "Counted Monday to Friday for now")
"""What to say beside a deadline that falls in a year without an official list, or is counted through one."""

_PUBLISHED_YEARS = frozenset(day.year for day in chinese_calendar.holidays) & frozenset(day.year for day in chinese_calendar.workdays)


@dataclass(frozen=True, slots=True)
class YearList:
    """The official list of one year: days on which nobody works, weekends among them or not, and weekend days that are made up.

    ``source`` names the notice, for people; empty for a list that comes with the house.
    """

    year: int
    holidays: frozenset[datetime.date]
    made_up: frozenset[datetime.date]
    source: str = ""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The lists that were loaded, at most one a year, beside those that come with the house."""

    loaded: tuple[YearList, ...] = ()

    def official(self, year: int) -> bool:
        """Whether the list of that year's holidays and make-up days is known."""
        return year in _by_year(self) or year in _PUBLISHED_YEARS

    def with_lists(self, lists: Iterable[YearList]) -> Calendar:
        """This calendar with these lists in the place of those of the same years."""
        kept = {one.year: one for one in (*self.loaded, *lists)}
        return Calendar(tuple(kept[year] for year in sorted(kept)))


PUBLISHED = Calendar()
"""What comes with the house, before anybody loaded a list."""


def official(year: int, calendar: Calendar = PUBLISHED) -> bool:
    """Whether the official list of that year's holidays and make-up days is known."""
    return calendar.official(year)


def published_list(year: int) -> YearList | None:
    """The list of that year that comes with the house; None where there is none."""
    if year not in _PUBLISHED_YEARS:
        return None
    holidays, made_up = ((day for day in days if day.year == year) for days in (chinese_calendar.holidays, chinese_calendar.workdays))
    return YearList(year, frozenset(holidays), frozenset(made_up))


def is_working_day(day: datetime.date, calendar: Calendar = PUBLISHED) -> bool:
    """Whether offices work on that day; make-up days at weekends count, holidays do not."""
    if (listed := _by_year(calendar).get(day.year)) is not None:
        return day in listed.made_up or (day.weekday() < 5 and day not in listed.holidays)
    return chinese_calendar.is_workday(day) if day.year in _PUBLISHED_YEARS else day.weekday() < 5


def due_on(last: datetime.date, calendar: Calendar = PUBLISHED) -> datetime.date:
    """The day at whose end something is due whose last day was set so: that day, or the next working day after a holiday.

    Source: 民法总则 and 民法典 第二百零三条第一款.
    """
    return last if is_working_day(last, calendar) else _next_working_day(last, calendar)


def add_working_days(start: datetime.date, working_days: int, calendar: Calendar = PUBLISHED) -> datetime.date:
    """The working day that many working days after ``start``, which itself does not count.

    0 gives ``start`` itself, working day or not.

    Raises:
        ValueError: A negative number of days.
    """
    if working_days < 0:
        raise ValueError(f"a deadline lies ahead, not {working_days} working days")
    day = start
    for _ in range(working_days):
        day = _next_working_day(day, calendar)
    return day


def working_days_between(start: datetime.date, end: datetime.date, calendar: Calendar = PUBLISHED) -> int:
    """Working days after ``start`` up to and including ``end``; negative where ``end`` comes first, and 0 on the same day.

    The inverse of ``add_working_days``: adding the result to ``start`` gives the last working day up to ``end``.
    """
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(is_working_day(start + datetime.timedelta(days), calendar) for days in range(1, (end - start).days + 1))


def estimated(start: datetime.date, end: datetime.date, calendar: Calendar = PUBLISHED) -> bool:
    """Whether counting from ``start`` to ``end`` passes through a year without an official list."""
    return not all(calendar.official(year) for year in range(min(start, end).year, max(start, end).year + 1))


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


def _next_working_day(day: datetime.date, calendar: Calendar) -> datetime.date:
    day += datetime.timedelta(days=1)
    while not is_working_day(day, calendar):
        day += datetime.timedelta(days=1)
    return day


@functools.cache
def _by_year(calendar: Calendar) -> dict[int, YearList]:
    return {one.year: one for one in calendar.loaded}
