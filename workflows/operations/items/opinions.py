"""Opinions of several reviewers on one item: who may still give one, what it would complete, and how one is taken back.

Under the policy ``any`` nothing here asks the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Insert, Select, bindparam, exists, func, insert, literal, select
from sqlalchemy.orm import Session

from workflows.domain.left_out import left_out
from workflows.domain.opinions import ANY, Policy, Taking, decided, divided, policy_of, what_follows
from workflows.domain.outcomes import LeftOut, Moved
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.net import Move, Net, Place
from workflows.operations.acts import Actor, OpenAct
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.items.tokens import CHOSEN, ITEM
from workflows.operations.processes import nets
from workflows.store.audit import Act
from workflows.store.base import among, told
from workflows.store.campaigns import Campaign
from workflows.store.items.opinions import (
    Given,
    Opinion,
    OpinionWithdrawal,
    at_present,
    decided_together,
    given_opinions,
    withdrawn,
)
from workflows.store.items.rows import Item, Passage

FIRST_SLOT = 1
OPINION = Opinion.__table__
EARLIER = select(func.count()).where(OPINION.c.item_id == ITEM.c.id, OPINION.c.visit == ITEM.c.passages).scalar_subquery()


def _given(slot: ColumnElement[int]) -> Insert:
    rows = select(ITEM.c.id, ITEM.c.passages, slot, bindparam("its_act", type_=OPINION.c.act_id.type)).where(CHOSEN)
    return insert(OPINION).from_select(["item_id", "visit", "slot", "act_id"], rows, include_defaults=False)


GIVE_ALONE = _given(literal(FIRST_SLOT))
GIVE_NEXT = _given(EARLIER + FIRST_SLOT)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What an opinion would do at an item that several decide together: what may be told before, and whether it only is noted."""

    told: Words
    noted: bool


def policy_at(campaign: Campaign, place: Place) -> Policy:
    """How many reviewers decide together at a place; everywhere but at reviews of a round with a policy, any one."""
    return policy_of(campaign.policies.get(place.round, "")) if reviews(place) else ANY


def reviews(place: Place) -> bool:
    """Whether reviewers give opinions here."""
    return place.visits and place.lane == Role.reviewer.zh


def together(campaign: Campaign) -> bool:
    """Whether any round of the campaign is decided by several reviewers."""
    return any(policy_of(written).asked > 1 for written in campaign.policies.values())


def of_opinions(chosen: Selection, actor: Actor, place: Place) -> Iterator[tuple[str, Set[int]]]:
    """Items on which the actor has an opinion already, or whose opinions differ so that one must be asked for first."""
    if together(chosen.campaign):
        yield "two_roles", _judged_in_another_role(chosen, actor)
    policy = policy_at(chosen.campaign, place)
    if reviews(place) and chosen.campaign.taking != Taking.anyone:
        yield "assigned_elsewhere", _for_others(chosen, actor, place, policy)
    if policy is not ANY:
        yield "judged", {item_id for item_id, given in chosen.opinions.items() if any(one.of(actor.people) for one in given)}
        yield "divided", {item_id for item_id, given in chosen.opinions.items() if divided(policy, _said(given))} - _asked(chosen, actor)


def foreseen(chosen: Selection, moves: Mapping[Move, Sequence[Standing]]) -> Mapping[int, Foreseen]:
    """What these words would do at the items that several decide together; empty where any one reviewer decides."""
    places, seen = nets(chosen.campaign).item.places, {}
    for move, items in moves.items():
        policy = policy_at(chosen.campaign, places[move.marking])
        for item in items if policy is not ANY else ():
            said = _said(chosen.opinions.get(item.id, ()))
            noted = decided(policy, [*said, move.action]) is None
            seen[item.id] = Foreseen(what_follows(policy, len(said), move.action), noted)
    return seen


def told_apart(moves: Mapping[Move, Sequence[Standing]], seen: Mapping[int, Foreseen]) -> tuple[dict[Move, list[int]], tuple[Moved, ...]]:
    """The items that move, and those whose opinion is only noted: they rest where they are."""
    moving: dict[Move, list[int]] = {}
    noted = []
    for move, items in moves.items():
        ids = [item.id for item in items]
        resting = [item_id for item_id in ids if item_id in seen and seen[item_id].noted]
        if len(resting) < len(ids):
            moving[move] = [item_id for item_id in ids if item_id not in resting] if resting else ids
        if resting:
            noted.append(Moved(move.marking, move.action, move.marking, tuple(resting)))
    return moving, tuple(noted)


def give_opinions(act: OpenAct, campaign: Campaign, moves: Mapping[Move, Sequence[Standing]]) -> None:
    """Record the opinion of the act on each item that is at a visit, in the next slot of the visit."""
    places = nets(campaign).item.places
    ids = [item.id for move, items in moves.items() if places[move.marking].visits for item in items]
    if not ids:
        return
    alone = all(policy_at(campaign, places[move.marking]) is ANY for move in moves)
    act.run(GIVE_ALONE if alone else GIVE_NEXT, Opinion, ids=told(ids), its_act=act.id)


