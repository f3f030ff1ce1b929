"""The outbox: one digest a person and day at most, written in the transaction of what it tells, sent after it is committed."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Code, Key, Long, Record

WAITING, SENDING, SENT, FAILED = "waiting", "sending", "sent", "failed"


class MailAddress(Record):
    """Where the digest of a person goes. Personal, so no part of the audit; the act that set it is."""

    __tablename__ = "mail_address"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    address: Mapped[str] = mapped_column(String(254))


class Mail(Record):
    """One digest. ``state`` goes waiting → sending → sent, or back to waiting with a later ``next_at``, or failed at last.

    A row that stays at sending was cut off in the middle: whether it arrived is not known, and it is not sent again.
    """

    __tablename__ = "mail"
    __table_args__ = (
        UniqueConstraint("person_id", "on_day", name="uq_mail_one_digest_a_day"),
        CheckConstraint("(sent_at IS NULL) = (state <> 'sent')", name="what_was_sent_says_when"),
        Index("ix_mail_state_next_at", "state", "next_at"),
    )
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[date]
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(300))
    body: Mapped[Long]
    state: Mapped[Code] = mapped_column(default=WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(String(200), default="")


def next_mail(session: Session, at: datetime) -> Mail | None:
    """The digest that has waited longest and may be sent now."""
    query = select(Mail).where(Mail.state == WAITING, Mail.next_at <= at).order_by(Mail.id).limit(1)
    return session.scalar(query)


def mails_by_state(session: Session) -> Counter[str]:
    """How many digests are in each state."""
    return Counter(dict(session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all()))
