"""Where each department's items rest, stage by stage, and when it will be done at its own pace."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from webapp.acting import campaign, item_net, place_words, read, sight
from webapp.ageing import working_days_ago
from webapp.frame import WORKING
from webapp.identity import calendar, today
from workflows.domain.calendar import ESTIMATED, estimated, working_days_between
from workflows.domain.forecast import WINDOW, Forecast, forecast, steps_left
from workflows.domain.words import Words
from workflows.engine.net import Net
from workflows.operations.campaigns.due_dates import deadlines
from workflows.store.items.waiting import Waiting, passages_since
from workflows.store.people import Organisation

NEAR = 3
CANNOT_SAY = Words("数据不足", "Too little to say")
HOW = Words(
    "还要走 {left:,} 步；近 {window} 个工作日净走 {done:,} 步，即每个工作日 {pace:.1f} 步。退回的算倒走。",
    "{left:,} steps are left; {done:,} were done in the last {window} working days, {pace:.1f} a day. What came back counts backwards.",
)


@dataclass(frozen=True)
class Column:
    """One top-level element where items in progress rest."""

    name: Words
    element: str
    markings: frozenset[str]


@dataclass(frozen=True)
class Cell:
    """How many items of a department rest in a column, ``late`` of them too long."""

    count: int
    late: int


@dataclass(frozen=True)
class Expected:
    """The forecast of a department, how it is worked out, and how it stands to the deadline of the last stage."""

    on: datetime.date | None
    said: Words
    how: Words
    note: Words | None = None
    tone: str = ""


@dataclass(frozen=True)
class DepartmentRow:
    """One department: its items in progress by column, and when it will be done."""

    name: str
    short: str
    key: str
    count: int
    late: int
    cells: tuple[Cell, ...]
    expected: Expected


def columns(rows: Sequence[Waiting]) -> tuple[Column, ...]:
    """The columns of the table, in drawn order; only elements where something rests."""
    grouped: dict[str, list[str]] = {}
    for place in item_net().places.values():
        if place.counts == "in_progress":
            grouped.setdefault(place.marking.split("/")[0], []).append(place.marking)
    busy = {row.marking for row in rows}
    return tuple(
        Column(_heading(element, markings), element, frozenset(markings)) for element, markings in grouped.items() if busy & set(markings)
    )


def departments(rows: Sequence[Waiting], offices: Sequence[Organisation], shown: Sequence[Column]) -> tuple[DepartmentRow, ...]:
    """Each department with items in progress, in printed order, with its forecast; one query more than the rows took."""
    left = _left(item_net())
    done = _done_lately(left)
    made = []
    for office in offices:
        own = [row for row in rows if row.department_id == office.id]
        cells = tuple(_cell(own, column) for column in shown)
        steps = sum(left.get(row.marking, 0) * row.count for row in own)
        expected = _expected(forecast(steps, done[office.id], today(), calendar()))
        totals = sum(cell.count for cell in cells), sum(cell.late for cell in cells)
        made.append(DepartmentRow(office.name, office.short_name, office.key, *totals, cells, expected))
    return tuple(row for row in made if row.count)


def last_deadline() -> datetime.date | None:
    """The day at whose end the stage is due that ends with the catalogue; None where it has no deadline."""
    left, due = _left(item_net()), deadlines(campaign(), calendar())
    rounds = {place.round for place in item_net().places.values() if left[place.marking] == 1}
    return max((due[stage] for stage in rounds if stage in due), default=None)


def _left(net: Net) -> dict[str, int]:
    """Steps that each place is away from the catalogue; 0 where an item is settled."""
    ways: dict[str, list[str]] = defaultdict(list)
    for move in net.moves.values():
        ways[move.to].append(move.marking)
    adopted = [place.marking for place in net.places.values() if place.counts == "adopted"]
    counted = steps_left(adopted, ways)
    return {marking: counted.get(marking, 0) if place.counts == "in_progress" else 0 for marking, place in net.places.items()}


def _done_lately(left: dict[str, int]) -> Counter[int]:
    done: Counter[int] = Counter()
    for department, start, end, count in passages_since(read(), sight(), working_days_ago(WINDOW)):
        done[department] += (left.get(start, 0) - left.get(end, 0)) * count
    return done


def _cell(own: list[Waiting], column: Column) -> Cell:
    here, places = [row for row in own if row.marking in column.markings], item_net().places
    return Cell(sum(row.count for row in here), sum(row.late for row in here if places[row.marking].desk in WORKING))


def _heading(element: str, markings: list[str]) -> Words:
    name = place_words(markings[0])
    return Words(name.zh.split("·")[0], name.en.split(": ")[0]) if element != markings[0] else name


def _expected(told: Forecast) -> Expected:
    how = HOW.filled(left=told.left, window=told.window, done=told.done, pace=told.pace)
    if told.on is None:
        return Expected(None, CANNOT_SAY, how)
    said, due = _day_words(told.on), last_deadline()
    if estimated(today(), told.on, calendar()):
        how = Words(how.zh + ESTIMATED.zh + "。", f"{how.en} {ESTIMATED.en}.")
    if due is None:
        return Expected(told.on, said, how)
    spare = working_days_between(told.on, due, calendar())
    if spare < 0:
        return Expected(told.on, said, how, Words(f"晚 {-spare} 天", f"{-spare} days late"), "red")
    if spare <= NEAR:
        return Expected(told.on, said, how, Words(f"余 {spare} 天", f"{spare} days left"), "amber")
    return Expected(told.on, said, how)


def _day_words(day: datetime.date) -> Words:
    return Words(f"{day.month}月{day.day}日", f"{day:%d %b}".lstrip("0"))


