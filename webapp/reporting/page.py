"""What the page of 报送 shows: the return that waits for its head, the departments' progress, what was signed off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from webapp.acting import actor, campaign, campaign_net, item_net, new_key, read, role, sight
from webapp.desk.previewing import Group
from webapp.frame import deadline_note, deadline_tone
from webapp.items.differences import FIELD_WORDS
from workflows.domain.findings import Finding
from workflows.domain.items import missing_for_report
from workflows.domain.outcomes import LeftOut
from workflows.domain.vocabulary import Kind, Role, Severity
from workflows.domain.words import Words
from workflows.engine.net import Desk
from workflows.operations.items.deciding import Plan
from workflows.operations.items.reporting import places_of_report, whole_return
from workflows.operations.items.screening import foreseen
from workflows.store.campaigns import participants
from workflows.store.items.listing import ItemFilter, ListedRow, by_department_and_place, listed_whole, rows_of_ids
from workflows.store.items.sign_offs import SignOff, sign_offs

SHOWN = 50
KEPT = Words(
    "调整方式为不下放或暂缓，报送时留在原处，请另办“同意保留”。",
    "Their mode keeps the power: they stay, to be kept in an act of their own.",
)


@dataclass(frozen=True)
class Foreseen:
    """An item in which the rules will find something once it is reported."""

    row: ListedRow
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class Unready:
    """An item still at filling in, and what it lacks."""

    row: ListedRow
    needs: tuple[Words, ...]


@dataclass(frozen=True)
class Whole:
    """The return that waits for the reader's signature."""

    moving: tuple[ListedRow, ...]
    kinds: tuple[tuple[Kind | None, int, int], ...]
    stays: tuple[Group, ...]
    staying: int
    blocked: tuple[Foreseen, ...]
    warned: tuple[Foreseen, ...]
    fixed: str


@dataclass(frozen=True)
class Progress:
    """Where the items of one department stand."""

    department: str
    key: str
    filling: int
    endorsing: int
    reported: int
    kept: int

    @property
    def total(self) -> int:
        """All of them but those that ended in others or void."""
        return self.filling + self.endorsing + self.reported + self.kept


@dataclass(frozen=True)
class ReportingPage:
    """The page."""

    whole: Whole | None
    signs: bool
    filling: int
    unready: tuple[Unready, ...]
    more_unready: int
    progress: tuple[Progress, ...]
    sign_offs: tuple[SignOff, ...]
    due: Words | None
    due_tone: str
    key: str


def reporting_page() -> ReportingPage:
    """The page for its reader: a head signs, everybody else looks."""
    now = campaign_net().places[campaign().marking]
    signs = role() is Role.department_head
    planned = whole_return(read(), actor=actor(), campaign=campaign()) if signs else None
    filling = _at_fill_in() if signs or role() is Role.liaison else ()
    unready = [Unready(row, needs) for row in filling if (needs := _needs(row))]
    return ReportingPage(
        whole=_whole(planned) if planned else None,
        signs=signs,
        filling=len(filling),
        unready=tuple(unready[:SHOWN]),
        more_unready=max(len(unready) - SHOWN, 0),
        progress=_progress(),
        sign_offs=tuple(sign_offs(read(), sight())),
        due=deadline_note(now),
        due_tone=deadline_tone(now),
        key=new_key(),
    )


def _whole(planned: Plan) -> Whole:
    moving = {item.id for items in planned.moves.values() for item in items}
    rows = rows_of_ids(read(), campaign().id, [*moving, *(left.item_id for left in planned.left_out)])
    found = foreseen(read(), campaign(), moving)
    going = tuple(row for row in rows if row.id in moving)
    counts = Counter((row.kind, row.id in moving) for row in rows)
    kinds = sorted({row.kind for row in rows}, key=lambda kind: list(Kind).index(kind) if kind else len(Kind))
    return Whole(
        moving=going,
        kinds=tuple((kind, counts[kind, True], counts[kind, False]) for kind in kinds),
        stays=_stays(planned.left_out, {row.id: row for row in rows}),
        staying=len(planned.left_out),
        blocked=_foreseen(going, found, Severity.block),
        warned=_foreseen(going, found, Severity.warn),
        fixed=planned.digest,
    )


def _foreseen(rows: Iterable[ListedRow], found: dict[int, tuple[Finding, ...]], severity: Severity) -> tuple[Foreseen, ...]:
    each = [(row, tuple(finding for finding in found.get(row.id, ()) if finding.severity is severity)) for row in rows]
    return tuple(Foreseen(row, findings) for row, findings in each if findings)


def _stays(left_out: Iterable[LeftOut], rows: dict[int, ListedRow]) -> tuple[Group, ...]:
    grouped: dict[str, list[LeftOut]] = {}
    for left in left_out:
        grouped.setdefault(left.code, []).append(left)
    return tuple(
        Group(code, KEPT if code == "mode_devolves" else lefts[0].why, tuple(rows[left.item_id] for left in lefts[:SHOWN]), len(lefts))
        for code, lefts in grouped.items()
    )


def _at_fill_in() -> list[ListedRow]:
    places = tuple(place.marking for place in item_net().places.values() if place.desk is Desk.fill_in)
    return listed_whole(read(), sight(), ItemFilter(places=places))


def _needs(row: ListedRow) -> tuple[Words, ...]:
    return tuple(FIELD_WORDS[name] for name in missing_for_report(row.fields))


def _progress() -> tuple[Progress, ...]:
    counts: dict[int, Counter] = {}
    for (department, marking), count in by_department_and_place(read(), sight()).items():
        counts.setdefault(department, Counter())[_where(marking)] += count
    offices = [office for office in participants(read(), campaign(), "department") if office.id in counts]
    return tuple(Progress(office.short_name, office.key, *(counts[office.id][part] for part in PARTS)) for office in offices)


PARTS = ("filling", "endorsing", "reported", "kept")


def _where(marking: str) -> str:
    place = item_net().places[marking]
    if place.desk is Desk.fill_in:
        return "filling"
    if marking in places_of_report(item_net()):
        return "endorsing"
    return {"in_progress": "reported", "adopted": "reported"}.get(place.counts, place.counts)
