"""A proposal of a new item (新增) that was adopted becomes an item of the department it concerns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, NotYours
from workflows.domain.items import ItemFields
from workflows.domain.outcomes import Moved, Outcome
from workflows.domain.vocabulary import Answer, OpinionKind, Role
from workflows.operations.acts import Actor, open_act, repeated
from workflows.operations.items.liaison import NewItem, add_items
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, participants
from workflows.store.comments import Comment, CommentAnswer, TakenUp

USED = frozenset({Answer.adopted, Answer.adopted_in_part})


def take_up(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    number: int,
    department_id: int,
    name: str,
    client_key: str | None = None,
) -> Outcome:
    """A new item stands at filling in with its department, and the proposal says which item it became.

    It comes in whatever stage the campaign is at: the adopted comment is what it rests on.

    Raises:
        NotYours: the actor is not the coordinator.
        NotFound: no 新增 of the campaign has this number, or the department takes no part in it.
        NotOffered: its last answer is not 采纳 or 部分采纳, or it became an item already.
        Unfit: the item has no name.

    Source:
        DESIGN: 新增 anchors to the campaign and, if adopted, becomes a new item.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    if actor.role is not Role.coordinator:
        raise NotYours("新增意见由协调员转为事项。", "Additions are taken up by the coordinator.")
    comment = _addition(session, campaign, number)
    if department_id not in {office.id for office in participants(session, campaign, "department")}:
        raise NotFound("没有这个部门。", "There is no such department.")
    act = open_act(session, actor, at, "take_up", campaign=campaign, client_key=client_key)
    remarks = f"据第 {number} 号意见新增（{comment.unit}）"
    [item_id] = add_items(act, campaign, [NewItem(department_id, ItemFields(name=name.strip(), remarks=remarks))])
    act.add(TakenUp(comment_id=comment.id, act_id=act.id, item_id=item_id))
    outcome = Outcome(act.id, (Moved("", "file", nets(campaign).item.start, (item_id,)),))
    act.close(items=1, outcome=outcome)
    return outcome


def _addition(session: Session, campaign: Campaign, number: int) -> Comment:
    found = select(Comment).where(Comment.campaign_id == campaign.id, Comment.number == number, Comment.kind == OpinionKind.add.value)
    comment = session.scalar(found)
    if comment is None:
        raise NotFound("没有这条新增意见。", "There is no such addition.")
    answers = select(CommentAnswer.answer).where(CommentAnswer.comment_id == comment.id).order_by(CommentAnswer.number.desc())
    last = session.scalars(answers.limit(1)).first()
    if last is None or Answer(last) not in USED:
        raise NotOffered("采纳后才能转为事项。", "Only an adopted addition becomes an item.")
    if session.get(TakenUp, comment.id) is not None:
        raise NotOffered("这条意见已经转为事项。", "This addition has become an item already.")
    return comment
