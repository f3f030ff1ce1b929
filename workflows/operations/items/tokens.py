"""Moving item tokens by the hundred: one update and one insert for each distinct move, whatever the number of items.

A move is one compare-and-set. What must follow by itself (an open stage, the screening rules) follows in the same act.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import BindParameter, Column, bindparam, insert, literal, select, update

from workflows.domain.calendar import PUBLISHED, Calendar, add_working_days, day_of, due_on, end_of_day
from workflows.domain.errors import Stale
from workflows.domain.outcomes import Moved
from workflows.domain.vocabulary import Audience
from workflows.engine.net import By, Desk, Move, Net, Place
from workflows.operations.acts import OpenAct
from workflows.operations.items.screening import screened
from workflows.operations.processes import CHANGE, nets, open_stages
from workflows.store.base import TOLD, told
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item, Passage, Step, WithdrawalAnswer, WithdrawalRequest, asked_back

# Whole tables are moved past the mapped objects: nobody holds an item as an object while its token moves. Each statement is
# written once; what differs from move to move is bound.
ITEM, STEP, PASSAGE = Item.__table__, Step.__table__, Passage.__table__
CHOSEN = ITEM.c.id.in_(TOLD)


def _given(name: str, column: Column) -> BindParameter:
    return bindparam(f"its_{name}", type_=column.type)


MOVE = (
    update(ITEM)
    .where(CHOSEN, ITEM.c.marking == _given("origin", ITEM.c.marking))
    .values(
        marking=_given("marking", ITEM.c.marking),
        passages=ITEM.c.passages + 1,
        round=_given("round", ITEM.c.round),
        entered_at=_given("instant", ITEM.c.entered_at),
        hear_until=_given("hearing", ITEM.c.hear_until),
    )
)
MOVE_GIVING_REASON = MOVE.values(kept_reason=_given("reason", ITEM.c.kept_reason))
RECORD_WAY = insert(STEP).values({name: _given(name, STEP.c[name]) for name in STEP.c.keys()})
RECORD = insert(PASSAGE).from_select(
    ["item_id", "number", "act_id", "step_number", "item_version"],
    select(
        ITEM.c.id, ITEM.c.passages, _given("act", PASSAGE.c.act_id), _given("step", PASSAGE.c.step_number), ITEM.c.versions
    ).where(CHOSEN),
    include_defaults=False,
)
GRANT = insert(WithdrawalAnswer).from_select(
    ["request_id", "act_id", "answer"],
    asked_back()
    .with_only_columns(WithdrawalRequest.id, _given("act", WithdrawalAnswer.__table__.c.act_id), literal("granted"))
    .where(WithdrawalRequest.item_id.in_(TOLD)),
    include_defaults=False,
)
RESTING = select(ITEM.c.marking, ITEM.c.id).where(CHOSEN)


def carry(act: OpenAct, campaign: Campaign, chosen: Mapping[Move, Iterable[int]], code: str = "") -> tuple[Moved, ...]:
    """Make the chosen moves and every automatic one that they lead to, as passages of one act.

    Args:
        chosen: For each move the ids of the items that make it; any order, each id once.
        code: Reason code of the act, kept with the passages and, at a kept place, with the item.

    Returns:
        The chosen moves with the place where their items came to rest, ids ascending.

    Raises:
        Stale: an item no longer rests where its move starts; nothing may be committed then.
    """
    net = nets(campaign).item
    rest = _take_all(act, campaign, net, {move: sorted(ids) for move, ids in chosen.items() if ids}, code)
    moved = []
    for move, ids in chosen.items():
        by_rest = defaultdict(list)
        for item_id in sorted(ids):
            by_rest[rest[item_id]].append(item_id)
        moved += [Moved(move.marking, move.action, to, tuple(group)) for to, group in by_rest.items()]
    return tuple(moved)


def settle(act: OpenAct, campaign: Campaign, resting: Mapping[str, Iterable[int]]) -> int:
    """Take every automatic move that now holds for items resting at these markings; returns how many items moved."""
    net = nets(campaign).item
    due = _due(act, campaign, net, {marking: sorted(ids) for marking, ids in resting.items()})
    return len(_take_all(act, campaign, net, due, ""))


def settle_everything(act: OpenAct, campaign: Campaign) -> int:
    """Settle all items that wait for a stage now open; one query finds them. Returns how many moved."""
    net, stages = nets(campaign).item, open_stages(campaign)
    waiting = [marking for marking in net.places if net.settles(marking, stages)]
    query = select(Item.marking, Item.id).where(Item.campaign_id == campaign.id, Item.marking.in_(waiting))
    resting = defaultdict(list)
    for marking, item_id in act.session.execute(query):
        resting[marking].append(item_id)
    return settle(act, campaign, resting)


def bear(act: OpenAct, campaign: Campaign, item_ids: Iterable[int]) -> None:
    """Record the birth of items at the markings they were stored with, and let them settle."""
    net, resting = nets(campaign).item, defaultdict(list)
    for marking, item_id in act.session.connection().execute(RESTING, {"ids": told(sorted(item_ids))}):
        resting[marking].append(item_id)
        if net.places[marking].visits:
            raise Stale("事项不能在审查处新立。", "An item cannot be born at a place of review.")
    for marking, ids in resting.items():
        _record(act, ids, "", marking, "file", By.person)
    settle(act, campaign, resting)


def take_back(act: OpenAct, campaign: Campaign, to_marking: str, from_marking: str, ids: list[int], undoes: int) -> None:
    """Return items from one marking to an earlier one; ``undoes`` is the first passage taken back.

    Back at a hearing, they are heard anew as if they arrived now.
    """
    net = nets(campaign).item
    place = net.places[to_marking]
    _set_marking(act, ids, from_marking, place, kept_reason="", hear_until=heard_until(act, campaign, net, to_marking))
    _record(act, ids, from_marking, to_marking, "undo", By.person, undoes=undoes)


def go_over(
    act: OpenAct, ids: list[int], from_marking: str, place: Place, hear_until: datetime | None, undoes: int | None = None
) -> None:
    """Items leave a place of one set and stand at a place of another, as one passage each; their reasons stay.

    Args:
        undoes: The first passage taken back, where such a change is undone.
    """
    action, by = (CHANGE, By.change) if undoes is None else ("undo", By.person)
    _set_marking(act, ids, from_marking, place, hear_until=hear_until)
    _record(act, ids, from_marking, place.marking, action, by, undoes=undoes)


def _take_all(act: OpenAct, campaign: Campaign, net: Net, moves: dict[Move, list[int]], code: str) -> dict[int, str]:
    rest: dict[int, str] = {}
    while moves:
        arrived: dict[str, list[int]] = defaultdict(list)
        for move in sorted(moves, key=lambda move: (move.marking, move.action)):
            _step(act, campaign, net, move, moves[move], code)
            arrived[move.to] += moves[move]
            rest.update(dict.fromkeys(moves[move], move.to))
        code = ""
        moves = _due(act, campaign, net, arrived)
    return rest


def _due(act: OpenAct, campaign: Campaign, net: Net, arrived: Mapping[str, list[int]]) -> dict[Move, list[int]]:
    due: dict[Move, list[int]] = defaultdict(list)
    stages = open_stages(campaign)
    for marking, ids in arrived.items():
        if net.places[marking].desk is Desk.rules:
            for outcome, judged in screened(act, campaign, ids).items():
                due[net.moves[marking, outcome]] += judged
        elif move := net.settles(marking, stages):
            due[move] += ids
    return {move: sorted(ids) for move, ids in due.items() if ids}


def _step(act: OpenAct, campaign: Campaign, net: Net, move: Move, ids: list[int], code: str) -> None:
    place, origin = net.places[move.to], net.places[move.marking]
    kept_reason = code if place.counts == "kept" else ""
    hear_until = heard_until(act, campaign, net, move.to)
    stays_kept = place.counts == origin.counts == "kept"
    _set_marking(act, ids, move.marking, place, kept_reason=None if stays_kept else kept_reason, hear_until=hear_until)
    _record(act, ids, move.marking, move.to, move.action, move.by, code)
    if place.counts == "kept" and not stays_kept:
        _grant_withdrawals(act, ids)


def hears(net: Net, marking: str) -> bool:
    """Whether items wait here for the end of a hearing: a place that the clock leaves."""
    return any(move.by is By.clock for move in net.offered(marking))


def hearing_end(campaign: Campaign, arrived_at: datetime, calendar: Calendar = PUBLISHED) -> datetime:
    """When an item that arrives now stops hearing comments, as an instant in UTC.

    The latest of the ends of all windows and of the campaign's comment days after the arrival, in working days.
    """
    ends = [window.last_on(calendar) for audience in Audience if (window := campaign.window(audience))]
    ends += [due_on(campaign.comments_until, calendar)] if campaign.comments_until else []
    return end_of_day(max((own_comment_days(campaign, arrived_at, calendar), *ends)), campaign.zone)


def heard_until(act: OpenAct, campaign: Campaign, net: Net, marking: str) -> datetime | None:
    """Until when items that arrive at a marking by this act are heard; None where nothing is heard."""
    return hearing_end(campaign, act.at, loaded_calendar(act.session)) if hears(net, marking) else None


def own_comment_days(campaign: Campaign, arrived_at: datetime, calendar: Calendar = PUBLISHED) -> date:
    """The last day on which an item that arrived then is heard for its own sake, whatever the windows say."""
    return add_working_days(day_of(arrived_at, campaign.zone), campaign.comment_days, calendar)


def _set_marking(
    act: OpenAct,
    ids: list[int],
    from_marking: str,
    place: Place,
    *,
    kept_reason: str | None = None,
    hear_until: datetime | None = None,
) -> None:
    """The compare-and-set; None leaves the reason for which an item is kept as it is."""
    given = {
        "ids": told(ids),
        "its_origin": from_marking,
        "its_marking": place.marking,
        "its_round": place.round if place.visits else "",
        "its_instant": act.at,
        "its_hearing": hear_until,
    }
    moved = act.run(MOVE, **given) if kept_reason is None else act.run(MOVE_GIVING_REASON, its_reason=kept_reason, **given)
    if moved != len(ids):
        raise Stale("有事项刚被他人办理，请刷新后重试。", "Somebody acted on an item in between; refresh and try again.")


def _record(
    act: OpenAct, ids: list[int], from_marking: str, to_marking: str, action: str, by: By, code: str = "", undoes: int | None = None
) -> None:
    act.steps += 1
    way = {"from_marking": from_marking, "to_marking": to_marking, "action": action, "by": by.value, "code": code, "undoes": undoes}
    act.run(RECORD_WAY, Step, **{f"its_{name}": value for name, value in way.items()}, its_act_id=act.id, its_number=act.steps)
    act.run(RECORD, Passage, ids=told(ids), its_act=act.id, its_step=act.steps)


def _grant_withdrawals(act: OpenAct, ids: list[int]) -> None:
    act.run(GRANT, WithdrawalAnswer, ids=told(ids), its_act=act.id)
