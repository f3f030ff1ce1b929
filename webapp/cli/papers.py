"""``devolve papers``: every paper of a campaign as a file, the whole package, and the wordings that a bureau edits."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.choices import NUMBER, OneOf
from webapp.cli.home import Home
from webapp.cli.items import TO
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.papers.fields import FIELDS, fields_of
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.snapshot import Snapshot
from workflows.domain.papers.wording import Wording, required_fields
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.operations.actors import must_hold
from workflows.operations.catalogue.issuing import record_issued
from workflows.operations.papers.making import Wanted, file_name, package_contents, paper_file, write_package
from workflows.operations.papers.meetings import minutes_file
from workflows.operations.papers.snapshots import snapshot_now, snapshot_of_version
from workflows.operations.papers.wordings import return_to_built_in, wording_in_force, wordings_in_force, write_wording
from workflows.store.items.listing import SEES_ALL

KIND = click.argument("kind", type=click.Choice(list(KINDS)), metavar="PAPER")
VERSION = click.option("--version", type=click.IntRange(1), metavar="N", help="第几版目录时的数据，默认现在 · as of a version, else now")
ADDRESS = click.option(
    "--address", default="", metavar="URL", help="印在目录上的核验地址，含 {digest}，默认按 DEVOLVE_PUBLIC_ADDRESS · address of the check"
)
ISSUED_BY = click.option("--as", "account", required=True, metavar="ACCOUNT", help="由谁的账号取出或发出 · whose account takes it out")
ROLE = click.option("--role", type=OneOf(Role), metavar="ROLE", help="以哪个身份（有几项任职时） · in which role, if several")


@dataclass
class Order:
    """A snapshot to make papers of, and who takes them out."""

    snapshot: Snapshot
    issuer: Acting

    def issue(self, digests: Mapping[str, str]) -> None:
        """What was written is known as ours, if it is of an announced version; a draft is issued by nobody."""
        if self.snapshot.listed.version:
            self.issuer.carry(record_issued, papers=digests, listed=self.snapshot.listed)


@click.group(cls=Group)
def papers() -> None:
    """公文 · official papers"""


@papers.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """有哪些文件 · which papers there are"""
    home.campaign(campaign_key)
    own = wordings_in_force(home.session)
    rows = [{"paper": key, "zh": kind.words.zh, "en": kind.words.en, "forms": list(kind.forms), "for": sorted(kind.made_for),
             "own_wording": key in own} for key, kind in KINDS.items()]  # fmt: skip
    if as_json:
        say_json(rows)
        return
    labels = (Words("文件", "Paper"), Words("名称", "Name"), Words("格式", "Forms"), Words("为谁", "For"))
    say_table(labels, [(row["paper"], row["zh"], " ".join(row["forms"]), " ".join(row["for"])) for row in rows])


@papers.command("write")
@reading
@KIND
@click.option("--for", "whom", default="", metavar="KEY|N", help="哪个单位或第几项 · for which unit, or which item")
@click.option("--format", "form", type=click.Choice(["docx", "pdf", "xlsx"]), help="默认看文件名 · by the file's name, if not said")
@VERSION
@ISSUED_BY
@ROLE
@ADDRESS
@TO
def write(home: Home, as_json: bool, kind: str, whom: str, form: str | None, address: str, target: Path, **order) -> None:
    """写出一份文件 · write one paper"""
    wanted = Wanted(kind, whom, form or target.suffix.removeprefix(".").lower())
    order = _order(home, **order)
    content = paper_file(order.snapshot, wordings_in_force(home.session), wanted, address or home.config.check_address)
    target.write_bytes(content)
    order.issue({file_name(order.snapshot, wanted): hashlib.sha256(content).hexdigest()})
    _told(target, order.snapshot, 1, as_json)


@papers.command("package")
@reading
@VERSION
@ISSUED_BY
@ROLE
@ADDRESS
@TO
def package(home: Home, as_json: bool, address: str, target: Path, **order) -> None:
    """全部文件打成一个 zip · every paper in one zip"""
    order, wordings = _order(home, **order), wordings_in_force(home.session)
    count = len(package_contents(order.snapshot))
    with target.open("wb") as into, click.progressbar(length=count, file=sys.stderr, hidden=as_json) as bar:
        digests = write_package(order.snapshot, wordings, into, lambda done, total: bar.update(1), address or home.config.check_address)
    order.issue(digests)
    _told(target, order.snapshot, count, as_json)


@papers.command("minutes")
@reading
@click.argument("seminar", type=NUMBER)
@TO
def minutes(home: Home, campaign_key: str | None, as_json: bool, seminar: int, target: Path) -> None:
    """一次研讨会的会议纪要，docx 或 pdf · the minutes of one seminar"""
    name, content = minutes_file(home.session, home.campaign(campaign_key), seminar, target.suffix.removeprefix(".").lower())
    target.write_bytes(content)
    if as_json:
        say_json({"file": str(target), "name": name})
    else:
        say(f"{target}：{name}", f"{target}: {name}")


@papers.command("wording")
@reading
@KIND
def wording(home: Home, campaign_key, as_json: bool, kind: str) -> None:
    """一种文件的用语和可用字段 · the wording of a paper, and its fields"""
    home.campaign(campaign_key)
    said, needed = wording_in_force(home.session, kind), required_fields(kind)
    if as_json:
        fields = {name: FIELDS[name]._asdict() | {"needed": name in needed} for name in fields_of(kind)}
        say_json({"paper": kind, "title": said.title, "text": said.text, "fields": fields})
        return
    click.echo(f"{said.title}\n{said.text}\n")
    labels = (Words("字段", "Field"), Words("意思", "Meaning"), Words("必须", "Needed"))
    say_table(labels, [(f"{{{name}}}", FIELDS[name].zh, "*" if name in needed else "") for name in fields_of(kind)])


@papers.command("write-wording")
@acting
@KIND
@click.argument("file", type=click.File(encoding="utf-8"))
def write_wording_(who: Acting, kind: str, file) -> None:
    """用语改为文件所写，第一行是标题 · the wording is what the file says, its first line the title"""
    title, _, text = file.read().replace("\r\n", "\n").partition("\n")
    tell(who, who.carry(write_wording, kind=kind, wording=Wording(title.strip(), text.strip("\n"))))


@papers.command("built-in-wording")
@acting
@KIND
def built_in_wording(who: Acting, kind: str) -> None:
    """恢复内置用语 · the built-in wording comes back"""
    tell(who, who.carry(return_to_built_in, kind=kind))


def _order(home: Home, campaign_key: str | None, version: int | None, account: str, role: Role | None) -> Order:
    """The snapshot asked for, in the name of somebody who has every paper on the pages too."""
    campaign = home.campaign(campaign_key)
    issuer = Acting(home, account, role, None, campaign_key)
    must_hold(issuer.actor(home.session, campaign), sorted(SEES_ALL))
    return Order(snapshot_of_version(home.session, campaign, version) if version else snapshot_now(home.session, campaign), issuer)


def _told(target: Path, snapshot: Snapshot, count: int, as_json: bool) -> None:
    if as_json:
        say_json({"file": str(target), "files": count, "act": snapshot.position, "hash": snapshot.chain_hash})
    else:
        zh = f"{target}：{count} 个文件，数据截至第 {snapshot.position} 号办理。"
        say(zh, f"{target}: {count} files, as of act {snapshot.position}.")
