"""A running campaign goes over to another deployed set: rehearsed, carried out as one act, taken back as a whole.

A campaign keeps the set it began with until this. Each token keeps its place where both drawings have it; the map says where the
others go. What it said, how it is counted and who decided what stay as they are.

Source:
    DESIGN "One set": changing it is a rehearsed, revertible map old place → new place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotOffered, Stale
from workflows.domain.outcomes import Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.net import By, Move, Net
from workflows.engine.refusals import Refusal, Refused
from workflows.engine.remapping import Remap, crosses, image, objections
from workflows.engine.settling import settled
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.campaigns.campaigning import step_campaign
from workflows.operations.campaigns.registers import in_force, set_signed
from workflows.operations.items.screening import screen_again
from workflows.operations.items.tokens import go_over, heard_until, hears, settle_everything
from workflows.operations.processes import CHANGE, CHANGED, compiled, eras, nets
from workflows.store.audit import Registration
from workflows.store.campaigns import Campaign, CampaignPassage, DeployedSet
from workflows.store.chain import canonical
from workflows.store.items.previews import Preview
from workflows.store.items.rows import Item, Passage

NO_STAGE = Words("新流程中没有阶段 {stage}，采集却有其截止日", "The new drawing has no stage {stage}, where a deadline is set")


@dataclass(frozen=True, slots=True)
class Way:
    """Where the tokens at one marking go: first to ``image``, then, by open stages, to ``rests``; what may be done there.

    ``visits`` and ``hearings`` count the stays under review and the hearings that would end or begin anew.
    """

    marking: str
    image: str
    rests: str
    items: int
    visits: int
    hearings: int
    offers: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would do, group by group; ``refusals`` says why it cannot be done, and is empty if it can.

    ``without_image`` are the markings of the present net that the new one lacks and the map does not lead anywhere, occupied or not.
    """

    before: str
    after: str
    led: Remap
    campaign: Way | None
    ways: tuple[Way, ...]
    without_image: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @property
    def items(self) -> int:
        """How many items there are in all."""
        return sum(way.items for way in self.ways)

    @property
    def digest(self) -> str:
        """Digest over both sets, the map and every way with its ends, but not the counts: what the act is held against."""
        ways = [[way.marking, way.image, way.rests] for way in (self.campaign, *self.ways) if way]
        return hashlib.sha256(canonical([self.before, self.after, self.led.as_json(), ways])).hexdigest()


def rehearse(session: Session, *, campaign: Campaign, signed: str, led: Remap) -> Rehearsal:
    """What ``change_set`` would do with the same words now; changes nothing.

    Raises:
        NotFound: no deployed set has this digest, or several begin with it.
        NotOffered: the campaign keeps that set already.
    """
    deployed = set_signed(session, signed)
    if deployed.signed == campaign.deployed_set.signed:
        raise NotOffered("采集现在用的就是这套流程。", "The campaign keeps this set already.")
    before, after = nets(campaign), compiled(deployed)
    counts = select(Item.marking, func.count()).where(Item.campaign_id == campaign.id).group_by(Item.marking)
    resting = dict(session.execute(counts.order_by(Item.marking)).all())
    refusals = objections(before, after, led, campaign.marking, resting)
    stages = frozenset().union(*(place.opens for place in after.campaign.places.values()))
    refusals += tuple(
        Refusal(stage, f"{after.campaign.process}.bpmn", NO_STAGE.filled(stage=stage)) for stage in sorted(set(campaign.deadlines) - stages)
    )
    lacking = [marking for marking in before.item.places if image(after.item, led.item, marking) is None]
    lacking += [marking for marking in before.campaign.places if image(after.campaign, led.campaign, marking) is None]
    there = image(after.campaign, led.campaign, campaign.marking)
    own = Way(campaign.marking, there, there, 0, 0, 0, after.campaign.offered(there)) if there else None
    opens = after.campaign.places[there].opens if there else frozenset()
    ways = tuple(
        _way(before.item, after.item, marking, to, opens, count)
        for marking, count in resting.items()
        if (to := image(after.item, led.item, marking)) is not None
    )
    return Rehearsal(campaign.deployed_set.signed, deployed.signed, led, own, ways, tuple(lacking), refusals)


