"""What stands around every page: the campaign and its stages, the ledger, the menu, and who is reading."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import current_app, g, request, url_for

from webapp.acting import book, campaign, campaign_net, hearing, my_places, owed, read, role, standing, unanswered_by_us
from webapp.identity import acting, calendar, now, today
from webapp.presentation import SHORT_MONTHS
from webapp.security import may_open
from workflows.domain.calendar import ESTIMATED, estimated, working_days_between
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.net import Desk, Net, Place
from workflows.operations.campaigns.due_dates import deadlines
from workflows.operations.items.opinions import divided_items
from workflows.store.items.listing import SEES_HEARD, SEES_OWN
from workflows.store.substitutions import substitutions

MANAGERS = frozenset({Role.system_manager, Role.security_manager, Role.audit_manager})
FILLING = frozenset({Role.liaison})
NEAR = 3
STREET = frozenset({Role.subdistrict, Role.subdistrict_head})
COMMENTING = STREET | FILLING | {Role.department_head}
UNAPPOINTED = Words("未任命", "No role")
WORKING = frozenset({Desk.fill_in, Desk.decide, Desk.answer})


@dataclass(frozen=True)
class Stage:
    """One stage of the campaign; ``state`` is done, now or later; ``note`` its deadline."""

    name: Words
    state: str
    note: Words | None = None


@dataclass(frozen=True)
class LedgerPart:
    """One addend of the equation; ``href`` opens the rows it counts."""

    key: str
    name: Words
    count: int
    href: str


@dataclass(frozen=True)
class Ledger:
    """The equation of the strip; ``gap`` is what is missing when it does not balance, ``scope`` whose ledger it is if not all."""

    filed: int
    parts: tuple[LedgerPart, ...]
    gap: int
    href: str
    scope: Words | None = None

    @property
    def balanced(self) -> bool:
        """Whether the parts add up to what was filed."""
        return self.gap == 0


@dataclass(frozen=True)
class MenuEntry:
    """A door of the menu with the count of what waits behind it (None: nothing to count)."""

    endpoint: str
    name: Words
    amount: int | None = None
    current: bool = False
    on_phone: bool = False


@dataclass(frozen=True)
class Appointment:
    """A role the reader holds and may act as."""

    key: str
    name: Words
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything the frame shows; ``clock`` is what time it is in a demonstration, which has a clock of its own.

    ``managing``: the reader's role keeps the machine and sees no campaign, whether or not one runs.
    """

    person: str
    acting: Words
    organisation: str = ""
    appointments: tuple[Appointment, ...] = ()
    substitutions: tuple[Appointment, ...] = ()
    campaign: str = ""
    demonstration: bool = False
    clock: datetime | None = None
    stages: tuple[Stage, ...] = ()
    ledger: Ledger | None = None
    todo: int | None = None
    menu: tuple[MenuEntry, ...] = ()
    unread: int = 0
    help: str = ""
    managing: bool = False


PARTS = {
    "in_progress": Words("在办", "In progress"),
    "adopted": Words("拟下放", "To devolve"),
    "kept": Words("保留", "Kept"),
    "other": Words("作废并转", "Voided or replaced"),
}
SCOPES = {**dict.fromkeys(SEES_OWN, Words("本部门", "Own")), **dict.fromkeys(SEES_HEARD, Words("征求意见", "Heard"))}
ENDED = ("voided", "split_away", "merged_away")

MENU = (
    ("todo.mine", Words("我的待办", "To do"), True),
    ("overview.shown", Words("总览", "Overview"), False),
    ("items.listed", Words("事项", "Items"), True),
    ("filing.listed", Words("填报", "Fill in"), False),
    ("reporting.shown", Words("报送", "Report"), False),
    ("desk.shown", Words("审查台", "Desk"), False),
    ("approval.shown", Words("审定", "Approval"), False),
    ("assignments.shown", Words("分工", "Assignments"), False),
    ("substitutions.listed", Words("代理", "Substitutions"), True),
    ("comments.listed", Words("意见", "Comments"), True),
    ("capacity.shown", Words("承接能力", "Capacity"), False),
    ("seminars.listed", Words("研讨", "Seminars"), False),
    ("catalogue.shown", Words("目录", "Catalogue"), True),
    ("ownership.shown", Words("权属图", "Ownership"), False),
    ("calendar.shown", Words("工作日历", "Calendar"), False),
    ("papers.listed", Words("公文", "Papers"), False),
)


KEPT_FROM = {"substitutions.listed": frozenset({Role.security_manager})}
"""Doors that open to more people than find them in the menu: others come to their own through the account menu."""


def frame_of_page() -> Frame | None:
    """The frame of the page that is being made; None where nobody is signed in."""
    if g.get("person") is None:
        return None
    if "frame" not in g:
        g.frame = replace(_frame(), help=url_for("handbook.own", about=request.blueprint))
    return g.frame


