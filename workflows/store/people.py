"""Who may act: organisations, people, their appointments, and how they came in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, exists, or_, select
from sqlalchemy.orm import Mapped, Session, contains_eager, mapped_column, relationship

from workflows.store.audit import Wording
from workflows.store.base import Code, Digest, Key, Record


class Organisation(Record):
    """An office, by its key; ``aliases`` are other ways in which workbooks write it. Past names are registrations."""

    __tablename__ = "organisation"
    id: Mapped[Key]
    key: Mapped[str] = mapped_column(String(100), unique=True)
    kind: Mapped[Code]
    name: Mapped[str] = mapped_column(String(200))
    short_name: Mapped[str] = mapped_column(String(50))
    aliases: Mapped[list] = mapped_column(default=list)


class Person(Record):
    """Somebody with an account. The name is erasable; the account is what papers of the system show then."""

    __tablename__ = "person"
    id: Mapped[Key]
    account: Mapped[str] = mapped_column(String(100), unique=True)
    name_digest: Mapped[str] = mapped_column(ForeignKey("wording.digest"))
    password_hash: Mapped[str | None] = mapped_column(String(300))
    must_change_password: Mapped[bool] = mapped_column(default=True)
    disabled_at: Mapped[datetime | None]
    demonstration: Mapped[bool] = mapped_column(default=False)
    written_name: Mapped[Wording] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        """The person's name, or the account once the name was erased."""
        return self.written_name.body or self.account


class Appointment(Record):
    """A role held by a person, for an organisation, in one campaign or all, from a day until a day (both inclusive)."""

    __tablename__ = "appointment"
    __table_args__ = (
        CheckConstraint("until_on IS NULL OR until_on >= from_on", name="an_appointment_ends_after_it_begins"),
        Index("ix_appointment_person_id_role", "person_id", "role"),
    )
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    role: Mapped[Code]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    person: Mapped[Person] = relationship()
    organisation: Mapped[Organisation | None] = relationship(lazy="joined")


class AppointmentEnd(Record):
    """An appointment ended before its time, or one without end: it holds until that day, inclusive. At most one each."""

    __tablename__ = "appointment_end"
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    until_on: Mapped[date]


class LoginFailure(Record):
    """One failed login, by account as typed and address; counted to slow guessing down."""

    __tablename__ = "login_failure"
    __table_args__ = (Index("ix_login_failure_account_at", "account", "at"), Index("ix_login_failure_address_at", "address", "at"))
    id: Mapped[Key]
    account: Mapped[str] = mapped_column(String(100))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]


class LoginSession(Record):
    """One signed-in browser; the cookie holds the token, the table only its digest."""

    __tablename__ = "login_session"
    id: Mapped[Key]
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    appointment_id: Mapped[int | None] = mapped_column(ForeignKey("appointment.id"))
    substitution_id: Mapped[int | None] = mapped_column(ForeignKey("substitution.id"))
    language: Mapped[str] = mapped_column(String(8), default="zh")
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


def person_of(session: Session, account: str) -> Person | None:
    """The person with this account, disabled or not."""
    return session.scalar(select(Person).where(Person.account == account))


def names_of(session: Session, ids: Collection[int]) -> dict[int, str]:
    """What these people are called, by id; the account where the name was erased."""
    return {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_(sorted(ids))))}


def organisation_of(session: Session, key: str) -> Organisation | None:
    """The organisation with this key."""
    return session.scalar(select(Organisation).where(Organisation.key == key))


def appointments(session: Session, person: Person, on: date, campaign_id: int | None = None) -> list[Appointment]:
    """The appointments a person holds on a day, oldest first; with a campaign, those that reach it."""
    query = select(Appointment).where(Appointment.person_id == person.id, *in_force(on))
    if campaign_id is not None:
        query = query.where(or_(Appointment.campaign_id.is_(None), Appointment.campaign_id == campaign_id))
    return list(session.scalars(query.order_by(Appointment.id)))


def holders(session: Session, role: str, on: date, campaign_id: int, organisation_id: int | None = None) -> list[Appointment]:
    """Who holds a role on a day in a campaign, in one organisation if given; disabled people left out."""
    query = select(Appointment).where(Appointment.role == role, *in_force(on)).join(Appointment.person)
    query = query.where(or_(Appointment.campaign_id.is_(None), Appointment.campaign_id == campaign_id), Person.disabled_at.is_(None))
    if organisation_id is not None:
        query = query.where(Appointment.organisation_id == organisation_id)
    return list(session.scalars(query.order_by(Appointment.id)))


def holders_of(session: Session, roles: Collection[str], on: date, campaign_id: int) -> list[Appointment]:
    """Who holds one of these roles on a day in a campaign, with the person, in order of appointments; disabled people left out."""
    query = select(Appointment).where(Appointment.role.in_(roles), *in_force(on)).join(Appointment.person)
    query = query.where(or_(Appointment.campaign_id.is_(None), Appointment.campaign_id == campaign_id), Person.disabled_at.is_(None))
    return list(session.scalars(query.options(contains_eager(Appointment.person)).order_by(Appointment.id)))


def not_over(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on appointments: those that are not over on a day, begun or not."""
    ended = exists().where(AppointmentEnd.appointment_id == Appointment.id, AppointmentEnd.until_on < on)
    return or_(Appointment.until_on.is_(None), Appointment.until_on >= on), ~ended


def in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    """Conditions on appointments: those that have begun and are not over on a day."""
    return Appointment.from_on <= on, *not_over(on)
