"""The set of diagrams a campaign keeps, as nets; and which stages are open."""

from __future__ import annotations

from workflows.engine.compiler import from_json
from workflows.engine.net import ProcessSet
from workflows.store.campaigns import Campaign

_compiled: dict[str, ProcessSet] = {}


def nets(campaign: Campaign) -> ProcessSet:
    """The compiled set of the campaign, read once per process and digest of the signed bytes."""
    deployed = campaign.deployed_set
    if deployed.signed not in _compiled:
        _compiled[deployed.signed] = from_json(deployed.compiled)
    return _compiled[deployed.signed]


def open_stages(campaign: Campaign) -> frozenset[str]:
    """The stages that the campaign's present place opens. A stage is a level: open or not, nothing to miss."""
    return nets(campaign).campaign.places[campaign.marking].opens
