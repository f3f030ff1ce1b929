"""Which reviewer judges which item in a round: seats, who holds them, and from whom they took them over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Exists, ForeignKey, exists, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from workflows.store.audit import Act
from workflows.store.base import Code, Record
from workflows.store.items.opinions import Opinion, at_present, withdrawn
from workflows.store.items.rows import Item


class Assignment(Record):
    """One seat of an item's review given to a reviewer; the newest number of a seat counts.

    A seat beyond those of the policy is for the one more opinion that a coordinator asked for. ``instead_of_id`` is who held the
    seat before it was handed on (转办).
    """

    __tablename__ = "assignment"
    __table_args__ = {"sqlite_with_rowid": False}
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    round: Mapped[Code] = mapped_column(primary_key=True)
    seat: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    instead_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat as it stands: who holds it, and by which act."""

    round: str
    seat: int
    number: int
    person_id: int
    act_id: int


@dataclass(frozen=True, slots=True)
class Duty:
    """What one reviewer has to do in a round: seats held on what waits now, and on how many of those an opinion was given."""

    held: int
    given: int


def handed_on(assignment: type[Assignment] = Assignment) -> Exists:
    """Whether somebody else holds the seat since; correlates with ``assignment``, the table or an alias of it."""
    newer = aliased(Assignment)
    same = (newer.item_id == assignment.item_id) & (newer.round == assignment.round) & (newer.seat == assignment.seat)
    return exists().where(same, newer.number > assignment.number)


def seats(session: Session, which: ColumnElement[bool]) -> Mapping[int, tuple[Seat, ...]]:
    """The seats that stand, of all rounds, in order, by item id.

    Args:
        which: A condition on ``Assignment``. Items without a seat are absent.
    """
    columns = (Assignment.item_id, Assignment.round, Assignment.seat, Assignment.number, Assignment.person_id, Assignment.act_id)
    query = select(*columns).where(which, ~handed_on()).order_by(Assignment.item_id, Assignment.round, Assignment.seat)
    grouped: dict[int, list[Seat]] = defaultdict(list)
    for item_id, *seat in session.execute(query):
        grouped[item_id].append(Seat(*seat))
    return {item_id: tuple(held) for item_id, held in grouped.items()}


def duties(session: Session, campaign_id: int, marking: str, round_: str) -> Mapping[int, Duty]:
    """What each holder of seats has to do with the items that wait at a review, by person id."""
    judged = exists().where(
        at_present(), ~withdrawn(), Act.id == Opinion.act_id,
        func.coalesce(Act.on_behalf_of_id, Act.person_id) == Assignment.person_id,
    )  # fmt: skip
    query = select(Assignment.person_id, func.count(), func.count().filter(judged)).join(Item, Item.id == Assignment.item_id)
    query = query.where(Item.campaign_id == campaign_id, Item.marking == marking, Assignment.round == round_, ~handed_on())
    return {person: Duty(held, given) for person, held, given in session.execute(query.group_by(Assignment.person_id))}
