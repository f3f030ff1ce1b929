"""催办 on record: whom somebody reminded of what, at most once a day for each person and place."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Key, Marking, Record


class Nudge(Record):
    """One person reminded of the ``items`` that waited for them at a place on a day. Never changes."""

    __tablename__ = "nudge"
    __table_args__ = (UniqueConstraint("campaign_id", "person_id", "place", "on_day", name="uq_nudge_once_a_day"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    place: Mapped[Marking]
    items: Mapped[int]
    on_day: Mapped[date]


def nudged_on(session: Session, campaign_id: int, on: date) -> set[tuple[int, str]]:
    """(person, place) of everybody reminded on that day."""
    query = select(Nudge.person_id, Nudge.place).where(Nudge.campaign_id == campaign_id, Nudge.on_day == on)
    return {(person, place) for person, place in session.execute(query)}
