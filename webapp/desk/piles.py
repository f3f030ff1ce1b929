"""The desk seen in piles: what waits at the place, gathered by article, name or wording, with odd ones and precedents."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from flask import request, url_for

from webapp.acting import place_words, read, sight
from webapp.items.differences import FIELD_WORDS
from webapp.items.forms import address_parts, chosen_filter
from webapp.items.piles import Precedent, members, pile_called, precedent_words
from workflows.domain.piles import Likeness, Member, Pile, first_law, piles, precedents
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words
from workflows.store.items.listing import filtered_ids

SHOWN = 100
NAMED = 3


@dataclass(frozen=True)
class ShownPile:
    """One pile as a line: what it has in common, how many of which departments and kinds, its odd ones, its precedents."""

    key: str
    likeness: Likeness
    common: str
    count: int
    departments: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[Kind, int], ...]
    names: tuple[Member, ...]
    odd: dict[int, tuple[Words, ...]]
    precedent: Precedent | None
    href: str


@dataclass(frozen=True)
class PilesPage:
    """All piles of one likeness at a place; ``gathered`` counts the items that stand in one."""

    place: str
    name: Words
    likeness: Likeness
    switch: tuple[tuple[Likeness, str], ...]
    piles: tuple[ShownPile, ...]
    count: int
    gathered: int
    total: int
    back: str


def piles_page(place: str) -> PilesPage:
    """The piles of what waits at the place within the present filter."""
    asked = request.args.get("by", "")
    likeness = Likeness(asked) if asked in set(Likeness) else Likeness.article
    waiting = set(filtered_ids(read(), sight(), replace(chosen_filter(), places=(place,))))
    here = [row for row in members() if row.item_id in waiting]
    found = piles(here, likeness)
    parts = address_parts() | {"place": [place]}
    return PilesPage(
        place=place,
        name=place_words(place),
        likeness=likeness,
        switch=tuple((one, url_for("desk.piled", **parts, by=one.value)) for one in Likeness),
        piles=tuple(shown_pile(pile, place) for pile in found[:SHOWN]),
        count=len(found),
        gathered=sum(len(pile.members) for pile in found),
        total=len(here),
        back=url_for("desk.shown", **parts),
    )


def pile_here(key: str, place: str, rows: frozenset[int]) -> ShownPile | None:
    """The pile of the list, narrowed to the rows at the place; None where the address names none."""
    pile = pile_called(key) if key else None
    return shown_pile(pile, place, rows) if pile else None


def shown_pile(pile: Pile, place: str, rows: frozenset[int] | None = None) -> ShownPile:
    """A pile in words, its links kept to the place."""
    own = [row for row in pile.members if rows is None or row.item_id in rows]
    law = first_law(pile)
    found = precedents(members(), law) if law else None
    return ShownPile(
        key=pile.key,
        likeness=pile.likeness,
        common=_common(pile),
        count=len(own),
        departments=tuple(Counter(row.department for row in own).most_common()),
        kinds=tuple(Counter(row.fields.kind for row in own if row.fields.kind).most_common()),
        names=tuple(own[:NAMED]),
        odd={row.number: tuple(FIELD_WORDS[name] for name in pile.odd[row.number]) for row in own if row.number in pile.odd},
        precedent=precedent_words(found) if found and found.count else None,
        href=url_for("desk.shown", place=place, pile=pile.key, ticked=1),
    )


def _common(pile: Pile) -> str:
    first = pile.members[0].fields
    if pile.likeness is Likeness.article:
        return f"《{first.bases[0].law}》{first.bases[0].article.split('条')[0]}条"
    return first.name
