"""``devolve substitutions``: 代理 — who acts in whose name, from when until when."""

from __future__ import annotations

from datetime import date

import click
from sqlalchemy.orm import Session

from webapp.cli.acting import CAMPAIGN, Acting, administering, reading
from webapp.cli.choices import NUMBER, Day
from webapp.cli.home import Home
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.substitutions import give_substitution, revoke_substitution
from workflows.store.substitutions import Listed, listed_substitutions

HEADING = (
    Words("编号", "No."), Words("被代理人", "Stood in for"), Words("身份", "Role"), Words("代理人", "Substitute"),
    Words("采集", "Campaign"), Words("自", "From"), Words("至", "Until"), Words("撤回", "Revoked"),
)  # fmt: skip


@click.group(cls=Group)
def substitutions() -> None:
    """代理 · who acts in whose name"""


@substitutions.command("give")
@administering
@click.argument("appointment", type=NUMBER)
@click.argument("substitute")
@click.option("--from", "from_on", type=Day(), help="起始日，默认今天 · from this day, today by default")
@click.option("--until", "until_on", type=Day(), required=True, help="截止日（含） · until this day, inclusive")
@CAMPAIGN
def give(who: Acting, appointment: int, substitute: str, from_on: date | None, until_on: date) -> None:
    """委托代理：任职编号见 appointments list · somebody stands in for the holder of an appointment"""

    def work(session: Session, *, actor, at):
        words = {"appointment_id": appointment, "substitute": substitute, "from_on": from_on or who.home.today(), "until_on": until_on}
        campaign = who.campaign() if who.campaign_key else None
        return give_substitution(session, actor=actor, at=at, campaign=campaign, **words)

    row = who.administer(work)
    if who.as_json:
        say_json({"substitution": row.id})
    else:
        say(f"已登记代理，编号 {row.id}。", f"The substitution is recorded, number {row.id}.")


@substitutions.command("revoke")
@administering
@click.argument("number", type=NUMBER)
def revoke(who: Acting, number: int) -> None:
    """撤回代理，即时生效 · a substitution ends now"""
    who.administer(revoke_substitution, substitution_id=number)
    if who.as_json:
        say_json({"substitution": number, "revoked": True})
    else:
        say(f"代理 {number} 已撤回。", f"Substitution {number} is revoked.")


@substitutions.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """所有代理，含已结束的 · all substitutions, past ones too"""
    rows = [_row(one) for one in listed_substitutions(home.session)]
    if as_json:
        say_json(rows)
        return
    say_table(HEADING, [row.values() for row in rows])


def _row(one: Listed) -> dict:
    return {
        "substitution": one.given.id,
        "stood_for": one.given.appointment.person.account,
        "role": Role(one.given.appointment.role).zh,
        "substitute": one.given.substitute.account,
        "campaign": one.campaign,
        "from": one.given.from_on.isoformat(),
        "until": one.given.until_on.isoformat(),
        "revoked": one.revoked,
    }
