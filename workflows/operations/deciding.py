"""One word over many items: what it would move, what it leaves out and why, and the act itself.

The plan is pure reading; the act makes exactly the plan. One item is a list of one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, literal, select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, Unfit
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Outcome
from workflows.domain.vocabulary import DEVOLVING_MODES, KeepReason, Kind, Role
from workflows.engine.net import By, Desk, Move, Place, Reason
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.processes import nets
from workflows.operations.standing import Selection, Standing, open_warnings
from workflows.operations.tokens import carry
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.chain import canonical
from workflows.store.items import Item, WarningAnswer
from workflows.store.visits import Opinion

MOST_ITEMS = 200_000
FIRST_SLOT = 1


@dataclass(frozen=True, slots=True)
class Plan:
    """What one word would do: the moves with their items, and the items left out with the reason."""

    action: str
    moves: Mapping[Move, tuple[Standing, ...]]
    left_out: tuple[LeftOut, ...]

    @property
    def count(self) -> int:
        """How many items would move."""
        return sum(len(items) for items in self.moves.values())

    @property
    def digest(self) -> str:
        """Digest over the word and each item with its version: what a preview fixes."""
        fixed = sorted((item.id, item.passages) for items in self.moves.values() for item in items)
        return hashlib.sha256(canonical([self.action, fixed])).hexdigest()


def plan(
    session: Session,
    *,
    actor: Actor,
    campaign: Campaign,
    item_ids: Sequence[int],
    action: str,
    reason: str | None = None,
    code: str | None = None,
    expected: Mapping[int, int] | None = None,
) -> Plan:
    """What ``decide_items`` would do with the same words; changes nothing.

    Args:
        item_ids: At most 200,000 ids; unknown ones and those of other campaigns are refused by id.
        expected: Item id → number of passages seen at a preview; items that moved since are left out.

    Raises:
        Unfit: too many items, or a reason or code that the move cannot take.
        NotFound: none of the ids is an item of this campaign.
    """
    if len(item_ids) > MOST_ITEMS:
        raise Unfit("一次最多办理 200,000 项。", "At most 200,000 items at a time.")
    text, code = checked_reason(reason, wanted=False), _checked_code(code)
    chosen = Selection(session, campaign, item_ids)
    if not chosen.items:
        raise NotFound("没有这些事项。", "There are no such items.")
    return _planned(chosen, actor, action, text, code, expected or {})


def decide_items(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    item_ids: Sequence[int],
    action: str,
    reason: str | None = None,
    code: str | None = None,
    client_key: str | None = None,
    expected: Mapping[int, int] | None = None,
) -> Outcome:
    """Apply one actor's word to many items at once, as one act.

    Items that the word cannot move are named in the outcome, never skipped in silence. At a review or approval place the
    opinion is recorded with its visit. A reason given where a warning is unanswered answers that warning.

    Args:
        action: A word that the diagram offers to a person at the place where the items rest.
        reason: 1 to 500 characters; required where the diagram says so.
        code: A ``KeepReason`` where the diagram asks for a code.
        client_key: A repeated key returns the first outcome and changes nothing.

    Raises:
        Unfit, NotFound: as ``plan``.
        Stale: somebody moved an item between plan and act; nothing is done.

    Source:
        ``bpmn/item_review.bpmn``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    planned = plan(
        session, actor=actor, campaign=campaign, item_ids=item_ids, action=action, reason=reason, code=code, expected=expected
    )
    if not planned.moves:
        return Outcome(None, (), planned.left_out)
    places = {move.marking for move in planned.moves}
    act = open_act(
        session,
        actor,
        at,
        action,
        campaign=campaign,
        place=places.pop() if len(places) == 1 else "",
        code=code,
        reason=checked_reason(reason, wanted=False),
        client_key=client_key,
    )
    if act.row.reason:
        _answer_warnings(act, campaign, planned)
    _give_opinions(act, campaign, planned, code or "")
    chosen = {move: [item.id for item in items] for move, items in planned.moves.items()}
    outcome = Outcome(act.id, carry(act, campaign, chosen, code or ""), planned.left_out)
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def deciding(place: Place, move: Move) -> bool:
    """Whether a move is a deciding act, for which four eyes hold: reports, keeps, review verdicts, approvals."""
    return place.visits or move.action in ("report", "keep")


def _planned(chosen: Selection, actor: Actor, action: str, text: str | None, code: str | None, expected: Mapping[int, int]) -> Plan:
    net = nets(chosen.campaign).item
    moves: dict[Move, list[Standing]] = defaultdict(list)
    left: list[LeftOut] = []
    for item_id in chosen.ids:
        item = chosen.items.get(item_id)
        if item is None:
            left.append(left_out(item_id, 0, "not_found"))
            continue
        move, place = net.move(item.marking, action), net.places[item.marking]
        if objection := _objection(chosen, actor, item, place, move, text, code, expected):
            left.append(left_out(item.id, item.number, objection, place=place.name, place_en=place.name_en, lane=place.lane))
        else:
            moves[move].append(item)
    return Plan(action, {move: tuple(items) for move, items in moves.items()}, tuple(left))


