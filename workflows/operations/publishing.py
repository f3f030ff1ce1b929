"""The catalogue: drafted from what is adopted now, frozen as a numbered version when announced or corrected."""

from __future__ import annotations

from dataclasses import asdict

from sqlalchemy import and_, insert, select
from sqlalchemy.orm import Session

from workflows.domain.catalogue import Catalogue, CatalogueRow, bases_text, catalogue, receivers_text, scope_text
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Kind, Mode
from workflows.operations.acts import OpenAct
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.catalogue import PublishedCatalogue, PublishedRow, published
from workflows.store.items import Item, ItemVersion

KIND_ORDER = {kind.value: place for place, kind in enumerate(Kind)}


def draft_catalogue(session: Session, campaign: Campaign) -> Catalogue:
    """The catalogue as it would be announced now: adopted items by department, kind and number; version 0 until frozen."""
    return _listed(campaign, 0, [row for row, _item, _version in _adopted(session, campaign)])


def published_catalogue(session: Session, campaign: Campaign, version: int | None = None) -> Catalogue | None:
    """A published version as it was frozen, the newest by default; None if there is none."""
    versions = {row.version: row for row in published(session, campaign.id)}
    if not versions or (version is not None and version not in versions):
        return None
    frozen = versions[version if version is not None else max(versions)]
    rows = session.scalars(select(PublishedRow).where(PublishedRow.catalogue_id == frozen.id).order_by(PublishedRow.number))
    return Catalogue(
        frozen.title,
        frozen.number,
        frozen.version,
        frozen.digest,
        frozen.effective_on,
        campaign.key,
        campaign.demonstration,
        tuple(_row(row.cells) for row in rows),
    )


def publish_catalogue(act: OpenAct, campaign: Campaign, reason: str | None = None) -> PublishedCatalogue:
    """Freeze the adopted items as the next version, within an open act; the version before is named, never changed."""
    rows = _adopted(act.session, campaign)
    earlier = published(act.session, campaign.id)
    version = len(earlier) + 1
    listed = _listed(campaign, version, [row for row, _item, _version in rows])
    frozen = PublishedCatalogue(
        act_id=act.id,
        campaign_id=campaign.id,
        version=version,
        title=listed.title,
        number=listed.number,
        effective_on=listed.effective_on,
        replaces=earlier[-1].version if earlier else None,
        digest=listed.digest,
    )
    act.add(frozen)
    act.session.flush()
    if rows:
        act.session.execute(
            insert(PublishedRow),
            [
                {
                    "catalogue_id": frozen.id,
                    "number": row.number,
                    "act_id": act.id,
                    "item_id": item_id,
                    "item_version": item_version,
                    "cells": asdict(row),
                }
                for row, item_id, item_version in rows
            ],
        )
        act.wrote.add(PublishedRow)
    return frozen


def _listed(campaign: Campaign, version: int, rows: list[CatalogueRow]) -> Catalogue:
    return catalogue(
        title=campaign.catalogue_title,
        number=campaign.catalogue_number,
        version=version,
        effective_on=campaign.effective_on,
        campaign_key=campaign.key,
        demonstration=campaign.demonstration,
        rows=rows,
    )


def _adopted(session: Session, campaign: Campaign) -> list[tuple[CatalogueRow, int, int]]:
    adopted = [marking for marking, place in nets(campaign).item.places.items() if place.counts == "adopted"]
    departments = {office.id: (order, office.name) for order, office in enumerate(participants(session, campaign, "department"))}
    receivers = {office.key: office.name for office in participants(session, campaign, "receiver")}
    query = select(Item, ItemVersion.fields).join(
        ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    )
    found = session.execute(query.where(Item.campaign_id == campaign.id, Item.marking.in_(adopted))).all()
    found.sort(key=lambda row: (departments[row[0].department_id][0], KIND_ORDER[row[0].kind], row[0].number))
    return [
        (_drafted(number, item, ItemFields.from_json(plain), departments[item.department_id][1], receivers), item.id, item.versions)
        for number, (item, plain) in enumerate(found, start=1)
    ]


def _drafted(number: int, item: Item, fields: ItemFields, department: str, receivers: dict[str, str]) -> CatalogueRow:
    names = [name for key, name in receivers.items() if not fields.receivers or key in fields.receivers]
    return CatalogueRow(
        number=number,
        item_number=item.number,
        code=fields.code,
        name=fields.name,
        kind=fields.kind,
        bases=bases_text(fields.bases),
        department=department,
        receivers=receivers_text(names, receivers.values()),
        mode=fields.mode,
        scope=scope_text(fields),
        remarks=fields.remarks,
    )


def _row(cells: dict) -> CatalogueRow:
    return CatalogueRow(**cells | {"kind": Kind(cells["kind"]), "mode": Mode(cells["mode"])})
