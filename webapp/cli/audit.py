"""``devolve audit``: the record of everything that was done, taken out, and a workplace rebuilt from it alone."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.backup import MARK, forget
from webapp.cli.acting import AS_JSON
from webapp.cli.home import opened
from webapp.cli.items import TO
from webapp.cli.keeping import tell_broken
from webapp.cli.setting_up import refuse_used_home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, finish, say, say_json
from webapp.config import Config
from webapp.database import carry_out, engine_for
from webapp.schema import upgrade
from workflows.domain.errors import Unfit
from workflows.operations.audit.rebuilding import export_audit, rebuild
from workflows.operations.audit.verifying import verify
from workflows.store.people import Person


@click.group(cls=Group)
def audit() -> None:
    """审计记录 · the audit"""


@audit.command("export")
@TO
@AS_JSON
def export(target: Path, as_json: bool) -> None:
    """写出全部审计记录，每行一条 JSON · the whole audit, one JSON object a line"""
    count = 0
    with opened() as home, target.open("w", encoding="utf-8") as lines:
        for line in export_audit(home.session):
            lines.write(line + "\n")
            count += 1
    say_json({"file": str(target), "lines": count}) if as_json else say(f"已写出 {count} 行。", f"{count} lines are written.")


@audit.command("rebuild")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@AS_JSON
@click.pass_obj
def rebuild_(config: Config, file: Path, as_json: bool) -> None:
    """仅凭审计记录在空目录中重建，然后核对；密码不在其中，须重置 · rebuild in an empty home and verify; passwords are no part of it"""
    refuse_used_home(config)
    config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _rebuilt(config, file)
    except BaseException:
        forget(config)
        raise
    with opened() as home:
        found = verify(home.session)
    tell_broken(found)
    if as_json:
        say_json({"sound": not found})
    elif not found:
        say("已重建，核对无误。", "Rebuilt and sound.")
    finish(LEFT_OUT if found else DONE)


def _rebuilt(config: Config, file: Path) -> None:
    engine = engine_for(config.database_url)
    try:
        upgrade(engine)
        with Session(engine) as session, file.open(encoding="utf-8") as lines:
            carry_out(lambda writing: rebuild(writing, (line.rstrip("\n") for line in lines)), session)
            if session.scalar(select(Person.id).where(Person.demonstration).limit(1)) is not None:
                (config.home / MARK).touch()
    except UnicodeDecodeError as error:
        raise Unfit(f"{file.name} 不是 UTF-8 文本。", f"{file.name} is no UTF-8 text.") from error
    finally:
        engine.dispose()
