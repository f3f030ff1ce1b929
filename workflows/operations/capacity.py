"""A subdistrict says what it can take over: its own strength, and item by item while comments are heard; here or on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.capacity import CapacitySheet, Said
from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, checked_reason, open_act, repeated
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.campaigns import Campaign, participants
from workflows.store.capacity import CapacityAnswer, CapacitySheetRow, GoingItem, editions, going_items, said_of, sheets_of
from workflows.store.items.listing import in_sight
from workflows.store.items.rows import Item
from workflows.store.people import Organisation

STREET = frozenset({Role.subdistrict, Role.subdistrict_head})


def fill_in_capacity_sheet(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, sheet: CapacitySheet, client_key: str | None = None
) -> Outcome:
    """The subdistrict's sheet says this from now on; earlier editions stay. The same words again are no act.

    Raises:
        NotYours: the actor speaks for no subdistrict.
        Unfit: a number or text is out of bounds.

    Source: the capacity sheet of the field (持证人员, 法制审核, 装备, 培训, 年办案量).
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    own, sheet = _own(actor), sheet.checked()
    if sheets_of(session, campaign, own).get(own) == sheet:
        return Outcome(None)
    act = open_act(session, actor, at, "fill_in_capacity", campaign=campaign, client_key=client_key)
    number = editions(session, campaign, own) + 1
    told = {name: getattr(sheet, name) for name in ("officers", "reviewers", "training_days", "yearly_cases")}
    said = act.word(sheet.equipment)
    act.add(CapacitySheetRow(campaign_id=campaign.id, organisation_id=own, number=number, act_id=act.id, equipment=said, **told))
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def say_capacity(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    answers: Mapping[int, Said],
    client_key: str | None = None,
) -> Outcome:
    """The subdistrict says of each item whether it can take it over; what it said before stays beside it.

    Items that are not hearing comments, or not to be received by it, are left out by name; words said already change nothing.

    Args:
        answers: Item id → what is said; 需支持 and 接不住 need a reason.

    Raises:
        NotYours: the actor speaks for no subdistrict.
        Unfit: a reason is missing or too long.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    return _kept(session, actor, at, campaign, session.get_one(Organisation, _own(actor)), answers, client_key)


def take_down_capacity(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    subdistrict: str,
    answers: Mapping[int, Said],
    source: str,
    client_key: str | None = None,
) -> Outcome:
    """What a subdistrict answered on paper stands as its answer, with the paper that says so and who took it down.

    The same items may be answered as by the subdistrict itself; what it says here later counts over it.

    Args:
        subdistrict: Its key.
        source: The paper: its number, day, whom it is from; 1 to 500 characters.

    Raises:
        NotYours: the actor is no coordinator.
        NotFound: no such subdistrict takes part.
        Unfit: the source or a reason is missing or too long.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    must_hold(actor, (Role.coordinator,))
    office = next((one for one in participants(session, campaign, "receiver") if one.key == subdistrict), None)
    if office is None:
        raise NotFound("没有这个承接街道。", "There is no such subdistrict.")
    paper = _source(source)
    told = {item_id: replace(said, source=paper) for item_id, said in answers.items()}
    return _kept(session, actor, at, campaign, office, told, client_key, paper)


def _source(text: str) -> str:
    try:
        return checked_reason(text, wanted=True) or ""
    except Unfit as refusal:
        if text.strip():
            raise
        raise Unfit("请写明来源：哪份文件、哪天收到。", "Please say what paper this is from, and of which day.") from refusal


def _kept(
    session: Session,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    office: Organisation,
    answers: Mapping[int, Said],
    client_key: str | None,
    source: str | None = None,
) -> Outcome:
    """The answers that say something new, each a row more, in one act; the others named."""
    own = office.id
    checked = {item_id: said.checked() for item_id, said in sorted(answers.items())}
    known, left = _fit(session, campaign, actor, office, checked)
    before = said_of(session, campaign, own)
    new = {item_id: said for item_id, said in checked.items() if item_id in known and before.get((own, item_id), (None,))[0] != said}
    if not new:
        return Outcome(None, (), left)
    act = open_act(session, actor, at, "say_capacity", campaign=campaign, reason=source, client_key=client_key)
    words = {why: act.word(why) for why in dict.fromkeys(said.why for said in new.values())}
    for item_id, said in new.items():
        number = before.get((own, item_id), (None, 0))[1] + 1
        whose = {"organisation_id": own, "item_id": item_id, "number": number, "act_id": act.id}
        act.add(CapacityAnswer(**whose, capacity=said.capacity.value, why=words[said.why]))
    outcome = Outcome(act.id, (Moved("", "say_capacity", "", tuple(new)),), left)
    act.close(items=len(new), outcome=outcome)
    return outcome


def matrix_items(session: Session, campaign: Campaign, *which: object) -> list[GoingItem]:
    """The items that go or may still go to subdistricts: in progress or adopted, with a mode that hands them on."""
    net = nets(campaign).item
    markings = [marking for marking, place in net.places.items() if place.counts in ("in_progress", "adopted")]
    return going_items(session, campaign, markings, *which)


def _own(actor: Actor) -> int:
    if actor.role not in STREET or actor.organisation_id is None:
        raise NotYours("承接能力由街道填写。", "Capacity is said by the subdistrict itself.")
    return actor.organisation_id


def _fit(
    session: Session, campaign: Campaign, actor: Actor, office: Organisation, answers: Mapping
) -> tuple[set[int], tuple[LeftOut, ...]]:
    """The ids that may be answered, and the others with their reason; a foreign id is answered as one there is not."""
    net = nets(campaign).item
    listening = [marking for marking in net.places if hears(net, marking)]
    chosen = Item.id.in_(among(answers))
    hearing = {item.id: item for item in going_items(session, campaign, listening, chosen)}
    here = {item.id: item for item in matrix_items(session, campaign, chosen, in_sight(campaign.id, actor.role, office.id, listening))}
    fit = {item_id for item_id, item in hearing.items() if item.goes_to(office.key)}
    left = []
    for item_id in answers:
        if item_id in fit:
            continue
        code = "not_received" if item_id in hearing else "not_hearing" if item_id in here else "not_found"
        left.append(left_out(item_id, here[item_id].number if item_id in here else 0, code))
    return fit, tuple(left)
