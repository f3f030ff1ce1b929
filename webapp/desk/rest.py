"""What an act left out stays selected: the items still at the place, in groups by reason, each with its sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from webapp.acting import actor, campaign, read, sight
from workflows.domain.left_out import short_reason
from workflows.domain.outcomes import Outcome
from workflows.domain.words import Words
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.items.listing import ListedRow, rows_of_ids
from workflows.store.items.rows import Item

SHOWN = 200


@dataclass(frozen=True)
class Rest:
    """Rows in the order of their groups; ``heads`` says before which row a group begins, with its name and size."""

    act_id: int
    rows: tuple[ListedRow, ...]
    reasons: Mapping[int, Words]
    heads: Mapping[int, tuple[Words, int]]
    count: int


def rest_of(act_id: int, place: str) -> Rest | None:
    """The rest of the reader's own act; None if it left nothing out that still waits here, or is not theirs."""
    act = read().get(Act, act_id) if act_id else None
    if act is None or act.person_id != actor().person_id or act.campaign_id != campaign().id or not act.result:
        return None
    left = {one.item_id: one for one in Outcome.from_json(act.result).left_out}
    here = set(read().scalars(select(Item.id).where(sight(), Item.marking == place, Item.id.in_(among(left)))))
    groups: dict[str, list[int]] = {}
    for item_id in left:
        if item_id in here:
            groups.setdefault(left[item_id].code, []).append(item_id)
    ordered = [item_id for ids in sorted(groups.values(), key=len, reverse=True) for item_id in ids][:SHOWN]
    rows = {row.id: row for row in rows_of_ids(read(), campaign().id, ordered)}
    heads = {ids[0]: (short_reason(code), len(ids)) for code, ids in groups.items()}
    reasons = {item_id: left[item_id].why for item_id in ordered}
    return Rest(act_id, tuple(rows[item_id] for item_id in ordered), reasons, heads, len(here)) if ordered else None
