"""What a department's liaison does: file items, fill them in, split and merge them, ask for them back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotOffered, NotYours, Unfit
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.engine.net import Desk
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.items.screening import current_fields, look_over_the_list, with_known_levels
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.items.tokens import bear, carry
from workflows.operations.items.versions import add_versions, columns_of
from workflows.operations.processes import nets, open_stages
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Filing, Item, ItemVersion, Lineage, WithdrawalRequest

COLLECTION = "collection"
FILED, PART = "filed", "part"
SPLIT, MERGED = "split", "merge"


@dataclass(frozen=True, slots=True)
class NewItem:
    """A power to be filed: the department that reports it and what it says."""

    department_id: int
    fields: ItemFields


def file_items(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    items: Sequence[NewItem],
    client_key: str | None = None,
) -> Outcome:
    """New items stand at the first place of the process, each with its filing and its first version.

    Raises:
        NotOffered: collection is not open.
        NotYours: the actor is neither coordinator nor liaison of each item's department.
        Unfit: an item has no name.

    Source:
        采集; ``bpmn/item_review.bpmn``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    may_file(actor, campaign, {item.department_id for item in items})
    act = open_act(session, actor, at, "file_items", campaign=campaign, client_key=client_key)
    ids = add_items(act, campaign, items)
    outcome = Outcome(act.id, (Moved("", "file", nets(campaign).item.start, tuple(ids)),))
    act.close(items=len(ids), outcome=outcome)
    return outcome


def may_file(actor: Actor, campaign: Campaign, department_ids: set[int]) -> None:
    """Refuse unless collection is open and the actor may file for all these departments."""
    if COLLECTION not in open_stages(campaign):
        raise NotOffered("采集尚未开放或已经结束；需要补充时请协调员“补充采集”。", "Collection is not open; the coordinator can reopen it.")
    if actor.role is Role.coordinator:
        return
    if actor.role is not Role.liaison or department_ids - {actor.organisation_id}:
        raise NotYours("只能填报本部门的事项。", "You may file items of your own department only.")


def add_items(
    act: OpenAct,
    campaign: Campaign,
    items: Sequence[NewItem],
    origin: str = FILED,
    marking: str = "",
) -> list[int]:
    """Write items, filings and first versions within an open act; returns the new ids in order."""
    if any(not item.fields.name.strip() for item in items):
        raise Unfit("事项名称不能为空。", "An item needs a name.")
    session, first = act.session, campaign.items_numbered + 1
    texts = with_known_levels(session, (item.fields for item in items))
    items = [NewItem(item.department_id, fields) for item, fields in zip(items, texts, strict=True)]
    campaign.items_numbered += len(items)
    rows = [
        {
            "campaign_id": campaign.id,
            "number": first + offset,
            "marking": marking or nets(campaign).item.start,
            "passages": 1,
            "versions": 1,
            "visits": 0,
            "department_id": item.department_id,
            "entered_at": act.at,
        }
        | columns_of(item.fields)
        for offset, item in enumerate(items)
    ]
    session.execute(insert(Item), rows)
    numbered = select(Item.id).where(Item.campaign_id == campaign.id, Item.number >= first).order_by(Item.number)
    ids = list(session.scalars(numbered))
    session.execute(insert(Filing), [_filing(act, campaign, *row, origin) for row in zip(ids, rows, items, strict=True)])
    session.execute(insert(ItemVersion), [_first_version(act, *pair) for pair in zip(ids, items, strict=True)])
    act.wrote |= {Filing, ItemVersion}
    bear(act, campaign, ids)
    return ids


def fill_in_items(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    texts: Mapping[int, ItemFields],
    expected: Mapping[int, int] | None = None,
    client_key: str | None = None,
) -> Outcome:
    """Each item has a new version with these fields; items whose text is unchanged get none.

    Items that are not at filling in, not of the actor's department, or changed since they were read are left out by name.

    Args:
        texts: Item id → all its fields.
        expected: Item id → the version number that was read.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    chosen = Selection(session, campaign, texts)
    texts = dict(zip(texts, with_known_levels(session, texts.values()), strict=True))
    fit, left = _fit_to_fill_in(chosen, actor, texts, expected or {})
    if not fit:
        return Outcome(None, (), tuple(left))
    act = open_act(session, actor, at, "fill_in", campaign=campaign, client_key=client_key)
    add_versions(act, fit)
    look_again(act, campaign)
    outcome = Outcome(act.id, (Moved("", "fill_in", "", tuple(sorted(item.id for item in fit))),), tuple(left))
    act.close(items=len(fit), outcome=outcome)
    return outcome


def split_item(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, item_id: int, parts: Sequence[ItemFields], reason: str,
    client_key: str | None = None,
) -> Outcome:
    """The item ends as split (拆分) and two or more parts stand where it stood, with their lineage.

    Raises:
        Unfit: fewer than two parts.
        NotOffered: the item does not rest at filling in.
    """
    if len(parts) < 2:
        raise Unfit("拆分至少要有两个事项。", "A split needs at least two parts.")
    return _replace(session, actor, at, campaign, [item_id], list(parts), reason, SPLIT, client_key)


def merge_items(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, item_ids: Sequence[int], survivor_id: int, reason: str,
    client_key: str | None = None,
) -> Outcome:
    """All but the survivor end as merged (合并) into it; the survivor stays where it is, with its lineage.

    Raises:
        Unfit: fewer than two items, or the survivor is not among them.
        NotOffered: one of them does not rest at filling in.
    """
    if survivor_id not in item_ids or len(set(item_ids)) < 2:
        raise Unfit("合并须选两项以上，并从中指定保留的一项。", "A merge needs two items or more, one of them the survivor.")
    return _replace(session, actor, at, campaign, [i for i in item_ids if i != survivor_id], [], reason, MERGED, client_key, survivor_id)


def ask_back(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, item_ids: Sequence[int], reason: str,
    client_key: str | None = None,
) -> Outcome:
    """The department asks for its items back (撤回申请); the desk that holds each one must answer before it goes on.

    Raises:
        NotYours: the actor is neither liaison nor head of each item's department.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    text = checked_reason(reason, wanted=True)
    chosen = Selection(session, campaign, item_ids)
    own = [item for item in chosen.items.values() if item.department_id == actor.organisation_id]
    if actor.role not in (Role.liaison, Role.department_head) or len(own) < len(set(item_ids)):
        raise NotYours("只能申请撤回本部门的事项。", "You may ask back items of your own department only.")
    places = nets(campaign).item.places
    fit = [item for item in own if places[item.marking].counts == "in_progress" and item.id not in chosen.asked_back]
    left = tuple(left_out(i.id, i.number, "not_open") for i in own if i not in fit)
    if not fit:
        return Outcome(None, (), left)
    act = open_act(session, actor, at, "ask_back", campaign=campaign, reason=text, client_key=client_key)
    act.add(*(WithdrawalRequest(item_id=item.id, act_id=act.id) for item in fit))
    outcome = Outcome(act.id, (Moved("", "ask_back", "", tuple(item.id for item in fit)),), left)
    act.close(items=len(fit), outcome=outcome)
    return outcome


