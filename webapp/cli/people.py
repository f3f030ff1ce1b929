"""``devolve people``: accounts."""

from __future__ import annotations

import csv
import secrets
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, administering, reading
from webapp.cli.home import Home
from webapp.cli.speaking import Group, say, say_json, say_table
from webapp.hashing import hashing
from workflows.domain.errors import Unfit
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.files.reading.comma_text import decoded
from workflows.operations.mailing import set_address
from workflows.operations.people import add_person, disable_person, reset_password
from workflows.store.people import Person, appointments

SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
GROUPS, GROUP = 4, 5


def new_password() -> str:
    """A password nobody guesses, without signs that people confuse: four groups of five."""
    return "-".join("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))


def show_once(account: str, password: str, as_json: bool) -> None:
    """The one time a password is shown."""
    if as_json:
        say_json({"account": account, "password": password})
        return
    say(f"账号 {account} 的初始密码：{password}", f"First password of {account}: {password}")
    say("只显示这一次，首次登录时须更改。", "It is shown this once and must be changed at the first sign-in.")


@click.group(cls=Group)
def people() -> None:
    """账号 · accounts"""


@people.command("add")
@administering
@click.argument("account")
@click.argument("name")
def add(who: Acting, account: str, name: str) -> None:
    """新建账号，初始密码只显示一次 · a new account; its first password is shown once"""
    password = new_password()
    words = {"password_hash": hashing.hash(password), "demonstration": who.home.config.demonstration}
    who.administer(add_person, account=account, name=name, **words)
    show_once(account, password, who.as_json)


@people.command("import")
@administering
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(who: Acting, file: Path) -> None:
    """按名单（每行“账号,姓名”）新建账号，全部成功或一个也不建 · accounts from a list, “account,name” a line, all or none"""
    listed = [(account, name, new_password()) for account, name in _pairs(file)]
    demonstration = who.home.config.demonstration

    def work(session: Session, *, actor, at):
        for account, name, password in listed:
            words = {"password_hash": hashing.hash(password), "demonstration": demonstration}
            add_person(session, actor=actor, at=at, account=account, name=name, **words)

    who.administer(work)
    if who.as_json:
        say_json([{"account": account, "password": password} for account, _name, password in listed])
        return
    say_table([Words("账号", "Account"), Words("初始密码", "First password")], [(account, password) for account, _name, password in listed])
    say("只显示这一次，首次登录时须更改。", "They are shown this once and must be changed at the first sign-in.")


@people.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """所有账号及其任职 · all accounts and what they hold today"""
    campaign_id = home.campaign(campaign_key).id if campaign_key else None
    rows = [_row(home, person, campaign_id) for person in home.session.scalars(select(Person).order_by(Person.id))]
    if as_json:
        say_json(rows)
        return
    heading = Words("账号", "Account"), Words("姓名", "Name"), Words("状态", "State"), Words("任职", "Appointments")
    say_table(heading, [(row["account"], row["name"], row["state"], ", ".join(row["roles"])) for row in rows])


@people.command("disable")
@administering
@click.argument("account")
def disable(who: Acting, account: str) -> None:
    """停用账号，立即生效 · an account is shut at once"""
    who.administer(disable_person, account=account)
    say_json({"account": account, "state": "disabled"}) if who.as_json else say(f"账号 {account} 已停用。", f"{account} is disabled.")


@people.command("address")
@administering
@click.argument("account")
@click.argument("address", default="")
def address_(who: Acting, account: str, address: str) -> None:
    """通知摘要寄往哪个邮箱；不写地址即不再寄 · where the digest goes; without an address nowhere"""
    who.administer(set_address, account=account, address=address)
    if who.as_json:
        say_json({"account": account, "address": address})
    else:
        say(f"账号 {account} 的邮箱：{address or '无'}", f"Address of {account}: {address or 'none'}")


@people.command("reset-password")
@administering
@click.argument("account")
def reset(who: Acting, account: str) -> None:
    """重置密码，新密码只显示一次 · a new password, shown once"""
    password = new_password()
    who.administer(reset_password, account=account, password_hash=hashing.hash(password))
    show_once(account, password, who.as_json)


def _pairs(file: Path) -> list[tuple[str, str]]:
    pairs = [tuple(cell.strip() for cell in line) for line in csv.reader(decoded(file.read_bytes()).splitlines()) if any(line)]
    pairs = [pair for pair in pairs if pair != ("账号", "姓名")]
    if not pairs or any(len(pair) != 2 for pair in pairs):
        raise Unfit(f"{file.name}：每行须为“账号,姓名”。", f"{file.name}: each line is “account,name”.")
    return pairs


def _row(home: Home, person: Person, campaign_id: int | None) -> dict:
    held = appointments(home.session, person, home.today(), campaign_id)
    roles = [f"{Role(row.role).zh}{f'@{row.organisation.short_name}' if row.organisation else ''}" for row in held]
    state = "disabled" if person.disabled_at else "active"
    return {"account": person.account, "name": person.name, "state": state, "roles": roles}
