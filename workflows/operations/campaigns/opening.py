"""The opening of a campaign from its file, and what a changed file would change in it."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.campaigns import CampaignSpec, Difference, OfficeSpec, PostSpec
from workflows.domain.errors import NotOffered, Refused, Unfit
from workflows.domain.opinions import policy_of
from workflows.domain.vocabulary import OrganisationKind, Role
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, OpenAct, open_act
from workflows.operations.campaigns.campaigning import step_campaign
from workflows.operations.campaigns.due_dates import hear_again
from workflows.operations.items.opinions import reviews, waiting_opinions
from workflows.operations.items.screening import screen_again
from workflows.operations.people import appoint
from workflows.operations.processes import nets
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign, DeployedSet, Participation, campaign_of, participants
from workflows.store.items.rows import Item
from workflows.store.people import Appointment, Organisation, not_over, organisation_of, person_of

OPENERS = (Role.coordinator, Role.system_manager)
PARTS = {"department": OrganisationKind.department, "receiver": OrganisationKind.subdistrict}
DAYS = ("law_as_of", "comments_until", "effective_on")


def open_campaign(session: Session, *, actor: Actor, at: datetime, spec: CampaignSpec, deployed: DeployedSet) -> Campaign:
    """A campaign stands at the first place of its diagram, with its departments and subdistricts in printed order.

    Raises:
        NotYours: the actor is neither coordinator nor system manager.
        Unfit: the key is taken, there is no department or subdistrict, one is named twice, the zone or a stage is unknown.
    """
    must_hold(actor, OPENERS)
    if campaign_of(session, spec.key) is not None:
        raise Unfit(f"采集“{spec.key}”已存在。", f"The campaign “{spec.key}” exists.")
    campaign = Campaign(
        key=spec.key, deployed_set=deployed, marking="", passages=0, demonstration=spec.demonstration, items_numbered=0, comments_numbered=0
    )
    _check(spec, campaign)
    _set(campaign, spec)
    session.add(campaign)
    session.flush()
    act = open_act(session, actor, at, "open_campaign", campaign=campaign)
    _register(act, campaign, spec)
    _take_part(act, campaign, spec)
    step_campaign(act, campaign, deployed.compiled["campaign"]["start"], "open")
    act.close()
    return campaign


def differences(session: Session, campaign: Campaign, spec: CampaignSpec, posts: Iterable[PostSpec], on: date) -> tuple[Difference, ...]:
    """What the file would change in the campaign: settings, offices and missing posts; empty when nothing.

    Posts that the file does not name stay as they are; they are ended one by one.
    """
    found = [
        Difference("setting", name, _text(before), _text(after))
        for name, after in spec.settings.items()
        if (before := _setting(campaign, name)) != after
    ]
    found += _offices_changed(session, campaign, spec)
    found += [Difference("post", _post_key(post), "", "+") for post in missing_posts(session, campaign, posts, on)]
    return tuple(found)


def revise_campaign(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, spec: CampaignSpec) -> bool:
    """The campaign has the settings and offices of the file; False if it had them before and nothing was recorded.

    Another day of law screens again what was reported; another end of the window changes until when items are heard.

    Raises:
        NotYours: the actor is neither coordinator nor system manager.
        Unfit: as ``open_campaign``.
        NotOffered: a department with items would leave, the zone would change after the first item, or the policy of a round in
            which opinions wait for others.
    """
    must_hold(actor, OPENERS)
    changed = {found.key for found in differences(session, campaign, spec, (), day_of(at, campaign.zone))}
    if not changed:
        return False
    _check(spec, campaign)
    if "zone" in changed and campaign.items_numbered:
        raise NotOffered("已有事项，时区不能再改。", "There are items already; the zone cannot change.")
    _keep_policies(session, campaign, spec)
    act = open_act(session, actor, at, "revise_campaign", campaign=campaign)
    _set(campaign, spec)
    _register(act, campaign, spec)
    _take_part(act, campaign, spec)
    session.flush()
    if "law_as_of" in changed:
        screen_again(act, campaign)
    if changed & {"comments_until", "comment_days", "windows"}:
        hear_again(session, campaign, loaded_calendar(session), at)
    act.close()
    return True


def fill_posts(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, posts: Sequence[PostSpec]
) -> tuple[list[Appointment], list[tuple[PostSpec, Refused]]]:
    """Every missing post of the file is held; those that cannot be are returned with the refusal, the others stand.

    Raises:
        NotYours: the actor may not appoint at all.
    """
    on = day_of(at, campaign.zone)
    held, refused = [], []
    for post in missing_posts(session, campaign, posts, on):
        words = {"account": post.account, "role": post.role, "organisation": post.organisation, "until_on": post.until_on}
        try:
            held.append(appoint(session, actor=actor, at=at, campaign=campaign, from_on=post.from_on or on, **words))
        except Refused as refusal:
            refused.append((post, refusal))
    return held, refused


def missing_posts(session: Session, campaign: Campaign, posts: Iterable[PostSpec], on: date) -> list[PostSpec]:
    """The posts that nobody of that account holds, now or later, in this campaign or in all."""
    return [post for post in posts if (post.until_on is None or post.until_on >= on) and not _held(session, campaign, post, on)]


def keep_organisation(act: OpenAct, office: OfficeSpec, kind: OrganisationKind) -> Organisation:
    """The organisation with this key bears these names; a change is one more registration.

    Raises:
        Unfit: the key belongs to an organisation of another kind.
    """
    row = organisation_of(act.session, office.key)
    if row is None:
        row = Organisation(key=office.key, kind=kind.value)
        act.session.add(row)
    elif row.kind != kind:
        raise Unfit(f"单位“{office.key}”已登记为另一类单位。", f"The organisation “{office.key}” is registered as another kind.")
    elif (row.name, row.short_name, tuple(row.aliases)) == (office.name, office.short_name, tuple(office.aliases)):
        return row
    row.name, row.short_name, row.aliases = office.name, office.short_name, list(office.aliases)
    act.session.flush()
    names = {"name": office.name, "short_name": office.short_name, "aliases": list(office.aliases)}
    act.register("organisation", office.key, {"kind": kind.value} | names)
    return row


def _check(spec: CampaignSpec, campaign: Campaign) -> None:
    if not spec.departments or not spec.subdistricts:
        raise Unfit("须至少写明一个部门和一个街道。", "At least one department and one subdistrict are needed.")
    keys = [office.key for office in (*spec.departments, *spec.subdistricts, *(office for _kind, office in spec.offices))]
    if twice := sorted({key for key in keys if keys.count(key) > 1}):
        raise Unfit(f"单位写了两次：{'、'.join(twice)}。", f"Named twice: {', '.join(twice)}.")
    try:
        zoneinfo.ZoneInfo(spec.zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError) as error:
        raise Unfit(f"没有时区“{spec.zone}”。", f"There is no zone “{spec.zone}”.") from error
    stages = {stage for place in nets(campaign).campaign.places.values() for stage in place.opens}
    if unknown := sorted(set(spec.deadlines) - stages):
        raise Unfit(f"流程图中没有阶段：{'、'.join(unknown)}。", f"The diagram has no such stage: {', '.join(unknown)}.")
    rounds = {place.round for place in nets(campaign).item.places.values() if reviews(place)}
    if unknown := sorted(set(spec.policies) - rounds):
        raise Unfit(f"流程图中没有审查轮次：{'、'.join(unknown)}。", f"The diagram has no such review round: {', '.join(unknown)}.")
    for written in spec.policies.values():
        policy_of(written)


def _keep_policies(session: Session, campaign: Campaign, spec: CampaignSpec) -> None:
    """Refuse another policy for a round in which opinions wait for others."""
    rounds = {*campaign.policies, *spec.policies}
    other = {name for name in rounds if policy_of(campaign.policies.get(name, "")) != policy_of(spec.policies.get(name, ""))}
    if other and (waiting := list(session.scalars(waiting_opinions(campaign, nets(campaign).item, other)))):
        count = len(set(waiting))
        raise NotOffered(
            f"有 {count} 项已有意见在等他人，审查规则现在不能改。",
            f"{count} items wait for further opinions; the policy cannot change now.",
        )


def _set(campaign: Campaign, spec: CampaignSpec) -> None:
    for name, value in spec.settings.items():
        setattr(campaign, name, getattr(spec, name) if name in DAYS else value)


def _register(act: OpenAct, campaign: Campaign, spec: CampaignSpec) -> None:
    body = spec.settings | {
        "demonstration": campaign.demonstration,
        "departments": [office.key for office in spec.departments],
        "subdistricts": [office.key for office in spec.subdistricts],
        "deployed_set": campaign.deployed_set.signed,
    }
    act.register("campaign", campaign.key, body)


def _take_part(act: OpenAct, campaign: Campaign, spec: CampaignSpec) -> None:
    for kind, office in spec.offices:
        keep_organisation(act, office, kind)
    for part, offices in (("department", spec.departments), ("receiver", spec.subdistricts)):
        ids = [keep_organisation(act, office, PARTS[part]).id for office in offices]
        there = select(Participation).where(Participation.campaign_id == campaign.id, Participation.part == part)
        rows = {row.organisation_id: row for row in act.session.scalars(there)}
        for organisation_id in rows.keys() - set(ids):
            _leave(act.session, campaign, rows.pop(organisation_id))
        for position, organisation_id in enumerate(ids, start=1):
            if organisation_id in rows:
                rows[organisation_id].position = position
            else:
                act.session.add(Participation(campaign_id=campaign.id, organisation_id=organisation_id, part=part, position=position))


def _leave(session: Session, campaign: Campaign, row: Participation) -> None:
    count = session.scalar(select(func.count()).where(Item.campaign_id == campaign.id, Item.department_id == row.organisation_id))
    if count and row.part == "department":
        name = row.organisation.name
        raise NotOffered(f"{name}已有 {count} 项，不能移出。", f"{name} has {count} items and cannot leave.")
    session.delete(row)


def _offices_changed(session: Session, campaign: Campaign, spec: CampaignSpec) -> Iterator[Difference]:
    for part, offices in (("department", spec.departments), ("receiver", spec.subdistricts)):
        before = {row.key: (place, row) for place, row in enumerate(participants(session, campaign, part), start=1)}
        after = {office.key: (place, office) for place, office in enumerate(offices, start=1)}
        for key in dict.fromkeys((*before, *after)):
            was, wanted = _office_text(before.get(key)), _office_text(after.get(key))
            if was != wanted:
                yield Difference(part, key, was, wanted)
    for kind, office in spec.offices:
        row = organisation_of(session, office.key)
        was, wanted = _office_text((0, row) if row else None), _office_text((0, office))
        if was != wanted or row.kind != kind:
            yield Difference("office", office.key, was, wanted)


def _office_text(placed: tuple[int, Organisation | OfficeSpec] | None) -> str:
    if placed is None:
        return ""
    place, office = placed
    names = "、".join((office.short_name, *office.aliases))
    return f"{place}. {office.name}({names})" if place else f"{office.name}({names})"


def _held(session: Session, campaign: Campaign, post: PostSpec, on: date) -> bool:
    person = person_of(session, post.account)
    office = organisation_of(session, post.organisation) if post.organisation else None
    if person is None or (post.organisation and office is None):
        return False
    rows = select(Appointment).where(Appointment.person_id == person.id, Appointment.role == post.role.value, *not_over(on))
    office_id = office.id if office else None
    return any(row.organisation_id == office_id and row.campaign_id in (None, campaign.id) for row in session.scalars(rows))


def _setting(campaign: Campaign, name: str) -> object:
    value = getattr(campaign, name)
    return value.isoformat() if isinstance(value, date) else value


def _text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{stage} {day}" for stage, day in sorted(value.items()))
    return "" if value is None else str(value)


def _post_key(post: PostSpec) -> str:
    return " ".join(part for part in (post.account, post.role.value, post.organisation) if part)
