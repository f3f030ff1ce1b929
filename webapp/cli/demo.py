"""``devolve demo``: the demonstration in a home of its own, played once, served as often as wanted."""

from __future__ import annotations

import dataclasses
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

import click
from sqlalchemy.orm import Session

from webapp.cli.home import OTHER_VERSION
from webapp.cli.keeping import HOST, PORT, refuse_taken_address, serve_with_gunicorn
from webapp.cli.people import new_password
from webapp.cli.speaking import Command, HomeRefused, say, say_json, say_table
from webapp.config import Config
from webapp.database import engine_for
from webapp.demonstration import UNTIL, accounts, play
from webapp.hashing import hashing
from webapp.schema import is_current
from workflows.demonstration.campaign import KEY
from workflows.domain.words import Words
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import nets
from workflows.store.campaigns import campaign_of
from workflows.store.ledger import Ledger, ledger
from workflows.store.people import Organisation

MARK, PASSWORD, WHOLE = "DEMONSTRATION", "demonstration-password", "announcement"
PAPERS = {"xlsx": write_catalogue_workbook, "csv": write_catalogue_csv, "json": write_catalogue_json}


@click.command("demo", cls=Command)
@click.option("--reset", is_flag=True, help="删去已有的演示，重新开始 · remove the demonstration that is there and play it anew")
@click.option("--until", type=click.Choice(list(UNTIL)), help="演到哪一步为止，缺省为公告 · play until that stage has begun")
@click.option("--serve", "served", is_flag=True, help="随后在浏览器中打开 · then serve the workplace")
@HOST
@PORT
@click.option("--json", "as_json", is_flag=True, help="给程序读 · for a program to read")
@click.pass_obj
def demo(config: Config, reset: bool, until: str | None, served: bool, host: str, port: int, as_json: bool) -> None:
    """演示：在 demo/ 目录中按流程走完一次采集，列出演示账号 · play the demonstration in its own home, demo/ under the home"""
    own = dataclasses.replace(config, home=config.home / "demo", database_url=f"sqlite:///{config.home / 'demo' / 'devolve.sqlite'}")
    if served:
        refuse_taken_address(host, port)
    if reset:
        _remove(own.home)
    if not (own.home / MARK).exists():
        _play_into(own, until or WHOLE)
    elif until is not None and until != _played_until(own):
        raise HomeRefused("演示已经走到另一步；加 --reset 重新演示。", "This demonstration was played to another stage; add --reset.")
    _tell(own, as_json)
    if served:
        serve_with_gunicorn(own, host, port)


def _play_into(own: Config, until: str) -> None:
    """The demonstration stands in its home whole, or not at all: it is played beside and moved there."""
    if own.home.exists() and any(own.home.iterdir()):
        raise HomeRefused(f"{own.home} 不是演示目录，不动它。", f"{own.home} is no demonstration; it is left alone.")
    beside = own.home.with_name("demo.playing")
    _remove(beside)
    playing = dataclasses.replace(own, home=beside, database_url=f"sqlite:///{beside / 'devolve.sqlite'}")
    password = new_password()
    say("演示采集正在按流程办理 …", "The demonstration campaign is being played …") if sys.stderr.isatty() else None
    with click.progressbar(length=100, label="devolve demo", file=sys.stderr) as bar:
        play(playing, hashing.hash(password), lambda done, total: bar.update(done * 100 // max(total, 1) - bar.pos), until)
        bar.update(100 - bar.pos)
    if until == WHOLE:
        _write_papers(playing)
    secret = beside / PASSWORD
    secret.touch(mode=0o600)
    secret.write_text(password, encoding="ascii")
    if own.home.exists():
        own.home.rmdir()
    beside.rename(own.home)


def _write_papers(own: Config) -> None:
    engine = engine_for(own.database_url)
    try:
        with Session(engine) as session:
            listed = published_catalogue(session, campaign_of(session, KEY))
            for ending, written in PAPERS.items():
                (own.home / f"catalogue.{ending}").write_bytes(written(listed))
    finally:
        engine.dispose()


def _remove(home: Path) -> None:
    """A demonstration's home is gone; any other folder is left alone.

    Raises:
        HomeRefused: it is no demonstration.
    """
    if not home.exists():
        return
    if not (home / MARK).exists() and any(home.iterdir()):
        raise HomeRefused(f"{home} 不是演示目录，不动它。", f"{home} is no demonstration; it is left alone.")
    shutil.rmtree(home)


def _tell(own: Config, as_json: bool) -> None:
    password = (own.home / PASSWORD).read_text(encoding="ascii")
    book, names = _standing(own)
    if as_json:
        roles = [{"account": one.account, "role": one.role.value, "organisation": one.organisation} for one in accounts()]
        say_json({"home": str(own.home), "password": password, "accounts": roles, "ledger": book.as_json()})
        return
    heading = Words("账号", "Account"), Words("身份", "Role"), Words("单位", "Organisation")
    say_table(heading, [(one.account, one.role.zh, names.get(one.organisation, "")) for one in accounts()])
    say(f"以上账号的密码都是 {password}，只在演示中有效。", f"They share the password {password} and work in the demonstration only.")
    counts = book.total.counts
    say(*_summed(counts))
    if _played_until(own) == WHOLE:
        say(f"目录在 {own.home}。", f"The catalogue lies in {own.home}.")
    say("演示有自己的时钟：从最后一次办理之后接着走。", "It has a clock of its own, which goes on from its last act.")


def _summed(counts: Mapping[str, int]) -> Words:
    sums, zh, en = f"{counts['adopted']} + {counts['kept']}", "拟列入 + 保留", "adopted + kept"
    if counts["in_progress"]:
        sums, zh, en = f"{counts['in_progress']} + {sums}", f"在办 + {zh}", f"in progress + {en}"
    return Words(f"填报 {counts['filed']} = {sums}（{zh}）。", f"Filed {counts['filed']} = {sums} ({en}).")


def _played_until(own: Config) -> str:
    """To which stage the demonstration of this home was played, as its mark says."""
    said = (own.home / MARK).read_text(encoding="utf-8").split()
    return said[-1] if said[-1] in UNTIL else WHOLE


def _standing(own: Config) -> tuple[Ledger, dict[str, str]]:
    engine = engine_for(own.database_url)
    try:
        if not is_current(engine):
            raise HomeRefused(*OTHER_VERSION)
        with Session(engine) as session:
            campaign = campaign_of(session, KEY)
            return ledger(session, campaign, nets(campaign).item), {row.key: row.name for row in session.query(Organisation)}
    finally:
        engine.dispose()