def _frame() -> Frame:
    who = {"person": g.person.name, "appointments": _appointments(), "substitutions": _substitutions()}
    if g.appointment is None:
        return Frame(**who, acting=UNAPPOINTED, menu=_menu({}))
    who |= {"acting": in_the_name_of(g.appointment) if g.stood_for else Words(*acting(g.appointment)), "unread": g.unread}
    who["organisation"] = g.appointment.organisation.name if g.appointment.organisation else ""
    if g.campaign is None or role() in MANAGERS:
        return Frame(**who, menu=_menu({}), managing=role() in MANAGERS)
    resting = standing()
    mine = sum(resting[place.marking].count for place in my_places() if place.desk in WORKING and place.marking in resting)
    if role() in STREET and hearing():
        mine = len(unanswered_by_us())
    amounts = {"items.listed": sum(count.count for count in resting.values())}
    if mine and role() not in STREET:
        amounts["desk.shown" if role() not in FILLING else "filing.listed"] = mine
    amounts["comments.listed"] = owed().comments
    return Frame(
        **who,
        campaign=campaign().title,
        demonstration=campaign().demonstration,
        clock=now() if current_app.extensions["devolve"].demonstration else None,
        stages=_stages(),
        ledger=_ledger(),
        todo=mine + _disagreements() + _answers_owed(),
        menu=_menu(amounts),
    )


def _disagreements() -> int:
    """Items whose reviewers disagree wait for the coordinator, though they rest at the reviewers' place."""
    return len(divided_items(read(), campaign())) if role() is Role.coordinator else 0


def _answers_owed() -> int:
    """Answers that the reader owes beside the items at their desk: comments and the public's are the coordinator's."""
    if role() in COMMENTING:
        return 0
    return owed().requests + (owed().comments + owed().public if role() is Role.coordinator else 0)


def _appointments() -> tuple[Appointment, ...]:
    return tuple(Appointment(str(held.id), Words(*acting(held)), held is g.appointment) for held in g.appointments)


def _substitutions() -> tuple[Appointment, ...]:
    """In whose name the reader may act today."""
    given = substitutions(read(), g.person, today()) if g.may_stand_in else ()
    current = g.stood_for.id if g.stood_for else None
    return tuple(Appointment(str(one.id), in_the_name_of(one.appointment), one.id == current) for one in given)


def in_the_name_of(appointment) -> Words:
    """代 某某 办理, with the role."""
    zh, en = acting(appointment)
    return Words(f"代 {appointment.person.name} 办理 · {zh}", f"For {appointment.person.name} · {en}")


def _menu(amounts) -> tuple[MenuEntry, ...]:
    here = (request.endpoint or "").split(".")[0]
    return tuple(
        MenuEntry(endpoint, name, amounts.get(endpoint) or None, endpoint.split(".")[0] == here, on_phone)
        for endpoint, name, on_phone in MENU
        if may_open(endpoint) and (endpoint not in KEPT_FROM or g.roles & KEPT_FROM[endpoint])
    )


def _ledger() -> Ledger:
    counted = book()
    counts = counted.total.counts
    parts = {"in_progress": counts["in_progress"], "adopted": counts["adopted"], "kept": counts["kept"]}
    if ended := sum(counts[word] for word in ENDED):
        parts["other"] = ended
    shown = tuple(LedgerPart(key, PARTS[key], count, url_for("items.listed", part=key)) for key, count in parts.items())
    filed = counts["filed"] + counts["parts_made"]
    gap = filed - sum(parts.values()) or counted.strays or sum(abs(row.gap) for row in counted.rows) or counted.total.reasons.get("", 0)
    return Ledger(filed, shown, gap, url_for("overview.shown", _anchor="ledger"), SCOPES.get(role()))


def _stages() -> tuple[Stage, ...]:
    net, current = campaign_net(), campaign().marking
    rail = [place for place in net.places.values() if place.marking == current or _on_the_rail(net, place)]
    now = next(number for number, place in enumerate(rail) if place.marking == current)
    states = ["done"] * now + ["now"] + ["later"] * (len(rail) - now - 1)
    return tuple(
        Stage(Words(place.name, place.name_en), state, deadline_note(place) if state == "now" else None)
        for place, state in zip(rail, states, strict=True)
    )


def _on_the_rail(net: Net, place: Place) -> bool:
    """Stages and the announcement; not the preparation before them nor the life after them."""
    moves = net.offered(place.marking)
    return place.marking != net.start and bool(moves) and all(move.to != place.marking for move in moves)


def deadline_note(place: Place) -> Words | None:
    """余 3 个工作日 · 11月26日, for a place of the campaign that opens a stage with a deadline; the last one counts."""
    last = _deadline(place)
    return deadline_note_of(last) if last else None


def deadline_note_of(last: date) -> Words:
    """How far off the day is at whose end something is due."""
    left = working_days_between(today(), last, calendar())
    when = Words(f"{last.month}月{last.day}日", f"{last.day} {SHORT_MONTHS[last.month - 1]}")
    if estimated(today(), last, calendar()):
        when = Words(f"{when.zh}（{ESTIMATED.zh}）", f"{when.en} ({ESTIMATED.en})")
    if left < 0:
        return Words(f"已超 {-left} 个工作日 · {when.zh}", f"{-left} working days overdue · {when.en}")
    return Words(f"余 {left} 个工作日 · {when.zh}", f"{left} working days left · {when.en}")


def deadline_tone(place: Place) -> str:
    """Red once a deadline is over, amber in its last three working days."""
    last = _deadline(place)
    if last is None:
        return ""
    left = working_days_between(today(), last, calendar())
    return "red" if left < 0 else "amber" if left <= NEAR else ""


def _deadline(place: Place) -> date | None:
    return max((day for stage, day in deadlines(campaign(), calendar()).items() if stage in place.opens), default=None)
