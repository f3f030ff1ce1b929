"""通知: what the workplace has to tell one person, on the page and in the digest by mail. Made from what is on record, so not audited."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, ScalarSelect, String, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Code, Key, Marking, Record


class Notice(Record):
    """One thing to tell one person: ``word`` is nudge or reminder, ``place`` where ``items`` wait; ``due_on`` where a day is set.

    ``key`` says what caused it, so that nothing is told twice; ``mail_id`` the digest that took it along.
    """

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_person_id_read_at", "person_id", "read_at"),)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    word: Mapped[Code]
    key: Mapped[str] = mapped_column(String(300), unique=True)
    place: Mapped[Marking]
    items: Mapped[int]
    due_on: Mapped[date | None]
    made_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    mail_id: Mapped[int | None] = mapped_column(ForeignKey("mail.id"), index=True)


def unread(person_id: object) -> ScalarSelect:
    """How many notices of a person are unread, to ask along with others."""
    return select(func.count(Notice.id)).where(Notice.person_id == person_id, Notice.read_at.is_(None)).scalar_subquery()


def notices_of(session: Session, person_id: int, before: int | None = None, limit: int = 50) -> list[Notice]:
    """The notices of a person, the newest first; with ``before`` those older than that id."""
    query = select(Notice).where(Notice.person_id == person_id)
    query = query if before is None else query.where(Notice.id < before)
    return list(session.scalars(query.order_by(Notice.id.desc()).limit(limit)))


def mark_read(session: Session, person_id: int, up_to: int, at: datetime) -> int:
    """The person has read everything up to that notice; returns how many were unread."""
    unread_ones = update(Notice).where(Notice.person_id == person_id, Notice.id <= up_to, Notice.read_at.is_(None))
    return session.execute(unread_ones.values(read_at=at), execution_options={"synchronize_session": False}).rowcount


