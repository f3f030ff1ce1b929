"""Selections fixed at a preview, so that a commit moves exactly what was shown."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Code, Digest, Key, Long, Record


class Preview(Record):
    """One preview of one person: the word, its reason, and each item with the version that was shown.

    ``items`` are pairs (item id, passages), ids ascending, those left out included; ``digest`` is what the commit carries.
    """

    __tablename__ = "preview"
    id: Mapped[Key]
    digest: Mapped[Digest] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Code]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    action: Mapped[Code]
    code: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[Long | None]
    items: Mapped[list]
    made_at: Mapped[datetime]


def preview_of(session: Session, digest: str, person_id: int | None) -> Preview | None:
    """The newest preview of this person under this digest."""
    query = select(Preview).where(Preview.digest == digest, Preview.person_id == person_id)
    return session.scalar(query.order_by(Preview.id.desc()).limit(1))
