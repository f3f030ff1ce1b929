"""``devolve comments``: 征求意见 — forms out and in, single comments, their answers."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.choices import FIELDS, NUMBER, Day, Numbers, OneOf
from webapp.cli.choosing import one_id
from webapp.cli.home import Home
from webapp.cli.items import TO, tell_problems, uploaded
from webapp.cli.speaking import LEFT_OUT, Group, finish, say, say_json, say_table, spoken
from workflows.domain.errors import NotFound, Unfit
from workflows.domain.vocabulary import Answer, Audience, CommentSource, OpinionKind
from workflows.domain.windows import LONGEST, Window
from workflows.domain.words import Words
from workflows.files.comments.comment_forms import CommentFormRow, write_answers, write_comment_form
from workflows.files.comments.comment_workbook import CommentRow, read_comments
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.acts import Actor
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.comments.windows import set_windows
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.calendar import loaded_calendar
from workflows.store.campaigns import Campaign, participants
from workflows.store.comments import Comment, CommentAnswer, unanswered
from workflows.store.items.history import answered_comments
from workflows.store.items.rows import Item
from workflows.store.people import Organisation, organisation_of


@click.group(cls=Group)
def comments() -> None:
    """意见 · comments and their answers"""


@comments.command("form")
@reading
@click.option("--unit", default="", metavar="KEY", help="发给哪个单位 · for which unit")
@TO
def form(home: Home, campaign_key: str | None, as_json: bool, unit: str, target: Path) -> None:
    """写出意见反馈表，列出正在征求意见的事项 · write the feedback form with the items being heard"""
    campaign = home.campaign(campaign_key)
    net = nets(campaign).item
    hearing = [marking for marking in net.places if hears(net, marking)]
    query = select(Item.number, Item.name, Item.code).where(Item.campaign_id == campaign.id, Item.marking.in_(hearing))
    rows = [CommentFormRow(*row, str(row.number)) for row in home.session.execute(query.order_by(Item.number))]
    office = _office(home.session, unit) if unit else None
    target.write_bytes(write_comment_form(rows, unit=office.name if office else ""))
    if as_json:
        say_json({"file": str(target), "items": len(rows)})
    else:
        say(f"已写出 {target}，含 {len(rows)} 项。", f"{target} is written, with {len(rows)} items.")


@comments.command("import")
@acting
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(who: Acting, file: Path) -> None:
    """导入意见反馈表；有错误则一条也不写入 · import a feedback form: nothing while a row has an error"""
    sheets = read_in_child(file.name, uploaded(file))
    campaign = who.campaign()
    units = _units(who.home.session, campaign)
    own = who.actor(who.home.session, campaign).organisation_id
    default = who.home.session.get(Organisation, own).key if own else None
    reading_ = read_comments(sheets, units=units, default_unit=default)
    tell_problems(reading_.problems)
    if reading_.errors or not reading_.rows:
        if who.as_json:
            say_json({"act": None, "problems": [{"code": one.code, "cell": one.cell} | one.message._asdict() for one in reading_.problems]})
        else:
            say(f"有 {len(reading_.errors)} 处错误，没有写入。", f"{len(reading_.errors)} errors; nothing was imported.")
        finish(LEFT_OUT)

    def work(session: Session, *, actor: Actor, at, campaign: Campaign, **words):
        new = [_new_comment(session, campaign, row) for row in reading_.rows]
        return give_comments(session, actor=actor, at=at, campaign=campaign, comments=new, **words)

    tell(who, who.carry(work))


@comments.command("add")
@acting
@click.argument("opinion", type=OneOf(OpinionKind), metavar="KIND")
@click.option("--item", "number", type=NUMBER, help="针对哪一项（新增不用写） · about which item; none for 新增")
@click.option("--field", type=click.Choice(FIELDS), help="针对哪个字段 · about which field")
@click.option("--proposal", default="", help="建议内容 · what is proposed")
@click.option("--basis", default="", help="理由和依据 · reason and basis")
@click.option("--contact", default="", help="联系人和电话 · contact and telephone")
@click.option("--unit", metavar="KEY|NAME", help="哪个单位的意见（协调员代录时） · whose comment it is, when the coordinator registers it")
@click.option("--source", type=OneOf(CommentSource), default=CommentSource.page, metavar="SOURCE", help="来源 · how it came in")
@click.option("--quote", default="", help="针对的原文，照抄 · the words it is about, as they stand in the item")
@click.option("--received-on", type=Day(), help="收到日期（协调员代录时） · the day it was received, when the coordinator registers it")
def add(who: Acting, opinion, number, field, proposal, basis, contact, unit, source, quote, received_on) -> None:
    """提出一条意见：同意、无意见、修改、删除、新增 · one comment"""

    def work(session: Session, *, actor: Actor, at, campaign: Campaign, **words):
        office = _office(session, unit) if unit else session.get(Organisation, actor.organisation_id or 0)
        comment = NewComment(
            kind=opinion,
            unit=office.name if office else _unit_missing(),
            item_id=one_id(session, campaign, number) if number is not None else None,
            field=field or "",
            proposal=proposal,
            basis=basis,
            contact=contact,
            organisation_id=office.id,
            source=source,
            quote=quote,
            received_on=received_on,
        )
        return give_comments(session, actor=actor, at=at, campaign=campaign, comments=[comment], **words)

    tell(who, who.carry(work))


@comments.command("list")
@reading
@click.option("--open", "only_open", is_flag=True, help="只列还没有答复的 · only those without an answer")
def list_(home: Home, campaign_key: str | None, as_json: bool, only_open: bool) -> None:
    """意见列表 · the comments"""
    rows = _listed(home.session, home.campaign(campaign_key), only_open)
    if as_json:
        say_json(rows)
        return
    labels = ("编号", "No."), ("单位", "Unit"), ("事项", "Item"), ("意见", "Kind"), ("内容", "Proposal"), ("答复", "Answer")
    say_table([Words(*pair) for pair in labels], [_line(row) for row in rows])


@comments.command("answer")
@acting
@click.argument("answer", type=OneOf(Answer), metavar="ANSWER")
@click.argument("numbers", nargs=-1, type=Numbers())
@click.option("--all-open", is_flag=True, help="所有还没有答复的 · every comment without an answer")
@click.option("--reason", help="理由（部分采纳、不采纳时须写） · needed unless adopted in full")
def answer_(who: Acting, answer: Answer, numbers, all_open: bool, reason: str | None) -> None:
    """答复意见：采纳、部分采纳、不采纳 · answer comments by their numbers"""
    if bool(numbers) == all_open:
        raise click.UsageError("NUMBERS | --all-open")

    def work(session: Session, *, actor: Actor, at, campaign: Campaign, **words):
        ids = _comment_ids(session, campaign, [number for part in numbers for number in part] if numbers else None)
        words["answers"] = dict.fromkeys(ids, answer)
        return answer_comments(session, actor=actor, at=at, campaign=campaign, reason=reason, **words)

    tell(who, who.carry(work))


@comments.command("windows")
@reading
def windows(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """各对象的征求意见期限 · the days of each audience"""
    campaign = home.campaign(campaign_key)
    found = {audience: campaign.window(audience) for audience in Audience}
    if as_json:
        say_json({audience.value: window.written if window else None for audience, window in found.items()})
        return
    labels = ("对象", "Audience"), ("开始", "First day"), ("工作日", "Working days"), ("截止", "Last day")
    by = loaded_calendar(home.session)
    rows = [(one, (window.opens_on, window.working_days, window.last_on(by)) if window else ("—",) * 3) for one, window in found.items()]
    say_table([Words(*pair) for pair in labels], [(spoken(audience.words), *days) for audience, days in rows])


@comments.command("set-window")
@acting
@click.argument("audience", type=OneOf(Audience), metavar="AUDIENCE")
@click.argument("opens_on", type=Day(), metavar="DAY")
@click.argument("working_days", type=click.IntRange(1, LONGEST))
@click.option("--reason", help="理由（改动已经开始的期限时须写） · needed to move days that have begun")
def set_window(who: Acting, audience: Audience, opens_on, working_days: int, reason: str | None) -> None:
    """定期限：开始日（当日不计）和工作日数 · set an audience's first day, which does not count, and working days"""
    outcome = who.carry(set_windows, windows={audience: Window(opens_on, working_days)}, reason=reason)
    if who.as_json:
        say_json({"act": outcome.act_id})
    else:
        say(f"期限已更改，办理编号 {outcome.act_id}。", f"The days are changed, act {outcome.act_id}.")


