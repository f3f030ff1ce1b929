"""The windows of 征求意见: from which day until which an audience may comment, counted in working days.

Source: the 征求意见函 gives each audience its own days; the day on which it is issued does not count (民法典 Art. 201).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from workflows.domain.calendar import PUBLISHED, Calendar, add_working_days, due_on
from workflows.domain.vocabulary import Audience, Role
from workflows.domain.words import Words

LONGEST = 60
AUDIENCES: Mapping[Role, Audience] = {
    Role.liaison: Audience.department,
    Role.department_head: Audience.department,
    Role.subdistrict: Audience.subdistrict,
    Role.subdistrict_head: Audience.subdistrict,
    Role.public: Audience.public,
}
"""Whose window binds somebody who comments in this role; the coordinator registers outside windows."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which one audience may comment: the first, and how many working days follow it.

    The last day is computed, so that a changed calendar moves it.
    """

    opens_on: datetime.date
    working_days: int

    def last_on(self, calendar: Calendar = PUBLISHED) -> datetime.date:
        """The last day, inclusive, by that calendar."""
        return add_working_days(self.opens_on, self.working_days, calendar)

    @property
    def written(self) -> str:
        """``2020-10-09+7``: as the campaign's settings keep it."""
        return f"{self.opens_on.isoformat()}+{self.working_days}"

    @classmethod
    def read(cls, written: str) -> Self:
        """The window that ``written`` gave.

        Raises:
            ValueError: it is none, or longer than 60 working days.
        """
        day, _, length = written.partition("+")
        if not (length.isdecimal() and 1 <= int(length) <= LONGEST):
            raise ValueError(written)
        return cls(datetime.date.fromisoformat(day), int(length))


@dataclass(frozen=True, slots=True)
class Shut:
    """Why an audience may not comment on a day: ``window_not_open`` or ``window_over``, and the day that says so (None: not known)."""

    code: str
    on: datetime.date | None


def shut(
    audience: Audience,
    window: Window | None,
    on: datetime.date,
    until: datetime.date | None,
    heard_until: datetime.date | None,
    calendar: Calendar = PUBLISHED,
) -> Shut | None:
    """Why the audience may not comment on that day; None where it may.

    Args:
        window: Its own window. Without one departments and subdistricts are heard until ``until``; the public is not asked.
        until: Last day of the campaign's hearing, None without an end.
        heard_until: Last day of the item's own comment days, counted from its arrival; None for the list as a whole.
    """
    if window is None:
        if audience is Audience.public:
            return Shut("window_not_open", None)
        last = due_on(until, calendar) if until else None
    elif on < window.opens_on:
        return Shut("window_not_open", window.opens_on)
    else:
        last = window.last_on(calendar)
    late = heard_until is not None and on <= heard_until
    return Shut("window_over", last) if last is not None and on > last and not late else None


def day_words(day: datetime.date | None) -> Words:
    """The day as a sentence names it; 协调员公布的日期 where there is none yet."""
    if day is None:
        return Words("协调员公布的日期", "the day the coordinator announces")
    return Words(f"{day.month}月{day.day}日", day.isoformat())
