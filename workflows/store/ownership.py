"""The ownership graph read from the store: all of a campaign, or the neighbourhood of one item; and SQL's own answer for a day.

The number of statements is the same whatever the number of items. Below 20,000 items the whole graph is built; beyond, ask for the
neighbourhood, which reads the item, what it names, what names it, and their descent.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.items import ItemFields
from workflows.domain.laws import Register
from workflows.domain.ownership.graph import Graph, ownership_graph
from workflows.domain.ownership.records import Descent, Office, Power, PowerVersion, PrintedRow, Publication, Records, Supervision, in_force
from workflows.domain.vocabulary import Mode, OrganisationKind, Severity
from workflows.domain.words import Words
from workflows.engine.net import Net
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.campaigns import Campaign, Participation
from workflows.store.catalogue import PublishedCatalogue, PublishedRow
from workflows.store.items.rows import Filing, Item, ItemFinding, ItemVersion, Lineage, Passage
from workflows.store.people import Organisation

PART = "part"
Which = tuple[ColumnElement[bool], ...]


@dataclass(frozen=True, slots=True)
class HeldRow:
    """SQL's answer for one item and day: its department then, and the row that hands it on (0 and empty where none does)."""

    item: int
    department: str
    mode: str
    receivers: tuple[str, ...]
    version: int
    row: int


def campaign_graph(session: Session, campaign: Campaign, net: Net, register: Register) -> Graph:
    """The ownership graph of all items of a campaign.

    Args:
        net: The campaign's item net; its places say what an item counts as.
        register: The laws by which spellings of one title are told to be one law.
    """
    return ownership_graph(_records(session, campaign, net, register, (Item.campaign_id == campaign.id,)))


def neighbourhood(session: Session, campaign: Campaign, net: Net, register: Register, number: int) -> Graph:
    """The ownership graph of one item, the items it names or that name it, and the line it descends from; empty without such an item.

    Relations are those of the wordings in force; every statement asks for these items alone, but for one that looks through the
    relations of the campaign.
    """
    item_id = session.scalar(select(Item.id).where(Item.campaign_id == campaign.id, Item.number == number))
    ids = _line(session, {item_id}) if item_id else set()
    ids |= _naming(session, campaign, number) | _named_by(session, campaign, item_id) if item_id else set()
    return ownership_graph(_records(session, campaign, net, register, (Item.id.in_(among(sorted(ids))),)))


def held_on(session: Session, campaign: Campaign, on: dt.date, numbers: Iterable[int] | None = None) -> list[HeldRow]:
    """Who holds each item on a day by SQL alone: two statements, in order of numbers; all items of the campaign, or these.

    Items that ended before are named as if they had gone on; who must know asks the graph. An item with a row is held by ``receivers``
    (keys, all of the campaign's when empty): in their own name, or in the department's where ``mode`` is entrust.
    """
    listed = next((one for one in in_force(_publications(session, campaign, ())) if _includes(one, on)), None)
    catalogue = _catalogue_id(session, campaign, listed.publication.version) if listed else 0
    chosen = () if numbers is None else (Item.number.in_(among(numbers)),)
    then = ItemVersion.number == _version_then(campaign, on)
    frozen = select(PublishedRow.item_id, PublishedRow.number, ItemVersion.fields).join(
        ItemVersion, and_(ItemVersion.item_id == PublishedRow.item_id, ItemVersion.number == PublishedRow.item_version)
    )
    row = frozen.where(PublishedRow.catalogue_id == catalogue).subquery()
    query = (
        select(Item.number, Organisation.key, row.c.number, row.c.fields)
        .select_from(Item)
        .join(ItemVersion, and_(ItemVersion.item_id == Item.id, then))
        .join(Organisation, Organisation.id == ItemVersion.department_id)
        .join(row, row.c.item_id == Item.id, isouter=True)
    )
    rows = session.execute(query.where(Item.campaign_id == campaign.id, *chosen).order_by(Item.number))
    version = listed.publication.version if listed else 0
    return [_held_row(number, department, place, fields, version) for number, department, place, fields in rows]


def _held_row(number: int, department: str, place: int | None, fields: dict | None, version: int) -> HeldRow:
    if not place or fields["mode"] not in (Mode.devolve, Mode.devolve_in_part, Mode.entrust):
        return HeldRow(number, department, "", (), 0, 0)
    return HeldRow(number, department, fields["mode"], tuple(fields["receivers"]), version, place)


