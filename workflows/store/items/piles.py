"""What piles are made of: every item in sight with what it says and where it stands, in one statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, select
from sqlalchemy.orm import Session

from workflows.domain.items import ItemFields
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import Item, ItemVersion
from workflows.store.people import Organisation


@dataclass(frozen=True, slots=True)
class StandingItem:
    """One item: its department's short name, where it rests, whether it was ever judged, and what it says."""

    id: int
    number: int
    department: str
    marking: str
    kept_reason: str
    judged: bool
    fields: ItemFields


def standing_items(session: Session, sight: ColumnElement[bool], limit: int) -> list[StandingItem]:
    """The items in sight by number, at most ``limit`` of them."""
    judged = exists().where(Opinion.item_id == Item.id)
    columns = (Item.id, Item.number, Organisation.short_name, Item.marking, Item.kept_reason, judged, ItemVersion.fields)
    query = select(*columns).join(Item.department)
    query = query.join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions))
    rows = session.execute(query.where(sight).order_by(Item.number).limit(limit))
    return [StandingItem(*values, ItemFields.from_json(fields)) for *values, fields in rows]
