"""The last decision that still counts on each of many items, for lists that are taken away."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from workflows.engine.net import By
from workflows.store.audit import Act, Wording
from workflows.store.base import among
from workflows.store.items.rows import Passage


@dataclass(frozen=True, slots=True)
class LastDecision:
    """What a person decided at a place, in which role, when and why; ``code`` is the reason's code."""

    from_marking: str
    action: str
    role: str
    at: datetime
    code: str
    reason: str


def last_decisions(session: Session, item_ids: Collection[int]) -> Mapping[int, LastDecision]:
    """By item id; items that nobody decided on are absent, and what was taken back does not count. One statement."""
    later = aliased(Passage)
    undone = exists().where(later.item_id == Passage.item_id, later.number > Passage.number, later.undoes <= Passage.number)
    by_hand = (Passage.by == By.person.value, Passage.from_marking != "", Passage.undoes.is_(None), ~undone)
    last = select(Passage.item_id, func.max(Passage.number).label("number")).where(Passage.item_id.in_(among(item_ids)), *by_hand)
    last = last.group_by(Passage.item_id).subquery()
    query = (
        select(Passage.item_id, Passage.from_marking, Passage.action, Act.role, Act.at, Passage.code, Wording.body)
        .join(last, (last.c.item_id == Passage.item_id) & (last.c.number == Passage.number))
        .join(Act, Act.id == Passage.act_id)
        .join(Wording, Wording.digest == Act.reason, isouter=True)
    )
    return {item_id: LastDecision(*told, reason or "") for item_id, *told, reason in session.execute(query)}
