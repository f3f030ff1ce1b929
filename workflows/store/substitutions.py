"""代理: who stands in for whom, under which of their appointments, from when until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, exists, or_, select
from sqlalchemy.orm import Mapped, Session, aliased, joinedload, mapped_column, relationship

from workflows.store.audit import Act
from workflows.store.base import Key, Record
from workflows.store.campaigns import Campaign
from workflows.store.people import Appointment, Person, in_force, not_over


class Substitution(Record):
    """Somebody acts in the name of the holder of an appointment, from a day until a day (both inclusive).

    The appointment gives role, organisation and, where it is for one, the campaign; ``campaign_id`` narrows one that is for all.
    """

    __tablename__ = "substitution"
    __table_args__ = (CheckConstraint("until_on >= from_on", name="a_substitution_ends_after_it_begins"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"), index=True)
    substitute_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    from_on: Mapped[date]
    until_on: Mapped[date]
    appointment: Mapped[Appointment] = relationship(lazy="joined")
    substitute: Mapped[Person] = relationship(lazy="joined")


class SubstitutionEnd(Record):
    """A substitution revoked: it holds no more from this act on. At most one each."""

    __tablename__ = "substitution_end"
    substitution_id: Mapped[int] = mapped_column(ForeignKey("substitution.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)


def stands_in(on: date) -> ColumnElement[bool]:
    """Whether somebody was given a substitution that is not over on a day; correlates with ``Person``."""
    return exists().where(Substitution.substitute_id == Person.id, Substitution.until_on >= on, ~revoked()).correlate(Person)


def revoked() -> ColumnElement[bool]:
    """Whether a substitution was revoked; correlates with ``Substitution``."""
    return exists().where(SubstitutionEnd.substitution_id == Substitution.id)


def substitutions(session: Session, substitute: Person, on: date, campaign_id: int | None = None) -> list[Substitution]:
    """Those under which a person may act on a day, oldest first; with a campaign, those that reach it.

    The one stood in for holds the appointment on that day and is not disabled.
    """
    query = select(Substitution).join(Appointment, Appointment.id == Substitution.appointment_id)
    query = query.join(Person, Person.id == Appointment.person_id).where(Substitution.substitute_id == substitute.id)
    query = query.where(Substitution.from_on <= on, Substitution.until_on >= on, ~revoked(), Person.disabled_at.is_(None), *in_force(on))
    if campaign_id is not None:
        scopes = (Substitution.campaign_id, Appointment.campaign_id)
        query = query.where(*(or_(scope.is_(None), scope == campaign_id) for scope in scopes))
    return list(session.scalars(query.options(_with_person()).order_by(Substitution.id)))


@dataclass(frozen=True, slots=True)
class Listed:
    """One substitution with who gave it, the title of its campaign if it is for one, and whether it was revoked."""

    given: Substitution
    giver: str
    campaign: str
    revoked: bool


def listed_substitutions(session: Session, person_id: int | None = None, limit: int = 500) -> list[Listed]:
    """Substitutions, newest first: those that somebody gave or holds, or all."""
    giver = aliased(Person)
    query = select(Substitution, giver, Campaign.title, revoked()).join(Act, Act.id == Substitution.act_id)
    query = query.join(giver, giver.id == Act.person_id, isouter=True).join(Campaign, Campaign.id == Substitution.campaign_id, isouter=True)
    query = query.join(Appointment, Appointment.id == Substitution.appointment_id).options(_with_person())
    if person_id is not None:
        query = query.where(or_(Appointment.person_id == person_id, Substitution.substitute_id == person_id))
    rows = session.execute(query.order_by(Substitution.id.desc()).limit(limit))
    return [Listed(given, who.name if who else "", title or "", over) for given, who, title, over in rows]


def appointments_to_give(session: Session, on: date, person_id: int | None = None) -> list[Appointment]:
    """Appointments that are not over on a day, of one person or of everybody who is not disabled, by person."""
    query = select(Appointment).join(Appointment.person).where(Person.disabled_at.is_(None), *not_over(on))
    if person_id is not None:
        query = query.where(Appointment.person_id == person_id)
    return list(session.scalars(query.options(joinedload(Appointment.person)).order_by(Person.account, Appointment.id)))


def _with_person() -> object:
    return joinedload(Substitution.appointment).joinedload(Appointment.person)
