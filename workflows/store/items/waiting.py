"""How long items have waited where they rest, department by department, and how far each department came lately."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from workflows.store.audit import Act
from workflows.store.comments import Comment
from workflows.store.items.rows import Item, Passage, Step


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many items of one department rest at one place, since when the oldest, and how many of them too long."""

    department_id: int
    marking: str
    count: int
    oldest: datetime
    late: int


def waiting(session: Session, sight: ColumnElement[bool], late_before: datetime) -> list[Waiting]:
    """Where the items in sight rest, by department and place, in one query; too long: since before ``late_before``."""
    late = func.sum(case((Item.entered_at < late_before, 1), else_=0))
    query = select(Item.department_id, Item.marking, func.count(), func.min(Item.entered_at), late)
    rows = session.execute(query.where(sight).group_by(Item.department_id, Item.marking))
    return [Waiting(*row) for row in rows]


def passages_since(session: Session, sight: ColumnElement[bool], since: datetime) -> list[tuple[int, str, str, int]]:
    """(department id, from, to, how many) of the steps that items in sight took since an instant, births left out."""
    query = select(Item.department_id, Step.from_marking, Step.to_marking, func.count()).select_from(Passage).join(Passage.step)
    query = query.join(Item, Item.id == Passage.item_id).join(Act, Act.id == Passage.act_id)
    query = query.where(sight, Act.at >= since, Step.from_marking != "")
    return list(session.execute(query.group_by(Item.department_id, Step.from_marking, Step.to_marking)))


def units_that_commented(session: Session, campaign_id: int, offices: Collection[int]) -> set[int]:
    """Which of these organisations gave a comment in the campaign, 无意见 among them."""
    query = select(Comment.organisation_id).distinct().where(Comment.campaign_id == campaign_id, Comment.organisation_id.in_(offices))
    return set(session.scalars(query))