@comments.command("answers")
@reading
@click.option("--unit", default="", metavar="KEY", help="只写给这个单位的书面答复 · only the written reply to this unit")
@TO
def answers(home: Home, campaign_key: str | None, as_json: bool, unit: str, target: Path) -> None:
    """写出意见采纳情况表，或给一个单位的书面答复 · write the table of answers that goes back, or the reply to one unit"""
    campaign = home.campaign(campaign_key)
    which = [Comment.campaign_id == campaign.id]
    if unit:
        which.append(Comment.organisation_id == _office(home.session, unit).id)
    table = answered_comments(home.session, which, campaign.zone)
    target.write_bytes(write_answers(table))
    if as_json:
        say_json({"file": str(target), "comments": len(table)})
    else:
        say(f"已写出 {target}，共 {len(table)} 条。", f"{target} is written: {len(table)} comments.")


def _new_comment(session: Session, campaign: Campaign, row: CommentRow) -> NewComment:
    office = _office(session, row.unit)
    return NewComment(
        kind=row.opinion,
        unit=office.name,
        item_id=_meant(session, campaign, row),
        proposal=row.change or row.reason,
        basis=row.reason if row.change else "",
        contact=" ".join(part for part in (row.contact, row.phone) if part),
        organisation_id=office.id,
        source=CommentSource.workbook,
    )


