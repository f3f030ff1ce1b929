"""What each word would do to the present selection, before anybody says it: weighed by the rules of the act itself."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.acting import actor, campaign, place_words, read
from webapp.desk.page import moves_at
from webapp.desk.selecting import selected_ids
from workflows.domain.left_out import short_reason
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words
from workflows.engine.net import Move
from workflows.operations.items.deciding import Plan, plan
from workflows.store.base import among
from workflows.store.items.listing import spread
from workflows.store.items.rows import Item

HELD_AT_MOST = 1_000
UNSAID = frozenset({"reason_missing", "code_missing", "warning_unanswered"})


@dataclass(frozen=True)
class Weight:
    """One word: how many it moves where, what it leaves out for which reason, and the digest that fixes it.

    ``unsaid``: it waits for a reason, and for nothing else that would hold all of them back.
    """

    move: Move
    to: Words
    count: int
    left: tuple[tuple[str, Words, int], ...]
    fixed: str
    unsaid: bool


@dataclass(frozen=True)
class Weighed:
    """The selection: its size, the first word, all words, what the first would move by department and kind, and the numbers
    of the first items that it would leave out."""

    chosen: int
    first: Weight | None
    weights: tuple[Weight, ...]
    departments: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[Kind, int], ...]
    held: tuple[int, ...] = ()


def weighed(form: MultiDict) -> Weighed:
    """In a number of statements that depends on how many words the place offers, not on how many items are chosen."""
    ids, moves = selected_ids(form), moves_at(form.get("place", ""))
    if not ids or not moves:
        return Weighed(len(ids), None, (), (), ())
    plans = [(move, _planned(ids, move, form)) for move in moves]
    weights = tuple(_weight(move, planned) for move, planned in plans)
    moving = [item.id for items in plans[0][1].moves.values() for item in items]
    rows = spread(read(), Item.id.in_(among(moving)))
    departments, kinds = Counter(), Counter()
    for _key, name, kind, count in rows:
        departments[name] += count
        kinds[kind] += count
    named = tuple((Kind(kind), count) for kind, count in kinds.most_common() if kind)
    held = tuple(left.number for left in plans[0][1].left_out[:HELD_AT_MOST])
    return Weighed(len(ids), weights[0], weights, tuple(departments.most_common()), named, held)


def _planned(ids: list[int], move: Move, form: MultiDict) -> Plan:
    words = {"action": move.action, "reason": form.get("reason"), "code": form.get("code") or None}
    return plan(read(), actor=actor(), campaign=campaign(), item_ids=ids, **words)


def _weight(move: Move, planned: Plan) -> Weight:
    codes = Counter(left.code for left in planned.left_out)
    return Weight(
        move=move,
        to=place_words(move.to),
        count=planned.count,
        left=tuple((code, short_reason(code), count) for code, count in codes.most_common()),
        fixed=planned.digest if planned.moves else "",
        unsaid=not planned.moves and bool(UNSAID & codes.keys()),
    )
