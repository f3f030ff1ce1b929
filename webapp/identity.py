"""Who is asking: the signed-in person, the appointment they act under, and the campaign they look at.

The cookie holds a random token; the table holds its digest and when it was last seen. A session ends when it is idle too long,
when its person is disabled, and when any of their appointments begins or ends.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, datetime, timedelta

from flask import current_app, g, request, session
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.database import carry_out, db
from webapp.presentation import ZONE
from workflows.domain.calendar import PUBLISHED, Calendar
from workflows.domain.vocabulary import Door, Role
from workflows.operations.actors import standing_in
from workflows.operations.acts import Actor
from workflows.store.calendar import calendar_edition, loaded_calendar
from workflows.store.campaigns import Campaign, DeployedSet
from workflows.store.notices import unread
from workflows.store.people import Appointment, LoginSession, Person, appointments
from workflows.store.substitutions import stands_in, substitutions

SEEN_EVERY = timedelta(minutes=1)


def now() -> datetime:
    """The present instant, aware; the only clock of the pages."""
    return current_app.extensions["clock"]()


def today() -> date:
    """The present day where the campaign is."""
    return now().astimezone(ZONE).date()


def calendar() -> Calendar:
    """The calendar of working days as it was loaded; read again only when another list was."""
    known = current_app.extensions.setdefault("calendars", {0: PUBLISHED})
    if g.get("calendar_edition") is None:
        g.calendar_edition = db.session.scalar(select(calendar_edition())) or 0
    if g.calendar_edition not in known:
        known[g.calendar_edition] = loaded_calendar(db.session)
    return known[g.calendar_edition]


def identify() -> None:
    """Before each request: ``g.person``, ``g.appointment``, ``g.stood_for``, ``g.appointments``, ``g.roles`` and ``g.campaign`` are set.

    Who stands in for somebody acts under that person's appointment, and ``g.stood_for`` is the substitution.
    """
    g.person = g.appointment = g.campaign = g.stood_for = g.calendar_edition = None
    g.appointments, g.roles, g.unread, g.may_stand_in = [], frozenset(), 0, False
    token = session.get("token")
    if token is None or request.endpoint == "static":
        return
    login = _login(token)
    if login is None or not _still_good(login):
        session.pop("token", None)
        return
    _keep_seen(login)
    _adopt(login)


def sign_in(person: Person) -> None:
    """A new session for this person, under their first appointment; the browser's former session ends."""
    held = appointments(db.session, person, today())
    token = secrets.token_urlsafe(32)
    begun = now()
    row = {"token_digest": digest_of(token), "person_id": person.id, "appointment_id": held[0].id if held else None}

    def work(writing: Session) -> None:
        writing.add(LoginSession(**row, begun_at=begun, seen_at=begun))

    carry_out(work)
    language = session.get("language")
    session.clear()
    session.update(token=token, held=[appointment.id for appointment in held])
    if language:
        session["language"] = language


def sign_out() -> None:
    """This browser's session is over, in the table too."""
    token = session.get("token")
    session.pop("token", None)
    if token is not None:
        end_sessions(LoginSession.token_digest == digest_of(token))


def end_sessions(*which) -> None:
    """Every open session that meets the conditions is over now."""
    ended = now()

    def work(writing: Session) -> None:
        for row in writing.scalars(select(LoginSession).where(LoginSession.ended_at.is_(None), *which)):
            row.ended_at = ended

    carry_out(work)


def act_as(appointment_id: int) -> bool:
    """The reader acts under another of their appointments from now on; False if it is not theirs."""
    if appointment_id not in {held.id for held in g.appointments}:
        return False
    _remember(appointment_id=appointment_id, substitution_id=None)
    return True


def stand_in(substitution_id: int) -> bool:
    """The reader acts in another's name from now on; False if nobody gave them that, or not for today."""
    if substitution_id not in {given.id for given in substitutions(db.session, g.person, today())}:
        return False
    _remember(substitution_id=substitution_id)
    return True


def _remember(**chosen: int | None) -> None:
    digest = digest_of(session["token"])

    def work(writing: Session) -> None:
        login = writing.scalars(select(LoginSession).where(LoginSession.token_digest == digest)).one()
        for name, value in chosen.items():
            setattr(login, name, value)

    carry_out(work)


def digest_of(token: str) -> str:
    """What the table keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def as_whom() -> Actor:
    """The signed-in person in the role they act in; somebody without an appointment is the public with a name."""
    if g.stood_for is not None:
        return standing_in(db.session(), g.person, g.appointment, today(), Door.web)
    role = Role(g.appointment.role) if g.appointment else Role.public
    return Actor(g.person.id, role, g.appointment.organisation_id if g.appointment else None, Door.web)


def _login(token: str):
    columns = LoginSession, Person, unread(Person.id), stands_in(today())
    query = select(*columns).join(Person, Person.id == LoginSession.person_id)
    return db.session.execute(query.where(LoginSession.token_digest == digest_of(token), LoginSession.ended_at.is_(None))).first()


def _still_good(row) -> bool:
    login, person = row[0], row[1]
    idle = timedelta(minutes=current_app.extensions["devolve"].idle_minutes)
    if person.disabled_at is not None or now() - login.seen_at > idle:
        return False
    g.appointments = appointments(db.session, person, today())
    if login.substitution_id is not None:
        held = substitutions(db.session, person, today())
        g.stood_for = next((given for given in held if given.id == login.substitution_id), None)
        if g.stood_for is None:
            return False
    return [held.id for held in g.appointments] == session.get("held")


def _keep_seen(row) -> None:
    login = row[0]
    if now() - login.seen_at < SEEN_EVERY:
        return
    key, seen = login.id, now()
    carry_out(lambda writing: setattr(writing.get_one(LoginSession, key), "seen_at", seen))


def _adopt(row) -> None:
    login, g.person, g.unread, g.may_stand_in = row
    if g.stood_for is not None:
        g.appointment = g.stood_for.appointment
    else:
        g.appointment = next((held for held in g.appointments if held.id == login.appointment_id), None) or next(iter(g.appointments), None)
    g.campaign = _campaign()
    g.roles = frozenset({Role(g.appointment.role)}) if g.appointment else frozenset()


def _campaign() -> Campaign | None:
    """The campaign the reader chose; else that of the appointment; else the newest. Which calendar counts is asked along."""
    its_set = joinedload(Campaign.deployed_set, innerjoin=True).load_only(DeployedSet.signed)
    query = select(Campaign, calendar_edition()).options(its_set).order_by(Campaign.id.desc())
    scopes = [scope.campaign_id for scope in (g.stood_for, g.appointment) if scope is not None and scope.campaign_id is not None]
    if scopes:
        query = query.where(Campaign.id == scopes[0])
    elif session.get("campaign"):
        query = query.where(Campaign.key == session["campaign"])
    found = db.session.execute(query.limit(1)).first()
    g.calendar_edition = found[1] or 0 if found else None
    return found[0] if found else None


def acting(appointment: Appointment) -> tuple[str, str]:
    """How an appointment is called in both languages: role · short organisation."""
    role = Role(appointment.role)
    if appointment.organisation is None or role not in UNIT_ROLES:
        return role.zh, role.en
    unit = appointment.organisation.short_name
    return f"{role.zh.removeprefix('部门')} · {unit}", f"{role.en} · {unit}"


UNIT_ROLES = frozenset({Role.liaison, Role.department_head, Role.subdistrict, Role.subdistrict_head})
