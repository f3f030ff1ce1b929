"""Opinions that stand at visits: given, not taken back; and which of them a reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, Select, exists, func, select
from sqlalchemy.orm import Session, aliased

from workflows.store.audit import Act, Wording
from workflows.store.items.rows import Item
from workflows.store.items.visits import Opinion, OpinionWithdrawal, Visit
from workflows.store.people import Person


@dataclass(frozen=True, slots=True)
class Given:
    """One opinion that stands: its slot and act, who gave it and for whom, and the action."""

    slot: int
    act_id: int
    person_id: int
    on_behalf_of_id: int | None
    action: str

    def of(self, people: set[int]) -> bool:
        """Whether one of these people gave it, or was stood in for."""
        return self.person_id in people or self.on_behalf_of_id in people


def withdrawn(opinion: type[Opinion] = Opinion) -> Exists:
    """Whether an opinion was taken back; correlates with ``opinion``, the table or an alias of it."""
    same = (OpinionWithdrawal.item_id == opinion.item_id) & (OpinionWithdrawal.visit == opinion.visit)
    return exists().where(same, OpinionWithdrawal.slot == opinion.slot)


def given_opinions(session: Session, which: ColumnElement[bool]) -> Mapping[int, tuple[Given, ...]]:
    """The opinions that stand at the present visits of these items, in the order in which they were given, by item id.

    Args:
        which: A condition on ``Item``. Items without an opinion are absent.
    """
    columns = (Opinion.item_id, Opinion.slot, Opinion.act_id, Opinion.person_id, Act.on_behalf_of_id, Opinion.action)
    query = select(*columns).join(Item, (Item.id == Opinion.item_id) & (Item.visits == Opinion.visit)).join(Act, Act.id == Opinion.act_id)
    grouped: dict[int, list[Given]] = defaultdict(list)
    for item_id, *said in session.execute(query.where(which, ~withdrawn()).order_by(Opinion.item_id, Opinion.slot)):
        grouped[item_id].append(Given(*said))
    return {item_id: tuple(given) for item_id, given in grouped.items()}


def judged_before(session: Session, which: ColumnElement[bool]) -> Mapping[int, tuple[int, ...]]:
    """Who gave an opinion on these items at visits that have their verdict, the newest first, by item id.

    An opinion given for somebody counts as theirs.
    """
    closed = (Visit.item_id == Opinion.item_id) & (Visit.number == Opinion.visit) & Visit.closed_act_id.is_not(None)
    query = select(Opinion.item_id, func.coalesce(Act.on_behalf_of_id, Opinion.person_id)).join(Act, Act.id == Opinion.act_id)
    query = query.join(Item, Item.id == Opinion.item_id).join(Visit, closed).where(which, ~withdrawn())
    grouped: dict[int, list[int]] = defaultdict(list)
    for item_id, person_id in session.execute(query.order_by(Opinion.item_id, Opinion.visit.desc(), Opinion.slot)):
        grouped[item_id].append(person_id)
    return {item_id: tuple(people) for item_id, people in grouped.items()}


@dataclass(frozen=True, slots=True)
class ToldOpinion:
    """One opinion on an item as people read it; ``closed`` says whether its visit has its verdict."""

    visit: int
    place: str
    round: str
    closed: bool
    person_id: int
    on_behalf_of_id: int | None
    person: str
    stood_for: str
    at: datetime
    act_id: int
    action: str
    code: str
    reason: str


def told_opinions(session: Session, item_id: int) -> list[ToldOpinion]:
    """Every opinion on an item that stands, oldest first. The caller shows of an open visit only what ``opinions`` allows."""
    stood_for = aliased(Person)
    query = select(Opinion, Visit, Act, Person, stood_for, Wording.body).join(Act, Act.id == Opinion.act_id)
    query = query.join(Visit, (Visit.item_id == Opinion.item_id) & (Visit.number == Opinion.visit))
    query = query.join(Person, Person.id == Opinion.person_id).join(stood_for, stood_for.id == Act.on_behalf_of_id, isouter=True)
    query = query.join(Wording, Wording.digest == Act.reason, isouter=True)
    query = query.where(Opinion.item_id == item_id, ~withdrawn()).order_by(Opinion.visit, Opinion.slot)
    return [_told(*row) for row in session.execute(query)]


def _told(opinion: Opinion, visit: Visit, act: Act, person: Person, stood_for: Person | None, reason: str | None) -> ToldOpinion:
    return ToldOpinion(
        visit=opinion.visit,
        place=visit.place,
        round=visit.round,
        closed=visit.closed_act_id is not None,
        person_id=opinion.person_id,
        on_behalf_of_id=act.on_behalf_of_id,
        person=person.name,
        stood_for=stood_for.name if stood_for else "",
        at=act.at,
        act_id=act.id,
        action=opinion.action,
        code=opinion.code,
        reason=reason or "",
    )


def decided_together(act_id: int) -> Select:
    """Ids of the items whose visit this act closed with more than one opinion: all of them have been shown."""
    first = aliased(Opinion)
    other = exists().where(first.item_id == Opinion.item_id, first.visit == Opinion.visit, first.slot != Opinion.slot, ~withdrawn(first))
    closed = exists().where(Visit.item_id == Opinion.item_id, Visit.number == Opinion.visit, Visit.closed_act_id == act_id)
    return select(Opinion.item_id).where(Opinion.act_id == act_id, closed, other)
