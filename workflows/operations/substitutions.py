"""代理: somebody acts in another's name for a time; both names stand on every act, and the conflicts of both count.

The one stood in for knows when they are away, and the security manager keeps who may act: either gives it, either takes it back.
Managers of the system are never stood in for and never stand in (三员分立), and nobody passes on what they hold for another.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.vocabulary import Role
from workflows.operations.acts import Actor, open_act
from workflows.operations.people import SEPARATE, ZONE
from workflows.store.campaigns import Campaign
from workflows.store.people import Appointment, AppointmentEnd, Person, appointments, person_of
from workflows.store.substitutions import Substitution, SubstitutionEnd, revoked


def give_substitution(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    appointment_id: int,
    substitute: str,
    from_on: date,
    until_on: date,
    campaign: Campaign | None = None,
) -> Substitution:
    """The substitute may act as the holder of this appointment from that day until that day, in one campaign or in all of its.

    Args:
        substitute: The account of who stands in.
        campaign: Narrows an appointment for all campaigns to one.

    Raises:
        NotYours: the appointment is somebody else's and the actor is not the security manager, or acts for another; a manager of the
            system would be stood in for or would stand in.
        NotFound: no such appointment, or no such account.
        Unfit: the same person, days that are over, the wrong way round or beyond the appointment, another campaign, or given already.
    """
    row = session.get(Appointment, appointment_id)
    if row is None:
        raise NotFound(f"没有编号 {appointment_id} 的任职。", f"There is no appointment {appointment_id}.")
    _may_give(actor, row)
    person = person_of(session, substitute)
    if person is None or person.disabled_at is not None:
        raise NotFound(f"没有账号“{substitute}”，或已停用。", f"There is no account “{substitute}”, or it is disabled.")
    _fit_people(session, row, person, day_of(at, ZONE))
    _fit_days(session, row, day_of(at, ZONE), from_on, until_on)
    if campaign is not None and row.campaign_id not in (None, campaign.id):
        raise Unfit("这项任职不在这次采集。", "The appointment is not in this campaign.")
    _not_given_yet(session, row, person, from_on, until_on)
    act = open_act(session, actor, at, "give_substitution", campaign=campaign)
    given = Substitution(
        act_id=act.id,
        appointment_id=row.id,
        substitute_id=person.id,
        campaign_id=campaign.id if campaign else None,
        from_on=from_on,
        until_on=until_on,
    )
    act.add(given)
    act.close()
    return given


def revoke_substitution(session: Session, *, actor: Actor, at: datetime, substitution_id: int) -> Substitution:
    """The substitute acts no more in the other's name, from now on; what they did stays.

    Raises:
        NotFound: no such substitution, or it is not the actor's to know.
        NotOffered: it is revoked or over already.
    """
    row = session.get(Substitution, substitution_id)
    own = row is not None and actor.on_behalf_of_id is None and actor.person_id in (row.appointment.person_id, row.substitute_id)
    if row is None or not (own or _keeps_all(actor)):
        raise NotFound(f"没有编号 {substitution_id} 的代理。", f"There is no substitution {substitution_id}.")
    if session.get(SubstitutionEnd, substitution_id) is not None or row.until_on < day_of(at, ZONE):
        raise NotOffered("这项代理已经结束。", "This substitution is over.")
    act = open_act(session, actor, at, "revoke_substitution")
    act.add(SubstitutionEnd(substitution_id=row.id, act_id=act.id))
    act.close()
    return row


def _keeps_all(actor: Actor) -> bool:
    return actor.role is Role.security_manager or actor.person_id is None


def _may_give(actor: Actor, row: Appointment) -> None:
    if actor.on_behalf_of_id is not None:
        raise NotYours("代理期间不能再委托他人。", "Who stands in for somebody cannot pass that on.")
    if actor.person_id != row.person_id and not _keeps_all(actor):
        raise NotYours("代理由本人或安全管理员委托。", "A substitution is given by the person or by the security manager.")


def _fit_people(session: Session, row: Appointment, person: Person, on: date) -> None:
    if person.id == row.person_id:
        raise Unfit("不能由本人代理本人。", "Nobody stands in for themself.")
    held = {Role(one.role) for one in appointments(session, person, on)}
    if Role(row.role) in SEPARATE or held & SEPARATE:
        raise NotYours(
            "系统管理员、安全管理员、安全审计员不能被代理，也不能代理他人。",
            "System, security and audit managers are not stood in for and do not stand in.",
        )


def _fit_days(session: Session, row: Appointment, today: date, from_on: date, until_on: date) -> None:
    if until_on < from_on or until_on < today:
        raise Unfit("截止日不能早于起始日，也不能早于今天。", "It cannot end before it begins or before today.")
    ended = session.get(AppointmentEnd, row.id)
    last = min((day for day in (row.until_on, ended.until_on if ended else None) if day), default=None)
    if from_on < row.from_on or (last is not None and until_on > last):
        raise Unfit("代理期限不能超出任职期限。", "It cannot reach beyond the appointment.")


def _not_given_yet(session: Session, row: Appointment, person: Person, from_on: date, until_on: date) -> None:
    same = select(Substitution.id).where(Substitution.appointment_id == row.id, Substitution.substitute_id == person.id, ~revoked())
    if session.scalar(same.where(Substitution.from_on <= until_on, Substitution.until_on >= from_on).limit(1)) is not None:
        raise Unfit("这一期限内已委托此人代理，请先撤回。", "This person stands in on these days already; revoke that first.")