def _objection(
    chosen: Selection,
    actor: Actor,
    item: Standing,
    place: Place,
    move: Move | None,
    text: str | None,
    code: str | None,
    expected: Mapping[int, int],
) -> str | None:
    """The code of the first reason why the item cannot make the move; None when it can."""
    if expected.get(item.id, item.passages) != item.passages:
        return "changed"
    if move is None or move.by is not By.person:
        return "not_offered"
    return (
        _wrong_desk(actor, item, place)
        or _missing_reason(chosen, item, move, text, code)
        or _conflict(chosen, actor, item, place, move)
        or next((guard for guard in move.needs if not GUARDS_HOLD[guard](chosen, item)), None)
        or _unfinished_business(chosen, item, place, move)
    )


def _wrong_desk(actor: Actor, item: Standing, place: Place) -> str | None:
    own = item.department_id == actor.organisation_id
    if place.lane != actor.role.zh:
        return "not_your_desk"
    if actor.role in (Role.liaison, Role.department_head) and not own:
        return "not_found"
    return "own_department" if actor.role is Role.reviewer and own else None


def _missing_reason(chosen: Selection, item: Standing, move: Move, text: str | None, code: str | None) -> str | None:
    if move.reason is Reason.code and not (code and text):
        return "code_missing"
    if move.reason is Reason.text and not text:
        return "reason_missing"
    if move.reason is Reason.when_warned and not text and item.id in chosen.warned:
        return "warning_unanswered"
    return None


def _conflict(chosen: Selection, actor: Actor, item: Standing, place: Place, move: Move) -> str | None:
    if item.id in chosen.touched_in_another_role(actor):
        return "two_roles"
    if deciding(place, move) and item.id in chosen.written_by(actor):
        return "own_version"
    return None


def _unfinished_business(chosen: Selection, item: Standing, place: Place, move: Move) -> str | None:
    leads_on = move.reason is Reason.when_warned or (move.reason is Reason.none and place.visits)
    if leads_on and item.id in chosen.blocked:
        return "blocked"
    kept = nets(chosen.campaign).item.places[move.to].counts == "kept"
    return "asked_back" if item.id in chosen.asked_back and not kept else None


GUARDS_HOLD: Mapping[str, Callable[[Selection, Standing], bool]] = {
    "mode_devolves": lambda chosen, item: item.mode in DEVOLVING_MODES,
    "mode_keeps": lambda chosen, item: item.mode not in DEVOLVING_MODES,
    "ready_to_report": lambda chosen, item: item.kind not in ("", Kind.compulsory.value),
    "before_first_report": lambda chosen, item: item.id not in chosen.reported_before,
    "all_answered": lambda chosen, item: item.id not in chosen.with_open_comments,
    "before_announcement": lambda chosen, item: item.id not in chosen.announced,
    "after_announcement": lambda chosen, item: item.id in chosen.announced,
}


def _answer_warnings(act: OpenAct, campaign: Campaign, planned: Plan) -> None:
    places = nets(campaign).item.places
    ids = [item.id for move, items in planned.moves.items() if _answers_warnings(places, move) for item in items]
    rows = [{"item_id": row[0], "code": row[1], "key": row[2], "act_id": act.id} for row in open_warnings(act.session, ids)]
    if rows:
        act.session.execute(insert(WarningAnswer), rows)
        act.wrote.add(WarningAnswer)


def _answers_warnings(places: Mapping[str, Place], move: Move) -> bool:
    """Passing an item on with a reason decides its warnings: at a review, or out of a discussion to the next wait."""
    on_from_discussion = not places[move.marking].visits and places[move.to].desk is Desk.wait
    return move.reason is Reason.when_warned or (move.reason is Reason.text and on_from_discussion)


def _give_opinions(act: OpenAct, campaign: Campaign, planned: Plan, code: str) -> None:
    places = nets(campaign).item.places
    ids = [item.id for move, items in planned.moves.items() if places[move.marking].visits for item in items]
    if not ids:
        return
    values = [literal(FIRST_SLOT), literal(act.id), literal(act.actor.person_id), literal(planned.action), literal(code)]
    rows = select(Item.id, Item.visits, *values).where(Item.id.in_(among(act.session, ids)))
    columns = ["item_id", "visit", "slot", "act_id", "person_id", "action", "code"]
    act.session.execute(insert(Opinion).from_select(columns, rows, include_defaults=False))
    act.wrote.add(Opinion)


def _checked_code(code: str | None) -> str | None:
    if code and code not in set(KeepReason):
        raise NotOffered("没有这个理由代码，请从列表中选择。", "There is no such reason code; choose one from the list.")
    return code or None
