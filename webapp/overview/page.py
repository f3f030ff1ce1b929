"""What 总览 shows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from webapp.acting import book, campaign, campaign_net, item_net, lane_role, new_key, place_words, read, role, sight, standing
from webapp.ageing import tone_of, waited
from webapp.frame import PARTS
from webapp.identity import now
from webapp.security import may_open
from workflows.domain.vocabulary import KeepReason, Kind
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Place, Reason
from workflows.operations.campaigns.campaigning import obstacles
from workflows.store.campaigns import participants
from workflows.store.items.listing import ItemFilter, PlaceCount, arrivals, by_department_and_place, severities
from workflows.store.ledger import Ledger, LedgerRow
from workflows.store.people import Organisation


@dataclass(frozen=True)
class Spot:
    """One place of the map and its row in the table twin."""

    element: str
    name: Words
    who: Words
    count: int
    oldest: datetime | None
    days: int
    tone: str
    href: str


@dataclass(frozen=True)
class Sentence:
    """One thing that needs a person, with its one link."""

    words: Words
    link: Words
    href: str
    tone: str


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
class DepartmentRow:
    """Where a department's items in progress rest, in the columns of the table."""

    name: str
    key: str
    count: int
    cells: tuple[int, ...]


@dataclass(frozen=True)
class LedgerLine:
    """One department × kind of the ledger."""

    department: str
    key: str
    kind: Kind | None
    counts: dict[str, int]
    gap: int


@dataclass(frozen=True)
class OverviewPage:
    """Everything on the page; ``spots_json`` is what the map's script reads."""

    at: datetime
    spots: tuple[Spot, ...]
    spots_json: str
    diagram: str
    sentences: tuple[Sentence, ...]
    columns: tuple[tuple[Words, str], ...]
    departments: tuple[DepartmentRow, ...]
    funnel: tuple[tuple[Words, int], ...]
    filed: int
    lines: tuple[LedgerLine, ...]
    total: LedgerLine
    reasons: tuple[tuple[Words, int, str], ...]
    balanced: bool
    place: Words
    steps: tuple[Step, ...]
    step_role: Words


def overview_page() -> OverviewPage:
    """The whole page in a fixed number of queries."""
    resting = standing()
    spots = _spots(resting)
    organisations = participants(read(), campaign(), "department")
    counted = book()
    here = campaign_net().places[campaign().marking]
    lane = lane_role(here)
    return OverviewPage(
        at=now(),
        spots=spots,
        spots_json=_as_json(spots),
        diagram=url_for("overview.diagram", name=_item_file()),
        sentences=_sentences(spots),
        columns=tuple((name, element) for name, element, _markings in _columns(resting)),
        departments=_departments(organisations, _columns(resting)),
        funnel=_funnel(),
        filed=counted.total.counts["filed"] + counted.total.counts["parts_made"],
        lines=_lines(counted, organisations),
        total=_line(counted.total, "", ""),
        reasons=_reasons(counted),
        balanced=counted.balanced,
        place=Words(here.name, here.name_en),
        steps=_steps(here) if lane is role() and may_open("campaigns.advance") else (),
        step_role=lane.words if lane else Words("", ""),
    )


def _item_file() -> str:
    start = item_net().start.split("/")[0]
    owner = next(place for place in item_net().places.values() if place.marking == start or "/" not in place.marking)
    return owner.process


def _spots(resting: dict[str, PlaceCount]) -> tuple[Spot, ...]:
    places = [place for place in item_net().places.values() if place.desk is not Desk.rules]
    return tuple(_spot(place, resting.get(place.marking)) for place in places)


def _spot(place: Place, count: PlaceCount | None) -> Spot:
    days = waited(count.oldest) if count and place.counts == "in_progress" else 0
    lane = lane_role(place)
    return Spot(
        place.marking.split("/")[0],
        place_words(place.marking),
        lane.words if lane else Words(place.lane, place.lane),
        count.count if count else 0,
        count.oldest if count else None,
        days,
        tone_of(days),
        url_for("items.listed", place=place.marking),
    )


def _as_json(spots: tuple[Spot, ...]) -> str:
    """Element → count, tone and address; the places inside one call are added up under the call."""
    merged: dict[str, dict] = {}
    for spot in spots:
        if spot.count:
            mark = merged.setdefault(spot.element, {"count": 0, "days": 0, "href": url_for("items.listed", place=spot.element)})
            mark["count"] += spot.count
            mark["days"] = max(mark["days"], spot.days)
            mark["tone"] = tone_of(mark["days"])
    return json.dumps(merged)


