"""Comments that say nearly the same, gathered so that one answer serves them. The machine gathers, a person answers."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from workflows.domain.folding import folded

LIKENESS = 0.7
"""Share of signs that two texts have in common, from which on they lie in one pile."""

MOST_DIFFERENT = 1_000
"""So many different texts are compared at most; the others lie alone."""


def piles(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places of the texts, those that read nearly alike together; every place once, piles in order of their first text.

    A text joins the first pile whose first text it resembles. Empty texts lie together.
    """
    keys = [folded(text) for text in texts]
    heads: list[str] = []
    grouped: dict[str, list[int]] = {}
    home: dict[str, str] = {}
    for place, key in enumerate(keys):
        if key not in home:
            home[key] = _resembled(key, heads) if len(home) < MOST_DIFFERENT else key
            if home[key] == key:
                heads.append(key)
        grouped.setdefault(home[key], []).append(place)
    return tuple(tuple(places) for places in grouped.values())


def _resembled(key: str, heads: Sequence[str]) -> str:
    return next((head for head in heads if head and Levenshtein.normalized_similarity(key, head, score_cutoff=LIKENESS)), key)
