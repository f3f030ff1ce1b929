"""What the page of windows shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask_wtf import FlaskForm

from webapp.acting import campaign, hearing_places, new_key, read
from webapp.identity import calendar, today
from webapp.security import may_open
from webapp.windows.forms import SetWindows
from workflows.domain.calendar import due_on, estimated, working_days_between
from workflows.domain.vocabulary import Audience
from workflows.domain.windows import Window
from workflows.domain.words import Words
from workflows.operations.comments.windows import shut_to
from workflows.store.campaigns import participants
from workflows.store.comments import Reply, heard_by_department, replies
from workflows.store.people import Organisation


@dataclass(frozen=True)
class AudienceRow:
    """One audience with its days and how they stand today."""

    audience: Audience
    window: Window | None
    last_on: date | None
    state: Words
    tone: str
    estimated: bool


@dataclass(frozen=True)
class UnitRow:
    """One office: how many items it was asked about, what it said, and whether it is late."""

    key: str
    name: str
    audience: Audience
    heard: int
    reply: Reply
    silent: int
    state: Words
    tone: str


@dataclass(frozen=True)
class WindowsPage:
    """The days of every audience, and the replies of every office."""

    audiences: tuple[AudienceRow, ...]
    units: tuple[UnitRow, ...]
    silent: int
    form: FlaskForm | None
    key: str


def windows_page(form: SetWindows | None = None) -> WindowsPage:
    """The page in a fixed number of queries; the form is there for those who may change the days."""
    if form is None:
        form = SetWindows(formdata=None)
        form.show({audience: window for audience in Audience if (window := campaign().window(audience))})
    units = _units()
    return WindowsPage(
        audiences=tuple(_audience(audience) for audience in Audience),
        units=units,
        silent=sum(1 for unit in units if unit.silent and not unit.reply.items),
        form=form if may_open("windows.changed") else None,
        key=new_key(),
    )


def standing_of(audience: Audience) -> AudienceRow:
    """One audience's days as they stand today."""
    return _audience(audience)


def _audience(audience: Audience) -> AudienceRow:
    window = campaign().window(audience)
    last = window.last_on(calendar()) if window else _until() if audience is not Audience.public else None
    state, tone = _state(window, last)
    return AudienceRow(audience, window, last, state, tone, window is not None and estimated(window.opens_on, last, calendar()))


def _until() -> date | None:
    until = campaign().comments_until
    return due_on(until, calendar()) if until else None


def _state(window: Window | None, last: date | None) -> tuple[Words, str]:
    if window is not None and today() < window.opens_on:
        days = working_days_between(today(), window.opens_on, calendar())
        return Words(f"{days} 个工作日后开始", f"begins in {days} working days"), ""
    if last is None:
        return Words("没有定", "Not set"), ""
    left = working_days_between(today(), last, calendar())
    if left < 0 or today() > last:
        return Words("已截止", "Over"), "red"
    return Words(f"余 {left} 个工作日", f"{left} working days left"), "amber" if left <= 3 else ""


def _units() -> tuple[UnitRow, ...]:
    said, heard = replies(read(), campaign().id), heard_by_department(read(), campaign().id, hearing_places())
    everything = sum(heard.values())
    receivers, departments = participants(read(), campaign(), "receiver"), participants(read(), campaign(), "department")
    rows = [_unit(office, Audience.subdistrict, everything, said) for office in receivers]
    return tuple(rows + [_unit(office, Audience.department, heard.get(office.id, 0), said) for office in departments])


def _unit(office: Organisation, audience: Audience, heard: int, said: dict[int, Reply]) -> UnitRow:
    reply = said.get(office.id, Reply())
    silent = reply.silent(heard)
    state, tone = _replied(reply, silent, heard, shut_to(campaign(), audience, today(), calendar()) is not None)
    return UnitRow(office.key, office.name, audience, heard, reply, silent, state, tone)


def _replied(reply: Reply, silent: int, heard: int, over: bool) -> tuple[Words, str]:
    """逾期未回复 is what silence is called once the window is over; it is never read as 无意见."""
    if not heard:
        return Words("没有征求的事项", "Not asked yet"), ""
    if not silent:
        return Words("已全部回复", "Replied to all"), "act"
    if over:
        return Words(f"逾期未回复 {silent:,} 项", f"{silent:,} overdue without a reply"), "red"
    if reply.items:
        return Words(f"已回复 {reply.items:,} 项，余 {silent:,} 项", f"Replied on {reply.items:,}, {silent:,} left"), ""
    return Words("尚未回复", "No reply yet"), "amber"