def change_set(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    signed: str,
    led: Remap,
    rehearsed: str,
    reason: str,
    client_key: str | None = None,
) -> Outcome:
    """The campaign keeps another set; every token rests where the rehearsal said, and goes on from there by the new drawing.

    Items that only keep their place get no passage. What an open stage now lets pass goes on in the same act; items are screened
    again where the table differs. Previews made under the former set are void.

    Args:
        rehearsed: The digest of the rehearsal that somebody looked at.

    Raises:
        NotYours: the actor is not the coordinator.
        workflows.engine.refusals.Refused: by place, why tokens cannot go over.
        Stale: items rest elsewhere than at the rehearsal, or the map is another.
        NotFound, NotOffered, Unfit: as ``rehearse``; the set is only proposed; a reason is missing.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    must_hold(actor, (Role.coordinator,))
    text = checked_reason(reason, wanted=True)
    rehearsal = rehearse(session, campaign=campaign, signed=signed, led=led)
    if rehearsal.refusals:
        raise Refused(rehearsal.refusals)
    if rehearsal.digest != rehearsed:
        raise Stale("与演练时的情况不同，请重新演练后再改。", "Things are not as rehearsed; rehearse again before the change.")
    before, deployed = nets(campaign), set_signed(session, rehearsal.after)
    if not in_force(session, deployed):
        raise NotOffered("这套流程只是提出，尚未由另一人确认。", "This set is only proposed; somebody else must confirm it first.")
    act = open_act(session, actor, at, CHANGE, campaign=campaign, place=campaign.marking, reason=text, client_key=client_key)
    moved = _go_over(act, campaign, rehearsal, before.item, compiled(deployed).item)
    if rehearsal.campaign.image != campaign.marking:
        step_campaign(act, campaign, rehearsal.campaign.image, CHANGE, by=By.change)
    _keep(act, campaign, deployed, led)
    settle_everything(act, campaign)
    outcome = Outcome(act.id, moved)
    act.close(items=_items_moved(session, act.id), outcome=outcome)
    return outcome


def newest_change(session: Session, campaign: Campaign) -> int | None:
    """The act by which the campaign came to the set it keeps; None while that is the first."""
    return eras(session, campaign).since[-1] or None


def moved_since(session: Session, campaign: Campaign, act_id: int) -> bool:
    """Whether any token of the campaign was moved after that act."""
    items = select(Passage.item_id).join(Item, Item.id == Passage.item_id)
    items = items.where(Item.campaign_id == campaign.id, Passage.act_id > act_id).limit(1)
    own = select(CampaignPassage.number).where(CampaignPassage.campaign_id == campaign.id, CampaignPassage.act_id > act_id)
    return session.scalar(items) is not None or session.scalar(own.limit(1)) is not None


def go_back(act: OpenAct, campaign: Campaign, back: Mapping[tuple[str, str, int], Sequence[int]]) -> tuple[Moved, ...]:
    """The campaign keeps again the set it had before its newest change; the items that moved stand where they stood.

    Args:
        back: As undo groups them: (present marking, marking before, first passage taken back) → ids.
    """
    former = eras(act.session, campaign).sets[-2]
    moved = []
    for (marking, before, first), ids in sorted(back.items()):
        place = former.item.places[before]
        go_over(act, sorted(ids), marking, place, heard_until(act, campaign, former.item, before), undoes=first)
        moved.append(Moved(marking, "undo", before, tuple(sorted(ids))))
    _keep(act, campaign, set_signed(act.session, former.signed), Remap())
    return tuple(moved)


def _way(old: Net, new: Net, marking: str, to: str, opens: frozenset[str], count: int) -> Way:
    moves, rests = crosses(old, new, marking, to), settled(new, to, opens)
    visits = count if moves and (old.places[marking].visits or new.places[to].visits) else 0
    hearings = count if moves and (hears(old, marking) or hears(new, to)) else 0
    return Way(marking, to, rests, count, visits, hearings, new.offered(rests))


def _go_over(act: OpenAct, campaign: Campaign, rehearsal: Rehearsal, old: Net, new: Net) -> tuple[Moved, ...]:
    """Every group that does not keep its place, moved; the ids are read before the first move, for maps may exchange places."""
    crossing = [way for way in rehearsal.ways if crosses(old, new, way.marking, way.image)]
    here = {way.marking: _resting(act.session, campaign, way.marking) for way in crossing}
    for way in crossing:
        hear_until = heard_until(act, campaign, new, way.image)
        go_over(act, here[way.marking], way.marking, new.places[way.image], hear_until)
    return tuple(Moved(way.marking, CHANGE, way.rests, tuple(here[way.marking])) for way in crossing)


def _resting(session: Session, campaign: Campaign, marking: str) -> list[int]:
    query = select(Item.id).where(Item.campaign_id == campaign.id, Item.marking == marking)
    return list(session.scalars(query.order_by(Item.id)))


def _keep(act: OpenAct, campaign: Campaign, deployed: DeployedSet, led: Remap) -> None:
    """The campaign keeps this set from now on, on record in both registers; screened again where the table differs."""
    before, after = nets(campaign), compiled(deployed)
    act.register(CHANGED, campaign.key, {"before": before.signed, "after": after.signed} | led.as_json())
    newest = select(Registration.body).where(Registration.noun == "campaign", Registration.key == campaign.key)
    body = act.session.scalar(newest.order_by(Registration.number.desc()).limit(1))
    act.register("campaign", campaign.key, body | {"deployed_set": after.signed})
    campaign.deployed_set = deployed
    act.session.execute(delete(Preview).where(Preview.campaign_id == campaign.id))
    act.session.flush()
    if before.table.as_json() != after.table.as_json():
        screen_again(act, campaign)


def _items_moved(session: Session, act_id: int) -> int:
    return session.scalar(select(func.count(func.distinct(Passage.item_id))).where(Passage.act_id == act_id))
