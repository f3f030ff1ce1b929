"""The set of diagrams a campaign keeps, as nets; the sets it kept before; and which stages are open."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.engine.compiler import from_json
from workflows.engine.net import By, ProcessSet
from workflows.store.audit import Registration
from workflows.store.campaigns import Campaign, DeployedSet

CHANGE = "change_set"
"""The word of the act by which a campaign goes over to another set, and the action of the passages it writes."""
CHANGED = "campaign_set"
"""The register of such changes, by the key of the campaign."""
_compiled: dict[str, ProcessSet] = {}


@dataclass(frozen=True, slots=True)
class Eras:
    """The sets that a campaign kept, one after another: ``sets[i]`` is in force when the act ``since[i]`` is done.

    ``maps`` holds for each act that changed the set where it moved whom: ``campaign`` and ``item``, old marking → new marking.
    """

    since: tuple[int, ...]
    sets: tuple[ProcessSet, ...]
    maps: Mapping[int, Mapping[str, Mapping[str, str]]]

    def number(self, act_id: int) -> int:
        """Which era this act ends in, from 0."""
        return bisect_right(self.since, act_id) - 1

    def left(self, passage: object) -> ProcessSet:
        """The set in which a passage starts: an act that changes the set, or takes such a change back, starts in the former one."""
        crosses = passage.by == By.change or passage.undoes is not None
        return self.sets[self.number(passage.act_id - 1 if crosses else passage.act_id)]

    def entered(self, passage: object) -> ProcessSet:
        """The set in which a passage ends."""
        return self.sets[self.number(passage.act_id)]


def nets(campaign: Campaign) -> ProcessSet:
    """The compiled set of the campaign, read once per process and digest of the signed bytes."""
    return compiled(campaign.deployed_set)


def compiled(deployed: DeployedSet) -> ProcessSet:
    """A deployed set as nets, read once per process and digest of the signed bytes."""
    if deployed.signed not in _compiled:
        _compiled[deployed.signed] = from_json(deployed.compiled)
    return _compiled[deployed.signed]


def eras(session: Session, campaign: Campaign) -> Eras:
    """The sets this campaign kept, from the register of changes; one query where it never changed."""
    query = select(Registration).where(Registration.noun == CHANGED, Registration.key == campaign.key)
    changes = session.scalars(query.order_by(Registration.act_id)).all()
    if not changes:
        return Eras((0,), (nets(campaign),), {})
    signed = (changes[0].body["before"], *(change.body["after"] for change in changes))
    rows = session.scalars(select(DeployedSet).where(DeployedSet.signed.in_(signed)))
    known = {deployed.signed: compiled(deployed) for deployed in rows}
    since = (0, *(change.act_id for change in changes))
    return Eras(since, tuple(known[one] for one in signed), {change.act_id: change.body for change in changes})


def open_stages(campaign: Campaign) -> frozenset[str]:
    """The stages that the campaign's present place opens. A stage is a level: open or not, nothing to miss."""
    return nets(campaign).campaign.places[campaign.marking].opens
