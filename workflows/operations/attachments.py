"""附件: files are hung on items, comments and sign-offs, whole or not at all, and taken down by whoever hung them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from workflows.domain.attachments import MOST_ON_ONE, AttachmentKind, kept_name
from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Role
from workflows.files.attachments import recognised
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.items.seeing import sight_of
from workflows.store.attachments import Attachment, AttachmentWithdrawal, count_on, standing_attachment
from workflows.store.audit import Act, FiledDocument
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment
from workflows.store.items.rows import Item, Step

ON_ITEMS = frozenset({Role.liaison, Role.department_head, Role.coordinator, Role.reviewer, Role.leader})
"""Whose papers may hang on an item: of those who act on it. Others comment and hang their papers on the comment, or only read."""


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file as it came: the name it was sent under and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class FitFile:
    """A file that may be kept: its folded name, what it is, its bytes."""

    name: str
    kind: AttachmentKind
    content: bytes


@dataclass(frozen=True, slots=True)
class Owner:
    """What attachments hang on: exactly one of an item, a comment, a sign-off (the id of its act)."""

    item_id: int | None = None
    comment_id: int | None = None
    sign_off_id: int | None = None

    @property
    def is_it(self) -> ColumnElement[bool]:
        """The attachment hangs on this."""
        return (
            (Attachment.item_id.is_not_distinct_from(self.item_id))
            & (Attachment.comment_id.is_not_distinct_from(self.comment_id))
            & (Attachment.sign_off_id.is_not_distinct_from(self.sign_off_id))
        )


def attach_files(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    owner: Owner,
    files: Sequence[HandedIn],
    client_key: str | None = None,
) -> Outcome:
    """The files hang on the owner, every one or none; each is kept as it came under its SHA-256.

    Raises:
        NotFound: the owner is not there or not the actor's to see.
        NotYours: items take papers of the department and of the bureau; a comment those of who gave it; a sign-off those of who
            signed; the coordinator may hang papers on each.
        Unfit: no file, more than 30 on one owner, or a file that is not taken (``files.attachments.recognised``).

    Source:
        附件、盖章扫描件.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _may_attach(session, actor, campaign, owner)
    fit = fit_files(files)
    if not fit:
        raise Unfit("请选择要添加的文件。", "Choose the files to attach.")
    if count_on(session, owner.is_it) + len(fit) > MOST_ON_ONE:
        raise Unfit(f"一处最多 {MOST_ON_ONE} 个附件，请撤下不用的。", f"At most {MOST_ON_ONE} attachments on one thing; take some down.")
    act = open_act(session, actor, at, "attach", campaign=campaign, client_key=client_key)
    hang(act, owner, fit)
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def fit_files(files: Sequence[HandedIn]) -> tuple[FitFile, ...]:
    """The same files with their kinds and kept names.

    Raises:
        Unfit: one of them is not taken.
    """
    kinds = [recognised(file.name[-60:], file.content) for file in files]
    return tuple(FitFile(kept_name(file.name, kind), kind, file.content) for file, kind in zip(files, kinds, strict=True))


def hang(act: OpenAct, owner: Owner, files: Sequence[FitFile]) -> None:
    """Within an open act: keep the files and hang them on the owner."""
    for file in files:
        digest = hashlib.sha256(file.content).hexdigest()
        document = FiledDocument(act_id=act.id, name=file.name, digest=digest, content=file.content)
        act.add(document)
        act.session.flush()
        hung = {"item_id": owner.item_id, "comment_id": owner.comment_id, "sign_off_id": owner.sign_off_id}
        act.add(Attachment(act_id=act.id, document_id=document.id, kind=file.kind.value, size=len(file.content), **hung))


def withdraw_attachment(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    attachment_id: int,
    reason: str,
    client_key: str | None = None,
) -> Outcome:
    """The attachment is taken down (撤下): nobody is served it any more; that it was there stays on record.

    Raises:
        NotFound: there is none in this campaign, or it was taken down before.
        NotYours: somebody else hung it and the actor is not the coordinator.
        Unfit: no reason.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    text = checked_reason(reason, wanted=True)
    found = standing_attachment(session, attachment_id)
    hung = session.get(Act, found.act_id) if found else None
    if hung is None or hung.campaign_id != campaign.id:
        raise NotFound("没有这个附件。", "There is no such attachment.")
    if hung.person_id != actor.person_id and actor.role is not Role.coordinator:
        raise NotYours("只能撤下本人添加的附件；他人的由协调员撤下。", "You may take down your own attachments only; the coordinator any.")
    act = open_act(session, actor, at, "withdraw_attachment", campaign=campaign, reason=text, client_key=client_key)
    act.add(AttachmentWithdrawal(attachment_id=attachment_id, act_id=act.id))
    outcome = Outcome(act.id)
    act.close(outcome=outcome)
    return outcome


def _may_attach(session: Session, actor: Actor, campaign: Campaign, owner: Owner) -> None:
    if owner.item_id is not None:
        _may_attach_to_item(session, actor, campaign, owner.item_id)
    elif owner.comment_id is not None:
        _may_attach_to_comment(session, actor, campaign, owner.comment_id)
    else:
        _may_attach_to_sign_off(session, actor, campaign, owner.sign_off_id or 0)


def _may_attach_to_item(session: Session, actor: Actor, campaign: Campaign, item_id: int) -> None:
    seen = select(Item.id).where(sight_of(campaign, actor.role, actor.organisation_id), Item.id == item_id)
    if session.scalar(seen) is None:
        raise NotFound("没有这个事项。", "There is no such item.")
    if actor.role not in ON_ITEMS:
        raise NotYours("您的身份不能给事项添加附件，请附在意见上。", "Your role hangs no papers on items; comment and hang them there.")


def _may_attach_to_comment(session: Session, actor: Actor, campaign: Campaign, comment_id: int) -> None:
    comment = session.get(Comment, comment_id)
    own = comment is not None and comment.organisation_id is not None and comment.organisation_id == actor.organisation_id
    if comment is None or comment.campaign_id != campaign.id or not (own or actor.role is Role.coordinator):
        raise NotFound("没有这条意见，或不是本单位提出的。", "There is no such comment of your organisation.")


def _may_attach_to_sign_off(session: Session, actor: Actor, campaign: Campaign, act_id: int) -> None:
    act, moved = session.get(Act, act_id), exists().where(Step.act_id == act_id, Step.from_marking != "")
    own = act is not None and act.person_id is not None and act.person_id == actor.person_id
    if act is None or act.campaign_id != campaign.id or not session.scalar(select(moved)) or not (own or actor.role is Role.coordinator):
        raise NotFound("没有这项办理，或不是您办理的。", "There is no such act of yours.")
