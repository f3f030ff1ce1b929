"""What 工作日历 shows."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from webapp.acting import read
from webapp.calendar.forms import LoadList
from webapp.identity import calendar, today
from webapp.presentation import SHORT_MONTHS
from webapp.security import may_open
from workflows.domain.calendar import YearList, published_list
from workflows.domain.vocabulary import Audience
from workflows.domain.words import Words
from workflows.operations.calendar import DUE
from workflows.store.audit import Act, Registration
from workflows.store.campaigns import Campaign

LATEST = 20
HEARING = Words("{n} 项的征求意见", "hearing of {n} items")
WINDOW = Words("{zh}征求意见的截止日", "end of the window ({en})")
DEADLINE = Words("阶段“{stage}”的截止日", "deadline of the stage {stage}")
Stretch = tuple[datetime.date, datetime.date]


@dataclass(frozen=True)
class Year:
    """One year as it counts: by a loaded list, by the one that comes with the house, or by none."""

    year: int
    listed: YearList | None
    holidays: tuple[Stretch, ...] = ()
    made_up: tuple[Stretch, ...] = ()


@dataclass(frozen=True)
class Move:
    """One thing that fell due on another day when a list was loaded."""

    at: datetime.datetime
    campaign: str
    what: Words
    before: datetime.date
    after: datetime.date


@dataclass(frozen=True)
class CalendarPage:
    """The years around this one and every loaded one; what was moved lately; the form for whoever may load."""

    years: tuple[Year, ...]
    moves: tuple[Move, ...]
    form: LoadList | None


def calendar_page(form: LoadList | None = None) -> CalendarPage:
    """The whole page in three queries."""
    return CalendarPage(_years(), _moves(), (form or LoadList()) if may_open("calendar.loaded") else None)


def moved_words(what: str, key: str, items: int) -> Words:
    """What a moved due date is called."""
    who = Audience(key).words if what == "window" and key else Words("", "all")
    words = {"hearing": HEARING.filled(n=items), "window": WINDOW.filled(zh=who.zh, en=who.en)}
    return words.get(what, DEADLINE.filled(stage=key))


def day_words(day: datetime.date) -> Words:
    """1月31日 in both languages."""
    return Words(f"{day.month}月{day.day}日", f"{day.day} {SHORT_MONTHS[day.month - 1]}")


def _years() -> tuple[Year, ...]:
    loaded = {one.year: one for one in calendar().loaded}
    around = range(today().year - 1, today().year + 3)
    return tuple(_year(year, loaded.get(year)) for year in sorted({*loaded, *around}))


def _year(year: int, listed: YearList | None) -> Year:
    listed = listed or published_list(year)
    if listed is None:
        return Year(year, None)
    return Year(year, listed, tuple(_stretches(listed.holidays)), tuple(_stretches(listed.made_up)))


def _stretches(days: Iterable[datetime.date]) -> list[Stretch]:
    """Days that follow one another, as first and last."""
    found: list[Stretch] = []
    for day in sorted(days):
        if found and day - found[-1][1] == datetime.timedelta(1):
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def _moves() -> tuple[Move, ...]:
    query = select(Registration.body, Act.at, Campaign.title).join(Act, Act.id == Registration.act_id)
    query = query.join(Campaign, Campaign.key == Registration.key).where(Registration.noun == DUE)
    rows = read().execute(query.order_by(Registration.id.desc()).limit(LATEST))
    return tuple(_move(at, title, one) for body, at, title in rows for one in body["moved"])


def _move(at: datetime.datetime, title: str, one: dict) -> Move:
    days = (datetime.date.fromisoformat(one[end]) for end in ("from", "to"))
    return Move(at, title, moved_words(one["what"], one["key"], one["items"]), *days)
