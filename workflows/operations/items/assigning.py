"""Who judges which item in a round: shared out by the coordinator as it was shown, handed on with a reason, one more asked for."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.assignment import Reviewer, Share, Sharing, share_out
from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, NotYours, Stale, Unfit
from workflows.domain.left_out import left_out
from workflows.domain.opinions import Policy, divided
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.engine.net import By, Place
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, checked_reason, open_act, repeated
from workflows.operations.items.opinions import policy_at, reviews, said_by
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.processes import nets
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.chain import canonical
from workflows.store.items.assignments import Assignment, Seat
from workflows.store.items.opinions import judged_before
from workflows.store.items.rows import Item, ItemVersion, Passage, Step
from workflows.store.people import holders


@dataclass(frozen=True, slots=True)
class Proposal:
    """How the open seats of a round would be shared out now, with the items and the present loads of the reviewers."""

    round: str
    shares: tuple[Share, ...] = ()
    reviewers: tuple[Reviewer, ...] = ()
    items: Mapping[int, Standing] = field(default_factory=dict)

    @property
    def given(self) -> tuple[Share, ...]:
        """The shares that somebody gets."""
        return tuple(share for share in self.shares if share.reviewer_id is not None)

    @property
    def digest(self) -> str:
        """What a preview shows and the act must find again."""
        told = [[share.item_id, share.reviewer_id, share.why.value] for share in self.shares]
        return hashlib.sha256(canonical([self.round, told])).hexdigest()


def propose(session: Session, campaign: Campaign, round_: str, on: date) -> Proposal:
    """Every open seat of the items that wait at a round's review, shared out; changes nothing.

    Raises:
        NotFound: nobody drew such a review round.
    """
    place = review_of(campaign, round_)
    waiting = (Item.campaign_id == campaign.id) & (Item.marking == place.marking)
    chosen = Selection(session, campaign, session.scalars(select(Item.id).where(waiting)))
    people, before, policy = reviewers_on(session, campaign, on), judged_before(session, waiting), policy_at(campaign, place)
    barred = _conflicts(chosen, people)
    loads = dict.fromkeys(people, 0)
    items = []
    for item in chosen.items.values():
        held = {seat.person_id for seat in _seats(chosen, item.id, round_, policy) if seat.person_id in people}
        for person in held:
            loads[person] += 1
        busy = held | said_by(chosen.opinions.get(item.id, ()))
        if len(busy) < policy.asked:
            out = busy | {person for person, conflicts in barred.items() if item.id in conflicts}
            items.append(Sharing(item.id, item.department_id, policy.asked - len(busy), frozenset(out), tuple(before.get(item.id, ()))))
    free = tuple(Reviewer(person, department, loads[person]) for person, department in people.items())
    return Proposal(round_, share_out(items, free), free, chosen.items)


def assign_items(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, round_: str, digest: str, client_key: str | None = None
) -> Outcome:
    """The open seats of a round are held as the proposal with this digest showed; items nobody is free for are named.

    Raises:
        NotYours: the actor is not the coordinator.
        Stale: the proposal would be another one now.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    must_hold(actor, (Role.coordinator,))
    proposal = propose(session, campaign, round_, day_of(at, campaign.zone))
    if proposal.digest != digest:
        raise Stale("分配方案已有变化，请重新查看后再分配。", "The proposal has changed; look again before assigning.")
    left = tuple(_left(proposal.items[share.item_id], "nobody_free") for share in proposal.shares if share.reviewer_id is None)
    if not proposal.given:
        return Outcome(None, (), left)
    place = review_of(campaign, round_)
    chosen = Selection(session, campaign, {share.item_id for share in proposal.given})
    people = {one.id for one in proposal.reviewers}
    new: dict[int, list[int]] = defaultdict(list)
    for share in proposal.given:
        new[share.item_id].append(share.reviewer_id)
    rows = [row for item_id, given in new.items() for row in _new_seats(chosen, item_id, place, given, people)]
    return _carried(session, actor, at, campaign, "assign", None, client_key, rows, left)


