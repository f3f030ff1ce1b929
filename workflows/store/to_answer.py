"""What waits for an answer in a campaign, beside the items that wait for a decision."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from workflows.store.comments import Comment, unanswered
from workflows.store.consultation import undecided_comments
from workflows.store.items.marks import marked
from workflows.store.items.rows import Item


class ToAnswer(NamedTuple):
    """Comments that ask for an answer, items asked back by their departments, and comments of the public that nobody looked at."""

    comments: int = 0
    requests: int = 0
    public: int = 0


def to_answer(session: Session, campaign_id: int, sight: ColumnElement[bool], markings: Collection[str]) -> ToAnswer:
    """Counts of what has no answer, in one statement.

    Args:
        sight: Which items the reader may see; comments on others are not counted.
        markings: Where items asked back are counted: the reader's places.
    """
    comments = unanswered(campaign_id).join(Item, Item.id == Comment.item_id).where(sight)
    requests = select(Item.id).where(sight, Item.marking.in_(sorted(markings)), marked("asked_back"))
    asked = (comments, requests, undecided_comments(campaign_id))
    counts = (select(func.count()).select_from(query.subquery()).scalar_subquery() for query in asked)
    return ToAnswer(*session.execute(select(*counts)).one())
