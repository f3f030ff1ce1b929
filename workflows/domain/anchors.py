"""Where a comment stands: words of a field as they were read, found again in the field as it reads now.

A comment is never dropped: where its words are gone it stays beside the field and says 文字已改动.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.domain.catalogue import bases_text
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.vocabulary import Anchoring

QUOTABLE = ("name", "bases", "scope_conduct", "scope_object", "scope_place", "remarks")
"""The fields whose words can be pointed at, in the order in which a page shows them."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words of a field: where they begin there, and the words; no words mean the field as a whole, no field the item as a whole."""

    field: str = ""
    start: int = 0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An anchor in the text as it reads now: its state, and the span of its words there (empty where there is none)."""

    state: Anchoring
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of a field's text under the same marks; ``ends`` are the marks whose words end with it."""

    text: str
    marks: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


def plain(fields: ItemFields, name: str) -> str:
    """One field as text for people; Chinese labels for words of closed lists, since the paper is Chinese."""
    value = getattr(fields, name)
    if name == "bases":
        return bases_text(value)
    if isinstance(value, tuple):
        return "、".join(getattr(one, "zh", str(one)) for one in value)
    return getattr(value, "zh", value) or ""


def found_in(fields: ItemFields, words: str, field: str = "") -> Anchor | None:
    """The first place where these words stand, in this field or in any that can be quoted; None if they stand nowhere."""
    for name in (field,) if field else QUOTABLE:
        start = plain(fields, name).find(words)
        if start >= 0:
            return Anchor(name, start, words)
    return None


def placed(anchor: Anchor, then: ItemFields, now: ItemFields) -> Placed:
    """Where an anchor in one version stands in another: unchanged, moved with its words, or 文字已改动."""
    if not anchor.field:
        return Placed(Anchoring.changed if changed_fields(then, now) else Anchoring.unchanged)
    before, after = plain(then, anchor.field), plain(now, anchor.field)
    if before == after:
        return Placed(Anchoring.unchanged, anchor.start, anchor.start + len(anchor.words))
    starts = list(_starts(after, anchor.words)) if anchor.words else []
    if not starts:
        return Placed(Anchoring.changed)
    start = min(starts, key=lambda one: abs(one - anchor.start))
    return Placed(Anchoring.moved, start, start + len(anchor.words))


def stretches(text: str, spans: Mapping[int, tuple[int, int]]) -> tuple[Stretch, ...]:
    """The text cut wherever one of the spans (mark → start, end) begins or ends; together the stretches are the text."""
    cuts = sorted({0, len(text), *(place for span in spans.values() for place in span if 0 <= place <= len(text))})
    found = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        over = tuple(mark for mark, span in sorted(spans.items()) if span[0] <= start and end <= span[1])
        ends = tuple(mark for mark, span in sorted(spans.items()) if span[1] == end and span[0] < end)
        found.append(Stretch(text[start:end], over, ends))
    return tuple(found)


def _starts(text: str, words: str) -> Iterable[int]:
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)
