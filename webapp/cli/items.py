"""``devolve items``: lists, one item, the collection form out and in. What people do with items is in ``item_acts``."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, reading
from webapp.cli.choices import NUMBER, OneOf
from webapp.cli.choosing import Choice, department_key, filtered
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, Words, complain, finish, numbers_text, say, say_json, say_table, spoken
from workflows.domain.errors import NotFound
from workflows.domain.vocabulary import KeepReason, Kind
from workflows.files.items.collection_template import FormRow, write_template
from workflows.files.items.item_workbook import ReadingOptions
from workflows.files.items.row_report import write_row_report
from workflows.files.reading.grid import FILE_BYTES, FileRefused
from workflows.files.reading.problems import Problem
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.items.importing import ImportReport, Workbook, import_items
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.items.listing import ItemFilter, ListedRow, listed_whole
from workflows.store.items.rows import Item, ItemFinding, Passage, item_numbered, passages_told, version_of

TO = click.option("--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="写到哪个文件 · the file to write")


@click.group(cls=Group)
def items() -> None:
    """职权事项 · items: lists, forms in and out, and everything people do with them"""


@items.command("list")
@reading
@filtered
def list_(home: Home, campaign_key: str | None, as_json: bool, choice: Choice) -> None:
    """事项列表 · the items, filtered"""
    campaign = home.campaign(campaign_key)
    rows = listed_whole(home.session, Item.campaign_id == campaign.id, choice.filter(home.session, campaign))
    if as_json:
        say_json([_plain(row) for row in rows])
        return
    places = nets(campaign).item.places
    labels = ("编号", "No."), ("部门", "Department"), ("类别", "Kind"), ("环节", "Place"), ("调整方式", "Mode"), ("事项名称", "Item")
    say_table([Words(*pair) for pair in labels], [_line(row, places[row.marking]) for row in rows])
    say(f"共 {len(rows)} 项。", f"{len(rows)} items.")


@items.command("show")
@reading
@click.argument("number", type=NUMBER)
def show(home: Home, campaign_key: str | None, as_json: bool, number: int) -> None:
    """一项的全部：内容、筛查、流转 · everything about one item"""
    campaign = home.campaign(campaign_key)
    item = item_numbered(home.session, campaign.id, number)
    if item is None:
        raise NotFound(f"没有这些事项：{number}", f"There are no such items: {number}")
    said = _everything(home.session, item)
    if as_json:
        say_json(said)
        return
    place = nets(campaign).item.places[said["place"]]
    say(f"{number} {said['fields']['name']}", f"{number} {said['fields']['name']}")
    say(f"现在：{place.name}（{place.marking}）", f"Now: {place.name_en} ({place.marking})")
    for name, value in said["fields"].items():
        if value not in (None, "", []):
            click.echo(f"  {name}: {value}")
    for one in said["findings"]:
        say(f"  [{one['severity']}] {one['zh']} {one['citation']}", f"  [{one['severity']}] {one['en']} {one['citation']}")
    for one in said["passages"]:
        click.echo(f"  {one['number']}. {one['action']} → {one['to']} #{one['act']}")


@items.command("template")
@reading
@click.option("--department", metavar="KEY|NAME", help="给哪个部门，默认不限 · for one department")
@click.option("--with-items", is_flag=True, help="连同已有事项 · with the items there are")
@TO
def template(home: Home, campaign_key: str | None, as_json: bool, department: str | None, with_items: bool, target: Path) -> None:
    """写出采集表，带下拉选项和填表说明 · write the collection form"""
    campaign = home.campaign(campaign_key)
    key = department_key(home.session, campaign, department) if department else None
    rows = _form_rows(home.session, campaign, key) if with_items else ()
    names = [_names(participants(home.session, campaign, part)) for part in ("department", "receiver")]
    target.write_bytes(write_template(*names, department=key, rows=rows))
    if as_json:
        say_json({"file": str(target), "items": len(rows)})
    else:
        say(f"已写出 {target}，含 {len(rows)} 项。", f"{target} is written, with {len(rows)} items.")


@items.command("import")
@acting
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--department", metavar="KEY|NAME", help="表中没写部门的行归哪个部门 · for rows that name no department")
@click.option("--kind", type=OneOf(Kind), metavar="KIND", help="表中没写类别的行是哪一类 · for rows that name no kind")
@click.option("--dry-run", is_flag=True, help="只看结果，不写入 · show what it would do")
@click.option("--accept-good-rows", is_flag=True, help="有错误的行留下，其余写入 · leave rows with errors out and import the others")
@click.option("--report", type=click.Path(dir_okay=False, path_type=Path), help="把问题标在表格副本上 · an annotated copy of the workbook")
def import_(who: Acting, file: Path, department, kind, dry_run: bool, accept_good_rows: bool, report: Path | None) -> None:
    """导入采集表 xlsx、xls、csv；有错误则一行也不写入 · import a workbook: nothing while a row has an error"""
    content = uploaded(file)
    sheets = read_in_child(file.name, content)
    key = department_key(who.home.session, who.campaign(), department) if department else None
    options = ReadingOptions(default_department=key, default_kind=kind)
    words = {"accept_good_rows": accept_good_rows, "dry_run": dry_run, "options": options}
    done: ImportReport = who.carry(import_items, workbook=Workbook(file.name, content, sheets), **words)
    if report is not None:
        report.write_bytes(write_row_report(sheets, done.problems))
    say_json(done.as_json()) if who.as_json else _tell(done, dry_run)
    finish(LEFT_OUT if done.errors or (done.act_id is None and not dry_run) else DONE)


def uploaded(file: Path) -> bytes:
    """What is in a file that somebody hands in.

    Raises:
        FileRefused: it is larger than any workbook may be; it is not read then.
    """
    if file.stat().st_size > FILE_BYTES:
        raise FileRefused("too_large")
    return file.read_bytes()


def tell_problems(problems: tuple[Problem, ...]) -> None:
    """Every finding of a reader, by its place."""
    for problem in problems:
        complain(Words(f"[{problem.gravity.zh}] {problem.message.zh}", f"[{problem.gravity.en}] {problem.message.en}"))


def _tell(done: ImportReport, dry_run: bool) -> None:
    tell_problems(done.problems)
    counts = f"{done.added}", f"{done.changed}", f"{done.unchanged}"
    if done.refused:
        say(f"有 {len(done.errors)} 处错误，一行也没有写入。", f"{len(done.errors)} errors; nothing was imported.")
    elif dry_run:
        say("预演：将新增 {}、修改 {}、不变 {}。".format(*counts), "Would add {}, change {}, leave {}.".format(*counts))
    else:
        say("新增 {}、修改 {}、不变 {}。".format(*counts), "Added {}, changed {}, unchanged {}.".format(*counts))
    if done.absent:
        listed = numbers_text(done.absent)
        say(f"表中没有、未作改动的 {len(done.absent)} 项：{listed}", f"{len(done.absent)} items not in the file stay as they are: {listed}")
    if done.act_id is not None:
        say(f"办理编号 {done.act_id}。", f"Act {done.act_id}.")


def _plain(row: ListedRow) -> dict:
    return {
        "number": row.number,
        "place": row.marking,
        "department": row.department,
        "kept_reason": row.kept_reason,
        "passages": row.passages,
        "findings": dict(row.severities),
        "open_comments": row.comments,
        "fields": row.fields.as_json(),
    }


def _line(row: ListedRow, place) -> tuple:
    where = spoken(Words(place.name, place.name_en))
    if row.kept_reason:
        where += f" · {spoken(KeepReason(row.kept_reason).words)}"
    kind, mode = (spoken(term.words) if term else "—" for term in (row.kind, row.mode))
    return row.number, row.department, kind, where, mode, row.name


def _everything(session: Session, item: Item) -> dict:
    findings = session.scalars(select(ItemFinding).where(ItemFinding.item_id == item.id).order_by(ItemFinding.id))
    passages = session.execute(passages_told().where(Passage.item_id == item.id).order_by(Passage.number))
    return {
        "number": item.number,
        "place": item.marking,
        "department": item.department.key,
        "kept_reason": item.kept_reason,
        "versions": item.versions,
        "fields": version_of(session, item).says.as_json(),
        "findings": [
            {"severity": one.severity, "code": one.code, "citation": one.citation, "zh": one.zh, "en": one.en} for one in findings
        ],
        "passages": [
            {"number": one.number, "act": one.act_id, "action": one.action, "by": one.by, "from": one.from_marking, "to": one.to_marking}
            for one in passages
        ],
    }


def _form_rows(session: Session, campaign: Campaign, key: str | None) -> list[FormRow]:
    keys = {office.short_name: office.key for office in participants(session, campaign, "department")}
    chosen_filter = ItemFilter(departments=(key,) if key else ())
    rows = listed_whole(session, Item.campaign_id == campaign.id, chosen_filter)
    versions = dict(session.execute(select(Item.id, Item.versions).where(Item.campaign_id == campaign.id)).all())
    return [FormRow(keys[row.department], row.fields, str(row.number), versions[row.id]) for row in rows]


def _names(offices) -> dict[str, str]:
    return {name: office.key for office in offices for name in (office.name, office.short_name)}


