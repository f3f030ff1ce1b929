"""Why items are back at their department: the last step that led there, with who took it and what they said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from workflows.store.audit import Act, Wording
from workflows.store.base import among
from workflows.store.items.rows import Item, Passage, Step


@dataclass(frozen=True, slots=True)
class Return:
    """One item sent back: by which role, with which word, when and why; the reason is empty where the rules sent it back."""

    role: str
    action: str
    at: datetime
    reason: str


def returns_of(session: Session, ids: Iterable[int]) -> dict[int, Return]:
    """For each of these items that did not only just begin, the step that led it where it rests; one query."""
    last = and_(Passage.item_id == Item.id, Passage.number == Item.passages, Passage.number > 1)
    query = select(Item.id, Act.role, Step.action, Act.at, Wording.body).join(Passage, last).join(Passage.step)
    query = query.join(Act, Act.id == Passage.act_id).join(Wording, Wording.digest == Act.reason, isouter=True)
    query = query.where(Item.id.in_(among(ids)))
    return {item_id: Return(role, action, at, reason or "") for item_id, role, action, at, reason in session.execute(query)}
