"""What 总览 shows."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from flask import url_for

from webapp.acting import book, campaign, campaign_net, item_net, lane_role, new_key, place_words, read, role, sight
from webapp.ageing import late_before
from webapp.frame import PARTS, deadline_note_of
from webapp.identity import calendar, now, today
from webapp.nudges.page import waited_for
from webapp.overview.account import LedgerLine, lines, reasons, total
from webapp.overview.map import Answer, Spot, answers, marks, spots
from webapp.overview.progress import Column, DepartmentRow, columns, departments, last_deadline
from webapp.overview.replies import Replies, replies
from webapp.overview.sentences import Sentence, sentences
from webapp.presentation import day
from webapp.security import may_open
from workflows.domain.words import Words
from workflows.engine.net import By, Move, Place, Reason
from workflows.operations.campaigns.campaigning import obstacles
from workflows.operations.campaigns.due_dates import deadlines
from workflows.store.campaigns import participants
from workflows.store.items.listing import arrivals
from workflows.store.items.waiting import waiting


@dataclass(frozen=True)
class Step:
    """One step the campaign may take now, and what stands in the way."""

    move: Move
    missing: tuple[Words, ...]
    key: str

    @property
    def wants_reason(self) -> bool:
        """Whether the drawing asks for a reason."""
        return self.move.reason is Reason.text


@dataclass(frozen=True)
class Reached:
    """How many items came to a place at least once, and where they are listed."""

    name: Words
    count: int
    href: str


@dataclass(frozen=True)
class Deadline:
    """The last day of a stage and how far off it is."""

    stage: Words
    note: Words
    tone: str


@dataclass(frozen=True)
class OverviewPage:
    """Everything on the page; ``marks`` is what the map's script reads."""

    at: datetime.datetime
    spots: tuple[Spot, ...]
    answers: tuple[Answer, ...]
    marks: str
    diagram: str
    signed: str
    sentences: tuple[Sentence, ...]
    columns: tuple[Column, ...]
    departments: tuple[DepartmentRow, ...]
    due: datetime.date | None
    funnel: tuple[Reached, ...]
    filed: int
    replies: Replies | None
    deadlines: tuple[Deadline, ...]
    lines: tuple[LedgerLine, ...]
    total: LedgerLine
    reasons: tuple[tuple[Words, int, str], ...]
    balanced: bool
    place: Words
    steps: tuple[Step, ...]
    step_role: Words


def overview_page() -> OverviewPage:
    """The whole page in a fixed number of queries."""
    rows, offices = waiting(read(), sight(), late_before()), participants(read(), campaign(), "department")
    awaited = waited_for()
    found = spots(rows, offices, awaited)
    told, shown = answers(found, awaited), columns(rows)
    by_department, answered, counted = departments(rows, offices, shown), replies(), book()
    here = campaign_net().places[campaign().marking]
    lane = lane_role(here)
    return OverviewPage(
        at=now(),
        spots=found,
        answers=told,
        marks=marks(told),
        diagram=url_for("overview.map", name=item_file()),
        signed=url_for("overview.diagram", name=item_file()),
        sentences=sentences(told, by_department, answered),
        columns=shown,
        departments=by_department,
        due=last_deadline(),
        funnel=_funnel(),
        filed=counted.total.counts["filed"] + counted.total.counts["parts_made"],
        replies=answered,
        deadlines=_deadlines({one.marking for one in rows}),
        lines=lines(counted, offices),
        total=total(counted),
        reasons=reasons(counted),
        balanced=counted.balanced,
        place=Words(here.name, here.name_en),
        steps=_steps(here) if lane is role() and may_open("campaigns.advance") else (),
        step_role=lane.words if lane else Words("", ""),
    )


def item_file() -> str:
    """The name of the diagram that every item of the campaign goes through."""
    start = item_net().start.split("/")[0]
    owner = next(place for place in item_net().places.values() if place.marking == start or "/" not in place.marking)
    return owner.process


def _funnel() -> tuple[Reached, ...]:
    """How many items came to each place of judgement at least once, and how many are adopted now."""
    net = item_net()
    places = [place for place in net.places.values() if place.visits or any(m.by is By.clock for m in net.offered(place.marking))]
    names = {place.marking: place_words(place.marking) for place in places}
    adopted = {place.marking for place in net.places.values() if place.counts == "adopted" and net.offered(place.marking)}
    names |= dict.fromkeys(adopted, PARTS["adopted"])
    counts = arrivals(read(), sight(), {marking: [marking] for marking in names})
    return tuple(Reached(names[marking], count, url_for("items.listed", reached=marking)) for marking, count in counts.items())


def _deadlines(rested_at: set[str]) -> tuple[Deadline, ...]:
    """The stages with a deadline, in the order of their days; ``rested_at`` are the markings at which items rest."""
    due, open_now = deadlines(campaign(), calendar()), campaign_net().places[campaign().marking].opens
    names = {stage: Words(place.name, place.name_en) for place in reversed(campaign_net().places.values()) for stage in place.opens}
    places = item_net().places
    at_work = {place.round for marking, place in places.items() if marking in rested_at}
    done = {place.round for place in places.values()} - at_work
    in_order = sorted(due.items(), key=lambda pair: pair[1])
    return tuple(_deadline(names[stage], day, stage in open_now and stage not in done) for stage, day in in_order)


def _deadline(stage: Words, last: datetime.date, at_work: bool) -> Deadline:
    """A stage behind which nothing rests any more is told by its last day, not by how long ago that was."""
    if last < today() and not at_work:
        return Deadline(stage, Words(f"{day(last)} 已过", f"{day(last)}, past"), "third")
    return Deadline(stage, deadline_note_of(last), "red" if last < today() else "")


def _steps(place: Place) -> tuple[Step, ...]:
    moves = [move for move in campaign_net().offered(place.marking) if move.by is By.person]
    return tuple(Step(move, obstacles(read(), campaign(), move), new_key()) for move in moves)
