"""What subdistricts say of their strength and of each item; every word stays, the last one counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, Index, and_, func, select
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from workflows.domain.capacity import CapacitySheet, Said
from workflows.domain.vocabulary import Capacity, Mode
from workflows.store.audit import Act, Wording
from workflows.store.base import Code, Record
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Item, ItemVersion
from workflows.store.people import Organisation

GOING = (Mode.devolve, Mode.devolve_in_part, Mode.entrust)


class CapacitySheetRow(Record):
    """One edition of a subdistrict's sheet in a campaign, numbered from 1."""

    __tablename__ = "capacity_sheet"
    __table_args__ = (
        CheckConstraint("officers >= 0 AND reviewers >= 0 AND training_days >= 0 AND yearly_cases >= 0", name="a_sheet_counts"),
    )
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    officers: Mapped[int]
    reviewers: Mapped[int]
    training_days: Mapped[int]
    yearly_cases: Mapped[int]
    equipment: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))


class CapacityAnswer(Record):
    """What a subdistrict says of one item, numbered from 1."""

    __tablename__ = "capacity_answer"
    __table_args__ = (
        CheckConstraint("capacity = 'able' OR why IS NOT NULL", name="what_is_not_able_says_why"),
        Index("ix_capacity_answer_item_id", "item_id"),
    )
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    capacity: Mapped[Code]
    why: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))


@dataclass(frozen=True, slots=True)
class GoingItem:
    """An item on its way to subdistricts; ``receivers`` are keys, empty for all of the campaign's."""

    id: int
    number: int
    name: str
    kind: str
    department: str
    marking: str
    receivers: tuple[str, ...]

    def goes_to(self, key: str) -> bool:
        """Whether the subdistrict is among the receivers."""
        return not self.receivers or key in self.receivers


def going_items(session: Session, campaign: Campaign, markings: Collection[str], *which: object) -> list[GoingItem]:
    """The items that rest at these markings with a mode that hands them on, in order of numbers; one statement."""
    now = and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    columns = (Item.id, Item.number, Item.name, Item.kind, Organisation.short_name, Item.marking, ItemVersion.fields)
    query = select(*columns).join(ItemVersion, now).join(Organisation, Organisation.id == Item.department_id)
    query = query.where(Item.campaign_id == campaign.id, Item.marking.in_(sorted(markings)), Item.mode.in_(GOING), *which)
    rows = session.execute(query.order_by(Item.number))
    return [GoingItem(*row[:6], tuple(row[6]["receivers"])) for row in rows]


def said_of(session: Session, campaign: Campaign, organisation_id: int | None = None) -> Mapping[tuple[int, int], tuple[Said, int]]:
    """(organisation, item) → what counts now, and its number; of one organisation or of all, one statement."""
    newer = aliased(CapacityAnswer)
    same = (newer.organisation_id == CapacityAnswer.organisation_id, newer.item_id == CapacityAnswer.item_id)
    later = select(newer.number).where(*same, newer.number > CapacityAnswer.number)
    own = () if organisation_id is None else (CapacityAnswer.organisation_id == organisation_id,)
    source = aliased(Wording)
    whose = (CapacityAnswer.organisation_id, CapacityAnswer.item_id, CapacityAnswer.number)
    query = select(*whose, CapacityAnswer.capacity, Wording.body, source.body).join(Item, Item.id == CapacityAnswer.item_id)
    query = query.join(Act, Act.id == CapacityAnswer.act_id).join(source, source.digest == Act.reason, isouter=True)
    query = query.join(Wording, Wording.digest == CapacityAnswer.why, isouter=True)
    rows = session.execute(query.where(Item.campaign_id == campaign.id, ~later.exists(), *own))
    return {(office, item): (Said(Capacity(said), why or "", paper or ""), number) for office, item, number, said, why, paper in rows}


def sheets_of(session: Session, campaign: Campaign, organisation_id: int | None = None) -> Mapping[int, CapacitySheet]:
    """Organisation → the sheet that counts now; of one or of all, one statement."""
    own = () if organisation_id is None else (CapacitySheetRow.organisation_id == organisation_id,)
    query = select(CapacitySheetRow, Wording.body).join(Wording, Wording.digest == CapacitySheetRow.equipment, isouter=True)
    rows = session.execute(query.where(CapacitySheetRow.campaign_id == campaign.id, *own).order_by(CapacitySheetRow.number))
    return {
        row.organisation_id: CapacitySheet(row.officers, row.reviewers, row.training_days, row.yearly_cases, equipment or "")
        for row, equipment in rows
    }


def editions(session: Session, campaign: Campaign, organisation_id: int) -> int:
    """How many editions of its sheet a subdistrict has filled in."""
    own = (CapacitySheetRow.campaign_id == campaign.id, CapacitySheetRow.organisation_id == organisation_id)
    return session.scalar(select(func.count()).where(*own)) or 0
