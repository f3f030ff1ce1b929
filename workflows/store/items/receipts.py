"""What somebody did lately, as long as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session, aliased

from workflows.engine.net import By
from workflows.store.audit import Act
from workflows.store.items.rows import Item, Passage


@dataclass(frozen=True, slots=True)
class Receipt:
    """One act over items: its number, word, way and count; ``later`` counts its items that moved on since."""

    act_id: int
    at: datetime
    word: str
    from_marking: str
    to_marking: str
    items: int
    later: int


def receipts(session: Session, campaign_id: int, person_id: int | None, limit: int = 5) -> list[Receipt]:
    """The newest acts by which a person moved items, newest first; undone ones and undos left out."""
    undoing = aliased(Act)
    undone = exists().where(undoing.undoes_id == Act.id)
    moved = exists().where(Passage.act_id == Act.id, Passage.by == By.person.value, Passage.from_marking != "")
    query = select(Act).where(Act.campaign_id == campaign_id, Act.person_id == person_id, Act.undoes_id.is_(None), ~undone, moved)
    return [_receipt(session, act) for act in session.scalars(query.order_by(Act.id.desc()).limit(limit))]


def _receipt(session: Session, act: Act) -> Receipt:
    first = aliased(Passage)
    way = select(Passage.from_marking, func.max(Passage.to_marking), func.count()).where(
        Passage.act_id == act.id, Passage.by == By.person.value
    )
    rows = session.execute(way.group_by(Passage.from_marking).order_by(func.count().desc())).all()
    last = select(func.max(first.number)).where(first.act_id == act.id, first.item_id == Item.id).scalar_subquery()
    moved = exists().where(Passage.act_id == act.id, Passage.item_id == Item.id)
    later = session.scalar(select(func.count(Item.id)).where(moved, Item.passages > last))
    return Receipt(act.id, act.at, act.word, rows[0][0], rows[0][1], act.items, later)
