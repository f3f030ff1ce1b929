"""``devolve appointments``: who holds which role, for whom, from when until when."""

from __future__ import annotations

from datetime import date

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.cli.acting import CAMPAIGN, Acting, administering, reading
from webapp.cli.choices import NUMBER, Day, OneOf
from webapp.cli.home import Home
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.people import appoint, end_appointment
from workflows.store.campaigns import Campaign
from workflows.store.people import Appointment, AppointmentEnd

HEADING = (
    Words("编号", "No."), Words("账号", "Account"), Words("身份", "Role"), Words("单位", "Office"), Words("采集", "Campaign"),
    Words("自", "From"), Words("至", "Until"),
)  # fmt: skip


@click.group(cls=Group)
def appointments() -> None:
    """任职 · appointments"""


@appointments.command("add")
@administering
@click.argument("account")
@click.argument("appointed", type=OneOf(Role), metavar="ROLE")
@click.option("--at-office", "office", metavar="KEY", help="所在单位 · the organisation")
@click.option("--from", "from_on", type=Day(), help="起始日，默认今天 · from this day, today by default")
@click.option("--until", "until_on", type=Day(), help="截止日（含） · until this day, inclusive")
@CAMPAIGN
def add(
    who: Acting, account: str, appointed: Role, office: str | None, from_on: date | None, until_on: date | None
) -> None:
    """任命 · somebody holds a role; without --campaign in all campaigns"""

    def work(session: Session, *, actor, at):
        campaign = who.campaign() if who.campaign_key else None
        words = {"from_on": from_on or who.home.today(), "until_on": until_on, "organisation": office, "campaign": campaign}
        return appoint(session, actor=actor, at=at, account=account, role=appointed, **words)

    row = who.administer(work)
    if who.as_json:
        say_json({"appointment": row.id})
    else:
        say(f"已任命 {account} 为{appointed.zh}，编号 {row.id}。", f"{account} is appointed: {appointed.en}, number {row.id}.")


@appointments.command("end")
@administering
@click.argument("number", type=NUMBER)
@click.option("--on", "until_on", type=Day(), help="最后一天（含），默认今天 · the last day, today by default")
def end(who: Acting, number: int, until_on: date | None) -> None:
    """免去任职 · an appointment ends after its last day"""
    last = until_on or who.home.today()
    who.administer(end_appointment, appointment_id=number, until_on=last)
    if who.as_json:
        say_json({"appointment": number, "until": last.isoformat()})
    else:
        say(f"任职 {number} 至 {last} 止。", f"Appointment {number} holds until {last}.")


@appointments.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """所有任职，含已结束的 · all appointments, past ones too"""
    rows = [_row(*found) for found in home.session.execute(_everything(home, campaign_key))]
    if as_json:
        say_json(rows)
        return
    say_table(HEADING, [row.values() for row in rows])


def _everything(home: Home, campaign_key: str | None):
    query = select(Appointment, AppointmentEnd.until_on, Campaign.key).options(joinedload(Appointment.person))
    query = query.join(AppointmentEnd, AppointmentEnd.appointment_id == Appointment.id, isouter=True)
    query = query.join(Campaign, Campaign.id == Appointment.campaign_id, isouter=True).order_by(Appointment.id)
    return query.where(Campaign.key == home.campaign(campaign_key).key) if campaign_key else query


def _row(row: Appointment, ended_on: date | None, campaign_key: str | None) -> dict:
    until = min((day for day in (row.until_on, ended_on) if day), default=None)
    return {
        "appointment": row.id,
        "account": row.person.account,
        "role": Role(row.role).zh,
        "organisation": row.organisation.key if row.organisation else "",
        "campaign": campaign_key or "",
        "from": row.from_on.isoformat(),
        "until": until.isoformat() if until else "",
    }