def look_again(act: OpenAct, campaign: Campaign) -> None:
    """Compute the findings about the list anew after a change, once collection has closed."""
    if campaign.passages > 1 and COLLECTION not in open_stages(campaign):
        look_over_the_list(act, campaign)


def _replace(
    session: Session, actor: Actor, at: datetime, campaign: Campaign, item_ids: list[int], parts: list[ItemFields], reason: str, kind: str,
    client_key: str | None, survivor_id: int | None = None,
) -> Outcome:
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    text = checked_reason(reason, wanted=True)
    chosen = Selection(session, campaign, [*item_ids, *([survivor_id] if survivor_id else [])])
    parents = [_at_fill_in(chosen, actor, item_id) for item_id in item_ids]
    if survivor_id is not None:
        _at_fill_in(chosen, actor, survivor_id)
    moves = {}
    for parent in parents:
        move = nets(campaign).item.move(parent.marking, "replace")
        if move is None:
            raise NotOffered(f"第 {parent.number} 项现在不能拆分或合并。", f"Item {parent.number} cannot be split or merged now.")
        moves.setdefault(move, []).append(parent.id)
    act = open_act(session, actor, at, kind, campaign=campaign, reason=text, client_key=client_key)
    born = [NewItem(parents[0].department_id, fields) for fields in parts]
    children = add_items(act, campaign, born, PART, marking=parents[0].marking) if born else [survivor_id]
    act.add(*(Lineage(parent_id=parent.id, child_id=child, act_id=act.id, kind=kind) for parent in parents for child in children))
    moved = carry(act, campaign, moves)
    ended = update(Item).where(Item.id.in_(among([parent.id for parent in parents])))
    session.execute(ended.values(ending=kind), execution_options={"synchronize_session": False})
    look_again(act, campaign)
    outcome = Outcome(act.id, moved)
    act.close(items=len(parents), outcome=outcome)
    return outcome


def _at_fill_in(chosen: Selection, actor: Actor, item_id: int) -> Standing:
    item = chosen.items.get(item_id)
    if item is None or item.department_id != actor.organisation_id or actor.role is not Role.liaison:
        raise NotFound("没有这个事项。", "There is no such item.")
    if nets(chosen.campaign).item.places[item.marking].desk is not Desk.fill_in:
        raise NotOffered(f"第 {item.number} 项不在填报。", f"Item {item.number} is not at filling in.")
    return item


def _fit_to_fill_in(
    chosen: Selection, actor: Actor, texts: Mapping[int, ItemFields], expected: Mapping[int, int]
) -> tuple[dict[Standing, ItemFields], list[LeftOut]]:
    now = current_fields(chosen.session, chosen.items)
    fit, left = {}, []
    for item_id in chosen.ids:
        if objection := _not_to_fill_in(chosen, actor, item_id, texts[item_id], expected.get(item_id)):
            left.append(objection)
        elif changed_fields(now[item_id], texts[item_id]):
            fit[chosen.items[item_id]] = texts[item_id]
    return fit, left


def _not_to_fill_in(chosen: Selection, actor: Actor, item_id: int, text: ItemFields, expected: int | None) -> LeftOut | None:
    item = chosen.items.get(item_id)
    own = item is not None and actor.role is Role.liaison and item.department_id == actor.organisation_id
    if item is None or not (own or actor.role is Role.coordinator):
        return left_out(item_id, 0, "not_found")
    place = nets(chosen.campaign).item.places[item.marking]
    if place.desk is not Desk.fill_in:
        return left_out(item.id, item.number, "not_at_fill_in", place=place.name, place_en=place.name_en)
    if expected not in (None, item.versions):
        return left_out(item.id, item.number, "changed")
    return None if text.name.strip() else left_out(item.id, item.number, "no_name")


def _filing(act: OpenAct, campaign: Campaign, item_id: int, row: dict, item: NewItem, origin: str) -> dict:
    return {
        "item_id": item_id,
        "act_id": act.id,
        "campaign_id": campaign.id,
        "number": row["number"],
        "origin": origin,
        "department_id": item.department_id,
        "kind": row["kind"],
    }


def _first_version(act: OpenAct, item_id: int, item: NewItem) -> dict:
    return {
        "item_id": item_id,
        "number": 1,
        "act_id": act.id,
        "author_id": act.actor.person_id,
        "department_id": item.department_id,
        "fields": item.fields.as_json(),
    }
