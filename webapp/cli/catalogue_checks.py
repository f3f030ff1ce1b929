"""``devolve catalogue verify · redline · compare``: a copy in hand, two versions, another district's list."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from webapp.catalogue.redlining import redline_plain
from webapp.cli.acting import reading
from webapp.cli.choices import Version
from webapp.cli.home import Home
from webapp.cli.items import TO
from webapp.cli.speaking import DONE, LEFT_OUT, finish, say, say_json, say_table, spoken
from workflows.domain.catalogue import Catalogue
from workflows.domain.comparison import ListComparison, list_comparison
from workflows.domain.item_library import item_library
from workflows.domain.redline import FIELD_WORDS, HEADING_WORDS, Redline, redline
from workflows.domain.verification import Verification
from workflows.domain.words import Words
from workflows.files.catalogue.comparison_workbook import read_foreign_list, write_comparison_workbook
from workflows.files.catalogue.item_library_files import write_library_csv, write_library_json, write_library_workbook
from workflows.files.catalogue.redline_workbook import write_redline_workbook
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.campaigns.publishing import wanted_catalogue
from workflows.operations.catalogue.verifying import Answer, verify_copy

FILE = click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
INTO = click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="另存为 xlsx · also as xlsx")
OURS = click.option(
    "--version", "wanted", type=Version(), metavar="N|draft", help="我方第几版，默认最新公告的 · which of ours, the newest unless said"
)
LIBRARY = {"xlsx": write_library_workbook, "csv": write_library_csv, "json": write_library_json}
SAID = FIELD_WORDS | HEADING_WORDS | {"version": Words("版本", "Version"), "digest": Words("摘要值", "Digest")}


@click.command("verify")
@reading
@FILE
def verify(home: Home, campaign_key: str | None, as_json: bool, file: Path) -> None:
    """手里的文件是否与公布的目录一致；不一致则退出状态为 1 · whether a copy equals what was published; status 1 if not"""
    answer = verify_copy(home.session, file.name, file.read_bytes())
    if as_json:
        say_json(_plain_answer(answer))
    else:
        _tell(answer)
    finish(DONE if answer.ours else LEFT_OUT)


@click.command("library")
@reading
@OURS
@TO
def library(home: Home, campaign_key: str | None, as_json: bool, wanted: int | None, target: Path) -> None:
    """写出执法事项库；有事项没有有效编码则退出状态为 1 · the item library; status 1 if a row has no valid code"""
    form = target.suffix.removeprefix(".").lower()
    if form not in LIBRARY:
        raise click.UsageError(f"--to: {' | '.join(LIBRARY)}")
    found = item_library(wanted_catalogue(home.session, home.campaign(campaign_key), wanted))
    target.write_bytes(LIBRARY[form](found))
    taken, left = len(found.rows), len(found.unlisted)
    if as_json:
        unlisted = [{"row": one.row.number, "name": one.row.name, "why": one.why.zh} for one in found.unlisted]
        say_json({"file": str(target), "rows": taken, "unlisted": unlisted})
    else:
        say(f"{target}：入库 {taken} 项，未入库 {left} 项。", f"{target}: {taken} rows, {left} without a valid code.")
        for one in found.unlisted:
            click.echo(f"  {one.row.number} {one.row.name}: {spoken(one.why)}")
    finish(LEFT_OUT if left else DONE)


@click.command("redline")
@reading
@click.argument("before", type=Version(), metavar="N|draft")
@click.argument("after", type=Version(), metavar="N|draft")
@INTO
def redline_(home: Home, campaign_key: str | None, as_json: bool, before: int, after: int, target: Path | None) -> None:
    """两版逐行逐字段的差异 · what differs between two versions, per row and field"""
    campaign = home.campaign(campaign_key)
    found = redline(*(wanted_catalogue(home.session, campaign, one) for one in (before, after)))
    if target:
        target.write_bytes(write_redline_workbook(found))
    if as_json:
        say_json(redline_plain(found))
        return
    _tell_redline(found)


@click.command("compare")
@reading
@FILE
@OURS
@click.option("--department", metavar="NAME", help="只比较这个部门的 · only this department's rows")
@INTO
def compare(
    home: Home, campaign_key: str | None, as_json: bool, file: Path, wanted: int | None, department: str | None, target: Path | None
) -> None:
    """与其他区公布的目录比较 · another district's published list beside ours"""
    ours = wanted_catalogue(home.session, home.campaign(campaign_key), wanted)
    if department:
        ours = dataclasses.replace(ours, rows=tuple(row for row in ours.rows if row.department == department))
    found = list_comparison(ours, read_foreign_list(read_in_child(file.name, file.read_bytes(), reader="paper")))
    if target:
        target.write_bytes(write_comparison_workbook(found, file.name))
    if as_json:
        say_json(_plain_comparison(found))
        return
    same, other = found.same, len(found.reworded)
    missing, extra = len(found.missing), len(found.extra)
    zh = f"名称相同 {same}，表述不同 {other}，对方有我方无 {missing}，我方有对方无 {extra}。"
    say(zh, f"Same name {same}, worded differently {other}, theirs alone {missing}, ours alone {extra}.")
    for one in found.reworded:
        click.echo(f"  {one.ours.number} {one.ours.name}\n    {one.likeness}% {one.theirs.name}")
    for row in found.missing:
        click.echo(f"  + {row.place} {row.name}")


