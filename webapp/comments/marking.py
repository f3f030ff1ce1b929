"""The text of an item with the words that comments are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from webapp.items.differences import FIELD_WORDS
from workflows.domain.anchors import QUOTABLE, Anchor, Placed, Stretch, placed, plain, stretches
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Anchoring, Answer, OpinionKind
from workflows.domain.words import Words
from workflows.store.items.history import HeardComment

USED = frozenset({Answer.adopted, Answer.adopted_in_part})


@dataclass(frozen=True)
class Said:
    """One comment and where its words stand now; ``newest`` is the version the page shows."""

    comment: HeardComment
    placed: Placed
    newest: int = 0

    @property
    def waits(self) -> bool:
        """Whether it asks for an answer and has none."""
        return self.comment.asks and not self.comment.answers

    @property
    def text(self) -> str:
        """What it says, for finding others that say nearly the same."""
        return f"{self.comment.kind} {self.comment.proposal or self.comment.basis}"

    @property
    def standing(self) -> Words | None:
        """What has become of the words it is about since they were read; None where nothing has."""
        state = self.placed.state
        if state is Anchoring.unchanged or not self.newest:
            return None
        if state is Anchoring.moved:
            return Words(f"位置已随第 {self.newest} 版移动", f"moved with version {self.newest}")
        return Words(f"文字已改动（现为第 {self.newest} 版）", f"the text has changed (now version {self.newest})")

    @property
    def changed(self) -> bool:
        """Whether its words are gone."""
        return self.placed.state is Anchoring.changed

    @property
    def may_be_taken_up(self) -> bool:
        """Whether it proposes a new item, was adopted, and is none yet."""
        adopted = bool(self.comment.answers) and Answer(self.comment.answers[-1].answer) in USED
        return self.comment.kind == OpinionKind.add and adopted and self.comment.became is None


@dataclass(frozen=True)
class MarkedText:
    """One field as it reads now, cut at the marks; ``marks`` stand on the field as a whole."""

    name: str
    label: Words
    stretches: tuple[Stretch, ...]
    marks: tuple[int, ...]


def said_about(comment: HeardComment, versions: Mapping[int, ItemFields]) -> Said:
    """The comment with its place in the newest of these versions."""
    newest = max(versions, default=0)
    if comment.item_version not in versions:
        return Said(comment, Placed(Anchoring.unchanged))
    anchor = Anchor(comment.field, comment.start, comment.quote)
    return Said(comment, placed(anchor, versions[comment.item_version], versions[newest]), newest)


def marked_texts(fields: ItemFields, said: Mapping[int, Sequence[Said]]) -> tuple[MarkedText, ...]:
    """The fields that say something or are spoken of, with the marks of the piles."""
    spoken = {one.comment.field for pile in said.values() for one in pile}
    shown = [*QUOTABLE, *(name for name in FIELD_WORDS if name in spoken and name not in QUOTABLE)]
    return tuple(_marked(fields, name, said) for name in shown if plain(fields, name) or name in spoken)


def _marked(fields: ItemFields, name: str, said: Mapping[int, Sequence[Said]]) -> MarkedText:
    text = plain(fields, name)
    here = [(mark, one.placed) for mark, pile in said.items() for one in pile if one.comment.field == name]
    spans = {number: (place.start, place.end) for number, (_mark, place) in enumerate(here) if place.end > place.start}
    pile_of = {number: mark for number, (mark, _place) in enumerate(here)}
    cut = tuple(Stretch(one.text, _piles_of(one.marks, pile_of), _piles_of(one.ends, pile_of)) for one in stretches(text, spans))
    whole = {mark for number, (mark, _place) in enumerate(here) if number not in spans}
    return MarkedText(name, FIELD_WORDS[name], cut, tuple(sorted(whole)))


def _piles_of(numbers: Sequence[int], pile_of: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted({pile_of[number] for number in numbers}))
