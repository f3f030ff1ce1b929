"""As whom somebody acts: an account becomes an actor through an appointment that holds on that day in that campaign."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy.orm import Session

from workflows.domain.errors import NotYours, Unfit
from workflows.domain.vocabulary import Door, Role
from workflows.operations.acts import Actor
from workflows.store.campaigns import Campaign
from workflows.store.people import Appointment, Person, appointments, person_of
from workflows.store.substitutions import substitutions

INSTALLATION = Actor(person_id=None, role=Role.system_manager, door=Door.cli)
"""The installation itself: it makes the first account, before anybody could."""


def acting(
    session: Session,
    account: str,
    *,
    on: date,
    door: Door,
    role: Role | None = None,
    campaign: Campaign | None = None,
    organisation: str | None = None,
    stood_for: str | None = None,
    demonstration: bool = False,
) -> Actor:
    """The actor that this account is on that day.

    Args:
        on: The day in the campaign's zone.
        role: Which of the account's roles; needed where it holds several.
        campaign: Appointments for other campaigns do not count; None counts those for all campaigns and for any.
        organisation: Key of the organisation acted for; needed where the account holds the role in several.
        stood_for: The account in whose name it acts; needs a substitution that holds on that day.
        demonstration: Whether this is the demonstration's own home; only there do its accounts act.

    Raises:
        NotYours: no such account, disabled, of the demonstration, or without such an appointment on that day. An unknown
            account and one that may not act are answered alike.
        Unfit: several appointments fit; the sentence lists them.
    """
    person = person_of(session, account)
    if person is None or person.disabled_at is not None or (person.demonstration and not demonstration):
        raise NotYours(f"账号“{account}”不能办理：没有此账号，或已停用。", f"The account “{account}” may not act: unknown or disabled.")
    campaign_id = campaign.id if campaign is not None else None
    if stood_for is not None:
        return _substitute(session, person, stood_for, on, door, role, campaign_id, organisation)
    return _actor(person, _chosen(appointments(session, person, on, campaign_id), account, on, role, organisation), door)


def standing_in(session: Session, person: Person, row: Appointment, on: date, door: Door) -> Actor:
    """Who stands in for the holder of this appointment; the substitute's own organisations stay with them."""
    own = frozenset(one.organisation_id for one in appointments(session, person, on) if one.organisation_id is not None)
    return Actor(person.id, Role(row.role), row.organisation_id, door, row.person_id, own)


def must_hold(actor: Actor, roles: Collection[Role]) -> None:
    """Refuse unless the actor acts in one of these roles. The installation itself (an actor without person) may set up all.

    Raises:
        NotYours: another role.
    """
    if actor.person_id is not None and actor.role not in roles:
        zh, en = "、".join(role.zh for role in roles), ", ".join(role.en for role in roles)
        raise NotYours(f"这由{zh}办理，您现在是{actor.role.zh}。", f"This is for: {en}. You act as: {actor.role.en}.")


def _substitute(
    session: Session,
    person: Person,
    stood_for: str,
    on: date,
    door: Door,
    role: Role | None,
    campaign_id: int | None,
    organisation: str | None,
) -> Actor:
    given = [row.appointment for row in substitutions(session, person, on, campaign_id) if row.appointment.person.account == stood_for]
    if not given:
        raise NotYours(
            f"账号“{person.account}”在 {on} 没有代“{stood_for}”办理的委托。",
            f"The account “{person.account}” does not stand in for “{stood_for}” on {on}.",
        )
    return standing_in(session, person, _chosen(given, stood_for, on, role, organisation), on, door)


def _chosen(held: Sequence[Appointment], account: str, on: date, role: Role | None, organisation: str | None) -> Appointment:
    fit = [row for row in held if role is None or row.role == role.value]
    fit = [row for row in fit if organisation is None or (row.organisation and row.organisation.key == organisation)]
    if not fit:
        wanted = role.words if role else None
        raise NotYours(
            f"账号“{account}”在 {on} 没有{wanted.zh if wanted else '任何'}任职，请安全管理员任命。",
            f"The account “{account}” holds no appointment{f' as {wanted.en}' if wanted else ''} on {on}.",
        )
    if len({(row.role, row.organisation_id) for row in fit}) > 1:
        zh = "、".join(sorted({_described(row)[0] for row in fit}))
        en = ", ".join(sorted({_described(row)[1] for row in fit}))
        raise Unfit(f"账号“{account}”有几项任职，请指明身份：{zh}。", f"“{account}” holds several appointments; say which: {en}.")
    return fit[0]


def _described(row: Appointment) -> tuple[str, str]:
    role = Role(row.role)
    unit = f"@{row.organisation.key}" if row.organisation else ""
    return f"{role.zh}({role.value}{unit})", f"{role.en} ({role.value}{unit})"


def _actor(person: Person, row: Appointment, door: Door) -> Actor:
    return Actor(person.id, Role(row.role), row.organisation_id, door)
