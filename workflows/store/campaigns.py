"""Campaigns, who takes part, the set of diagrams each keeps, and its way through the stages."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from workflows.domain.campaigns import REMINDERS
from workflows.domain.vocabulary import Audience
from workflows.domain.windows import Window
from workflows.engine.net import By
from workflows.store.base import Code, Digest, Key, Marking, Record
from workflows.store.people import Organisation


class DeployedSet(Record):
    """Diagrams and table as signed (``files``: name → text), and what they compile to; both read only when asked for."""

    __tablename__ = "deployed_set"
    id: Mapped[Key]
    signed: Mapped[Digest] = mapped_column(unique=True)
    does: Mapped[Digest]
    files: Mapped[dict] = mapped_column(deferred=True)
    compiled: Mapped[dict] = mapped_column(deferred=True)


class Campaign(Record):
    """One handing-over of powers: its settings, the set it keeps, where its own token rests.

    ``law_as_of`` picks the versions of law; ``comments_until`` is the last day of the window; ``comment_days`` are working
    days a late item is still heard; ``windows`` are those of the audiences, as written by ``Window``; ``effective_on`` the day the
    catalogue takes effect; ``zone`` an IANA name.
    ``policies`` says by round how many reviewers decide together, ``taking`` who may judge what was assigned.
    """

    __tablename__ = "campaign"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(100), unique=True)
    title: Mapped[str] = mapped_column(String(200))
    deployed_set_id: Mapped[int] = mapped_column(ForeignKey("deployed_set.id"))
    marking: Mapped[Marking]
    passages: Mapped[int] = mapped_column(default=0)
    zone: Mapped[str] = mapped_column(String(64), default="Asia/Shanghai")
    law_as_of: Mapped[date]
    comments_until: Mapped[date | None]
    comment_days: Mapped[int] = mapped_column(default=7)
    undo_minutes: Mapped[int] = mapped_column(default=30)
    effective_on: Mapped[date | None]
    deadlines: Mapped[dict]
    reminders: Mapped[list] = mapped_column(default=lambda: list(REMINDERS))
    windows: Mapped[dict] = mapped_column(default=dict)
    policies: Mapped[dict] = mapped_column(default=dict)
    taking: Mapped[Code] = mapped_column(default="anyone")
    catalogue_title: Mapped[str] = mapped_column(String(200))
    catalogue_number: Mapped[str] = mapped_column(String(100), default="")
    demonstration: Mapped[bool] = mapped_column(default=False)
    items_numbered: Mapped[int] = mapped_column(default=0)
    comments_numbered: Mapped[int] = mapped_column(default=0)
    deployed_set: Mapped[DeployedSet] = relationship()

    def window(self, audience: Audience) -> Window | None:
        """The days on which that audience may comment; None where it has no window of its own."""
        written = self.windows.get(audience.value)
        return Window.read(written) if written else None


class Participation(Record):
    """An organisation's part in a campaign: ``department`` hands over, ``receiver`` takes over; in printed order."""

    __tablename__ = "participation"
    __table_args__ = (UniqueConstraint("campaign_id", "organisation_id", "part", name="uq_participation_once"),)
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    part: Mapped[Code]
    position: Mapped[int]
    organisation: Mapped[Organisation] = relationship(lazy="joined")


class CampaignPassage(Record):
    """One step of the campaign's own token; ``undoes`` is the number of the passage it takes back."""

    __tablename__ = "campaign_passage"
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    from_marking: Mapped[Marking]
    to_marking: Mapped[Marking]
    action: Mapped[Code]
    by: Mapped[Code] = mapped_column(default=By.person)
    at: Mapped[datetime]
    undoes: Mapped[int | None]


def campaign_of(session: Session, key: str) -> Campaign | None:
    """The campaign with this key."""
    return session.scalar(select(Campaign).where(Campaign.key == key))


def participants(session: Session, campaign: Campaign, part: str) -> list[Organisation]:
    """The organisations that take part as ``department`` or ``receiver``, in printed order."""
    query = select(Participation).where(Participation.campaign_id == campaign.id, Participation.part == part)
    return [row.organisation for row in session.scalars(query.order_by(Participation.position))]


def begun_at(session: Session, campaign: Campaign) -> datetime | None:
    """The instant of the campaign's first step; None before it."""
    return session.scalar(select(func.min(CampaignPassage.at)).where(CampaignPassage.campaign_id == campaign.id))
