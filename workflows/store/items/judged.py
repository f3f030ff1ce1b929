"""What somebody judged before: the version an item had when they last gave an opinion on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.store.audit import Act
from workflows.store.items.visits import Opinion, Visit


@dataclass(frozen=True, slots=True)
class Judged:
    """One opinion: when, where, what was said, on which version."""

    at: datetime
    place: str
    action: str
    version: int


def last_judged(session: Session, item_id: int, person_id: int) -> Judged | None:
    """The newest opinion of a person on an item, at whatever place; None if they gave none."""
    query = (
        select(Act.at, Visit.place, Opinion.action, Visit.item_version)
        .join(Visit, (Visit.item_id == Opinion.item_id) & (Visit.number == Opinion.visit))
        .join(Act, Act.id == Opinion.act_id)
        .where(Opinion.item_id == item_id, Opinion.person_id == person_id)
    )
    row = session.execute(query.order_by(Opinion.visit.desc()).limit(1)).first()
    return Judged(*row) if row else None
