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
from workflows.store.items.rows import Passage, Step


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
    later, undo = aliased(Passage), aliased(Step)
    took_back = (undo.act_id == later.act_id) & (undo.number == later.step_number) & (undo.undoes <= Passage.number)
    undone = exists().where(later.item_id == Passage.item_id, later.number > Passage.number, took_back)
    by_hand = (Step.by == By.person.value, Step.from_marking != "", Step.undoes.is_(None), ~undone)
    last = select(Passage.item_id, func.max(Passage.number).label("number")).join(Passage.step)
    last = last.where(Passage.item_id.in_(among(item_ids)), *by_hand).group_by(Passage.item_id).subquery()
    query = (
        select(Passage.item_id, Step.from_marking, Step.action, Act.role, Act.at, Step.code, Wording.body)
        .join(Passage.step)
        .join(last, (last.c.item_id == Passage.item_id) & (last.c.number == Passage.number))
        .join(Act, Act.id == Passage.act_id)
        .join(Wording, Wording.digest == Act.reason, isouter=True)
    )
    return {item_id: LastDecision(*told, reason or "") for item_id, *told, reason in session.execute(query)}
