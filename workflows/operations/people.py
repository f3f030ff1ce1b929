"""What system and security managers do with people: accounts and appointments (三员分立).

The system manager keeps accounts, the security manager appointments. Until somebody is security manager the system manager
appoints, so that an installation can begin with one account.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import OrganisationKind, Role
from workflows.operations.actors import must_hold
from workflows.operations.acts import Actor, OpenAct, keep_wording, open_act
from workflows.store.campaigns import Campaign
from workflows.store.people import (
    Appointment,
    AppointmentEnd,
    LoginSession,
    Organisation,
    Person,
    appointments,
    not_over,
    organisation_of,
    person_of,
)

SEPARATE = frozenset({Role.system_manager, Role.security_manager, Role.audit_manager})
NOBODY = frozenset({Role.public, Role.clock})
OF_DEPARTMENTS = frozenset({Role.liaison, Role.department_head})
OF_SUBDISTRICTS = frozenset({Role.subdistrict, Role.subdistrict_head})
ZONE = "Asia/Shanghai"
LONGEST_ACCOUNT = 100


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

    Args:
        account: 1 to 100 printable characters without blanks.
        password_hash: None for an account that cannot sign in with a password.

    Raises:
        NotYours: the actor is not the system manager.
        Unfit: the account is taken or cannot be one, or the name is empty.
    """
    must_hold(actor, (Role.system_manager,))
    if not account or len(account) > LONGEST_ACCOUNT or not account.isprintable() or any(mark.isspace() for mark in account):
        raise Unfit("账号须为 1 至 100 个字符，不含空格。", "An account has 1 to 100 characters and no blanks.")
    if person_of(session, account) is not None:
        raise Unfit(f"账号“{account}”已被使用，请换一个。", f"The account “{account}” is taken; choose another.")
    if not name.strip():
        raise Unfit("请写明姓名。", "Please give a name.")
    person = Person(
        account=account,
        name_digest=keep_wording(session, name.strip()),
        password_hash=password_hash,
        must_change_password=must_change_password,
        demonstration=demonstration,
    )
    session.add(person)
    session.flush()
    _registered(session, actor, at, "add_person", person)
    return person


def disable_person(session: Session, *, actor: Actor, at: datetime, account: str) -> Person:
    """The account is shut from now on, in every door; its acts and appointments stay on record.

    Raises:
        NotYours: the actor is not the system manager.
        NotFound: no such account.
        NotOffered: it is disabled already, or it is the last one that can keep accounts.
    """
    must_hold(actor, (Role.system_manager,))
    person = _known(session, account)
    if person.disabled_at is not None:
        raise NotOffered(f"账号“{account}”已经停用。", f"The account “{account}” is disabled already.")
    if not _others_hold(session, Role.system_manager, day_of(at, ZONE), person):
        raise NotOffered("这是最后一名系统管理员，不能停用。", "This is the last system manager and cannot be disabled.")
    person.disabled_at = at
    _registered(session, actor, at, "disable_person", person)
    return person


def reset_password(session: Session, *, actor: Actor, at: datetime, account: str, password_hash: str) -> Person:
    """The account has this password until it is changed at the next sign-in; its open sessions are over.

    Raises:
        NotYours: the actor is not the system manager.
        NotFound: no such account.
    """
    must_hold(actor, (Role.system_manager,))
    person = _known(session, account)
    person.password_hash, person.must_change_password = password_hash, True
    open_sessions = update(LoginSession).where(LoginSession.person_id == person.id, LoginSession.ended_at.is_(None))
    session.execute(open_sessions.values(ended_at=at), execution_options={"synchronize_session": False})
    _registered(session, actor, at, "reset_password", person)
    return person


def change_password(session: Session, *, actor: Actor, at: datetime, password_hash: str) -> Person:
    """The actor's own account has this password from now on; all their open sessions are over.

    Raises:
        NotYours: the actor is nobody with an account.
    """
    person = session.get(Person, actor.person_id) if actor.person_id is not None else None
    if person is None:
        raise NotYours("只能修改本人的密码。", "You may change your own password only.")
    person.password_hash, person.must_change_password = password_hash, False
    open_sessions = update(LoginSession).where(LoginSession.person_id == person.id, LoginSession.ended_at.is_(None))
    session.execute(open_sessions.values(ended_at=at), execution_options={"synchronize_session": False})
    _registered(session, actor, at, "change_password", person)
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
    """The person holds the role from that day on, in one campaign or in all.

    Args:
        organisation: Key of the organisation; departments' and subdistricts' roles need one of their kind.

    Raises:
        NotYours: the actor may not appoint, or the role would mix the three managers with each other or with business (三员分立).
        NotFound: no such account or organisation.
        Unfit: the organisation is missing or of another kind, the end lies before the beginning, nobody holds such a role, or
            the person holds it already.
    """
    _may_appoint(session, actor, day_of(at, ZONE))
    person = _known(session, account)
    office = organisation_of(session, organisation) if organisation else None
    if organisation and office is None:
        raise NotFound(f"没有单位“{organisation}”。", f"There is no organisation “{organisation}”.")
    _fit_office(role, office)
    if until_on is not None and until_on < from_on:
        raise Unfit("任期截止日不能早于起始日。", "An appointment cannot end before it begins.")
    _check_separation(session, person, role, from_on)
    _not_held_yet(session, person, role, office, campaign, from_on)
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


