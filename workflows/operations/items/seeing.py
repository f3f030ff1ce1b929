"""Which items somebody may know of, by the role they act in."""

from __future__ import annotations

from sqlalchemy import ColumnElement

from workflows.domain.vocabulary import Role
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.items.listing import in_sight


def sight_of(campaign: Campaign, role: Role, organisation_id: int | None) -> ColumnElement[bool]:
    """The items of the campaign in sight of somebody in this role for this organisation."""
    net = nets(campaign).item
    hearing = [marking for marking in net.places if hears(net, marking)]
    return in_sight(campaign.id, role, organisation_id, hearing)
