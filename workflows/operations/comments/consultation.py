"""The draft list is released to the public and withdrawn; what the public says is recorded, looked at, and shown or not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.outcomes import Moved, Outcome
from workflows.domain.vocabulary import Audience, CommentSource, OpinionKind, Role
from workflows.operations.acts import Actor, checked_reason, open_act, repeated
from workflows.operations.comments.commenting import NewComment, give_comments
from workflows.operations.items.tokens import hears
from workflows.operations.processes import nets
from workflows.store.audit import Wording
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment
from workflows.store.consultation import (
    HIDDEN,
    RELEASED,
    SHOWN,
    WITHDRAWN,
    CommentDisplay,
    CommentReceipt,
    Consultation,
    ConsultedItem,
    released_item,
    releases,
    standing_release,
)
from workflows.store.items.rows import Item

PUBLIC = Actor(person_id=None, role=Role.public)
PUBLIC_UNIT = "公众"
LONGEST = 1_000
SAID = frozenset({OpinionKind.agree, OpinionKind.modify, OpinionKind.delete})


def release(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, client_key: str | None = None) -> Outcome:
    """The public reads the items that hear comments now, each in its present version; an earlier release is replaced.

    Items of the release before stay in the list as they were read, wherever they are now.

    Raises:
        NotYours: the actor is not the coordinator.
        NotOffered: no item hears comments, or the public has no days to comment.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _must_coordinate(actor)
    if campaign.window(Audience.public) is None:
        raise NotOffered("请先定公众提意见的期限，再公布清单。", "Set the days of the public first, then release the list.")
    net = nets(campaign).item
    hearing = [marking for marking in net.places if hears(net, marking)]
    versions = dict(_read_before(session, campaign))
    heard = select(Item.id, Item.versions).where(Item.campaign_id == campaign.id, Item.marking.in_(hearing))
    now = dict(session.execute(heard).all())
    if not now:
        raise NotOffered("现在没有正在征求意见的事项。", "No item hears comments now.")
    act = open_act(session, actor, at, "release", campaign=campaign, client_key=client_key)
    row = Consultation(act_id=act.id, campaign_id=campaign.id, number=releases(session, campaign.id) + 1, word=RELEASED)
    act.add(row)
    session.flush()
    rows = [
        {"consultation_id": row.id, "item_id": item_id, "act_id": act.id, "item_version": version}
        for item_id, version in sorted((versions | now).items())
    ]
    session.execute(insert(ConsultedItem), rows)
    act.wrote.add(ConsultedItem)
    outcome = Outcome(act.id, (Moved("", "release", "", tuple(sorted(versions | now))),))
    act.close(items=len(rows), outcome=outcome)
    return outcome


def withdraw(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, reason: str | None, client_key: str | None = None
) -> Outcome:
    """The public reads nothing of the campaign any more; receipts still find their answers.

    Raises:
        NotYours: the actor is not the coordinator.
        NotOffered: nothing is released.
        Unfit: a reason is missing.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _must_coordinate(actor)
    text = checked_reason(reason, wanted=True)
    if standing_release(session, campaign.id) is None:
        raise NotOffered("清单没有公布。", "Nothing is released.")
    act = open_act(session, actor, at, "withdraw_release", campaign=campaign, reason=text, client_key=client_key)
    act.add(Consultation(act_id=act.id, campaign_id=campaign.id, number=releases(session, campaign.id) + 1, word=WITHDRAWN))
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def comment_in_public(
    session: Session,
    *,
    at: datetime,
    consultation_id: int,
    item_number: int | None,
    kind: OpinionKind,
    text: str,
    contact: str,
    code_digest: str,
    client_key: str,
) -> Outcome:
    """A comment of somebody without account stands, on a released item or the list as a whole, under its receipt.

    Args:
        item_number: None for the list as a whole.
        code_digest: SHA-256 of the code that the commenter gets; the code itself is kept nowhere.

    Raises:
        NotFound: the release does not stand any more, or the item is not in it.
        Unfit: 建议改 and 反对 without a text, a text over 1,000 characters, or a kind that is not asked of the public.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    there = session.get(Consultation, consultation_id)
    standing = standing_release(session, there.campaign_id) if there else None
    if standing is None or standing.id != consultation_id:
        raise NotFound("清单已经更新或不再公开，请重新打开。", "The list was renewed or is not public any more; open it again.")
    read = released_item(session, consultation_id, item_number) if item_number is not None else None
    if item_number is not None and read is None:
        raise NotFound("清单里没有这一项。", "There is no such item in the list.")
    _must_say_something(kind, text, whole=item_number is None)
    given = NewComment(
        kind=kind,
        unit=PUBLIC_UNIT,
        item_id=read.item_id if read else None,
        proposal=text,
        contact=contact[:200],
        source=CommentSource.public_page,
        item_version=read.version if read else None,
        code_digest=code_digest,
    )
    campaign = session.get_one(Campaign, standing.campaign_id)
    return give_comments(session, actor=PUBLIC, at=at, campaign=campaign, comments=[given], client_key=client_key)


