"""Screening: what the rules find in items, written beside them, and the word that routes each.

Findings of the rules (scope ``item``) decide block, warn or clear. Findings about the whole list (scope ``list``) stand on
both items and route nothing.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.orm import Session

from workflows.domain.facts import facts
from workflows.domain.findings import Finding, ListedItem, finding_key, findings_from, list_findings, outcome
from workflows.domain.items import ItemFields
from workflows.domain.laws import Register, normalised
from workflows.engine.screening import evaluate
from workflows.files.law_register import read_register
from workflows.operations.acts import OpenAct
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.items.findings import answered
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Passage, Step
from workflows.store.laws import newest_register

ON_ITEM, ON_LIST = "item", "list"


def register_of(session: Session) -> Register:
    """The law register in force; an empty one before the first loading."""
    edition = newest_register(session)
    return _read(edition.digest, edition.content) if edition else Register(())


def with_known_levels(session: Session, texts: Iterable[ItemFields]) -> list[ItemFields]:
    """The same fields, in order, with the level of force of every law that the register knows."""
    register = register_of(session)
    return [normalised(fields, register) for fields in texts]


def current_fields(session: Session, ids: Iterable[int]) -> dict[int, ItemFields]:
    """What each of these items says now; one query."""
    query = select(Item.id, ItemVersion.fields).join(
        ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions)
    )
    rows = session.execute(query.where(Item.id.in_(among(ids))).order_by(Item.id))
    return {item_id: ItemFields.from_json(plain) for item_id, plain in rows}


def screened(act: OpenAct, campaign: Campaign, ids: Sequence[int]) -> dict[str, list[int]]:
    """Evaluate the rules on these items, replace their findings, and group them by outcome.

    Returns:
        ``block``, ``warn``, ``clear`` → ids ascending; ``warn`` only where a warning is unanswered for these values.

    Source:
        ``bpmn/screening.dmn``.
    """
    session = act.session
    says = current_fields(session, ids)
    found = findings_in(session, campaign, says)
    keyed = {item_id: [(one, finding_key(one, says[item_id])) for one in findings] for item_id, findings in found.items()}
    _replace(session, ON_ITEM, ids, keyed)
    keys = answered_keys(session, ids)
    grouped: dict[str, list[int]] = defaultdict(list)
    for item_id in sorted(says):
        grouped[outcome(found[item_id], says[item_id], keys.get(item_id, set()))].append(item_id)
    return grouped


def screen_again(act: OpenAct, campaign: Campaign) -> int:
    """Every living item that was ever reported has the findings of the rules and the register now in force; returns how many.

    Nothing moves: what is found anew stands beside the item, for whoever decides on it next.
    """
    places = nets(campaign).item.places
    living = [marking for marking, place in places.items() if place.counts in ("in_progress", "adopted")]
    reported = select(Passage.item_id).join(Passage.step).where(Step.action == "report")
    ids = select(Item.id).where(Item.campaign_id == campaign.id, Item.marking.in_(living), Item.id.in_(reported))
    judged = sorted(act.session.scalars(ids))
    screened(act, campaign, judged)
    return len(judged)


def look_over_the_list(act: OpenAct, campaign: Campaign) -> int:
    """Compute the findings about the whole list anew; returns how many stand.

    Items that ended in parts, in another, or void are left out.
    """
    session, places = act.session, nets(campaign).item.places
    living = [marking for marking, place in places.items() if place.counts in ("in_progress", "adopted", "kept")]
    query = (
        select(Item.id, Item.number, Item.marking, ItemVersion.fields)
        .join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions))
        .where(Item.campaign_id == campaign.id, Item.marking.in_(living))
        .order_by(Item.number)
    )
    listed = [
        ListedItem(row.id, row.number, ItemFields.from_json(row.fields), kept=places[row.marking].counts == "kept")
        for row in session.execute(query)
    ]
    says = {row.item_id: row.fields for row in listed}
    found = list_findings(listed)
    keyed = {item_id: [(one, finding_key(one, says[item_id])) for one in findings] for item_id, findings in found.items()}
    _replace(session, ON_LIST, _all_ids(session, campaign), keyed)
    return sum(len(rows) for rows in found.values())


def answered_keys(session: Session, ids: Iterable[int]) -> Mapping[int, set[str]]:
    """For each item the keys of the warnings it was found with that are answered."""
    query = select(ItemFinding.item_id, ItemFinding.key).where(ItemFinding.item_id.in_(among(ids)), answered())
    keys: dict[int, set[str]] = defaultdict(set)
    for item_id, key in session.execute(query):
        keys[item_id].add(key)
    return keys


def findings_in(session: Session, campaign: Campaign, says: Mapping[int, ItemFields]) -> dict[int, tuple[Finding, ...]]:
    """What the rules find in these texts, by their key; writes nothing."""
    register, table = register_of(session), nets(campaign).table
    return {
        item_id: findings_from(evaluate(table, facts(fields, register, campaign.law_as_of)))
        for item_id, fields in says.items()
    }


def foreseen(session: Session, campaign: Campaign, ids: Iterable[int]) -> dict[int, tuple[Finding, ...]]:
    """What the rules would find in these items as they stand; writes nothing."""
    return findings_in(session, campaign, current_fields(session, ids))


def _replace(session: Session, scope: str, ids: Iterable[int], found: Mapping[int, list[tuple[Finding, str]]]) -> None:
    old = delete(ItemFinding).where(ItemFinding.scope == scope, ItemFinding.item_id.in_(among(ids)))
    session.execute(old, execution_options={"synchronize_session": False})
    rows = {
        (item_id, finding.code, key): {
            "item_id": item_id,
            "scope": scope,
            "code": finding.code,
            "severity": finding.severity.value,
            "citation": finding.citation,
            "zh": finding.message.zh,
            "en": finding.message.en,
            "key": key,
        }
        for item_id, findings in found.items()
        for finding, key in findings
    }
    if rows:
        session.execute(insert(ItemFinding), list(rows.values()))


def _all_ids(session: Session, campaign: Campaign) -> list[int]:
    return list(session.scalars(select(Item.id).where(Item.campaign_id == campaign.id)))


@functools.lru_cache(maxsize=4)
def _read(digest: str, content: str) -> Register:
    return read_register(content)