def _version_then(campaign: Campaign, on: dt.date) -> ColumnElement:
    """Number of the wording that stood at the end of a day; the first where none did yet."""
    midnight = dt.datetime.combine(on + dt.timedelta(days=1), dt.time(), ZoneInfo(campaign.zone)) if on < dt.date.max else None
    other = ItemVersion.__table__.alias("wording_then")
    before = (Act.at < midnight,) if midnight else ()
    newest = select(func.max(other.c.number)).join(Act, Act.id == other.c.act_id).where(other.c.item_id == Item.id, *before)
    return func.coalesce(newest.correlate(Item).scalar_subquery(), 1)


def _includes(days: object, on: dt.date) -> bool:
    return days.from_on <= on and (days.until_on is None or on <= days.until_on)


def _catalogue_id(session: Session, campaign: Campaign, version: int) -> int:
    query = select(PublishedCatalogue.id).where(PublishedCatalogue.campaign_id == campaign.id, PublishedCatalogue.version == version)
    return session.scalar(query)


def _records(session: Session, campaign: Campaign, net: Net, register: Register, which: Which) -> Records:
    offices = _offices(session, campaign)
    return Records(
        offices=offices,
        powers=tuple(_powers(session, campaign, net, which)),
        publications=_publications(session, campaign, which),
        descents=tuple(_descents(session, campaign, which)),
        supervisions=tuple(_supervisions(offices)),
        register=register,
    )


def _offices(session: Session, campaign: Campaign) -> tuple[Office, ...]:
    """Departments and subdistricts in printed order, then governments, then departments that only wordings name."""
    taking_part = select(Participation).where(Participation.campaign_id == campaign.id)
    rows = session.scalars(taking_part.order_by(Participation.part, Participation.position))
    kinds = {"department": OrganisationKind.department, "receiver": OrganisationKind.subdistrict}
    found = {row.organisation.key: Office(row.organisation.key, row.organisation.name, kinds[row.part]) for row in rows}
    others = session.scalars(select(Organisation).where(or_(Organisation.kind == "government", Organisation.id.in_(_reporting(campaign)))))
    for office in others:
        found.setdefault(office.key, Office(office.key, office.name, OrganisationKind(office.kind)))
    return tuple(found.values())


def _reporting(campaign: Campaign) -> object:
    return select(Item.department_id).where(Item.campaign_id == campaign.id).distinct()


def _supervisions(offices: Iterable[Office]) -> Iterator[Supervision]:
    """A people's government stands over the departments and subdistrict offices.

    Source: 地方各级人民代表大会和地方各级人民政府组织法, on leading one's departments and one's outposts (派出机关).
    """
    offices = list(offices)
    for over in (office for office in offices if office.kind is OrganisationKind.government):
        for under in offices:
            if under.kind in (OrganisationKind.department, OrganisationKind.subdistrict):
                yield Supervision(over.key, under.key)


def _powers(session: Session, campaign: Campaign, net: Net, which: Which) -> Iterator[Power]:
    """Each item with its wordings; one that ended as split, merged or void is gone from the day of its last passage."""
    wordings, blocks = _wordings(session, campaign, which), _blocks(session, which)
    gone = [marking for marking, place in net.places.items() if place.counts in ("voided", "split_or_merged")]
    filing, last = aliased(Act), aliased(Act)
    ending = and_(Item.marking.in_(gone), Passage.item_id == Item.id, Passage.number == Item.passages)
    query = select(Item.id, Item.number, Item.marking, Filing.origin, filing.at, last.at)
    query = query.join(Filing, Filing.item_id == Item.id, isouter=True).join(filing, filing.id == Filing.act_id, isouter=True)
    query = query.join(Passage, ending, isouter=True).join(last, last.id == Passage.act_id, isouter=True)
    rows = session.execute(query.where(*which).order_by(Item.number))
    for item_id, number, marking, origin, at, ended_at in rows:
        born_on = _day(at, campaign) if origin == PART else None
        ended_on = _day(ended_at, campaign) if ended_at else None
        yield Power(number, tuple(wordings[item_id]), net.places[marking].counts, born_on, ended_on, tuple(blocks.get(item_id, ())))


