"""``devolve attachments``: files on items, comments and sign-offs."""

from __future__ import annotations

from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.choices import NUMBER
from webapp.cli.choosing import one_id
from webapp.cli.home import Home
from webapp.cli.items import TO, uploaded
from webapp.cli.speaking import Group, say, say_json, say_table
from workflows.domain.errors import NotFound
from workflows.domain.words import Words
from workflows.operations.attachments import HandedIn, Owner, attach_files, withdraw_attachment
from workflows.store.attachments import Attachment, HeldFile, file_content, held_files, still_served
from workflows.store.audit import Act
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment
from workflows.store.items.rows import Item

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(cls=Group)
def attachments() -> None:
    """附件 · files on items, comments and sign-offs"""


@attachments.command("add")
@acting
@FILES
@click.option("--item", "number", type=NUMBER, help="哪一项 · on which item")
@click.option("--comment", type=NUMBER, help="哪条意见 · on which comment")
@click.option("--sign-off", "act_id", type=NUMBER, help="哪次办理（盖章扫描件） · on which act, a stamped scan")
def add(who: Acting, files: tuple[Path, ...], number: int | None, comment: int | None, act_id: int | None) -> None:
    """添加附件：PDF、图片、docx、xlsx、xls、txt · attach files, all or none"""
    if sum(one is not None for one in (number, comment, act_id)) != 1:
        raise click.UsageError("--item | --comment | --sign-off")
    handed_in = [HandedIn(file.name, uploaded(file)) for file in files]

    def work(session: Session, *, campaign: Campaign, **words):
        owner = _owner(session, campaign, number, comment, act_id)
        return attach_files(session, campaign=campaign, owner=owner, files=handed_in, **words)

    tell(who, who.carry(work))


@attachments.command("list")
@reading
def list_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """附件列表 · the attachments"""
    files = held_files(home.session, *_of(home.campaign(campaign_key)))
    numbers = _numbers(home.session)
    if as_json:
        say_json([_plain(file, numbers) for file in files])
        return
    labels = ("编号", "No."), ("文件", "File"), ("字节", "Bytes"), ("附在", "On"), ("摘要", "SHA-256")
    say_table([Words(*pair) for pair in labels], [list(map(str, _line(file, numbers))) for file in files])


@attachments.command("save")
@reading
@click.argument("number", type=NUMBER)
@TO
def save(home: Home, campaign_key: str | None, as_json: bool, number: int, target: Path) -> None:
    """取出一个附件 · write one attachment to a file"""
    found = held_files(home.session, Attachment.id == number, *_of(home.campaign(campaign_key)))
    if not found:
        raise NotFound("没有这个附件。", "There is no such attachment.")
    target.write_bytes(file_content(home.session, number))
    if as_json:
        say_json({"file": str(target), "digest": found[0].digest})
    else:
        say(f"已写出 {target}。", f"{target} is written.")


@attachments.command("withdraw")
@acting
@click.argument("number", type=NUMBER)
@click.option("--reason", required=True, help="理由，1 至 500 字 · the reason, 1 to 500 characters")
def withdraw(who: Acting, number: int, reason: str) -> None:
    """撤下附件；记录保留 · take an attachment down; the record stays"""
    tell(who, who.carry(withdraw_attachment, attachment_id=number, reason=reason))


def _owner(session: Session, campaign: Campaign, number: int | None, comment: int | None, act_id: int | None) -> Owner:
    if number is not None:
        return Owner(item_id=one_id(session, campaign, number))
    if comment is None:
        return Owner(sign_off_id=act_id)
    found = session.scalar(select(Comment.id).where(Comment.campaign_id == campaign.id, Comment.number == comment))
    if found is None:
        raise NotFound("没有这条意见。", "There is no such comment.")
    return Owner(comment_id=found)


def _of(campaign: Campaign) -> tuple:
    standing = Attachment.act_id.in_(select(Act.id).where(Act.campaign_id == campaign.id))
    return (standing, still_served())


def _numbers(session: Session) -> dict[tuple[str, int], int]:
    """By id, the numbers people know items and comments by."""
    kinds = (("item", Item), ("comment", Comment))
    return {(kind, row.id): row.number for kind, record in kinds for row in session.execute(select(record.id, record.number))}


def _on(file: HeldFile, numbers: dict[tuple[str, int], int]) -> tuple[str, int]:
    return file.owner[0], numbers.get(file.owner, file.owner[1])


def _line(file: HeldFile, numbers: dict[tuple[str, int], int]) -> tuple:
    return file.id, file.name, file.size, " ".join(map(str, _on(file, numbers))), file.digest


def _plain(file: HeldFile, numbers: dict[tuple[str, int], int]) -> dict:
    kind, number = _on(file, numbers)
    return {"number": file.id, "name": file.name, "kind": file.kind, "size": file.size, "digest": file.digest, kind: number}
