"""Opinions at visits: their rows, which of them stand, and which of them a reader may see.

A visit is one stay of an item at a review or approval place. It is named by the number of the passage that led there, judges the
version of that passage, and ends with the next passage, whose action is its verdict: nothing about it is kept a second time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Exists, ForeignKey, ForeignKeyConstraint, Select, exists, func, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from workflows.store.audit import Act, Wording
from workflows.store.base import Record
from workflows.store.items.rows import Item, Passage, Step
from workflows.store.people import Person


class Opinion(Record):
    """What an act decided at one visit, in one slot of the policy; never changed, never overwritten.

    Who said what, for whom and why, is what the act says.
    """

    __tablename__ = "opinion"
    __table_args__ = (
        ForeignKeyConstraint(["item_id", "visit"], ["passage.item_id", "passage.number"], name="fk_opinion_item_id_passage"),
        {"sqlite_with_rowid": False},
    )
    item_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)


class OpinionWithdrawal(Record):
    """An opinion taken back before it decided anything; it stays on record and counts no more."""

    __tablename__ = "opinion_withdrawal"
    __table_args__ = (
        ForeignKeyConstraint(
            ["item_id", "visit", "slot"], ["opinion.item_id", "opinion.visit", "opinion.slot"], name="fk_opinion_withdrawal_item_id_opinion"
        ),
        {"sqlite_with_rowid": False},
    )
    item_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)


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


def at_present(opinion: type[Opinion] = Opinion) -> ColumnElement[bool]:
    """The opinion was given at the visit that ``Item`` is making now: no passage has ended it."""
    return (opinion.item_id == Item.id) & (opinion.visit == Item.passages)


def shown(opinion: type[Opinion] = Opinion) -> ColumnElement[bool]:
    """The visit at which the opinion on ``Item`` was given has its verdict: the item moved on."""
    return (opinion.item_id == Item.id) & (opinion.visit < Item.passages)


def arrival() -> ColumnElement[bool]:
    """The passage with which the visit began."""
    return (Passage.item_id == Opinion.item_id) & (Passage.number == Opinion.visit)


def ended_by(act: ColumnElement[bool]) -> Exists:
    """Whether the passage that ended the visit meets a condition on ``Passage.act_id``."""
    return exists().where(Passage.item_id == Opinion.item_id, Passage.number == Opinion.visit + 1, act)


def noted() -> ColumnElement[bool]:
    """The opinion on ``Item`` decided nothing: its visit goes on, or another act ended it."""
    return or_(at_present(), ended_by(Passage.act_id != Opinion.act_id))


def given_opinions(session: Session, which: ColumnElement[bool]) -> Mapping[int, tuple[Given, ...]]:
    """The opinions that stand at the present visits of these items, in the order in which they were given, by item id.

    Args:
        which: A condition on ``Item``. Items without an opinion are absent.
    """
    columns = (Opinion.item_id, Opinion.slot, Opinion.act_id, Act.person_id, Act.on_behalf_of_id, Act.word)
    query = select(*columns).join(Item, at_present()).join(Act, Act.id == Opinion.act_id)
    grouped: dict[int, list[Given]] = defaultdict(list)
    for item_id, *said in session.execute(query.where(which, ~withdrawn()).order_by(Opinion.item_id, Opinion.slot)):
        grouped[item_id].append(Given(*said))
    return {item_id: tuple(given) for item_id, given in grouped.items()}


def judged_before(session: Session, which: ColumnElement[bool]) -> Mapping[int, tuple[int, ...]]:
    """Who gave an opinion on these items at visits that have their verdict, the newest first, by item id.

    An opinion given for somebody counts as theirs.
    """
    query = select(Opinion.item_id, func.coalesce(Act.on_behalf_of_id, Act.person_id)).join(Act, Act.id == Opinion.act_id)
    query = query.join(Item, shown()).where(which, ~withdrawn())
    grouped: dict[int, list[int]] = defaultdict(list)
    for item_id, person_id in session.execute(query.order_by(Opinion.item_id, Opinion.visit.desc(), Opinion.slot)):
        grouped[item_id].append(person_id)
    return {item_id: tuple(people) for item_id, people in grouped.items()}


@dataclass(frozen=True, slots=True)
class ToldOpinion:
    """One opinion on an item as people read it; ``closed`` says whether its visit has its verdict."""

    visit: int
    place: str
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
    query = select(Opinion.visit, Step.to_marking, shown(), Act, Person, stood_for, Wording.body).select_from(Opinion)
    query = query.join(Item, Item.id == Opinion.item_id).join(Act, Act.id == Opinion.act_id)
    query = query.join(Passage, arrival()).join(Passage.step).join(Person, Person.id == Act.person_id)
    query = query.join(stood_for, stood_for.id == Act.on_behalf_of_id, isouter=True)
    query = query.join(Wording, Wording.digest == Act.reason, isouter=True)
    query = query.where(Opinion.item_id == item_id, ~withdrawn()).order_by(Opinion.visit, Opinion.slot)
    return [_told(*row) for row in session.execute(query)]


def _told(
    visit: int, place: str, closed: bool, act: Act, person: Person, stood_for: Person | None, reason: str | None
) -> ToldOpinion:
    return ToldOpinion(
        visit=visit,
        place=place,
        closed=bool(closed),
        person_id=person.id,
        on_behalf_of_id=act.on_behalf_of_id,
        person=person.name,
        stood_for=stood_for.name if stood_for else "",
        at=act.at,
        act_id=act.id,
        action=act.word,
        code=act.code or "",
        reason=reason or "",
    )


def decided_together(act_id: int) -> Select:
    """Ids of the items whose visit this act closed with more than one opinion: all of them have been shown."""
    first = aliased(Opinion)
    other = exists().where(first.item_id == Opinion.item_id, first.visit == Opinion.visit, first.slot != Opinion.slot, ~withdrawn(first))
    return select(Opinion.item_id).where(Opinion.act_id == act_id, ended_by(Passage.act_id == act_id), other)