def _plain_answer(answer: Answer) -> dict[str, object]:
    found = answer.verification
    listed = answer.catalogue or (found.listed if found else None)
    return {
        "ours": answer.ours,
        "digest": answer.digest,
        "issued": dataclasses.asdict(answer.issued) if answer.issued else None,
        "campaign": listed.campaign_key if listed else None,
        "version": listed.version if listed else None,
        "wrong": [dataclasses.asdict(cell) for cell in found.wrong] if found else [],
        "missing": [row.number for row in found.missing] if found else [],
        "extra": [dataclasses.asdict(row) for row in found.extra] if found else [],
        "unsaid": list(found.unsaid) if found else [],
    }


def _tell(answer: Answer) -> None:
    listed: Catalogue | None = answer.catalogue or (answer.verification.listed if answer.verification else None)
    if answer.issued:
        say(f"这是我们发出的文件：{answer.issued.name}", f"We issued this file: {answer.issued.name}")
    elif listed and answer.ours:
        say(f"与第 {listed.version} 版一致，{len(listed.rows)} 项。", f"Equal to version {listed.version}, {len(listed.rows)} items.")
    elif answer.verification:
        _tell_verification(answer.verification)
    elif not answer.readable:
        say("这份 PDF 不是我们发出的原件。", "This PDF is not one we issued.")
    else:
        say("还没有公布过目录。", "No catalogue was published yet.")


def _tell_verification(found: Verification) -> None:
    version = found.listed.version
    say(f"与第 {version} 版相比有 {found.faults} 处不一致。", f"{found.faults} differences from version {version}.")
    if found.unsaid:
        unsaid = _joined(found.unsaid)
        say(f"文件里没有这些列：{unsaid.zh}", f"The file lacks these columns: {unsaid.en}")
    heading = Words("位置", "Place"), Words("序号", "Row"), Words("栏目", "Column"), Words("文件", "File"), Words("公布", "Published")
    if found.wrong:
        say_table(heading, [[one.place, one.row or "", spoken(SAID[one.field]), one.said, one.published] for one in found.wrong])
    for row in found.missing:
        say(f"缺 {row.number} {row.name}", f"missing {row.number} {row.name}")
    for one in found.extra:
        name = one.cells.get("name", "")
        say(f"多出 {one.place} {name}", f"never published {one.place} {name}")


def _joined(names: tuple[str, ...]) -> Words:
    words = [FIELD_WORDS[name] for name in names]
    return Words("、".join(one.zh for one in words), ", ".join(one.en for one in words))


def _tell_redline(found: Redline) -> None:
    before, added, removed, after = map(len, (found.before.rows, found.added, found.removed, found.after.rows))
    say(
        f"{before} + 新列入 {added} − 删去 {removed} = {after}；改动 {len(found.changed)} 项。",
        f"{before} + {added} added - {removed} removed = {after}; {len(found.changed)} changed.",
    )
    heading = Words("序号", "Row"), Words("字段", "Field"), Words("原文", "Before"), Words("现文", "After")
    rows = [["", spoken(HEADING_WORDS[one.name]), one.before, one.after] for one in found.heading]
    rows += [[row.after.number, spoken(FIELD_WORDS[one.name]), one.before, one.after] for row in found.changed for one in row.fields]
    if rows:
        say_table(heading, rows)
    for sign, listed in (("+", found.added), ("-", found.removed)):
        for row in listed:
            click.echo(f"{sign} {row.number} {row.name}")


def _plain_comparison(found: ListComparison) -> dict[str, object]:
    return {
        "ours": len(found.ours.rows),
        "theirs": found.theirs,
        "same": found.same,
        "reworded": [[one.ours.number, one.ours.name, one.theirs.name, one.likeness] for one in found.reworded],
        "missing": [dataclasses.asdict(row) for row in found.missing],
        "extra": [row.number for row in found.extra],
    }
