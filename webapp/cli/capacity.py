"""``devolve capacity``: what subdistricts can take over — their sheets, and item by item."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.choices import Numbers, OneOf
from webapp.cli.choosing import Choice
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, finish, say, say_json, say_table
from workflows.domain.capacity import MOST, CapacitySheet, Said
from workflows.domain.vocabulary import Capacity
from workflows.domain.words import Words
from workflows.files.capacity_workbook import write_capacity_workbook
from workflows.operations.capacity import fill_in_capacity_sheet, matrix_items, say_capacity, take_down_capacity
from workflows.store.campaigns import participants
from workflows.store.capacity import said_of, sheets_of

COUNT = click.IntRange(0, MOST)


@click.group("capacity", cls=Group)
def capacity() -> None:
    """承接能力 · what the subdistricts can take over"""


@capacity.command("show")
@reading
@click.option("--to", "target", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="另存为 xlsx · also as xlsx")
def show(home: Home, campaign_key: str | None, as_json: bool, target: Path | None) -> None:
    """各街道的能力表和答复 · each subdistrict's sheet and answers"""
    campaign = home.campaign(campaign_key)
    offices, items = participants(home.session, campaign, "receiver"), matrix_items(home.session, campaign)
    said, sheets = said_of(home.session, campaign), sheets_of(home.session, campaign)
    if target:
        rows = [(one.number, one.name, [_cell(one, office, said) for office in offices]) for one in items]
        named = {office.name: sheets[office.id] for office in offices if office.id in sheets}
        target.write_bytes(write_capacity_workbook([office.name for office in offices], rows, named))
    told = [_plain(office, items, said, sheets.get(office.id)) for office in offices]
    if as_json:
        say_json(told)
        return
    heading = [Words("街道", "Subdistrict"), Words("持证", "Officers"), *(one.words for one in Capacity), Words("未答", "Not said")]
    rows = [[one["name"], (one["sheet"] or {}).get("officers", "—"), *(one[key] for key in (*Capacity, "unsaid"))] for one in told]
    say_table(heading, rows)


@capacity.command("sheet")
@acting
@click.option("--officers", type=COUNT, required=True, help="持执法证人员 · certified officers")
@click.option("--reviewers", type=COUNT, required=True, help="法制审核人员 · legal reviewers")
@click.option("--training-days", type=COUNT, required=True, help="每人每年培训天数 · training days a year")
@click.option("--yearly-cases", type=COUNT, required=True, help="每年办案件数 · cases a year")
@click.option("--equipment", default="", help="装备和场所 · equipment and premises")
def sheet(who: Acting, officers: int, reviewers: int, training_days: int, yearly_cases: int, equipment: str) -> None:
    """填写本街道的能力表 · fill in the sheet of one's own subdistrict"""
    said = CapacitySheet(officers, reviewers, training_days, yearly_cases, equipment)
    outcome = who.carry(fill_in_capacity_sheet, sheet=said)
    if who.as_json:
        say_json({"act": outcome.act_id})
    elif outcome.act_id:
        say(f"已保存，办理编号 {outcome.act_id}。", f"Saved, act {outcome.act_id}.")
    else:
        say("与现有能力表相同。", "The sheet says this already.")
    finish(DONE if outcome.act_id else LEFT_OUT)


@capacity.command("say")
@acting
@click.argument("numbers", type=Numbers())
@click.argument("answer", type=OneOf(Capacity))
@click.option("--why", default="", help="理由；需支持、接不住须写 · a reason, needed for the last two")
def say_(who: Acting, numbers: tuple[int, ...], answer: Capacity, why: str) -> None:
    """本街道对事项接得住、需支持还是接不住 · whether one's own subdistrict can take items over"""
    ids = Choice(numbers=numbers).ids(who.home.session, who.campaign())
    tell(who, who.carry(say_capacity, answers={item_id: Said(answer, why) for item_id in ids}))


@capacity.command("take-down")
@acting
@click.argument("numbers", type=Numbers())
@click.argument("answer", type=OneOf(Capacity))
@click.option("--subdistrict", required=True, metavar="KEY", help="哪个街道 · which subdistrict")
@click.option("--source", required=True, metavar="TEXT", help="哪份文件、哪天收到 · which paper, of which day")
@click.option("--why", default="", help="理由；需支持、接不住须写 · a reason, needed for the last two")
def take_down(who: Acting, numbers: tuple[int, ...], answer: Capacity, subdistrict: str, source: str, why: str) -> None:
    """登记街道的书面答复 · take down what a subdistrict answered on paper"""
    ids = Choice(numbers=numbers).ids(who.home.session, who.campaign())
    answers = {item_id: Said(answer, why) for item_id in ids}
    tell(who, who.carry(take_down_capacity, subdistrict=subdistrict, source=source, answers=answers))


def _cell(item, office, said) -> Said | str | None:
    return said.get((office.id, item.id), ("",))[0] if item.goes_to(office.key) else None


def _plain(office, items, said, filled: CapacitySheet | None) -> dict:
    cells = [_cell(item, office, said) for item in items]
    counts = {one.value: sum(bool(cell) and cell.capacity is one for cell in cells) for one in Capacity}
    sheet = {name: getattr(filled, name) for name in filled.__slots__} if filled else None
    return {"key": office.key, "name": office.name, "sheet": sheet} | counts | {"unsaid": sum(cell == "" for cell in cells)}
