"""``devolve consultation``: 公开征求意见 — the list released and withdrawn, what the public said looked at and shown."""

from __future__ import annotations

import click

from webapp.cli.acting import Acting, acting, reading
from webapp.cli.choices import Numbers
from webapp.cli.home import Home
from webapp.cli.speaking import Group, say, say_json, say_table, spoken
from workflows.domain.vocabulary import OpinionKind
from workflows.domain.words import Words
from workflows.operations.comments.consultation import display_comments, release, withdraw
from workflows.store.comments import Comment
from workflows.store.consultation import HIDDEN, SHOWN, public_comments, undecided


@click.group(cls=Group)
def consultation() -> None:
    """公开征求意见 · the public consultation"""


@consultation.command("release")
@acting
def release_(who: Acting) -> None:
    """公开正在征求意见的清单 · release the items that hear comments now"""
    outcome = who.carry(release)
    if who.as_json:
        say_json({"act": outcome.act_id, "items": outcome.count})
    else:
        say(f"清单已公开，共 {outcome.count} 项。", f"The list is public: {outcome.count} items.")


@consultation.command("withdraw")
@acting
@click.option("--reason", required=True, help="为什么撤下 · why")
def withdraw_(who: Acting, reason: str) -> None:
    """撤下公开的清单 · withdraw the list"""
    outcome = who.carry(withdraw, reason=reason)
    if who.as_json:
        say_json({"act": outcome.act_id})
    else:
        say("清单已撤下。", "The list is withdrawn.")


@consultation.command("list")
@reading
@click.option("--waiting", is_flag=True, help="只列还没有审核的 · only those that nobody has looked at")
def list_(home: Home, campaign_key: str | None, as_json: bool, waiting: bool) -> None:
    """公众意见；不含联系方式 · comments of the public, without contacts"""
    which = [Comment.campaign_id == home.campaign(campaign_key).id] + ([undecided()] if waiting else [])
    found = public_comments(home.session, *which, limit=100_000)
    if as_json:
        names = ("number", "item_number", "kind", "text", "display", "reason")
        say_json([{name: getattr(one, name) for name in names} for one in found])
        return
    labels = ("编号", "No."), ("事项", "Item"), ("意见", "Kind"), ("内容", "Text"), ("展示", "Display")
    rows = [(one.number, one.item_number or "—", spoken(OpinionKind(one.kind).words), one.text, one.display or "—") for one in found]
    say_table([Words(*pair) for pair in labels], rows)


@consultation.command("display")
@acting
@click.argument("word", type=click.Choice([SHOWN, HIDDEN]))
@click.argument("numbers", nargs=-1, required=True, type=Numbers())
@click.option("--reason", help="不展示的理由 · why it is hidden")
def display(who: Acting, word: str, numbers, reason: str | None) -> None:
    """展示或不展示公众意见，按编号 · show or hide comments of the public, by number"""
    chosen = [number for part in numbers for number in part]
    outcome = who.carry(display_comments, numbers=chosen, word=word, reason=reason)
    if who.as_json:
        say_json({"act": outcome.act_id, "comments": len(chosen)})
    else:
        say(f"已处理 {len(chosen)} 条。", f"{len(chosen)} decided.")
