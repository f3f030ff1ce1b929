"""``devolve seminars``: 研讨 — called, noted, written back, the minutes."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import click
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.choices import NUMBER, Day, Numbers, OneOf, text_of
from webapp.cli.home import Home
from webapp.cli.items import TO
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.errors import NotFound
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.operations.seminars import Note, call_seminar, file_minutes, minutes_of, note_results, write_back
from workflows.store.campaigns import Campaign
from workflows.store.items.listing import ids_of_numbers
from workflows.store.items.rows import Item
from workflows.store.seminars import Seminar, meeting_of, seminar_numbered, seminars

SEMINAR = click.argument("seminar", type=NUMBER)
HEADING = Words("次", "No."), Words("会议", "Seminar"), Words("日期", "Day"), Words("议程", "Items"), Words("已写回", "Written back")


@click.group("seminars", cls=Group)
def seminars_() -> None:
    """研讨 · seminars"""


@seminars_.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """所有研讨 · all seminars, newest first"""
    rows = [
        {"seminar": row.number, "title": row.title, "held_on": row.held_on.isoformat(), "items": items, "written_back": decided}
        for row, items, decided in seminars(home.session, home.campaign(campaign_key).id)
    ]
    if as_json:
        say_json(rows)
    else:
        say_table(HEADING, [list(map(str, row.values())) for row in rows])


@seminars_.command("show")
@reading
@SEMINAR
def show(home: Home, campaign_key: str | None, as_json: bool, seminar: int) -> None:
    """一次研讨的议程和结论 · agenda and results of one seminar"""
    campaign = home.campaign(campaign_key)
    meeting = meeting_of(home.session, _known(home.session, campaign, seminar), campaign.title)
    if as_json:
        say_json(dataclasses.asdict(meeting) | {"held_on": meeting.held_on.isoformat()})
        return
    labels = Words("编号", "No."), Words("事项", "Item"), Words("结论", "Result"), Words("理由", "Reason"), Words("不同意见", "Dissent")
    say_table(labels, [[str(one.number), one.name, one.result, one.reason, one.dissent] for one in meeting.agenda])


@seminars_.command("call")
@acting
@click.option("--title", required=True, help="会议名称 · what it is called")
@click.option("--on", "held_on", type=Day(), help="日期，默认今天 · on this day, today by default")
@click.option("--venue", default="", help="地点 · where")
@click.option("--items", "numbers", type=Numbers(), required=True, help="列入议程的事项编号 · the items on the agenda")
def call(who: Acting, title: str, held_on: date | None, venue: str, numbers: tuple[int, ...]) -> None:
    """召开研讨，将事项列入议程 · a seminar is called with these items"""

    def work(session: Session, *, campaign: Campaign, **words):
        words |= {"title": title, "venue": venue, "held_on": held_on or who.home.today(campaign.zone)}
        return call_seminar(session, campaign=campaign, item_ids=_ids(session, campaign, numbers), **words)

    tell(who, who.carry(work))


@seminars_.command("note")
@acting
@SEMINAR
@click.option("--items", "numbers", type=Numbers(), required=True, help="哪些事项 · of which items")
@click.option("--result", default="", metavar="ACTION", help="结论：proceed、send_back、keep … · a word of the diagram")
@click.option("--code", type=OneOf(KeepReason), help="理由代码（保留时） · reason code, when kept")
@click.option("--reason", default="", help="理由 · the reason")
@click.option("--dissent", default="", help="不同意见 · who dissented and why")
def note(who: Acting, seminar: int, numbers: tuple[int, ...], code: KeepReason | None, **said: str) -> None:
    """记录结论；事项不流转 · results are noted; nothing moves"""
    who.client_key = None

    def work(session: Session, *, campaign: Campaign, **words):
        notes = dict.fromkeys(_ids(session, campaign, numbers), Note(code=code.value if code else "", **said))
        return note_results(session, campaign=campaign, number=seminar, notes=notes, **words)

    who.carry(work)
    if who.as_json:
        say_json({"seminar": seminar, "noted": len(numbers)})
    else:
        say(f"已记录 {len(numbers)} 项。", f"{len(numbers)} noted.")


@seminars_.command("write-back")
@acting
@SEMINAR
def write_back_(who: Acting, seminar: int) -> None:
    """写回结论，事项随之流转 · the noted results are carried out"""
    tell(who, who.carry(write_back, number=seminar))


@seminars_.command("minutes")
@reading
@SEMINAR
@TO
def minutes(home: Home, campaign_key: str | None, as_json: bool, seminar: int, target: Path) -> None:
    """写出会议纪要 · write the minutes, as filed or as drafted"""
    campaign = home.campaign(campaign_key)
    text = minutes_of(home.session, campaign, _known(home.session, campaign, seminar))
    target.write_text(text, encoding="utf-8")
    if as_json:
        say_json({"file": str(target), "characters": len(text)})
    else:
        say(f"已写出 {target}。", f"{target} is written.")


@seminars_.command("file")
@acting
@SEMINAR
@click.option("--text", "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="改好的纪要 · the edited minutes")
def file_(who: Acting, seminar: int, file: Path | None) -> None:
    """将会议纪要归档 · the minutes are filed and no longer change"""
    text = text_of(file) if file else ""
    outcome = who.carry(file_minutes, number=seminar, text=text)
    if who.as_json:
        say_json({"act": outcome.act_id})
    else:
        say("会议纪要已归档。", "The minutes are filed.")


def _known(session: Session, campaign: Campaign, number: int) -> Seminar:
    found = seminar_numbered(session, campaign.id, number)
    if found is None:
        raise NotFound("没有这次研讨。", "There is no such seminar.")
    return found


def _ids(session: Session, campaign: Campaign, numbers: tuple[int, ...]) -> list[int]:
    found = ids_of_numbers(session, Item.campaign_id == campaign.id, numbers)
    if len(found) < len(set(numbers)):
        raise NotFound("有的编号没有事项。", "Some of these numbers are no item's.")
    return found