def _sentences(spots: tuple[Spot, ...]) -> tuple[Sentence, ...]:
    found = severities(read(), sight(), ItemFilter(places=tuple(_in_progress())))
    sentences = []
    if found.get("block"):
        words = Words(
            f"筛查阻断 {found['block']:,} 项，不改事项不能通过。",
            f"{found['block']:,} items are blocked by screening and cannot pass unchanged.",
        )
        sentences.append(Sentence(words, Words("逐项查看", "View"), url_for("items.listed", finding="block"), "red"))
    if found.get("comment"):
        words = Words(f"{found['comment']:,} 项有意见未答复。", f"{found['comment']:,} items have comments without an answer.")
        sentences.append(Sentence(words, Words("去答复", "Answer"), url_for("comments.listed", state="open"), "amber"))
    if found.get("warn"):
        words = Words(f"{found['warn']:,} 项有警示，须由人判断。", f"{found['warn']:,} items carry a warning for a person to judge.")
        sentences.append(Sentence(words, Words("逐项查看", "View"), url_for("items.listed", finding="warn"), "amber"))
    late = sorted((spot for spot in spots if spot.tone), key=lambda spot: -spot.days)
    sentences += [_late(spot) for spot in late[:4]]
    return tuple(sentences)


def _late(spot: Spot) -> Sentence:
    words = Words(
        f"{spot.name.zh} {spot.count:,} 项，等{spot.who.zh}；最久已 {spot.days} 个工作日。",
        f"{spot.name.en}: {spot.count:,} items wait for {spot.who.en}; the oldest for {spot.days} working days.",
    )
    return Sentence(words, Words("打开", "Open"), spot.href, spot.tone)


def _in_progress() -> list[str]:
    return [place.marking for place in item_net().places.values() if place.counts == "in_progress"]


def _columns(resting: dict[str, PlaceCount]) -> list[tuple[Words, str, list[str]]]:
    """The columns of the department table: one for each top-level element where items in progress rest, in drawn order."""
    grouped: dict[str, list[str]] = {}
    for marking in _in_progress():
        grouped.setdefault(marking.split("/")[0], []).append(marking)
    busy = {element: markings for element, markings in grouped.items() if any(marking in resting for marking in markings)}
    return [(_heading(element, markings), element, markings) for element, markings in busy.items()]


def _heading(element: str, markings: list[str]) -> Words:
    name = place_words(markings[0])
    return Words(name.zh.split("·")[0], name.en.split(": ")[0]) if element != markings[0] else name


def _departments(organisations: list[Organisation], columns: list[tuple[Words, str, list[str]]]) -> tuple[DepartmentRow, ...]:
    counts = by_department_and_place(read(), sight())
    rows = []
    for office in organisations:
        cells = tuple(sum(counts.get((office.id, marking), 0) for marking in markings) for _name, _element, markings in columns)
        rows.append(DepartmentRow(office.name, office.key, sum(cells), cells))
    return tuple(row for row in rows if row.count)


def _funnel() -> tuple[tuple[Words, int], ...]:
    """How many items came to each place of judgement at least once, and how many are adopted now."""
    net = item_net()
    places = [place for place in net.places.values() if place.visits or any(m.by is By.clock for m in net.offered(place.marking))]
    names = {place.marking: place_words(place.marking) for place in places}
    names |= {place.marking: PARTS["adopted"] for place in net.places.values() if place.counts == "adopted" and net.offered(place.marking)}
    counts = arrivals(read(), sight(), {marking: [marking] for marking in names})
    return tuple((names[marking], count) for marking, count in counts.items())


def _lines(counted: Ledger, organisations: list[Organisation]) -> tuple[LedgerLine, ...]:
    order = {office.id: (place, office) for place, office in enumerate(organisations)}
    rows = sorted(
        (row for row in counted.rows if row.department_id in order), key=lambda row: (order[row.department_id][0], _kind_order(row.kind))
    )
    return tuple(_line(row, order[row.department_id][1].short_name, order[row.department_id][1].key) for row in rows)


def _line(row: LedgerRow, department: str, key: str) -> LedgerLine:
    return LedgerLine(department, key, Kind(row.kind) if row.kind else None, dict(row.counts), row.gap)


def _kind_order(kind: str) -> int:
    return list(Kind).index(kind) if kind else len(Kind)


def _reasons(counted: Ledger) -> tuple[tuple[Words, int, str], ...]:
    rows = sorted(counted.total.reasons.items(), key=lambda pair: -pair[1])
    unsaid = Words("未写理由", "No reason given")
    return tuple((KeepReason(code).words if code else unsaid, count, url_for("items.listed", kept=code)) for code, count in rows)


def _steps(place: Place) -> tuple[Step, ...]:
    moves = [move for move in campaign_net().offered(place.marking) if move.by is By.person]
    return tuple(Step(move, obstacles(read(), campaign(), move), new_key()) for move in moves)
