"""What stands found against an item, as its reader may know it: a finding about the list names no item out of their sight."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import select

from webapp.acting import read, role, sight
from workflows.domain.findings import CODE_TWICE, LEFT_BEHIND, SAME_NAME, SIMILAR_NAME
from workflows.domain.words import Words
from workflows.store.items.history import findings_of
from workflows.store.items.listing import SEES_ALL
from workflows.store.items.rows import Item, ItemFinding

NAMING = {"same_name": SAME_NAME, "similar_name": SIMILAR_NAME, "code_twice": CODE_TWICE, "left_behind": LEFT_BEHIND}
NAMED = re.compile(r"第(\d{1,9})号“")
OUT_OF_SIGHT = Words("您范围以外的事项", "items outside your remit")


@dataclass(frozen=True)
class ShownFinding:
    """One finding in words for its reader."""

    severity: str
    citation: str
    zh: str
    en: str


def findings_shown(item_id: int) -> tuple[ShownFinding, ...]:
    """The findings of an item in sight; whoever sees the whole list reads them as written."""
    found = findings_of(read(), item_id)
    named = {number for finding in found if finding.code in NAMING for number in _numbers(finding)}
    seen = _seen(named) if named and role() not in SEES_ALL else None
    return tuple(ShownFinding(finding.severity, finding.citation, *_words(finding, seen)) for finding in found)


def _words(finding: ItemFinding, seen: dict[int, str] | None) -> Words:
    if seen is None or finding.code not in NAMING or set(_numbers(finding)) <= seen.keys():
        return Words(finding.zh, finding.en)
    known = [f"第{number}号“{seen[number]}”" for number in _numbers(finding) if number in seen]
    template = NAMING[finding.code]
    return Words(*(side.format(others="、".join([*known, rest])) for side, rest in zip(template, OUT_OF_SIGHT, strict=True)))


def _numbers(finding: ItemFinding) -> list[int]:
    return [int(number) for number in NAMED.findall(finding.zh)]


def _seen(numbers: set[int]) -> dict[int, str]:
    """Of these numbers, those in sight of the reader, with their names."""
    return dict(read().execute(select(Item.number, Item.name).where(sight(), Item.number.in_(sorted(numbers)))).all())
