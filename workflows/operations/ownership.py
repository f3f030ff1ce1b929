"""The ownership graph of a campaign as its records stand, with the campaign's own net and the laws in force."""

from __future__ import annotations

from sqlalchemy.orm import Session

from workflows.domain.ownership.graph import Graph
from workflows.operations.items.screening import register_of
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.ownership import campaign_graph, neighbourhood


def ownership_of(session: Session, campaign: Campaign) -> Graph:
    """The graph of all items of the campaign."""
    return campaign_graph(session, campaign, nets(campaign).item, register_of(session))


def ownership_near(session: Session, campaign: Campaign, number: int) -> Graph:
    """The graph of one item and its neighbours, read without the rest; empty of items if there is no such number."""
    return neighbourhood(session, campaign, nets(campaign).item, register_of(session), number)
