"""``devolve campaign``: opened from a file, shown, led on step by step."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, administering, reading, tell
from webapp.cli.choices import text_of
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, complain, finish, say, say_json, say_table, spoken
from workflows.domain.campaigns import CampaignFile, Difference
from workflows.domain.errors import NotFound, Refused
from workflows.domain.words import Words
from workflows.engine.net import By
from workflows.files.campaign_file import read_campaign
from workflows.operations.campaigns.campaigning import advance, obstacles
from workflows.operations.campaigns.opening import differences, fill_posts, open_campaign, revise_campaign
from workflows.operations.campaigns.registers import newest_set
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, campaign_of
from workflows.store.items.rows import Item

PARTS = {
    "setting": Words("设置", "setting"),
    "department": Words("部门", "department"),
    "receiver": Words("街道", "subdistrict"),
    "office": Words("单位", "office"),
    "post": Words("任职", "post"),
}


@click.group(cls=Group)
def campaign() -> None:
    """采集活动 · campaigns"""


@campaign.command("open")
@administering
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applied", is_flag=True, help="把差异写入 · write the differences")
def open_(who: Acting, file: Path, applied: bool) -> None:
    """按文件开立；已开立的只显示差异，加 --apply 才写入 · open from a file; of an open one show the differences, write them with --apply

    设置和单位由协调员或系统管理员办理，任职由安全管理员办理；不归本人的部分留着，由该办的人再运行一次。
    Settings and offices are for coordinator or system manager, posts for the security manager; what is not yours is left, to be
    run again by whom it is for.
    """
    described = _read(file, who.home)
    there = campaign_of(who.home.session, described.spec.key)
    if there is None:
        who.administer(_open, described=described)
        say(f"采集“{described.spec.key}”已开立。", f"The campaign “{described.spec.key}” is open.") if not who.as_json else None
        finish(_fill(who, described))
    found = differences(who.home.session, there, described.spec, described.posts, who.home.today(there.zone))
    if not applied or not found:
        _show(found, who.as_json)
        finish(LEFT_OUT if found else DONE)
    if any(one.part != "post" for one in found):
        _try(who, lambda: who.administer(_revise, described=described))
    finish(_fill(who, described))


@campaign.command("status")
@reading
def status(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """现在到哪一步，下一步能走什么，各环节几项 · where it stands, what may come next, how many items rest where"""
    found = home.campaign(campaign_key)
    said = _standing(home.session, found)
    if as_json:
        say_json(said)
        return
    place = nets(found).campaign.places[found.marking]
    say(f"{found.title}（{found.key}）：{place.name}", f"{found.title} ({found.key}): {place.name_en}")
    for step in said["next"]:
        move = nets(found).campaign.moves[found.marking, step["action"]]
        words = Words(f"  {move.action} {move.label}", f"  {move.action} {move.label_en}")
        why = "；".join(one["zh"] for one in step["obstacles"]), "; ".join(one["en"] for one in step["obstacles"])
        say(words.zh + (f"（现在不能：{why[0]}）" if why[0] else ""), words.en + (f" (not now: {why[1]})" if why[1] else ""))
    places = nets(found).item.places
    heading = Words("环节", "Place"), Words("代码", "Marking"), Words("项", "Items")
    say_table(heading, [(spoken(Words(places[key].name, places[key].name_en)), key, count) for key, count in said["items"].items()])


@campaign.command("advance")
@acting
@click.argument("action")
@click.option("--reason", help="理由 · the reason")
def advance_(who: Acting, action: str, reason: str | None) -> None:
    """走一步：launch、open_first_round …（见 status） · take one step; status lists them"""
    tell(who, who.carry(advance, action=action, reason=reason))


def _read(file: Path, home: Home) -> CampaignFile:
    text = text_of(file)
    return read_campaign(text, demonstration=home.config.demonstration)


def _open(session: Session, *, actor, at, described: CampaignFile) -> Campaign:
    deployed = newest_set(session)
    if deployed is None:
        raise NotFound("还没有部署流程图。", "No set of diagrams is deployed.")
    return open_campaign(session, actor=actor, at=at, spec=described.spec, deployed=deployed)


def _revise(session: Session, *, actor, at, described: CampaignFile) -> bool:
    return revise_campaign(session, actor=actor, at=at, campaign=campaign_of(session, described.spec.key), spec=described.spec)


def _fill(who: Acting, described: CampaignFile) -> int:
    """The posts of the file are filled as far as this actor may; the status says whether anything is left."""

    def work(session: Session, *, actor, at):
        return fill_posts(session, actor=actor, at=at, campaign=campaign_of(session, described.spec.key), posts=described.posts)

    done = _try(who, lambda: who.administer(work))
    for post, refusal in done[1] if done else ():
        complain(Words(f"{post.account} {post.role.zh}：{refusal.words.zh}", f"{post.account} {post.role.en}: {refusal.words.en}"))
    found = campaign_of(who.home.session, described.spec.key)
    left = differences(who.home.session, found, described.spec, described.posts, who.home.today(found.zone))
    _show(left, who.as_json)
    return LEFT_OUT if left else DONE


def _try(who: Acting, work):
    """The result, or None with the refusal said: another account may do this part."""
    try:
        return work()
    except Refused as refusal:
        complain(refusal.words)
        return None


def _show(found: tuple[Difference, ...], as_json: bool) -> None:
    if as_json:
        say_json([{"part": one.part, "key": one.key, "before": one.before, "after": one.after} for one in found])
    elif not found:
        say("与文件一致。", "It is as the file says.")
    else:
        say(f"与文件有 {len(found)} 处差异：", f"{len(found)} differences from the file:")
        heading = Words("哪里", "Where"), Words("项目", "What"), Words("现在", "Now"), Words("文件", "File")
        say_table(heading, [(spoken(PARTS[one.part]), one.key, one.before, one.after) for one in found])


def _standing(session: Session, found: Campaign) -> dict:
    net = nets(found).campaign
    moves = [move for move in net.offered(found.marking) if move.by is By.person]
    counts = select(Item.marking, func.count()).where(Item.campaign_id == found.id).group_by(Item.marking)
    resting = dict(session.execute(counts).all())
    return {
        "key": found.key,
        "title": found.title,
        "place": found.marking,
        "next": [
            {"action": move.action, "reason": move.reason.value, "obstacles": [one._asdict() for one in obstacles(session, found, move)]}
            for move in moves
        ],
        "deadlines": dict(found.deadlines),
        "items": {marking: resting[marking] for marking in nets(found).item.places if marking in resting},
    }
