"""采集表 to download: the reader's items at filling in, each with its hidden id, and blank rows below them."""

from __future__ import annotations

import io
from collections.abc import Sequence

from flask import g
from sqlalchemy import select

from webapp.acting import campaign, item_net, read, role, sight
from workflows.domain.vocabulary import Role
from workflows.engine.net import Desk
from workflows.files.items.collection_template import FormRow, write_template
from workflows.store.campaigns import participants
from workflows.store.items.listing import ItemFilter, listed_whole
from workflows.store.items.rows import Item
from workflows.store.people import Organisation


def form_to_fill(chosen: ItemFilter | None = None) -> io.BytesIO:
    """The form as xlsx with the items of the filter, or those at filling in; coming back, each row is its item again."""
    departments, receivers = participants(read(), campaign(), "department"), participants(read(), campaign(), "receiver")
    own = g.appointment.organisation.key if role() is Role.liaison else None
    rows = _rows({office.short_name: office.key for office in departments}, chosen or _at_fill_in())
    return io.BytesIO(write_template(_names(departments), _names(receivers), department=own, rows=rows))


def _at_fill_in() -> ItemFilter:
    return ItemFilter(places=tuple(place.marking for place in item_net().places.values() if place.desk is Desk.fill_in))


def _rows(keys: dict[str, str], chosen: ItemFilter) -> list[FormRow]:
    versions = dict(read().execute(select(Item.id, Item.versions).where(sight())).all())
    found = listed_whole(read(), sight(), chosen)
    return [FormRow(keys[row.department], row.fields, str(row.number), versions[row.id]) for row in found]


def _names(offices: Sequence[Organisation]) -> dict[str, str]:
    return {name: office.key for office in offices for name in (office.name, office.short_name)}