def hand_on(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    item_ids: Sequence[int],
    to_id: int,
    reason: str,
    from_id: int | None = None,
    client_key: str | None = None,
) -> Outcome:
    """转办: somebody's seats are held by a named colleague from now on; both stay on record.

    Args:
        from_id: Whose seats; a reviewer hands on their own (or those of the one they stand in for).

    Raises:
        NotYours: the actor is neither the assignee nor the coordinator.
        Unfit: no reason, the colleague is no reviewer, or no holder is named.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    holder = from_id if actor.role is Role.coordinator else actor.stands_as
    if actor.role not in (Role.coordinator, Role.reviewer) or from_id not in (None, holder):
        raise NotYours("只能转办分给本人的事项；他人的由协调员转办。", "You may hand on your own items; the coordinator may hand on any.")
    if holder is None:
        raise Unfit("请指明转办谁的事项。", "Say whose items are handed on.")
    text = checked_reason(reason, wanted=True)
    chosen = Selection(session, campaign, item_ids)
    receiver = _Receiver(chosen, to_id, _department_of(session, campaign, to_id, day_of(at, campaign.zone)))
    rows, left = [], []
    for item, place in _at_reviews(chosen, left):
        seat = next((seat for seat in chosen.seats.get(item.id, ()) if (seat.round, seat.person_id) == (place.round, holder)), None)
        why = (
            "not_assigned"
            if seat is None
            else "judged_seat"
            if holder in said_by(chosen.opinions.get(item.id, ()))
            else receiver.refused(item)
        )
        if why:
            left.append(_left(item, why))
        else:
            rows.append(_row(item.id, place.round, seat.seat, seat.number + 1, to_id, holder))
    return _carried(session, actor, at, campaign, "hand_on", text, client_key, rows, left)


def ask_one_more(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    item_ids: Sequence[int],
    to_id: int,
    reason: str,
    client_key: str | None = None,
) -> Outcome:
    """On items whose reviewers disagree one more is asked, who reads all opinions and whose opinion decides.

    Raises:
        NotYours: the actor is not the coordinator.
        Unfit: no reason, or the colleague is no reviewer.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    must_hold(actor, (Role.coordinator,))
    text = checked_reason(reason, wanted=True)
    chosen = Selection(session, campaign, item_ids)
    receiver = _Receiver(chosen, to_id, _department_of(session, campaign, to_id, day_of(at, campaign.zone)))
    rows, left = [], []
    for item, place in _at_reviews(chosen, left):
        policy = policy_at(campaign, place)
        open_question = divided(policy, [one.action for one in chosen.opinions.get(item.id, ())])
        if why := receiver.refused(item) if open_question else "not_divided":
            left.append(_left(item, why))
        else:
            beyond = [seat for seat in chosen.seats.get(item.id, ()) if seat.round == place.round and seat.seat > policy.asked]
            number = beyond[0].number + 1 if beyond else 1
            rows.append(_row(item.id, place.round, policy.asked + 1, number, to_id, beyond[0].person_id if beyond else None))
    return _carried(session, actor, at, campaign, "ask_one_more", text, client_key, rows, left)


def review_of(campaign: Campaign, round_: str) -> Place:
    """The place where a round's items are reviewed.

    Raises:
        NotFound: nobody drew such a review round.
    """
    for place in nets(campaign).item.places.values():
        if reviews(place) and place.round == round_:
            return place
    raise NotFound("没有这一轮审查。", "There is no such review round.")


def reviewers_on(session: Session, campaign: Campaign, on: date) -> dict[int, int | None]:
    """Who reviews in a campaign on a day, with the organisation they belong to, in the order of their appointments."""
    found: dict[int, int | None] = {}
    for row in holders(session, Role.reviewer.value, on, campaign.id):
        found.setdefault(row.person_id, row.organisation_id)
    return found


@dataclass(frozen=True)
class _Receiver:
    """Who is to take items over, and what stands against it."""

    chosen: Selection
    person_id: int
    department_id: int | None

    def refused(self, item: Standing) -> str:
        """The code of what stands against it; empty if nothing does."""
        if item.department_id == self.department_id:
            return "receiver_department"
        seated = any(seat.person_id == self.person_id for seat in self.chosen.seats.get(item.id, ()))
        if self.person_id in said_by(self.chosen.opinions.get(item.id, ())) or (seated and not self._earlier(item)):
            return "receiver_on_it"
        return "receiver_conflict" if item.id in self.conflicts else ""

    @cached_property
    def conflicts(self) -> set[int]:
        """The items that four eyes keep them from."""
        return _conflicts(self.chosen, [self.person_id])[self.person_id]

    def _earlier(self, item: Standing) -> bool:
        """Whether the seat they hold is of another round."""
        round_ = nets(self.chosen.campaign).item.places[item.marking].round
        return all(seat.round != round_ for seat in self.chosen.seats.get(item.id, ()) if seat.person_id == self.person_id)


