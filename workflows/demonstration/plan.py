"""The plan of the demonstration campaign: 1,289 items, each with its fields, its decisions and its comments.

963 are adopted and 326 kept, each with a reason. The plan is data: whoever plays it takes an item's next decision when the item rests at
that place, and moves the campaign when no decision is left before the next stage.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from workflows.demonstration import corrections, texts
from workflows.demonstration.comments import PlannedComment, comments_for
from workflows.demonstration.fates import ANSWER, APPROVE, DISCUSS, FIRST, KEPT, MEND, SECOND, STEPS, Decision, Fate
from workflows.demonstration.filing import fields_as_filed, mode_as_filed
from workflows.demonstration.items import Filed, filed_items, related_numbers
from workflows.demonstration.organisations import BY_KEY
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import KeepReason, Kind

Change = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PlannedItem:
    """One item of the demonstration.

    ``number`` is its number if the workbooks are taken over in order into an empty campaign, from 1; ``row`` its place in its
    department's workbook, from 1 (late items have a workbook of their own). ``fields`` are those filed; ``decisions`` every decision a
    person takes about it, in order, until it is adopted or kept.
    """

    number: int
    department: str
    row: int
    fields: ItemFields
    fate: Fate
    decisions: tuple[Decision, ...]
    comments: tuple[PlannedComment, ...]
    late: bool

    @property
    def adopted(self) -> bool:
        """Whether it ends in the catalogue; otherwise it is kept."""
        return self.fate not in KEPT

    @property
    def keep_reason(self) -> KeepReason | None:
        """The reason code it is kept with; None if it is adopted."""
        return self.decisions[-1].code


@functools.cache
def plan() -> tuple[PlannedItem, ...]:
    """All items in order of their numbers; the same every time."""
    filed = filed_items()
    related = related_numbers(filed)
    turns: Counter[Fate] = Counter()
    rows: Counter[tuple[str, bool]] = Counter()
    planned = []
    for number, item in enumerate(filed, start=1):
        rows[item.department, item.late] += 1
        planned.append(_planned(item, number, rows[item.department, item.late], turns[item.fate], related.get(number, ())))
        turns[item.fate] += 1
    return tuple(planned)


def _planned(item: Filed, number: int, row: int, turn: int, related: tuple[int, ...]) -> PlannedItem:
    fields = fields_as_filed(item, number, related, mode_as_filed(item, number))
    decisions = tuple(_decisions(item, turn))
    return PlannedItem(number, item.department, row, fields, item.fate, decisions, comments_for(item.fate, turn), item.late)


def _decisions(item: Filed, turn: int) -> Iterator[Decision]:
    """The steps of the fate with their words and changes; ``turn`` counts the items of the fate from 0."""
    changes, returns = _changes(item, turn), 0
    seen_fill_in = False
    for place, action in STEPS[item.fate]:
        if action == "send_for_endorsement":
            yield Decision(place, action, change=next(changes) if seen_fill_in or place == MEND else {})
            seen_fill_in = True
        elif action == "return":
            yield Decision(place, action, _return_reason(item, turn, returns))
            returns += 1
        elif action in ("keep", "reject"):
            yield _kept(item, place, action, turn)
        else:
            yield Decision(place, action, _reason(item, place, action))


def _changes(item: Filed, turn: int) -> Iterator[Change]:
    """What the department changes each time the item comes back to it."""
    make = _CHANGES.get(item.fate)
    if make:
        yield make(item)
        return
    if item.fate is Fate.blocked_again_when_mended:
        yield corrections.spoiled(item)
        yield corrections.restored(item)
        return
    for returns in (0, 1):
        yield corrections.returned(item, turn + returns)[1]


_CHANGES: Mapping[Fate, Callable[[Filed], Change]] = {
    Fate.blocked_then_mended: corrections.corrected,
    Fate.adopt_after_revision: corrections.revised,
    Fate.blocked_then_kept: lambda _: corrections.KEPT_AFTER_ALL,
    Fate.returned_then_kept: lambda _: corrections.KEPT_AFTER_ALL,
}


def _return_reason(item: Filed, turn: int, returns: int) -> str:
    if item.fate is Fate.returned_then_kept:
        return corrections.RECONSIDER
    if item.fate is Fate.blocked_again_when_mended:
        return corrections.CHECK_BASIS
    return corrections.returned(item, turn + returns)[0]


def _reason(item: Filed, place: str, action: str) -> str:
    """The words beside an action that keeps nothing; empty where none are needed."""
    if action == "approve" and place in (FIRST, SECOND):
        return {"near": texts.SIMILAR_APPROVED, "contested": texts.CONTESTED_APPROVED}.get(item.detail, "")
    if (place, action) == (DISCUSS, "proceed"):
        return _proceed(item)
    return _REASONS.get((place, action), "")


_REASONS: Mapping[tuple[str, str], str] = {
    (FIRST, "discuss"): texts.DISCUSS,
    (ANSWER, "revise"): corrections.REVISE,
    (SECOND, "hear_again"): texts.HEAR_AGAIN,
    (APPROVE, "remand"): texts.REMAND,
}


def _proceed(item: Filed) -> str:
    """What the seminar says about a warned item."""
    details = {"near": "revokes", "detention_article": "detention"}
    return texts.PROCEED.get(details.get(item.detail, item.detail), texts.DISCUSSED)


def _kept(item: Filed, place: str, action: str, turn: int) -> Decision:
    """The decision that keeps the item, with code and text; a withdrawal carries its department's request."""
    code = _keep_code(item, turn)
    ways = texts.KEEPING[code]
    law = item.power.law.removeprefix("中华人民共和国")
    department = BY_KEY[item.department].name.removeprefix("海珠区")
    alike = item.power.kind is not Kind.penalty or item.detail in ("above", "contested")
    reason = ways[-1 if alike else turn % len(ways)].format(conduct=item.power.conduct, law=law, department=department)
    withdrawn = item.fate in (Fate.withdrawn, Fate.withdrawn_after_comments)
    return Decision(place, action, reason, code, withdrawal=texts.WITHDRAWAL.format(reason=reason) if withdrawn else "")


def _keep_code(item: Filed, turn: int) -> KeepReason:
    if item.detail == "contested":
        return KeepReason.duplicate
    if item.fate is Fate.blocked_then_kept:
        return KeepReason.basis_lapsed if item.detail == "document" else KeepReason.forbidden_by_law
    if item.detail == "above":
        return KeepReason.higher_level
    if item.detail == "revokes":
        return (KeepReason.higher_level, KeepReason.too_specialised)[turn % 2]
    codes = texts.CODES[item.fate]
    return codes[turn % len(codes)]


def waits_for(item: PlannedItem, taken: int, place: str) -> Decision | None:
    """The item's next decision after ``taken`` of them, if it is one for that place; None otherwise."""
    return item.decisions[taken] if taken < len(item.decisions) and item.decisions[taken].place == place else None


