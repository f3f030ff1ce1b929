"""``devolve items …``: what people do with items, the same acts as on the pages, one item or a thousand."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, plain_left_out, tell, tell_left_out
from webapp.cli.choices import NUMBER, FieldValue, Numbers, OneOf, changed, fields_from_plain, read_json
from webapp.cli.choosing import Choice, chosen, department_key, may_choose, one_id
from webapp.cli.speaking import DONE, LEFT_OUT, Command, finish, numbers_text, say, say_json
from webapp.numbers import LARGEST
from workflows.domain.errors import Stale
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.engine.net import Place
from workflows.operations.items.coordinator import decline_withdrawal, set_right
from workflows.operations.items.deciding import Plan, decide_items, plan
from workflows.operations.items.liaison import NewItem, ask_back, file_items, fill_in_items, merge_items, split_item
from workflows.operations.items.screening import current_fields
from workflows.operations.processes import nets
from workflows.operations.undoing import undo_act
from workflows.store.campaigns import Campaign
from workflows.store.people import organisation_of

REASON = click.option("--reason", help="理由，1 至 500 字 · the reason, 1 to 500 characters")
WANTED_REASON = click.option("--reason", required=True, help="理由，1 至 500 字 · the reason, 1 to 500 characters")
SET = click.option("--set", "settings", multiple=True, type=FieldValue(), metavar="FIELD=VALUE", help="字段内容，可多次 · what it says")
PARTS = click.option("--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON 列表 · a JSON list")


@click.command("decide", cls=Command)
@acting
@click.argument("action")
@chosen
@REASON
@click.option("--code", type=OneOf(KeepReason), metavar="CODE", help="理由代码（保留时） · reason code, where one is asked for")
@click.option("--dry-run", is_flag=True, help="只看会怎样 · show what it would do")
@click.option("--expect", metavar="DIGEST", help="预演给出的摘要，不符则不办 · the digest of a dry run; another plan is refused")
def decide(who: Acting, action: str, choice: Choice, reason, code, dry_run: bool, expect: str | None) -> None:
    """按流程图上的一个词办理：send_for_endorsement、report、approve、return … · apply one word of the diagram"""

    def work(session: Session, *, actor, at, campaign, **words):
        ids = choice.ids(session, campaign, actor, action)
        words |= {"action": action, "reason": reason, "code": code.value if code else None, "item_ids": ids}
        if dry_run or expect is not None:
            planned = plan(session, actor=actor, campaign=campaign, **{k: v for k, v in words.items() if k != "client_key"})
            if dry_run:
                return planned
            if planned.digest != expect:
                raise Stale("预演之后情况有变，请重新预演。", "Things have changed since the dry run; run it again.")
        return decide_items(session, actor=actor, at=at, campaign=campaign, **words)

    result = who.carry(work)
    _tell_plan(who, result) if dry_run else tell(who, result)


@click.command("add", cls=Command)
@acting
@click.option("--department", required=True, metavar="KEY|NAME", help="报送的部门 · the department that files it")
@SET
@PARTS
def add(who: Acting, department: str, settings, source: Path | None) -> None:
    """填报新事项：--set name=… --set kind=行政处罚 … · file new items"""
    plain = read_json(source) if source else []
    texts = [fields_from_plain(one) for one in (plain if isinstance(plain, list) else [plain])]
    if settings:
        texts.append(dict(settings))

    def work(session: Session, *, actor, at, campaign, **words):
        office = organisation_of(session, department_key(session, campaign, department))
        new = [NewItem(office.id, changed(ItemFields(name=""), text.items())) for text in texts]
        return file_items(session, actor=actor, at=at, campaign=campaign, items=new, **words)

    if not texts:
        raise click.UsageError("--set name=… | --from FILE")
    tell(who, who.carry(work))


@click.command("fill-in", cls=Command)
@acting
@may_choose
@SET
@PARTS
def fill_in(who: Acting, choice: Choice, settings, source: Path | None) -> None:
    """填报：改写在填报环节的事项 · new wording for items at filling in

    --from 的列表写作 [{"number": 1, "name": "…", "mode": "下放"}, …] · the list of --from looks like this
    """
    texts = _numbered(source) if source else {}
    if choice.empty == (not texts) or choice.empty == bool(settings):
        raise click.UsageError("NUMBERS … --set FIELD=VALUE | --from FILE")

    def work(session: Session, *, actor, at, campaign, **words):
        wanted = {one_id(session, campaign, number): text for number, text in texts.items()}
        now = current_fields(session, wanted or choice.ids(session, campaign, actor))
        new = {item_id: changed(changed(fields, settings), wanted.get(item_id, {}).items()) for item_id, fields in now.items()}
        return fill_in_items(session, actor=actor, at=at, campaign=campaign, texts=new, **words)

    tell(who, who.carry(work))


@click.command("set-right", cls=Command)
@acting
@chosen
@SET
@WANTED_REASON
def set_right_(who: Acting, choice: Choice, settings, reason: str) -> None:
    """协调员在研讨或意见处理时更正类别、依据、编码等 · the coordinator sets wording right"""
    if not settings:
        raise click.UsageError("--set FIELD=VALUE")

    def work(session: Session, *, actor, at, campaign, **words):
        ids = choice.ids(session, campaign, actor)
        return set_right(
            session, actor=actor, at=at, campaign=campaign, changes={i: dict(settings) for i in ids}, reason=reason, **words
        )

    tell(who, who.carry(work))


@click.command("split", cls=Command)
@acting
@click.argument("number", type=NUMBER)
@click.option("--part", "names", multiple=True, metavar="NAME", help="分项的名称，其余同原事项 · a part's name, else like the item")
@PARTS
@WANTED_REASON
def split(who: Acting, number: int, names: tuple[str, ...], source: Path | None, reason: str) -> None:
    """拆分：一项成为两项或更多 · one item becomes two or more"""
    plain = read_json(source) if source else []
    texts = [{"name": name} for name in names] + [fields_from_plain(one) for one in (plain if isinstance(plain, list) else [plain])]

    def work(session: Session, *, actor, at, campaign, **words):
        item_id = one_id(session, campaign, number)
        whole = current_fields(session, [item_id])[item_id]
        parts = [changed(whole, text.items()) for text in texts]
        return split_item(session, actor=actor, at=at, campaign=campaign, item_id=item_id, parts=parts, reason=reason, **words)

    tell(who, who.carry(work))


@click.command("merge", cls=Command)
@acting
@click.argument("survivor", type=NUMBER)
@click.argument("numbers", nargs=-1, required=True, type=Numbers())
@WANTED_REASON
def merge(who: Acting, survivor: int, numbers, reason: str) -> None:
    """合并：其余各项并入第一个 · the others end as merged into the first"""

    def work(session: Session, *, actor, at, campaign, **words):
        every = dict.fromkeys([survivor, *(number for part in numbers for number in part)])
        ids = [one_id(session, campaign, number) for number in every]
        words |= {"item_ids": ids, "survivor_id": ids[0], "reason": reason}
        return merge_items(session, actor=actor, at=at, campaign=campaign, **words)

    tell(who, who.carry(work))


@click.command("ask-back", cls=Command)
@acting
@chosen
@WANTED_REASON
def ask_back_(who: Acting, choice: Choice, reason: str) -> None:
    """部门申请撤回 · the department asks for its items back"""
    tell(who, who.carry(_over(ask_back, choice, reason)))


@click.command("decline", cls=Command)
@acting
@chosen
@WANTED_REASON
def decline(who: Acting, choice: Choice, reason: str) -> None:
    """不同意撤回（同意即办理保留） · decline to give items back; granting is keeping them"""
    tell(who, who.carry(_over(decline_withdrawal, choice, reason)))


@click.command("undo", cls=Command)
@acting
@click.argument("act", type=NUMBER)
def undo(who: Acting, act: int) -> None:
    """撤销一次办理（编号见办理结果） · take back one act by its number"""
    tell(who, who.carry(undo_act, act_id=act))


COMMANDS = (decide, add, fill_in, set_right_, split, merge, ask_back_, decline, undo)


def _over(operation, choice: Choice, reason: str):
    def work(session: Session, *, actor, at, campaign: Campaign, **words):
        ids = choice.ids(session, campaign, actor)
        return operation(session, actor=actor, at=at, campaign=campaign, item_ids=ids, reason=reason, **words)

    return work


def _numbered(source: Path) -> dict[int, dict]:
    plain = read_json(source)
    if not isinstance(plain, list) or not all(isinstance(one, dict) and one.get("number") in range(1, LARGEST) for one in plain):
        raise click.BadParameter(f'{source}: [{{"number": 1, "name": "…"}}]')
    return {one["number"]: fields_from_plain({k: v for k, v in one.items() if k != "number"}) for one in plain}


def _told(told: Words, to: Place) -> dict[str, str]:
    return {"zh": told.zh.format(to=to.name), "en": told.en.format(to=to.name_en)}


def _tell_plan(who: Acting, planned: Plan) -> None:
    places = nets(who.campaign()).item.places
    if who.as_json:
        moves = [
            {"from": move.marking, "action": move.action, "to": move.to, "numbers": [item.number for item in rows]}
            | _told(told, places[move.to])
            for (move, told), rows in planned.ways.items()
        ]
        left = [plain_left_out(one) for one in planned.left_out]
        say_json({"count": planned.count, "digest": planned.digest, "moved": moves, "left_out": left})
    else:
        say(f"预演：将办理 {planned.count} 项，摘要 {planned.digest}。", f"Would do {planned.count} items, digest {planned.digest}.")
        for (move, told), rows in planned.ways.items():
            listed, sentence = numbers_text(item.number for item in rows), _told(told, places[move.to])
            say(f"  {sentence['zh']} ({listed})", f"  {sentence['en']} ({listed})")
        tell_left_out(planned.left_out)
    finish(LEFT_OUT if planned.left_out or not planned.count else DONE)
