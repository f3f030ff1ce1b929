"""Where every item must stand, retraced from passages, versions and lineage alone; what is remembered decides, not what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from workflows.domain.calendar import PUBLISHED, Calendar
from workflows.domain.items import ItemFields
from workflows.operations.items.tokens import hearing_end, hears
from workflows.operations.items.versions import columns_of
from workflows.operations.processes import Eras, nets
from workflows.operations.undoing import effective
from workflows.store.base import Record
from workflows.store.campaigns import Campaign
from workflows.store.items.opinions import Opinion, OpinionWithdrawal
from workflows.store.items.rows import Filing, Item, ItemVersion, Lineage, Passage, by_item, passages_told

BATCH = 5_000
"""So many item ids are read together: a fixed number of queries for each batch, and bounded memory."""


@dataclass(frozen=True, slots=True)
class Trail:
    """All that stands on record of one item. Rows in order of their numbers; ``item``, ``opinions`` and those
    ``withdrawn`` as stored.

    ``replaced`` is the kind of lineage (``split``, ``merge``) in which the item is a parent, empty if in none; ``born_of`` says
    whether it is a child.
    """

    item_id: int
    item: object | None
    filing: object | None
    versions: Sequence
    passages: Sequence
    replaced: str = ""
    born_of: bool = False
    opinions: Sequence = ()
    withdrawn: Sequence = ()


@dataclass(frozen=True, slots=True)
class Stay:
    """One visit as the passages tell it; ``number`` is that of the passage that led there."""

    number: int
    place: str
    round: str
    item_version: int
    opened_act_id: int
    closed_act_id: int | None = None
    verdict: str = ""

    def closed(self, act_id: int, verdict: str) -> Stay:
        """The same stay, ended."""
        return Stay(self.number, self.place, self.round, self.item_version, self.opened_act_id, act_id, verdict)


@dataclass
class Retraced:
    """Where an item stands after its passages; ``entered_act_id`` is the act of the last one."""

    marking: str = ""
    round: str = ""
    passages: int = 0
    kept_reason: str = ""
    entered_act_id: int = 0
    stays: list[Stay] = field(default_factory=list)


def retraced(eras: Eras, passages: Sequence) -> Retraced:
    """The state after these passages of an item, taken one by one, each in the set that was in force.

    Raises:
        KeyError: a passage leads to a marking that the net does not have.
    """
    state = Retraced()
    for index, passage in enumerate(passages):
        origin = eras.left(passage).item.places.get(passage.from_marking)
        place = eras.entered(passage).item.places[passage.to_marking]
        undone = passage.undoes is not None
        if origin is not None and origin.visits and state.stays:
            state.stays[-1] = state.stays[-1].closed(passage.act_id, "undone" if undone else passage.action)
        if place.visits:
            state.stays.append(Stay(passage.number, place.marking, place.round, passage.item_version, passage.act_id))
        if place.counts != "kept":
            state.kept_reason = ""
        elif undone:
            codes = (earlier.code for earlier in reversed(effective(passages[: index + 1])) if earlier.code)
            state.kept_reason = next(codes, "")
        elif origin is None or origin.counts != "kept":
            state.kept_reason = passage.code
        state.marking, state.round = place.marking, place.round if place.visits else ""
        state.passages, state.entered_act_id = passage.number, passage.act_id
    return state


def item_row(
    campaign: Campaign, eras: Eras, trail: Trail, acted_at: Mapping[int, datetime], calendar: Calendar = PUBLISHED
) -> dict[str, object]:
    """The item's own row, every column, as its trail tells it.

    Args:
        acted_at: Act id → the instant of the act.
    """
    state, version = retraced(eras, trail.passages), trail.versions[-1]
    entered_at = acted_at[state.entered_act_id]
    return columns_of(ItemFields.from_json(version.fields)) | {
        "id": trail.item_id,
        "campaign_id": campaign.id,
        "number": trail.filing.number,
        "marking": state.marking,
        "passages": state.passages,
        "versions": version.number,
        "round": state.round,
        "department_id": version.department_id,
        "kept_reason": state.kept_reason,
        "ending": trail.replaced,
        "entered_at": entered_at,
        "hear_until": hearing_end(campaign, entered_at, calendar) if hears(nets(campaign).item, state.marking) else None,
    }


def trails(session: Session, campaign: Campaign) -> Iterator[Trail]:
    """The trail of every item of a campaign, in order of ids; seven queries a batch of 5,000."""
    after = 0
    while rows := session.execute(_after(Item, campaign, after)).all():
        ids = (rows[0].id, rows[-1].id)
        passages = passages_told().where(Passage.item_id.between(*ids)).order_by(Passage.item_id, Passage.number)
        kept = [_of_items(session, record, *ids) for record in (Filing, ItemVersion, Opinion, OpinionWithdrawal)]
        kept.append(by_item(session.execute(passages)))
        lineage = session.execute(select(Lineage.parent_id, Lineage.child_id, Lineage.kind)).all()
        yield from _joined(rows, kept, {row.parent_id: row.kind for row in lineage}, {row.child_id for row in lineage})
        after = ids[1]


def trails_of(filings: Iterable, versions: Iterable, passages: Iterable, lineage: Iterable) -> Iterator[Trail]:
    """The same from rows of the audit alone, before any item stands; rows of versions and passages in order of numbers."""
    lineage = list(lineage)
    parents, children = {row.parent_id: row.kind for row in lineage}, {row.child_id for row in lineage}
    versions, passages = by_item(versions), by_item(passages)
    for filing in sorted(filings, key=lambda row: row.item_id):
        item_id = filing.item_id
        told = (versions[item_id], passages[item_id], parents.get(item_id, ""), item_id in children)
        yield Trail(item_id, None, filing, *told)


def _joined(rows: Sequence, kept: Sequence[Mapping[int, list]], parents: Mapping[int, str], children: set[int]) -> Iterator[Trail]:
    filings, versions, opinions, withdrawn, passages = kept
    for row in rows:
        filing = filings[row.id][0] if filings[row.id] else None
        told = (versions[row.id], passages[row.id], parents.get(row.id, ""), row.id in children)
        yield Trail(row.id, row, filing, *told, opinions[row.id], withdrawn[row.id])


def _after(record: type[Record], campaign: Campaign, after: int) -> Select:
    table = record.__table__
    return select(table).where(table.c.campaign_id == campaign.id, table.c.id > after).order_by(table.c.id).limit(BATCH)


def _of_items(session: Session, record: type[Record], first: int, last: int) -> Mapping[int, list]:
    columns = [column for column in record.__table__.c if column.name != "raw"]
    order = [column for column in columns if column.name in ("item_id", "number", "visit", "slot")]
    return by_item(session.execute(select(*columns).where(record.item_id.between(first, last)).order_by(*order)))
