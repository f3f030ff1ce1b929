"""The catalogue: drafted from what is adopted now, frozen as a numbered version when announced or corrected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from workflows.domain.catalogue import Catalogue, CatalogueRow, bases_text, catalogue, receivers_text, scope_text
from workflows.domain.errors import NotFound
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Kind, Mode
from workflows.operations.acts import OpenAct
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.catalogue import PublishedCatalogue, PublishedRow, frozen_rows_of, published
from workflows.store.items.rows import Item, ItemVersion
from workflows.store.papers import registered
from workflows.store.people import Organisation

KIND_ORDER = {kind.value: place for place, kind in enumerate(Kind)}


@dataclass(frozen=True, slots=True)
class Adopted:
    """One item of a catalogue to be: its id and number, whose it is, and the version that is frozen."""

    item_id: int
    number: int
    department_id: int
    version: int
    fields: ItemFields


@dataclass(frozen=True, slots=True)
class Heading:
    """What a catalogue says beside its items; ``departments`` (id → name) and ``receivers`` (key → name) in printed order."""

    title: str
    number: str
    effective_on: date | None
    campaign_key: str
    demonstration: bool
    departments: Mapping[int, str]
    receivers: Mapping[str, str]


def draft_catalogue(session: Session, campaign: Campaign) -> Catalogue:
    """The catalogue as it would be announced now: adopted items by department, kind and number; version 0 until frozen."""
    return listed(heading_now(session, campaign), 0, adopted_now(session, campaign))


def published_catalogue(session: Session, campaign: Campaign, version: int | None = None) -> Catalogue | None:
    """A published version as it was frozen, the newest by default; None if there is none."""
    versions = {row.version: row for row in published(session, campaign.id)}
    if not versions or (version is not None and version not in versions):
        return None
    frozen = versions[version if version is not None else max(versions)]
    return frozen_catalogue(campaign, frozen, frozen_rows_of(session, [frozen.id])[frozen.id])


def wanted_catalogue(session: Session, campaign: Campaign, wanted: int | None) -> Catalogue:
    """The draft for 0, the newest published version for None, else the version of that number.

    Raises:
        NotFound: there is no such version.
    """
    if wanted == 0:
        return draft_catalogue(session, campaign)
    listed = published_catalogue(session, campaign, wanted)
    if listed is None:
        raise NotFound("没有这一版目录；草案请用 draft。", "There is no such version; for the draft say draft.")
    return listed


def frozen_catalogue(campaign: Campaign, frozen: PublishedCatalogue, cells: Iterable[dict]) -> Catalogue:
    """A published version with the cells of its rows, as the value that was frozen."""
    return Catalogue(
        frozen.title,
        frozen.number,
        frozen.version,
        frozen.digest,
        frozen.effective_on,
        campaign.key,
        campaign.demonstration,
        tuple(map(_row, cells)),
    )


def publish_catalogue(act: OpenAct, campaign: Campaign, reason: str | None = None) -> PublishedCatalogue:
    """Freeze the adopted items as the next version, within an open act; the version before is named, never changed."""
    adopted = adopted_now(act.session, campaign)
    earlier = published(act.session, campaign.id)
    version = len(earlier) + 1
    said = listed(heading_now(act.session, campaign), version, adopted)
    frozen = PublishedCatalogue(
        act_id=act.id,
        campaign_id=campaign.id,
        version=version,
        title=said.title,
        number=said.number,
        effective_on=said.effective_on,
        replaces=earlier[-1].version if earlier else None,
        digest=said.digest,
    )
    act.add(frozen)
    act.session.flush()
    if adopted:
        rows = frozen_rows(frozen.id, act.id, said, adopted)
        act.session.execute(insert(PublishedRow), rows)
        act.wrote.add(PublishedRow)
    return frozen


def adopted_now(session: Session, campaign: Campaign) -> list[Adopted]:
    """The items adopted at this moment, in order of numbers."""
    adopted = [marking for marking, place in nets(campaign).item.places.items() if place.counts == "adopted"]
    query = select(Item.id, Item.number, ItemVersion.department_id, ItemVersion.number, ItemVersion.fields).join(
        ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    )
    found = session.execute(query.where(Item.campaign_id == campaign.id, Item.marking.in_(adopted)).order_by(Item.number))
    return [Adopted(*row[:4], ItemFields.from_json(row[4])) for row in found]


def heading_now(session: Session, campaign: Campaign) -> Heading:
    """The heading as the campaign and its organisations stand at this moment."""
    return Heading(
        title=campaign.catalogue_title,
        number=campaign.catalogue_number,
        effective_on=campaign.effective_on,
        campaign_key=campaign.key,
        demonstration=campaign.demonstration,
        departments={office.id: office.name for office in participants(session, campaign, "department")},
        receivers={office.key: office.name for office in participants(session, campaign, "receiver")},
    )


def heading_as_of(session: Session, campaign: Campaign, position: int) -> Heading:
    """The heading as it was registered up to a place in the chain; names and settings given later do not change it."""
    bodies = registered(session, ("organisation", "campaign"), position)
    settings = bodies["campaign", campaign.key]
    ids = dict(session.execute(select(Organisation.key, Organisation.id)).all())
    names = {key: body["name"] for (noun, key), body in bodies.items() if noun == "organisation"}
    return Heading(
        title=settings["catalogue_title"],
        number=settings["catalogue_number"],
        effective_on=date.fromisoformat(settings["effective_on"]) if settings["effective_on"] else None,
        campaign_key=campaign.key,
        demonstration=settings["demonstration"],
        departments={ids[key]: names[key] for key in settings["departments"]},
        receivers={key: names[key] for key in settings["subdistricts"]},
    )


def listed(heading: Heading, version: int, adopted: list[Adopted]) -> Catalogue:
    """The catalogue of these items; sorts ``adopted`` in place into its order: departments as printed, kinds, numbers."""
    order = {office: place for place, office in enumerate(heading.departments)}
    adopted.sort(key=lambda item: (order[item.department_id], KIND_ORDER[item.fields.kind], item.number))
    return catalogue(
        title=heading.title,
        number=heading.number,
        version=version,
        effective_on=heading.effective_on,
        campaign_key=heading.campaign_key,
        demonstration=heading.demonstration,
        rows=[_drafted(place, item, heading) for place, item in enumerate(adopted, start=1)],
    )


def frozen_rows(catalogue_id: int, act_id: int, said: Catalogue, adopted: list[Adopted]) -> list[dict[str, object]]:
    """The rows of ``published_row`` for a catalogue and its items, in its order."""
    return [
        {
            "catalogue_id": catalogue_id,
            "number": row.number,
            "act_id": act_id,
            "item_id": item.item_id,
            "item_version": item.version,
            "cells": {name: getattr(row, name) for name in row.__slots__},
        }
        for row, item in zip(said.rows, adopted, strict=True)
    ]


def _drafted(place: int, item: Adopted, heading: Heading) -> CatalogueRow:
    fields = item.fields
    names = [name for key, name in heading.receivers.items() if not fields.receivers or key in fields.receivers]
    return CatalogueRow(
        number=place,
        item_number=item.number,
        code=fields.code,
        name=fields.name,
        kind=fields.kind,
        bases=bases_text(fields.bases),
        department=heading.departments[item.department_id],
        receivers=receivers_text(names, heading.receivers.values()),
        mode=fields.mode,
        scope=scope_text(fields),
        remarks=fields.remarks,
    )


def _row(cells: dict) -> CatalogueRow:
    return CatalogueRow(**cells | {"kind": Kind(cells["kind"]), "mode": Mode(cells["mode"])})
