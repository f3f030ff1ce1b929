"""Published catalogues: numbered versions of frozen rows that never change."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.base import Digest, Key, Record


class PublishedCatalogue(Record):
    """One announced version; ``replaces`` is the version it takes the place of."""

    __tablename__ = "published_catalogue"
    __table_args__ = (UniqueConstraint("campaign_id", "version", name="uq_published_catalogue_is_numbered"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    version: Mapped[int]
    title: Mapped[str] = mapped_column(String(200))
    number: Mapped[str] = mapped_column(String(100))
    effective_on: Mapped[date | None]
    replaces: Mapped[int | None]
    digest: Mapped[Digest]


class PublishedRow(Record):
    """One frozen row: the cells as printed, and the item version they came from."""

    __tablename__ = "published_row"
    catalogue_id: Mapped[int] = mapped_column(ForeignKey("published_catalogue.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    item_version: Mapped[int]
    cells: Mapped[dict]


def published(session: Session, campaign_id: int) -> list[PublishedCatalogue]:
    """All published versions of a campaign, oldest first."""
    query = select(PublishedCatalogue).where(PublishedCatalogue.campaign_id == campaign_id)
    return list(session.scalars(query.order_by(PublishedCatalogue.version)))
