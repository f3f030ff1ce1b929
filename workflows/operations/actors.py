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
    demonstration: bool = False,
) -> Actor:
    """The actor that this account is on that day.

    Args:
        on: The day in the campaign's zone.
        role: Which of the account's roles; needed where it holds several.
        campaign: Appointments for other campaigns do not count; None counts those for all campaigns and for any.
        organisation: Key of the organisation acted for; needed where the account holds the role in several.
        demonstration: Whether this is the demonstration's own home; only there do its accounts act.

    Raises:
        NotYours: no such account, disabled, of the demonstration, or without such an appointment on that day. An unknown
            account and one that may not act are answered alike.
        Unfit: several appointments fit; the sentence lists them.
    """
    person = person_of(session, account)
    if person is None or person.disabled_at is not None or (person.demonstration and not demonstration):
        raise NotYours(f"账号“{account}”不能办理：没有此账号，或已停用。", f"The account “{account}” may not act: unknown or disabled.")
    held = appointments(session, person, on, campaign.id if campaign is not None else None)
    return _actor(person, _chosen(held, account, on, role, organisation), door)


def must_hold(actor: Actor, roles: Collection[Role]) -> None:
    """Refuse unless the actor acts in one of these roles. The installation itself (an actor without person) may set up all.

    Raises:
        NotYours: another role.
    """
    if actor.person_id is not None and actor.role not in roles:
        zh, en = "、".join(role.zh for role in roles), ", ".join(role.en for role in roles)
        raise NotYours(f"这由{zh}办理，您现在是{actor.role.zh}。", f"This is for: {en}. You act as: {actor.role.en}.")


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
