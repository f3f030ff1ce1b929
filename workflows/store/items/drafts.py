"""Drafts of 填报: what somebody typed and has not yet made a version of. Working notes, no part of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Key, Record


class Draft(Record):
    """The cells one person changed in one row: of an item (``row`` is its number) or of an item to be (``row`` begins with n-).

    ``cells`` maps columns of the form to the texts typed; ``version`` is the version of the item that was read.
    """

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "row", name="uq_draft_one_a_row"),)
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    row: Mapped[str] = mapped_column(String(40))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    version: Mapped[int | None]
    cells: Mapped[dict]
    saved_at: Mapped[datetime]


def drafts_of(session: Session, campaign_id: int, person_id: int | None) -> list[Draft]:
    """What one person has typed and not yet made versions of, in the order it was begun."""
    query = select(Draft).where(Draft.campaign_id == campaign_id, Draft.person_id == person_id)
    return list(session.scalars(query.order_by(Draft.id)))


def draft_count(session: Session, campaign_id: int, person_id: int | None) -> int:
    """How many rows of drafts one person has."""
    query = select(func.count(Draft.id)).where(Draft.campaign_id == campaign_id, Draft.person_id == person_id)
    return session.scalar(query)


def forget(session: Session, campaign_id: int, person_id: int | None, rows: Iterable[str]) -> None:
    """These rows of one person are drafts no more."""
    mine = (Draft.campaign_id == campaign_id, Draft.person_id == person_id, Draft.row.in_(list(rows)))
    session.execute(delete(Draft).where(*mine), execution_options={"synchronize_session": False})