def display_comments(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    numbers: Sequence[int],
    word: str,
    reason: str | None = None,
    client_key: str | None = None,
) -> Outcome:
    """These comments of the public are ``shown`` to everybody, or ``hidden`` with a reason that their authors read.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: one of them is no comment of the public in this campaign.
        Unfit: another word, or a hidden one without a reason.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _must_coordinate(actor)
    if word not in (SHOWN, HIDDEN):
        raise Unfit("请选择“展示”或“不展示”。", "Choose whether to show it.")
    text = checked_reason(reason, wanted=word == HIDDEN)
    found = select(Comment.id).join(CommentReceipt, CommentReceipt.comment_id == Comment.id)
    ids = list(session.scalars(found.where(Comment.campaign_id == campaign.id, Comment.number.in_(among(numbers)))))
    if not ids or len(ids) < len(set(numbers)):
        raise NotFound("没有这条公众意见。", "There is no such comment of the public.")
    act = open_act(session, actor, at, "display", campaign=campaign, reason=text, client_key=client_key)
    last = select(CommentDisplay.comment_id, func.max(CommentDisplay.number)).where(CommentDisplay.comment_id.in_(ids))
    before = dict(session.execute(last.group_by(CommentDisplay.comment_id)).all())
    for comment_id in sorted(ids):
        number = before.get(comment_id, 0) + 1
        act.add(CommentDisplay(comment_id=comment_id, number=number, act_id=act.id, word=word, reason=act.row.reason))
    outcome = Outcome(act.id)
    act.close(items=len(ids), outcome=outcome)
    return outcome


def erase_contact(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, number: int, client_key: str | None = None
) -> Outcome:
    """The contact that a commenter left is gone from the store; the chain keeps only the digest, without salt.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: no comment of this campaign has that number and a contact.

    Source:
        个人信息保护法 Art. 47.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _must_coordinate(actor)
    held = select(Comment.contact).where(Comment.campaign_id == campaign.id, Comment.number == number, Comment.contact.is_not(None))
    digest = session.scalar(held)
    if digest is None:
        raise NotFound("这条意见没有联系方式。", "This comment has no contact.")
    act = open_act(session, actor, at, "erase_contact", campaign=campaign, place=f"comment/{number}", client_key=client_key)
    session.execute(update(Wording).where(Wording.digest == digest).values(salt=None, body=None))
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def _read_before(session: Session, campaign: Campaign) -> list[tuple[int, int]]:
    standing = standing_release(session, campaign.id)
    if standing is None:
        return []
    rows = select(ConsultedItem.item_id, ConsultedItem.item_version).where(ConsultedItem.consultation_id == standing.id)
    return [tuple(row) for row in session.execute(rows)]


def _must_coordinate(actor: Actor) -> None:
    if actor.role is not Role.coordinator:
        raise NotYours("公开征求意见由协调员办理。", "The public consultation is the coordinator's.")


def _must_say_something(kind: OpinionKind, text: str, *, whole: bool) -> None:
    if kind not in SAID or (whole and kind is not OpinionKind.modify):
        raise Unfit("请选择赞成、建议改或者反对。", "Choose whether you agree, want a change, or are against it.")
    if kind is not OpinionKind.agree and not text.strip():
        raise Unfit("请写明怎样改、为什么。", "Say what you want and why.")
    if len(text) > LONGEST:
        raise Unfit("意见最多 1,000 字，请精简。", "A comment has at most 1,000 characters.")
