"""同类: the piles that the items in sight make, and what became of others like them, in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g

from webapp.acting import item_net, place_words, read, sight
from workflows.domain.piles import Likeness, Member, Pile, Precedents, pile_of
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.engine.net import Desk
from workflows.store.items.piles import StandingItem, standing_items

MOST = 20_000
"""Beyond so many items in sight no piles are made: a filter by department comes first."""
ADOPTED, KEPT = Words("拟下放", "to devolve"), Words("保留", "kept")
LARGEST = 1_000
"""So many items of one pile are looked at together."""


@dataclass(frozen=True)
class Precedent:
    """What became of others under one law, in words."""

    law: str
    count: int
    fates: tuple[tuple[Words, int], ...]


def members() -> tuple[Member, ...]:
    """The items in sight, as piles look at them; none where there are too many. Asked once a request."""
    if "members" not in g:
        rows = standing_items(read(), sight(), MOST + 1)
        g.members = tuple(_member(row) for row in rows) if len(rows) <= MOST else ()
    return g.members


def pile_called(key: str) -> Pile | None:
    """The pile of a name in an address (``article-17``); None if there is none."""
    likeness, _, number = key.partition("-")
    if likeness not in set(Likeness) or not number.isdecimal() or len(number) > 9:
        return None
    known = g.setdefault("piles", {})
    if key not in known:
        known[key] = pile_of(members(), Likeness(likeness), int(number))
    return known[key]


def ids_of_pile(key: str) -> tuple[int, ...]:
    """The ids of a pile's items; of none that exists, an id that no item has."""
    pile = pile_called(key)
    return tuple(row.item_id for row in pile.members[:LARGEST]) if pile else (0,)


def precedent_words(found: Precedents) -> Precedent:
    """The same as people read it."""
    return Precedent(found.law, found.count, tuple((fate_words(fate), count) for fate, count in found.fates))


def fate_words(fate: str) -> Words:
    """拟下放 · 保留（认定困难） · 待征求意见."""
    part, _, rest = fate.partition(":")
    if part == "kept":
        why = KeepReason(rest).words if rest else None
        return Words(f"保留（{why.zh}）", f"kept ({why.en.lower()})") if why else KEPT
    return ADOPTED if part == "adopted" else place_words(rest)


def _member(row: StandingItem) -> Member:
    return Member(row.id, row.number, row.department, row.fields, _fate(row))


def _fate(row: StandingItem) -> str:
    """Empty while the item waits for a decision; an item that passed a review and waits for the next stage counts as passed."""
    place = item_net().places[row.marking]
    if place.counts == "kept":
        return f"kept:{row.kept_reason}"
    if place.counts == "adopted":
        return "adopted"
    return f"at:{row.marking}" if place.desk is Desk.wait and row.judged else ""
