"""What system, security and campaign administration does: people, appointments, deployed sets, laws, the opening of a campaign."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.domain.vocabulary import OrganisationKind, Role
from workflows.engine.compiler import as_json, compile_set
from workflows.files.law_register import read_register
from workflows.operations.acts import Actor, OpenAct, keep_wording, open_act
from workflows.operations.campaigning import step_campaign
from workflows.store.campaigns import Campaign, DeployedSet, Participation, campaign_of
from workflows.store.laws import LawRegister, newest_register
from workflows.store.people import Appointment, Organisation, Person, organisation_of, person_of

MANAGERS = frozenset({Role.system_manager, Role.security_manager})
SEPARATE = frozenset({Role.system_manager, Role.security_manager, Role.audit_manager})


@dataclass(frozen=True, slots=True)
class OfficeSpec:
    """An organisation of a campaign: key, full and short name."""

    key: str
    name: str
    short_name: str


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """Everything a campaign is opened with; ``deadlines`` maps a stage to its last day (ISO)."""

    key: str
    title: str
    catalogue_title: str
    law_as_of: date
    departments: Sequence[OfficeSpec]
    subdistricts: Sequence[OfficeSpec]
    catalogue_number: str = ""
    comments_until: date | None = None
    comment_days: int = 7
    undo_minutes: int = 30
    effective_on: date | None = None
    zone: str = "Asia/Shanghai"
    deadlines: Mapping[str, str] = field(default_factory=dict)
    demonstration: bool = False


def add_person(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    account: str,
    name: str,
    password_hash: str | None,
    must_change_password: bool = True,
    demonstration: bool = False,
) -> Person:
    """Somebody has an account; the name is kept under its salted digest.

    Raises:
        Unfit: the account is taken or empty.
    """
    if not account.strip() or person_of(session, account) is not None:
        raise Unfit(f"账号“{account}”已被使用或为空，请换一个。", f"The account “{account}” is taken or empty.")
    person = Person(
        account=account,
        name_digest=keep_wording(session, name),
        password_hash=password_hash,
        must_change_password=must_change_password,
        demonstration=demonstration,
    )
    session.add(person)
    session.flush()
    act = open_act(session, actor, at, "add_person")
    act.register("person", account, {"name": person.name_digest, "demonstration": demonstration})
    act.close()
    return person


def appoint(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    account: str,
    role: Role,
    from_on: date,
    until_on: date | None = None,
    organisation: str | None = None,
    campaign: Campaign | None = None,
) -> Appointment:
    """The person holds the role from that day on.

    Raises:
        NotFound: no such account or organisation.
        Unfit: the role needs an organisation, or would mix the three managers with each other or with business (三员分立).
    """
    person = person_of(session, account)
    office = organisation_of(session, organisation) if organisation else None
    if person is None or (organisation and office is None):
        raise NotFound(f"没有账号“{account}”或单位“{organisation}”。", f"No account “{account}” or organisation “{organisation}”.")
    _check_separation(session, person, role)
    if role in (Role.liaison, Role.department_head, Role.subdistrict, Role.subdistrict_head) and office is None:
        raise Unfit(f"{role.zh}须写明所在单位。", f"{role.en} needs an organisation.")
    act = open_act(session, actor, at, "appoint", campaign=campaign)
    appointment = Appointment(
        act_id=act.id,
        person_id=person.id,
        role=role.value,
        organisation_id=office.id if office else None,
        campaign_id=campaign.id if campaign else None,
        from_on=from_on,
        until_on=until_on,
    )
    act.add(appointment)
    act.close()
    return appointment


def deploy_set(session: Session, *, actor: Actor, at: datetime, files: Mapping[str, bytes]) -> DeployedSet:
    """Diagrams and table are compiled, proved and kept under their digest; the same bytes are deployed once.

    Raises:
        workflows.engine.refusals.Refused: by element id, why the set is not accepted.
    """
    compiled = compile_set(files)
    found = session.query(DeployedSet).filter_by(signed=compiled.signed).one_or_none()
    if found is not None:
        return found
    deployed = DeployedSet(
        signed=compiled.signed,
        does=compiled.does,
        files={name: content.decode("utf-8") for name, content in sorted(files.items())},
        compiled=as_json(compiled),
    )
    session.add(deployed)
    act = open_act(session, actor, at, "deploy_set")
    act.register("deployed_set", compiled.signed, {"does": compiled.does, "files": sorted(files)})
    act.close()
    return deployed


def load_laws(session: Session, *, actor: Actor, at: datetime, content: str) -> LawRegister:
    """The register of laws has this edition; the same text again changes nothing.

    Raises:
        Unfit: the text is no law register (the sentence says where).
    """
    read_register(content)
    digest = hashlib.sha256(content.encode("utf-8")).hexdigest()
    newest = newest_register(session)
    if newest is not None and newest.digest == digest:
        return newest
    act = open_act(session, actor, at, "load_laws")
    edition = LawRegister(act_id=act.id, digest=digest, content=content)
    act.add(edition)
    act.close()
    return edition


def open_campaign(session: Session, *, actor: Actor, at: datetime, spec: CampaignSpec, deployed: DeployedSet) -> Campaign:
    """A campaign stands at the first place of its diagram, with its departments and subdistricts in printed order.

    Raises:
        Unfit: the key is taken, or there is no department or subdistrict.
    """
    if campaign_of(session, spec.key) is not None:
        raise Unfit(f"采集“{spec.key}”已存在。", f"The campaign “{spec.key}” exists.")
    if not spec.departments or not spec.subdistricts:
        raise Unfit("须至少写明一个部门和一个街道。", "At least one department and one subdistrict are needed.")
    campaign = Campaign(
        key=spec.key,
        title=spec.title,
        deployed_set=deployed,
        marking="",
        passages=0,
        zone=spec.zone,
        law_as_of=spec.law_as_of,
        comments_until=spec.comments_until,
        comment_days=spec.comment_days,
        undo_minutes=spec.undo_minutes,
        effective_on=spec.effective_on,
        deadlines=dict(spec.deadlines),
        catalogue_title=spec.catalogue_title,
        catalogue_number=spec.catalogue_number,
        demonstration=spec.demonstration,
        items_numbered=0,
        comments_numbered=0,
    )
    session.add(campaign)
    session.flush()
    act = open_act(session, actor, at, "open_campaign", campaign=campaign)
    act.register("campaign", spec.key, _settings(spec, deployed))
    for part, kind, offices in (
        ("department", OrganisationKind.department, spec.departments),
        ("receiver", OrganisationKind.subdistrict, spec.subdistricts),
    ):
        for position, office in enumerate(offices, start=1):
            row = keep_organisation(act, office, kind)
            session.add(Participation(campaign_id=campaign.id, organisation_id=row.id, part=part, position=position))
    step_campaign(act, campaign, deployed.compiled["campaign"]["start"], "open")
    act.close()
    return campaign


def keep_organisation(act: OpenAct, office: OfficeSpec, kind: OrganisationKind) -> Organisation:
    """The organisation with this key bears these names; a change is one more registration."""
    row = organisation_of(act.session, office.key)
    if row is None:
        row = Organisation(key=office.key, kind=kind.value, name=office.name, short_name=office.short_name)
        act.session.add(row)
    elif (row.name, row.short_name) == (office.name, office.short_name):
        return row
    row.name, row.short_name = office.name, office.short_name
    act.session.flush()
    act.register("organisation", office.key, {"kind": kind.value, "name": office.name, "short_name": office.short_name})
    return row


def _settings(spec: CampaignSpec, deployed: DeployedSet) -> dict:
    return {
        "title": spec.title,
        "catalogue_title": spec.catalogue_title,
        "catalogue_number": spec.catalogue_number,
        "law_as_of": spec.law_as_of.isoformat(),
        "comments_until": spec.comments_until.isoformat() if spec.comments_until else None,
        "comment_days": spec.comment_days,
        "undo_minutes": spec.undo_minutes,
        "effective_on": spec.effective_on.isoformat() if spec.effective_on else None,
        "zone": spec.zone,
        "deadlines": dict(spec.deadlines),
        "demonstration": spec.demonstration,
        "departments": [office.key for office in spec.departments],
        "subdistricts": [office.key for office in spec.subdistricts],
        "deployed_set": deployed.signed,
    }


def _check_separation(session: Session, person: Person, role: Role) -> None:
    held = {Role(row.role) for row in session.query(Appointment).filter_by(person_id=person.id)}
    if (role in SEPARATE and held - {role}) or (role not in SEPARATE and held & SEPARATE):
        raise NotYours(
            "系统管理员、安全管理员、安全审计员须三人分任，且不兼业务角色。",
            "System, security and audit managers are three people and hold no business role.",
        )