def end_appointment(session: Session, *, actor: Actor, at: datetime, appointment_id: int, until_on: date) -> Appointment:
    """The appointment holds until that day, inclusive; the day before its beginning takes it back whole.

    Raises:
        NotYours: the actor may not appoint.
        NotFound: no such appointment.
        NotOffered: it is over or ended already, or it is the last one that can keep accounts.
    """
    today = day_of(at, ZONE)
    _may_appoint(session, actor, today)
    row = session.get(Appointment, appointment_id)
    if row is None:
        raise NotFound(f"没有编号 {appointment_id} 的任职。", f"There is no appointment {appointment_id}.")
    if session.get(AppointmentEnd, appointment_id) is not None or (row.until_on is not None and row.until_on <= until_on):
        raise NotOffered("这项任职届时已经结束。", "This appointment is over by then.")
    if row.role == Role.system_manager and not _others_hold(session, Role.system_manager, until_on + timedelta(1), row.person):
        raise NotOffered("这是最后一名系统管理员，请先任命他人。", "This is the last system manager; appoint another first.")
    act = open_act(session, actor, at, "end_appointment")
    act.add(AppointmentEnd(appointment_id=row.id, act_id=act.id, until_on=until_on))
    act.close()
    return row


def _registered(session: Session, actor: Actor, at: datetime, word: str, person: Person) -> OpenAct:
    act = open_act(session, actor, at, word)
    body = {"name": person.name_digest, "demonstration": person.demonstration, "disabled": person.disabled_at is not None}
    act.register("person", person.account, body)
    act.close()
    return act


def _known(session: Session, account: str) -> Person:
    person = person_of(session, account)
    if person is None:
        raise NotFound(f"没有账号“{account}”。", f"There is no account “{account}”.")
    return person


def _may_appoint(session: Session, actor: Actor, on: date) -> None:
    if actor.role is Role.system_manager and not _others_hold(session, Role.security_manager, on, None):
        return  # The first security manager must come from somewhere.
    must_hold(actor, (Role.security_manager,))


def _others_hold(session: Session, role: Role, on: date, but: Person | None) -> bool:
    query = select(Appointment.id).join(Appointment.person).where(Appointment.role == role.value, Person.disabled_at.is_(None))
    query = query.where(*not_over(on))
    if but is not None:
        query = query.where(Appointment.person_id != but.id)
    return session.scalar(query.limit(1)) is not None


def _fit_office(role: Role, office: Organisation | None) -> None:
    if role in NOBODY:
        raise Unfit(f"“{role.zh}”不能任命。", f"Nobody is appointed as {role.en}.")
    wanted = {OrganisationKind.department: OF_DEPARTMENTS, OrganisationKind.subdistrict: OF_SUBDISTRICTS}
    for kind, roles in wanted.items():
        if role in roles and (office is None or office.kind != kind):
            raise Unfit(f"{role.zh}须写明所在的{kind.zh}。", f"{role.en} needs an organisation of the kind: {kind.en}.")


def _check_separation(session: Session, person: Person, role: Role, from_on: date) -> None:
    query = select(Appointment.role).where(Appointment.person_id == person.id, *not_over(from_on))
    held = {Role(value) for value in session.scalars(query)}
    if (role in SEPARATE and held - {role}) or (role not in SEPARATE and held & SEPARATE):
        raise NotYours(
            "系统管理员、安全管理员、安全审计员须三人分任，且不兼业务角色。",
            "System, security and audit managers are three people and hold no business role.",
        )


def _not_held_yet(
    session: Session, person: Person, role: Role, office: Organisation | None, campaign: Campaign | None, from_on: date
) -> None:
    same = (role.value, office.id if office else None, campaign.id if campaign else None)
    held = appointments(session, person, from_on)
    if any((row.role, row.organisation_id, row.campaign_id) == same for row in held):
        raise Unfit(f"“{person.account}”已任{role.zh}。", f"“{person.account}” holds this role already: {role.en}.")
