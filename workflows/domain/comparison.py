"""Our list beside another district's: what they hand over and we do not, what we do and they do not, what is worded differently.

Names are compared folded and without 对…行为的行政处罚 around them; of what is left, a name of ours and one of theirs are one item in
different words when nothing else is nearer to either and their likeness reaches ``LIKE_AT_LEAST``. A person judges: nothing follows
from it.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import process
from rapidfuzz.distance import Indel

from workflows.domain.catalogue import Catalogue, CatalogueRow
from workflows.domain.findings import name_core
from workflows.domain.vocabulary import Kind

LIKE_AT_LEAST = 72
"""Of 100: twice the common letters over all letters of both names."""


@dataclass(frozen=True, slots=True)
class ForeignRow:
    """One row of the other list: where it stands, its name as written, its kind if it says one, its basis."""

    place: str
    name: str
    kind: Kind | None
    bases: str = ""


@dataclass(frozen=True, slots=True)
class Reworded:
    """One item under two wordings; ``likeness`` in percent, 100 for names that only differ in width, blanks or punctuation."""

    ours: CatalogueRow
    theirs: ForeignRow
    likeness: int


@dataclass(frozen=True, slots=True)
class ListComparison:
    """Two lists side by side. ``missing`` stands in theirs alone, ``extra`` in ours alone; each in its list's own order."""

    ours: Catalogue
    theirs: int
    same: int
    reworded: tuple[Reworded, ...]
    missing: tuple[ForeignRow, ...]
    extra: tuple[CatalogueRow, ...]


def list_comparison(ours: Catalogue, theirs: Sequence[ForeignRow]) -> ListComparison:
    """The comparison of our list with theirs; rows whose kind is unknown may meet any kind."""
    alike, our_rest, their_rest = _equal_names(ours.rows, theirs)
    reworded = [Reworded(our, their, 100) for our, their in alike if our.name != their.name]
    near = list(_near(our_rest, their_rest))
    reworded += near
    met, known = {id(one.theirs) for one in near}, {one.ours.number for one in near}
    return ListComparison(
        ours,
        len(theirs),
        len(alike) - (len(reworded) - len(near)),
        tuple(sorted(reworded, key=lambda one: one.ours.number)),
        tuple(row for row in their_rest if id(row) not in met),
        tuple(row for row in our_rest if row.number not in known),
    )


def _equal_names(
    ours: Iterable[CatalogueRow], theirs: Iterable[ForeignRow]
) -> tuple[list[tuple[CatalogueRow, ForeignRow]], list[CatalogueRow], list[ForeignRow]]:
    """Pairs whose names fold to one, each row once, and what is left of both."""
    waiting: dict[str, deque[ForeignRow]] = defaultdict(deque)
    for row in theirs:
        waiting[name_core(row.name)].append(row)
    pairs, our_rest = [], []
    for our in ours:
        there = waiting[name_core(our.name)]
        found = next((row for row in there if row.kind in (None, our.kind)), None)
        if found is None:
            our_rest.append(our)
        else:
            there.remove(found)
            pairs.append((our, found))
    left = {id(row) for rows in waiting.values() for row in rows}
    return pairs, our_rest, [row for row in theirs if id(row) in left]


def _near(ours: Sequence[CatalogueRow], theirs: Sequence[ForeignRow]) -> Iterator[Reworded]:
    """Pairs of the likest, likest first; each row once."""
    names = [name_core(row.name) for row in theirs]
    pairs = [
        (-likeness, place, other)
        for place, our in enumerate(ours)
        for _, likeness, other in process.extract_iter(
            name_core(our.name), names, scorer=Indel.normalized_similarity, score_cutoff=LIKE_AT_LEAST / 100
        )
        if theirs[other].kind in (None, our.kind)
    ]
    taken_ours: set[int] = set()
    taken_theirs: set[int] = set()
    for unlike, place, other in sorted(pairs):
        if place not in taken_ours and other not in taken_theirs:
            taken_ours.add(place)
            taken_theirs.add(other)
            yield Reworded(ours[place], theirs[other], round(-100 * unlike))
