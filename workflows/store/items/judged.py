"""What was judged before: the opinions on an item that its reader may know, and which of them changes are measured by."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from workflows.store.audit import Act
from workflows.store.items.marks import taken_back
from workflows.store.items.opinions import Opinion, arrival, at_present, shown
from workflows.store.items.rows import Item, Passage, Step
from workflows.store.people import Person


@dataclass(frozen=True, slots=True)
class Judged:
    """One opinion: when, where, by whom, what was said, on which version; ``mine`` if the reader gave it, ``stands`` unless
    its act was taken back for this item, ``waits`` while the review in which it was given goes on."""

    at: datetime
    place: str
    action: str
    version: int
    person: str
    mine: bool
    stands: bool
    waits: bool


def known_opinions(session: Session, item_id: int, people: Collection[int]) -> list[Judged]:
    """The opinions on an item in the order they were given; those of others only once their visit is closed.

    Args:
        people: Whose opinions are the reader's own: given by one of them, or in their name.
    """
    mine = or_(Act.person_id.in_(people), func.coalesce(Act.on_behalf_of_id, 0).in_(people))
    query = (
        select(Act.at, Step.to_marking, Act.word, Passage.item_version, Person, mine, taken_back(Opinion), at_present())
        .select_from(Opinion)
        .join(Item, Item.id == Opinion.item_id)
        .join(Passage, arrival())
        .join(Passage.step)
        .join(Act, Act.id == Opinion.act_id)
        .join(Person, Person.id == Act.person_id)
        .where(Opinion.item_id == item_id, or_(mine, shown()))
    )
    rows = session.execute(query.order_by(Opinion.visit, Opinion.act_id))
    return [Judged(*row[:4], row[4].name, bool(row[5]), not row[6], bool(row[7])) for row in rows]


def measured_by(opinions: Sequence[Judged]) -> Judged | None:
    """The opinion that changes are measured by: the reader's last one, or else the last that anybody gave."""
    return next((one for one in reversed(opinions) if one.mine), opinions[-1] if opinions else None)
