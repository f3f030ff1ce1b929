"""Published catalogues: numbered versions of frozen rows that never change."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.store.audit import Act, Registration, Wording
from workflows.store.base import Digest, Key, Record
from workflows.store.campaigns import Campaign

ISSUED = "issued"
"""The register that remembers every paper we issued, by the SHA-256 of its file."""


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


@dataclass(frozen=True, slots=True)
class Announced:
    """A published version with the day and act that announced it and why; ``reason`` is empty for one announced without."""

    catalogue: PublishedCatalogue
    campaign: Campaign
    at: datetime
    reason: str


def announced(session: Session, *which: object) -> list[Announced]:
    """Published versions with their campaigns and acts, by campaign and version; one statement."""
    query = select(PublishedCatalogue, Campaign, Act.at, Wording.body).join(Campaign, Campaign.id == PublishedCatalogue.campaign_id)
    query = query.join(Act, Act.id == PublishedCatalogue.act_id).join(Wording, Wording.digest == Act.reason, isouter=True)
    rows = session.execute(query.where(*which).order_by(PublishedCatalogue.campaign_id, PublishedCatalogue.version))
    return [Announced(catalogue, campaign, at, reason or "") for catalogue, campaign, at, reason in rows]


def frozen_rows_of(session: Session, ids: Collection[int]) -> Mapping[int, list[dict]]:
    """The frozen cells of these versions (by id), in printed order; one statement."""
    found: dict[int, list[dict]] = {each: [] for each in ids}
    query: Select = select(PublishedRow.catalogue_id, PublishedRow.cells).where(PublishedRow.catalogue_id.in_(list(ids)))
    for catalogue_id, cells in session.execute(query.order_by(PublishedRow.catalogue_id, PublishedRow.number)):
        found[catalogue_id].append(cells)
    return found


def issued_paper(session: Session, digest: str) -> tuple[dict, datetime] | None:
    """What was registered of the issued file with this SHA-256, and when; None if we issued none such."""
    query = select(Registration.body, Act.at).join(Act, Act.id == Registration.act_id)
    found = session.execute(query.where(Registration.noun == ISSUED, Registration.key == digest).limit(1)).first()
    return (found[0], found[1]) if found else None


def issued_among(session: Session, digests: Collection[str]) -> set[str]:
    """Those of the digests under which a paper was issued."""
    query = select(Registration.key).where(Registration.noun == ISSUED, Registration.key.in_(list(digests)))
    return set(session.scalars(query))
