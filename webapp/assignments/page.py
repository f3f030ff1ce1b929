"""What the page of assignments shows: to the coordinator all of a round, to a reviewer what is theirs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.acting import actor, campaign, item_net, new_key, place_words, read, reader, role, sight, standing
from webapp.identity import today
from webapp.items.list_page import Choice
from workflows.domain.assignment import Why
from workflows.domain.opinions import Taking
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.net import Place
from workflows.operations.items.assigning import Proposal, propose, reviewers_on
from workflows.operations.items.opinions import divided_items, policy_at, reviews
from workflows.store.campaigns import participants
from workflows.store.items.assignments import Assignment, Duty, duties, seats
from workflows.store.items.listing import ItemFilter, ListedRow, NamedRow, listed_page, named_rows
from workflows.store.items.opinions import Given, given_opinions
from workflows.store.items.rows import Item
from workflows.store.people import names_of

SHOWN = 200


@dataclass(frozen=True)
class ReviewerRow:
    """One reviewer in a round: seats held and opinions given on what waits now, and what the proposal would add."""

    person_id: int
    name: str
    department: str
    held: int
    given: int
    added: int


@dataclass(frozen=True)
class ProposedRow:
    """One item of the proposal: to whom, and why."""

    row: NamedRow
    names: tuple[str, ...]
    why: Why


@dataclass(frozen=True)
class Disagreement:
    """One item whose reviewers disagree, with what each said, and who was asked for one more opinion if anybody was."""

    row: NamedRow
    said: tuple[tuple[str, Words], ...]
    asked: str


@dataclass(frozen=True)
class AssignmentsPage:
    """分工 in one round."""

    rounds: tuple[Choice, ...]
    round: str
    name: Words
    policy: Words
    taking: Words
    waiting: int
    coordinating: bool
    reviewers: tuple[ReviewerRow, ...]
    proposal: Proposal | None
    sums: Mapping[Why, int]
    proposed: tuple[ProposedRow, ...]
    nobody: tuple[ProposedRow, ...]
    divided: tuple[Disagreement, ...]
    holder: int
    held: tuple[ListedRow, ...]
    held_more: bool
    key: str


def assignments_page(args: MultiDict) -> AssignmentsPage:
    """The round of the address, else the first in which items wait."""
    places = [place for place in item_net().places.values() if reviews(place)]
    resting = standing()
    busy = [place for place in places if place.marking in resting] or places
    place = next((place for place in places if place.round == args.get("round")), busy[0])
    coordinating = role() is Role.coordinator
    proposal = propose(read(), campaign(), place.round, today()) if coordinating else None
    people = {one.id: one.department_id for one in proposal.reviewers} if proposal else reviewers_on(read(), campaign(), today())
    names = names_of(read(), people)
    proposed = _proposed(proposal, names) if proposal else ()
    holder = args.get("holder", 0, int) if coordinating else actor().stands_as
    held, more = _held(place, holder)
    return AssignmentsPage(
        rounds=tuple(
            Choice(p.round, place_words(p.marking), resting[p.marking].count if p.marking in resting else 0, p is place) for p in places
        ),
        round=place.round,
        name=place_words(place.marking),
        policy=policy_at(campaign(), place).words,
        taking=Taking(campaign().taking).words,
        waiting=resting[place.marking].count if place.marking in resting else 0,
        coordinating=coordinating,
        reviewers=_reviewers(place, people, names, proposal),
        proposal=proposal,
        sums=Counter(row.why for row in proposed),
        proposed=tuple(row for row in proposed if row.why is not Why.nobody)[:SHOWN],
        nobody=tuple(row for row in proposed if row.why is Why.nobody)[:SHOWN],
        divided=_divided(place) if coordinating else (),
        holder=holder or 0,
        held=held,
        held_more=more,
        key=new_key(),
    )



def _reviewers(
    place: Place, people: Mapping[int, int | None], names: Mapping[int, str], proposal: Proposal | None
) -> tuple[ReviewerRow, ...]:
    now: Mapping[int, Duty] = duties(read(), campaign().id, place.marking, place.round)
    added = Counter(share.reviewer_id for share in proposal.given) if proposal else Counter()
    offices = {office.id: office.short_name for office in participants(read(), campaign(), "department")}
    return tuple(
        ReviewerRow(
            person,
            names[person],
            offices.get(office, ""),
            now[person].held if person in now else 0,
            now[person].given if person in now else 0,
            added[person],
        )
        for person, office in people.items()
    )


def _proposed(proposal: Proposal, names: Mapping[int, str]) -> tuple[ProposedRow, ...]:
    shares: dict[int, list] = {}
    for share in proposal.shares:
        shares.setdefault(share.item_id, []).append(share)
    rows = named_rows(read(), campaign().id, list(shares)) if shares else ()
    return tuple(_proposed_row(row, shares[row.id], names) for row in rows)


def _proposed_row(row: NamedRow, shares: Sequence, names: Mapping[int, str]) -> ProposedRow:
    whys = [share.why for share in shares]
    why = Why.nobody if Why.nobody in whys else Why.continuity if Why.continuity in whys else Why.even
    return ProposedRow(row, tuple(names[share.reviewer_id] for share in shares if share.reviewer_id is not None), why)


def _divided(place: Place) -> tuple[Disagreement, ...]:
    ids = divided_items(read(), campaign())
    rows = [row for row in named_rows(read(), campaign().id, ids) if row.marking == place.marking] if ids else []
    if not rows:
        return ()
    shown = [row.id for row in rows[:SHOWN]]
    said = given_opinions(read(), Item.id.in_(shown))
    held = seats(read(), Assignment.item_id.in_(shown))
    asked = {item: seat for item in shown for seat in held.get(item, ()) if seat.act_id > said[item][-1].act_id}
    names = names_of(read(), {one.person_id for given in said.values() for one in given} | {seat.person_id for seat in asked.values()})
    return tuple(
        Disagreement(
            row,
            tuple((names[one.person_id], _word(place, one)) for one in said[row.id]),
            names[asked[row.id].person_id] if row.id in asked else "",
        )
        for row in rows[:SHOWN]
    )


def _word(place: Place, one: Given) -> Words:
    move = item_net().move(place.marking, one.action)
    return Words(move.label, move.label_en) if move else Words(one.action, one.action)


def _held(place: Place, holder: int | None) -> tuple[tuple[ListedRow, ...], bool]:
    """What somebody holds and has not judged yet."""
    if not holder:
        return (), False
    chosen = ItemFilter(places=(place.marking,), finding="mine", reader=reader()._replace(person_id=holder))
    rows, more = listed_page(read(), sight(), chosen, limit=SHOWN)
    return tuple(rows), more
