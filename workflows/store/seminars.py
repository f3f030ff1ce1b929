"""Seminars (研讨): when and where one was held, who came, which items it discussed and what it said of each.

These rows are the working paper of a seminar. What counts stands in the audit: the acts that wrote the results back, and the
record that was registered with them.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.domain.seminars import AgendaItem, Attendee, Meeting
from workflows.store.base import Code, Key, Long, Record
from workflows.store.items.rows import Item
from workflows.store.people import Organisation


class Seminar(Record):
    """One seminar of a campaign; ``minutes`` is the draft being edited, ``filed_id`` the document once it was filed."""

    __tablename__ = "seminar"
    __table_args__ = (UniqueConstraint("campaign_id", "number", name="uq_seminar_is_numbered"),)
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    held_on: Mapped[date]
    venue: Mapped[str] = mapped_column(String(200), default="")
    attendance: Mapped[list] = mapped_column(default=list)
    minutes: Mapped[Long] = mapped_column(default="")
    filed_id: Mapped[int | None] = mapped_column(ForeignKey("filed_document.id"))


class SeminarItem(Record):
    """An item on the agenda. ``result`` is a word of the diagram, empty while nothing was said; ``act_id`` carried it out."""

    __tablename__ = "seminar_item"
    __table_args__ = (Index("ix_seminar_item_item_id", "item_id"),)
    seminar_id: Mapped[int] = mapped_column(ForeignKey("seminar.id"), primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(String(200), default="")
    result: Mapped[Code] = mapped_column(default="")
    code: Mapped[Code] = mapped_column(default="")
    reason: Mapped[Long] = mapped_column(default="")
    dissent: Mapped[Long] = mapped_column(default="")
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))


def seminars(session: Session, campaign_id: int) -> list[tuple[Seminar, int, int]]:
    """Every seminar of a campaign, newest first, with how many items it has and how many results were written back."""
    query = select(Seminar, func.count(SeminarItem.item_id), func.count(SeminarItem.act_id))
    query = query.join(SeminarItem, SeminarItem.seminar_id == Seminar.id, isouter=True)
    query = query.where(Seminar.campaign_id == campaign_id).group_by(Seminar.id).order_by(Seminar.number.desc())
    return [(row[0], row[1], row[2]) for row in session.execute(query)]


def seminar_numbered(session: Session, campaign_id: int, number: int) -> Seminar | None:
    """The seminar with this number in the campaign."""
    return session.scalar(select(Seminar).where(Seminar.campaign_id == campaign_id, Seminar.number == number))


def next_number(session: Session, campaign_id: int) -> int:
    """The number of the campaign's next seminar, from 1."""
    return (session.scalar(select(func.max(Seminar.number)).where(Seminar.campaign_id == campaign_id)) or 0) + 1


def on_agenda(session: Session, seminar: Seminar) -> list[SeminarItem]:
    """The rows of the agenda, by topic and then by the items' numbers."""
    query = select(SeminarItem).join(Item, Item.id == SeminarItem.item_id).where(SeminarItem.seminar_id == seminar.id)
    return list(session.scalars(query.order_by(SeminarItem.topic, Item.number)))


def awaiting(session: Session, campaign_id: int) -> set[int]:
    """Ids of the items that stand on an agenda and whose result was not written back yet."""
    query = select(SeminarItem.item_id).join(Seminar, Seminar.id == SeminarItem.seminar_id)
    return set(session.scalars(query.where(Seminar.campaign_id == campaign_id, SeminarItem.act_id.is_(None))))


def meeting_of(session: Session, seminar: Seminar, campaign_title: str) -> Meeting:
    """The seminar as a frozen value, for its page and its minutes."""
    query = (
        select(SeminarItem, Item.number, Item.name, Organisation.name)
        .join(Item, Item.id == SeminarItem.item_id)
        .join(Organisation, Organisation.id == Item.department_id)
        .where(SeminarItem.seminar_id == seminar.id)
        .order_by(SeminarItem.topic, Item.number)
    )
    agenda = tuple(
        AgendaItem(number, name, department, row.topic, row.result, row.code, row.reason, row.dissent, row.act_id)
        for row, number, name, department in session.execute(query)
    )
    attendees = tuple(Attendee(*row) for row in seminar.attendance)
    return Meeting(campaign_title, seminar.number, seminar.title, seminar.held_on, seminar.venue, attendees, agenda)
