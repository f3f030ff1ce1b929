"""What speaks against items that come to approval: comments not wholly adopted, with their answers, and opinions that differed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.vocabulary import NEEDS_ANSWER, Answer
from workflows.store.audit import Act, Wording
from workflows.store.base import among
from workflows.store.comments import Comment, CommentAnswer
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import Item

AGREEING = "approve"


@dataclass(frozen=True, slots=True)
class Argument:
    """One voice on an item and what was said to it.

    ``by`` is the unit of a comment or the role of an opinion, ``word`` the kind of comment or the action taken; ``answer`` is empty for
    an opinion and for a comment without answer.
    """

    by: str
    word: str
    text: str
    at: datetime
    answer: str = ""
    answer_text: str = ""


def arguments(session: Session, sight: ColumnElement[bool], marking: str) -> dict[int, list[Argument]]:
    """Item id → the voices against items in sight that rest at a marking, oldest first; two queries. Items without any are absent."""
    found: dict[int, list[Argument]] = defaultdict(list)
    for item_id, argument in (*_comments(session, sight, marking), *_opinions(session, sight, marking)):
        found[item_id].append(argument)
    return {item_id: sorted(group, key=lambda one: one.at) for item_id, group in sorted(found.items())}


def by_department_and_kind(session: Session, ids: Collection[int]) -> dict[tuple[int, str], int]:
    """(department id, kind) → how many of these items."""
    query = select(Item.department_id, Item.kind, func.count()).where(Item.id.in_(among(ids)))
    return {(department, kind): count for department, kind, count in session.execute(query.group_by(Item.department_id, Item.kind))}


def _comments(session: Session, sight: ColumnElement[bool], marking: str) -> list[tuple[int, Argument]]:
    said, why, last = aliased(Wording), aliased(Wording), aliased(CommentAnswer)
    newest = select(func.max(last.number)).where(last.comment_id == Comment.id).scalar_subquery()
    query = select(Comment.item_id, Comment.unit, Comment.kind, said.body, Act.at, CommentAnswer.answer, why.body)
    query = query.join(Item, Item.id == Comment.item_id).join(Act, Act.id == Comment.act_id)
    query = query.outerjoin(CommentAnswer, (CommentAnswer.comment_id == Comment.id) & (CommentAnswer.number == newest))
    query = query.outerjoin(said, said.digest == Comment.proposal).outerjoin(why, why.digest == CommentAnswer.reason)
    query = query.where(sight, Item.marking == marking, Comment.kind.in_(sorted(NEEDS_ANSWER)))
    rows = session.execute(query.where(func.coalesce(CommentAnswer.answer, "") != Answer.adopted.value))
    return [(row[0], Argument(row[1], row[2], row[3] or "", row[4], row[5] or "", row[6] or "")) for row in rows]


def _opinions(session: Session, sight: ColumnElement[bool], marking: str) -> list[tuple[int, Argument]]:
    query = select(Opinion.item_id, Act.role, Act.word, Wording.body, Act.at).join(Item, Item.id == Opinion.item_id)
    query = query.join(Act, Act.id == Opinion.act_id).outerjoin(Wording, Wording.digest == Act.reason)
    rows = session.execute(query.where(sight, Item.marking == marking, Act.word != AGREEING))
    return [(item_id, Argument(role, action, text or "", at)) for item_id, role, action, text, at in rows]