def _wordings(session: Session, campaign: Campaign, which: Which) -> Mapping[int, list[PowerVersion]]:
    columns = (ItemVersion.item_id, ItemVersion.number, Organisation.key, ItemVersion.fields, Act.at, Act.id)
    query = select(*columns).join(Act, Act.id == ItemVersion.act_id).join(Organisation, Organisation.id == ItemVersion.department_id)
    rows = session.execute(query.join(Item, Item.id == ItemVersion.item_id).where(*which).order_by(ItemVersion.item_id, ItemVersion.number))
    found: dict[int, list[PowerVersion]] = defaultdict(list)
    for item_id, number, department, fields, at, act in rows:
        found[item_id].append(PowerVersion(number, department, ItemFields.from_json(fields), _day(at, campaign), act))
    return found


def _blocks(session: Session, which: Which) -> dict[int, list[Words]]:
    query = select(ItemFinding.item_id, ItemFinding.zh, ItemFinding.en).join(Item, Item.id == ItemFinding.item_id)
    found: dict[int, list[Words]] = defaultdict(list)
    for item_id, zh, en in session.execute(query.where(ItemFinding.severity == Severity.block, *which).order_by(ItemFinding.id)):
        found[item_id].append(Words(zh, en))
    return found


def _publications(session: Session, campaign: Campaign, which: Which) -> tuple[Publication, ...]:
    """Every published version of the campaign, with the rows of these items; without rows where ``which`` is empty."""
    listed: dict[int, dict[int, PrintedRow]] = defaultdict(dict)
    if which:
        query = select(PublishedRow.catalogue_id, Item.number, PublishedRow.number, PublishedRow.item_version)
        for catalogue, item, row, wording in session.execute(query.join(Item, Item.id == PublishedRow.item_id).where(*which)):
            listed[catalogue][item] = PrintedRow(row, wording)
    frozen = select(PublishedCatalogue, Act.at).join(Act, Act.id == PublishedCatalogue.act_id)
    rows = session.execute(frozen.where(PublishedCatalogue.campaign_id == campaign.id).order_by(PublishedCatalogue.version))
    return tuple(
        Publication(row.version, _day(at, campaign), row.effective_on, listed[row.id], row.act_id, row.number) for row, at in rows
    )


def _descents(session: Session, campaign: Campaign, which: Which) -> Iterator[Descent]:
    child = aliased(Item)
    query = select(Lineage.kind, Item.number, child.number, Act.at, Act.id).join(Item, Item.id == Lineage.parent_id)
    rows = session.execute(query.join(child, child.id == Lineage.child_id).join(Act, Act.id == Lineage.act_id).where(*which))
    for kind, parent, number, at, act in sorted(rows, key=lambda row: row[1:3]):
        yield Descent(kind, parent, number, _day(at, campaign), act)


def _line(session: Session, ids: set[int]) -> set[int]:
    """These items and all they descend from or became, one statement a generation."""
    while True:
        near = among(sorted(ids))
        kin = or_(Lineage.parent_id.in_(near), Lineage.child_id.in_(near))
        rows = session.execute(select(Lineage.parent_id, Lineage.child_id).where(kin))
        found = ids | {item_id for row in rows for item_id in row}
        if found == ids:
            return ids
        ids = found


def _now(campaign: Campaign) -> tuple:
    joined = and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    return joined, ItemVersion.fields["related"].as_string()


def _named_by(session: Session, campaign: Campaign, item_id: int) -> set[int]:
    """Ids of the items that this one names as related."""
    joined, _ = _now(campaign)
    related = session.scalar(select(ItemVersion.fields).join(Item, joined).where(Item.id == item_id))["related"]
    chosen = Item.number.in_(among(related))
    return set(session.scalars(select(Item.id).where(Item.campaign_id == campaign.id, chosen)))


def _naming(session: Session, campaign: Campaign, number: int) -> set[int]:
    """Ids of the items that name this number as related: SQL picks those whose list shows its digits, exact numbers decide."""
    joined, related = _now(campaign)
    query = select(Item.id, related).join(ItemVersion, joined).where(Item.campaign_id == campaign.id, related.contains(str(number)))
    return {item_id for item_id, text in session.execute(query) if str(number) in re.findall(r"\d+", text)}


def _day(at: dt.datetime, campaign: Campaign) -> dt.date:
    """The day of an instant where the campaign is."""
    return at.astimezone(ZoneInfo(campaign.zone)).date()
