"""报送 as it happened: which head signed off how many items of which department, when, and whether it was taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from workflows.store.audit import Act
from workflows.store.items.rows import Item, Passage, Step
from workflows.store.people import Organisation, Person

REPORT = "report"


@dataclass(frozen=True, slots=True)
class SignOff:
    """One act of 报送 for one department; ``undone`` once it was taken back, in part or whole; ``untouched`` of its items nobody
    acted on since."""

    act_id: int
    at: datetime
    person_id: int | None
    person: str
    department: str
    items: int
    undone: bool
    untouched: int


def sign_offs(session: Session, sight: ColumnElement[bool], limit: int = 100) -> list[SignOff]:
    """The newest acts of 报送 over items in sight, newest first."""
    undoing, newest = aliased(Act), aliased(Passage)
    undone = exists().where(undoing.undoes_id == Act.id)
    untouched = exists().where(newest.item_id == Item.id, newest.number == Item.passages, newest.act_id == Act.id)
    counts = (func.count(Item.id.distinct()), undone, func.count(Item.id.distinct()).filter(untouched))
    who = (Act.id, Act.at, Act.person_id, Organisation.short_name)
    query = select(*who, *counts).select_from(Passage).join(Passage.step).join(Act, Act.id == Passage.act_id)
    query = query.join(Item, Item.id == Passage.item_id).join(Organisation, Organisation.id == Item.department_id)
    query = query.where(sight, Act.word == REPORT, Step.action == REPORT).group_by(*who)
    rows = session.execute(query.order_by(Act.id.desc(), Organisation.short_name).limit(limit)).all()
    names = {person.id: person.name for person in session.scalars(select(Person).where(Person.id.in_({row[2] for row in rows})))}
    return [
        SignOff(id_, at, person, names.get(person, ""), office, items, bool(undone), untouched)
        for id_, at, person, office, items, undone, untouched in rows
    ]
