"""What somebody did lately, as long as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from workflows.engine.net import By
from workflows.store.audit import Act
from workflows.store.items.opinions import Opinion, arrival, shown
from workflows.store.items.rows import Item, Passage, Step


@dataclass(frozen=True, slots=True)
class Receipt:
    """One act over items: its number, word, way and count; ``later`` counts its items that moved on since.

    ``noted`` of the items rest where they were: the act gave an opinion on them that waits for others.
    """

    act_id: int
    at: datetime
    word: str
    from_marking: str
    to_marking: str
    items: int
    later: int
    noted: int = 0


def receipts(session: Session, campaign_id: int, person_id: int | None, limit: int = 5) -> list[Receipt]:
    """The newest acts by which a person moved items or gave opinions, newest first; undone ones and undos left out."""
    undoing = aliased(Act)
    undone = exists().where(undoing.undoes_id == Act.id)
    moved = exists().where(Step.act_id == Act.id, Step.by == By.person.value, Step.from_marking != "")
    judged = exists().where(Opinion.act_id == Act.id)
    query = select(Act).where(Act.campaign_id == campaign_id, Act.person_id == person_id, Act.undoes_id.is_(None), ~undone)
    acts = list(session.scalars(query.where(or_(moved, judged)).order_by(Act.id.desc()).limit(limit)))
    ways = _ways(session, [act.id for act in acts]) if acts else {}
    return [_receipt(act, ways[act.id]) if act.id in ways else _only_noted(session, act) for act in acts]


def _ways(session: Session, act_ids: list[int]) -> dict[int, list[Row]]:
    """For each act its ways, the most items first: act, from, to, items, those of them that moved on since."""
    steps = select(
        Passage.act_id,
        Passage.item_id,
        func.max(Passage.number).label("last"),
        func.max(Step.from_marking).filter(Step.by == By.person.value).label("origin"),
        func.max(Step.to_marking).filter(Step.by == By.person.value).label("to"),
    )
    way = steps.join(Passage.step).where(Passage.act_id.in_(act_ids)).group_by(Passage.act_id, Passage.item_id).subquery()
    counts = func.count(), func.count().filter(Item.passages > way.c.last)
    query = select(way.c.act_id, way.c.origin, way.c.to, *counts).join(Item, Item.id == way.c.item_id)
    grouped: dict[int, list[Row]] = {}
    for row in session.execute(query.group_by(way.c.act_id, way.c.origin, way.c.to).order_by(func.count().desc())):
        grouped.setdefault(row[0], []).append(row)
    return grouped


def _receipt(act: Act, ways: list[Row]) -> Receipt:
    origin, to = next((row[1], row[2]) for row in ways if row[1] is not None)
    moved = sum(row[3] for row in ways if row[1] is not None)
    return Receipt(act.id, act.at, act.word, origin, to, act.items, sum(row[4] for row in ways), act.items - moved)


def _only_noted(session: Session, act: Act) -> Receipt:
    """An act that only gave opinions: they are past taking back once the visit has its verdict."""
    query = select(Step.to_marking, func.count(), func.count().filter(shown())).select_from(Opinion)
    query = query.join(Item, Item.id == Opinion.item_id).join(Passage, arrival()).join(Passage.step)
    rows = session.execute(query.where(Opinion.act_id == act.id).group_by(Step.to_marking).order_by(func.count().desc())).all()
    return Receipt(act.id, act.at, act.word, rows[0][0], rows[0][0], act.items, sum(row[2] for row in rows), act.items)
