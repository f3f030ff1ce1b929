"""Filters that people keep under a name: for themselves, or shared with the staff of the campaign. Not part of the audit."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from workflows.store.base import Key, Record
from workflows.store.people import Person


class SavedFilter(Record):
    """One named filter of one person; ``asked`` is the filter as it stands in an address: name → values."""

    __tablename__ = "saved_filter"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "name", name="uq_saved_filter_is_named_once"),)
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(30))
    shared: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[dict]
    saved_at: Mapped[datetime]
    person: Mapped[Person] = relationship(lazy="joined")


def own_filters(session: Session, campaign_id: int, person_id: int | None) -> list[SavedFilter]:
    """What a person keeps in a campaign, by name."""
    query = select(SavedFilter).where(SavedFilter.campaign_id == campaign_id, SavedFilter.person_id == person_id)
    return list(session.scalars(query.order_by(SavedFilter.name)))


def staff_filters(session: Session, campaign_id: int, person_id: int | None) -> list[SavedFilter]:
    """What a member of the staff may use: their own, by name, and behind them those that others share."""
    mine = SavedFilter.person_id == person_id
    query = select(SavedFilter).where(SavedFilter.campaign_id == campaign_id, or_(mine, SavedFilter.shared))
    return list(session.scalars(query.order_by(mine.desc(), SavedFilter.name)))