def opinions_of_act(session: Session, campaign: Campaign, actor: Actor, row: Act) -> tuple[dict[str, list[Given]], list[LeftOut], set[int]]:
    """Of an act to be undone: the opinions it only noted and that can be taken back, those that cannot, and what is shown.

    Returns:
        Marking → (item id, opinion) that can be taken back; items left; ids of items that the actor may not move back, since
        their opinions have been shown: who saw the others' opinions does not give theirs again but by the coordinator.
    """
    if not together(campaign):
        return {}, [], set()
    moved = exists().where(Passage.act_id == row.id, Passage.item_id == Opinion.item_id)
    noted = set(session.scalars(select(Opinion.item_id).where(Opinion.act_id == row.id, ~moved)))
    chosen, places = Selection(session, campaign, noted), nets(campaign).item.places
    free = actor.role is Role.coordinator
    back: dict[str, list] = {}
    left = []
    for item in chosen.items.values():
        given = chosen.opinions.get(item.id, ())
        own = next((one for one in given if one.act_id == row.id), None)
        if own is None or not reviews(places[item.marking]):
            left.append(left_out(item.id, item.number, "acted_on"))
        elif not free and divided(policy_at(campaign, places[item.marking]), _said(given)):
            left.append(left_out(item.id, item.number, "opinions_shown"))
        else:
            back.setdefault(item.marking, []).append((item.id, own))
    shown = set() if free else set(session.scalars(decided_together(row.id)))
    return back, left, shown


def take_back_opinions(act: OpenAct, back: Mapping[str, Sequence[tuple[int, Given]]]) -> tuple[Moved, ...]:
    """These opinions count no more; their items rest where they are."""
    ids = [item_id for opinions in back.values() for item_id, _given in opinions]
    if not ids:
        return ()
    visits = dict(act.session.execute(select(Item.id, Item.passages).where(Item.id.in_(among(ids)))).all())
    rows = [
        {"item_id": item_id, "visit": visits[item_id], "slot": given.slot, "act_id": act.id}
        for opinions in back.values()
        for item_id, given in opinions
    ]
    act.session.execute(insert(OpinionWithdrawal), rows)
    act.wrote.add(OpinionWithdrawal)
    return tuple(
        Moved(marking, "undo", marking, tuple(sorted(item_id for item_id, _given in opinions))) for marking, opinions in back.items()
    )


def waiting_opinions(campaign: Campaign, net: Net, rounds: Set[str]) -> Select:
    """Ids of items at a review of one of these rounds on which an opinion stands that has decided nothing yet."""
    places = [place.marking for place in net.places.values() if reviews(place) and place.round in rounds]
    return select(Item.id).join(Opinion, at_present()).where(Item.campaign_id == campaign.id, Item.marking.in_(places), ~withdrawn())


def divided_items(session: Session, campaign: Campaign) -> list[int]:
    """Ids of the items whose opinions are all in and decide nothing, ascending; they wait for the coordinator."""
    if not together(campaign):
        return []
    found = []
    for place in nets(campaign).item.places.values():
        policy = policy_at(campaign, place)
        if policy is not ANY:
            given = given_opinions(session, (Item.campaign_id == campaign.id) & (Item.marking == place.marking))
            found += [item_id for item_id, opinions in given.items() if divided(policy, _said(opinions))]
    return sorted(found)


def _for_others(chosen: Selection, actor: Actor, place: Place, policy: Policy) -> Set[int]:
    """Items in which the actor holds no seat, and may not take one."""
    closed = set()
    for item in chosen.by_marking[place.marking]:
        holders = {seat.person_id for seat in chosen.seats.get(item.id, ()) if seat.round == place.round}
        free = chosen.campaign.taking == Taking.unassigned and len(holders) < policy.asked
        if actor.stands_as not in holders and not free:
            closed.add(item.id)
    return closed


def _asked(chosen: Selection, actor: Actor) -> Set[int]:
    """Items on which the actor was asked for one more opinion since the last one was given."""
    return {
        item_id
        for item_id, given in chosen.opinions.items()
        for seat in chosen.seats.get(item_id, ())
        if seat.person_id == actor.stands_as and seat.act_id > given[-1].act_id
    }


def said_by(given: Sequence[Given]) -> set[int]:
    """Who gave these opinions, and those they gave them for."""
    return {person for one in given for person in (one.person_id, one.on_behalf_of_id) if person is not None}


def _said(given: Sequence[Given]) -> list[str]:
    return [one.action for one in given]


def _judged_in_another_role(chosen: Selection, actor: Actor) -> Set[int]:
    query = select(Opinion.item_id).distinct().join(Act, Act.id == Opinion.act_id)
    own = Act.person_id.in_(actor.people) | Act.on_behalf_of_id.in_(actor.people)
    told_ids = among(chosen.ids)
    return set(
        chosen.session.scalars(query.where(own, Act.role != actor.role.value, Opinion.item_id.in_(told_ids)))
    )
