"""One word over many items: what it would move, what it leaves out and why, and the act itself.

The plan is pure reading; the act makes exactly the plan. One item is a list of one.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, Unfit
from workflows.domain.left_out import left_out
from workflows.domain.opinions import MOVES
from workflows.domain.outcomes import LeftOut, Outcome
from workflows.domain.vocabulary import KeepReason, Role
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Place, Reason
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.attachments import HandedIn, Owner, fit_files, hang
from workflows.operations.items.opinions import Foreseen, foreseen, give_opinions, of_opinions, told_apart
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.items.tokens import carry
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.chain import canonical
from workflows.store.items.findings import open_warnings
from workflows.store.items.rows import WarningAnswer

MOST_ITEMS = 200_000
REPLACED = "split_or_merged"
"""Where an item goes only by a split or a merge, which say what takes its place."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What one word would do: the moves with their items, and the items left out with the reason.

    ``together`` tells of the items among them that several reviewers decide together.
    """

    action: str
    moves: Mapping[Move, tuple[Standing, ...]]
    left_out: tuple[LeftOut, ...]
    together: Mapping[int, Foreseen] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many items would move."""
        return sum(len(items) for items in self.moves.values())

    @property
    def digest(self) -> str:
        """Digest over the word and each item with its version and what is told of it: what a preview fixes."""
        fixed = sorted((item.id, item.passages) for items in self.moves.values() for item in items)
        told = [[[item_id, seen.told.en] for item_id, seen in sorted(self.together.items())]] if self.together else []
        return hashlib.sha256(canonical([self.action, fixed, *told])).hexdigest()

    @property
    def ways(self) -> Mapping[tuple[Move, Words], tuple[Standing, ...]]:
        """The items by move and by what may be told of it beforehand; a sentence has ``{to}`` where the place is named."""
        grouped: dict[tuple[Move, Words], list[Standing]] = defaultdict(list)
        for move, items in self.moves.items():
            for item in items:
                seen = self.together.get(item.id)
                grouped[move, seen.told if seen else MOVES].append(item)
        return {way: tuple(items) for way, items in grouped.items()}


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
    papers: Sequence[HandedIn] = (),
) -> Outcome:
    """Apply one actor's word to many items at once, as one act.

    Items that the word cannot move are named in the outcome, never skipped in silence. At a review or approval place the
    opinion is recorded with its visit; where several reviewers decide together, the opinion that completes the policy is the
    action and the others rest where they are. A reason given where a warning is unanswered answers that warning.

    Args:
        action: A word that the diagram offers to a person at the place where the items rest.
        reason: 1 to 500 characters; required where the diagram says so.
        code: A ``KeepReason`` where the diagram asks for a code.
        client_key: A repeated key returns the first outcome and changes nothing.
        papers: Files that hang on the act as papers of its sign-off.

    Raises:
        Unfit, NotFound: as ``plan``; Unfit also for a paper that is not taken.
        Stale: somebody moved an item between plan and act; nothing is done.

    Source:
        ``bpmn/item_review.bpmn``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    planned = plan(session, actor=actor, campaign=campaign, item_ids=item_ids, action=action, reason=reason, code=code, expected=expected)
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
    chosen, noted = told_apart(planned.moves, planned.together)
    if act.row.reason:
        _answer_warnings(act, campaign, chosen)
    give_opinions(act, campaign, planned.moves)
    outcome = Outcome(act.id, (*carry(act, campaign, chosen, code or ""), *noted), planned.left_out)
    hang(act, Owner(sign_off_id=act.id), fit_files(papers))
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def deciding(place: Place, move: Move) -> bool:
    """Whether a move is a deciding act, for which four eyes hold: reports, keeps, review verdicts, approvals."""
    return place.visits or move.action in ("report", "keep")


def _planned(chosen: Selection, actor: Actor, action: str, text: str | None, code: str | None, expected: Mapping[int, int]) -> Plan:
    net = nets(chosen.campaign).item
    moves: dict[Move, tuple[Standing, ...]] = {}
    left = [left_out(item_id, 0, "not_found") for item_id in chosen.ids if item_id not in chosen.items]
    for marking, items in chosen.by_marking.items():
        place, move = net.places[marking], net.move(marking, action)
        names = {"place": place.name, "place_en": place.name_en, "lane": place.lane}
        refused: dict[int, str] = {}
        for objection, ids in _objections(chosen, actor, items, place, move, text, code, expected):
            for item_id in ids - refused.keys():
                refused[item_id] = objection
            if len(refused) == len(items):
                break
        left += [left_out(item.id, item.number, refused[item.id], **names) for item in items if item.id in refused]
        if len(refused) < len(items):
            moves[move] = tuple(item for item in items if item.id not in refused) if refused else items
    return Plan(action, moves, tuple(sorted(left, key=lambda one: one.item_id)), foreseen(chosen, moves))


def _objections(
    chosen: Selection,
    actor: Actor,
    items: Sequence[Standing],
    place: Place,
    move: Move | None,
    text: str | None,
    code: str | None,
    expected: Mapping[int, int],
) -> Iterator[tuple[str, Set[int]]]:
    """Reasons why items at one place cannot make the move, the first that holds first: a code and the ids it holds for."""
    everything = {item.id for item in items}
    if expected:
        yield "changed", {item.id for item in items if expected.get(item.id, item.passages) != item.passages}
    places = nets(chosen.campaign).item.places
    if move is None or move.by is not By.person or places[move.to].counts == REPLACED:
        yield "not_offered", everything
        return
    yield from _wrong_desk(actor, items, place, everything)
    yield from _missing_reason(chosen, move, text, code, everything)
    yield "two_roles", chosen.touched_in_another_role(actor) & everything
    if deciding(place, move):
        yield "own_version", chosen.written_by(actor) & everything
    for objection, ids in of_opinions(chosen, actor, place):
        yield objection, ids & everything
    for guard in move.needs:
        yield guard, GUARDS_REFUSE[guard](chosen, items) & everything
    if move.reason is Reason.when_warned or (move.reason is Reason.none and place.visits):
        yield "blocked", chosen.blocked & everything
    if places[move.to].counts != "kept":
        yield "asked_back", chosen.asked_back & everything


def _wrong_desk(actor: Actor, items: Sequence[Standing], place: Place, everything: Set[int]) -> Iterator[tuple[str, Set[int]]]:
    own = {item.id for item in items if item.department_id == actor.organisation_id} if actor.organisation_id else set()
    conflicting = own | {item.id for item in items if item.department_id in actor.also_of} if actor.also_of else own
    if place.lane != actor.role.zh:
        yield "not_your_desk", everything
    if actor.role in (Role.liaison, Role.department_head):
        yield "not_found", everything - own
    if actor.role is Role.reviewer:
        yield "own_department", conflicting


def _missing_reason(
    chosen: Selection, move: Move, text: str | None, code: str | None, everything: Set[int]
) -> Iterator[tuple[str, Set[int]]]:
    if move.reason is Reason.code and not (code and text):
        yield "code_missing", everything
    if move.reason is Reason.text and not text:
        yield "reason_missing", everything
    if move.reason is Reason.when_warned and not text:
        yield "warning_unanswered", chosen.warned & everything


GUARDS_REFUSE: Mapping[str, Callable[[Selection, Sequence[Standing]], Set[int]]] = {
    "mode_devolves": lambda chosen, items: {item.id for item in items} - chosen.devolving,
    "mode_keeps": lambda chosen, items: chosen.devolving,
    "ready_to_report": lambda chosen, items: chosen.unready,
    "before_first_report": lambda chosen, items: chosen.reported_before,
    "all_answered": lambda chosen, items: chosen.with_open_comments,
    "before_announcement": lambda chosen, items: chosen.announced,
    "after_announcement": lambda chosen, items: {item.id for item in items} - chosen.announced,
}
"""For each guard of the drawing the items it refuses. A guard permits or refuses; it never chooses the way."""


def _answer_warnings(act: OpenAct, campaign: Campaign, chosen: Mapping[Move, Sequence[int]]) -> None:
    places = nets(campaign).item.places
    ids = [item_id for move, moving in chosen.items() if _answers_warnings(places, move) for item_id in moving]
    rows = [{"item_id": row[0], "code": row[1], "key": row[2], "act_id": act.id} for row in open_warnings(act.session, ids)]
    if rows:
        act.session.execute(insert(WarningAnswer), rows)
        act.wrote.add(WarningAnswer)


def _answers_warnings(places: Mapping[str, Place], move: Move) -> bool:
    """Passing an item on with a reason decides its warnings: at a review, or out of a discussion to the next wait."""
    on_from_discussion = not places[move.marking].visits and places[move.to].desk is Desk.wait
    return move.reason is Reason.when_warned or (move.reason is Reason.text and on_from_discussion)


def _checked_code(code: str | None) -> str | None:
    if code and code not in set(KeepReason):
        raise NotOffered("没有这个理由代码，请从列表中选择。", "There is no such reason code; choose one from the list.")
    return code or None