def _meant(session: Session, campaign: Campaign, row: CommentRow) -> int | None:
    """The item a row is about: by hidden number, printed number, code or name; None for 新增.

    Raises:
        NotFound: none of these is exactly one item.
    """
    if row.opinion is OpinionKind.add:
        return None
    if row.hidden_id and row.hidden_id.isdecimal():
        return one_id(session, campaign, int(row.hidden_id))
    if row.number is not None:
        return one_id(session, campaign, row.number)
    column, text = (Item.code, row.code) if row.code else (Item.name, row.name)
    found = session.scalars(select(Item.id).where(Item.campaign_id == campaign.id, column == text)).all()
    if len(found) != 1:
        where = f"{row.sheet} {row.row_number}"
        raise NotFound(f"{where}：“{text}”对应 {len(found)} 项，请写明编号。", f"{where}: “{text}” is {len(found)} items; give the number.")
    return found[0]


def _units(session: Session, campaign: Campaign) -> dict[str, str]:
    offices = [*participants(session, campaign, "receiver"), *participants(session, campaign, "department")]
    return {name: office.key for office in offices for name in (office.name, office.short_name, *office.aliases)}


def _office(session: Session, name: str) -> Organisation:
    found = organisation_of(session, name) or session.scalar(
        select(Organisation).where((Organisation.name == name) | (Organisation.short_name == name)).limit(1)
    )
    if found is None:
        raise NotFound(f"没有单位“{name}”。", f"There is no organisation “{name}”.")
    return found


def _unit_missing() -> str:
    raise Unfit("请用 --unit 写明是哪个单位的意见。", "Say whose comment it is with --unit.")


def _comment_ids(session: Session, campaign: Campaign, numbers: list[int] | None) -> list[int]:
    if numbers is None:
        return list(session.scalars(unanswered(campaign.id).with_only_columns(Comment.id).order_by(Comment.id)))
    query = select(Comment.id).where(Comment.campaign_id == campaign.id, Comment.number.in_(among(numbers)))
    ids = list(session.scalars(query))
    if len(ids) < len(set(numbers)):
        raise NotFound("没有这条意见。", "There is no such comment.")
    return ids


def _listed(session: Session, campaign: Campaign, only_open: bool) -> list[dict]:
    query = unanswered(campaign.id) if only_open else select(Comment).where(Comment.campaign_id == campaign.id)
    query = query.options(joinedload(Comment.proposed), joinedload(Comment.grounds)).order_by(Comment.number)
    found = session.scalars(query).all()
    numbers = dict(session.execute(select(Item.id, Item.number).where(Item.campaign_id == campaign.id)).all())
    given = select(CommentAnswer).options(joinedload(CommentAnswer.why)).order_by(CommentAnswer.comment_id, CommentAnswer.number)
    given = given.where(CommentAnswer.comment_id.in_(among([row.id for row in found])))
    last = {row.comment_id: row for row in session.scalars(given)}
    return [_plain(row, numbers.get(row.item_id), last.get(row.id)) for row in found]


def _plain(row: Comment, item: int | None, answer: CommentAnswer | None) -> dict:
    return {
        "number": row.number,
        "unit": row.unit,
        "item": item,
        "version": row.item_version,
        "field": row.field,
        "kind": row.kind,
        "proposal": (row.proposed.body or "") if row.proposed else "",
        "basis": (row.grounds.body or "") if row.grounds else "",
        "answer": answer.answer if answer else "",
        "reason": (answer.why.body or "") if answer and answer.why else "",
    }


def _line(row: dict) -> tuple:
    return row["number"], row["unit"], row["item"], _label(OpinionKind, row["kind"]), row["proposal"], _label(Answer, row["answer"])


def _label(terms, code: str) -> str:
    return spoken(terms(code).words) if code else "—"