def _conflicts(chosen: Selection, people: Collection[int]) -> dict[int, set[int]]:
    """For each of these people the items that four eyes keep them from: acted on in another role, or with their wording."""
    ids, before = among(chosen.ids), aliased(Passage)
    acted = select(Passage.item_id, Act.person_id, Act.on_behalf_of_id).distinct().join(Passage.step)
    acted = acted.join(Act, Act.id == Passage.act_id)
    acted = acted.where(Passage.item_id.in_(ids), Step.by == By.person.value, Act.role != Role.reviewer.value)
    wrote = select(Item.id, Act.person_id, Act.on_behalf_of_id).distinct()
    wrote = wrote.join(before, (before.item_id == Item.id) & (before.number == Item.passages - 1))
    wrote = wrote.join(ItemVersion, (ItemVersion.item_id == Item.id) & (ItemVersion.act_id >= before.act_id))
    wrote = wrote.join(Act, Act.id == ItemVersion.act_id).where(Item.id.in_(ids))
    kept: dict[int, set[int]] = {person: set() for person in people}
    for item_id, *doers in (*chosen.session.execute(acted), *chosen.session.execute(wrote)):
        for person in kept.keys() & set(doers):
            kept[person].add(item_id)
    return kept


def _department_of(session: Session, campaign: Campaign, person_id: int, on: date) -> int | None:
    people = reviewers_on(session, campaign, on)
    if person_id not in people:
        raise Unfit("接手的人现在不是审查员。", "The colleague is no reviewer now.")
    return people[person_id]


def _seats(chosen: Selection, item_id: int, round_: str, policy: Policy) -> list[Seat]:
    return [seat for seat in chosen.seats.get(item_id, ()) if seat.round == round_ and seat.seat <= policy.asked]


def _at_reviews(chosen: Selection, left: list[LeftOut]) -> Iterator[tuple[Standing, Place]]:
    places = nets(chosen.campaign).item.places
    for item in chosen.items.values():
        if reviews(places[item.marking]):
            yield item, places[item.marking]
        else:
            left.append(_left(item, "not_in_review"))


def _new_seats(chosen: Selection, item_id: int, place: Place, new: Sequence[int], people: set[int]) -> Iterator[dict]:
    """The rows that seat an item's new reviewers: on seats whose holder reviews no more first, then on new ones."""
    policy = policy_at(chosen.campaign, place)
    held = _seats(chosen, item_id, place.round, policy)
    vacant = [(seat.seat, seat.number + 1, seat.person_id) for seat in held if seat.person_id not in people]
    unused = [(seat, 1, None) for seat in range(1, policy.asked + 1) if seat not in {one.seat for one in held}]
    for person_id, (seat, number, instead_of) in zip(new, [*vacant, *unused], strict=False):
        yield _row(item_id, place.round, seat, number, person_id, instead_of)


def _row(item_id: int, round_: str, seat: int, number: int, person_id: int, instead_of_id: int | None) -> dict:
    return {
        "item_id": item_id, "round": round_, "seat": seat, "number": number, "person_id": person_id, "instead_of_id": instead_of_id
    }  # fmt: skip


def _carried(
    session: Session,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    word: str,
    reason: str | None,
    key: str | None,
    rows: Sequence[Mapping],
    left: Sequence[LeftOut],
) -> Outcome:
    if not rows:
        return Outcome(None, (), tuple(left))
    act = open_act(session, actor, at, word, campaign=campaign, reason=reason, client_key=key)
    session.execute(insert(Assignment), [{**row, "act_id": act.id} for row in rows])
    act.wrote.add(Assignment)
    outcome = Outcome(act.id, (Moved("", word, "", tuple(sorted({row["item_id"] for row in rows}))),), tuple(left))
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def _left(item: Standing, code: str) -> LeftOut:
    return left_out(item.id, item.number, code)
