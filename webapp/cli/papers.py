"""``devolve papers``: every paper of a campaign as a file, the whole package, and the wordings that a bureau edits."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.home import Home
from webapp.cli.items import TO
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.papers.fields import FIELDS, fields_of
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.snapshot import Snapshot
from workflows.domain.papers.wording import Wording, required_fields
from workflows.domain.words import Words
from workflows.operations.papers.making import Wanted, package_contents, paper_file, write_package
from workflows.operations.papers.snapshots import snapshot_now, snapshot_of_version
from workflows.operations.papers.wordings import return_to_built_in, wording_in_force, wordings_in_force, write_wording

KIND = click.argument("kind", type=click.Choice(list(KINDS)), metavar="PAPER")
VERSION = click.option("--version", type=click.IntRange(1), metavar="N", help="第几版目录时的数据，默认现在 · as of a version, else now")
ADDRESS = click.option("--address", default="", metavar="URL", help="印在目录上的核验地址，{digest} 处填摘要 · address of the check")


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
@ADDRESS
@TO
def write(home: Home, campaign_key, as_json: bool, kind: str, whom: str, form: str | None, version, address: str, target: Path) -> None:
    """写出一份文件 · write one paper"""
    wanted = Wanted(kind, whom, form or target.suffix.removeprefix(".").lower())
    snapshot = _snapshot(home, campaign_key, version)
    content = paper_file(snapshot, wordings_in_force(home.session), wanted, address)
    target.write_bytes(content)
    _told(target, snapshot, 1, as_json)


@papers.command("package")
@reading
@VERSION
@ADDRESS
@TO
def package(home: Home, campaign_key, as_json: bool, version, address: str, target: Path) -> None:
    """全部文件打成一个 zip · every paper in one zip"""
    snapshot, wordings = _snapshot(home, campaign_key, version), wordings_in_force(home.session)
    count = len(package_contents(snapshot))
    with target.open("wb") as into, click.progressbar(length=count, file=click.get_text_stream("stderr"), hidden=as_json) as bar:
        write_package(snapshot, wordings, into, lambda done, total: bar.update(1), address)
    _told(target, snapshot, count, as_json)


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


def _snapshot(home: Home, campaign_key: str | None, version: int | None) -> Snapshot:
    campaign = home.campaign(campaign_key)
    return snapshot_of_version(home.session, campaign, version) if version else snapshot_now(home.session, campaign)


def _told(target: Path, snapshot: Snapshot, count: int, as_json: bool) -> None:
    if as_json:
        say_json({"file": str(target), "files": count, "act": snapshot.position, "hash": snapshot.chain_hash})
    else:
        zh = f"{target}：{count} 个文件，数据截至第 {snapshot.position} 号办理。"
        say(zh, f"{target}: {count} files, as of act {snapshot.position}.")
