"""``devolve init``: an empty home becomes an installation with one account."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.backup import MARK, forget
from webapp.cli.home import database_file, is_set_up, told_instant
from webapp.cli.people import new_password, show_once
from webapp.cli.speaking import Command, HomeRefused, say
from webapp.clock import now
from webapp.config import DIAGRAMS, Config
from webapp.database import carry_out, engine_for
from webapp.hashing import hashing
from webapp.schema import upgrade
from workflows.domain.calendar import day_of
from workflows.domain.vocabulary import Role
from workflows.files.law_register import own_register_text
from workflows.operations.actors import INSTALLATION
from workflows.operations.campaigns.registers import deploy_set, load_laws
from workflows.operations.people import ZONE, add_person, appoint
from workflows.store.audit import Act

DRAWN = ("campaign.bpmn", "item_review.bpmn", "file_item.bpmn", "screening.dmn")
MAY_LIE_THERE = frozenset({"log"})


@click.command("init", cls=Command)
@click.option("--account", default="admin", show_default=True, help="第一个账号（系统管理员） · the first account, system manager")
@click.option("--name", default="系统管理员", show_default=True, help="其姓名 · the name")
@click.option("--rehearsal", is_flag=True, help="演练：文书标明演示数据，可指定时间 · a rehearsal: papers say so")
@click.option("--json", "as_json", is_flag=True, help="给程序读 · for a program to read")
@click.pass_obj
def init(config: Config, account: str, name: str, rehearsal: bool, as_json: bool) -> None:
    """在空目录中安装：表、法律登记册、流程图、第一个账号 · set up an empty home: tables, laws, drawings, one account

    第一个账号的密码只显示一次，首次登录时须更改。已有内容的目录不予安装。
    The password is shown once and must be changed at the first sign-in. A home that holds anything is refused.
    """
    password = new_password()
    refuse_used_home(config)
    at = told_instant(click.get_current_context().find_root().meta.get("at"), rehearsal) or now()
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        found(config, at, account, name, password, rehearsal)
    except BaseException:
        forget(config)
        raise
    if rehearsal:
        (config.home / MARK).touch()
    say(f"已安装在 {config.home}。", f"Set up in {config.home}.") if not as_json else None
    show_once(account, password, as_json)


def refuse_used_home(config: Config) -> None:
    """Refuse a home that holds anything but a log, and a database that was acted in.

    Raises:
        HomeRefused: it does.
    """
    if config.home.exists() and {path.name for path in config.home.iterdir()} - MAY_LIE_THERE:
        raise HomeRefused(f"{config.home} 不是空目录，不予安装。", f"{config.home} is not empty; nothing was set up.")
    file = database_file(config)
    if file is not None:
        if file.exists():
            raise HomeRefused(f"数据库 {file} 已存在。", f"The database {file} exists.")
        return
    engine = engine_for(config.database_url)
    try:
        with Session(engine) as session:
            if is_set_up(engine) and session.scalar(select(func.count()).select_from(Act)):
                raise HomeRefused("这个数据库已经有安装。", "This database holds an installation already.")
    finally:
        engine.dispose()


def found(config: Config, at: datetime, account: str, name: str, password: str, rehearsal: bool) -> None:
    """Tables, laws, drawings and the first account stand in the database."""
    engine = engine_for(config.database_url)
    try:
        upgrade(engine)
        with Session(engine) as session:
            carry_out(lambda writing: _first_acts(writing, at, account, name, password, rehearsal), session)
    finally:
        engine.dispose()


def drawings(folder: Path = DIAGRAMS) -> dict[str, bytes]:
    """The set that comes with the house."""
    return {name: (folder / name).read_bytes() for name in DRAWN}


def _first_acts(session: Session, at: datetime, account: str, name: str, password: str, rehearsal: bool) -> None:
    load_laws(session, actor=INSTALLATION, at=at, content=own_register_text())
    deploy_set(session, actor=INSTALLATION, at=at, files=drawings())
    words = {"password_hash": hashing.hash(password), "demonstration": rehearsal}
    add_person(session, actor=INSTALLATION, at=at, account=account, name=name, **words)
    appoint(session, actor=INSTALLATION, at=at, account=account, role=Role.system_manager, from_on=day_of(at, ZONE))
