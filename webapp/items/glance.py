"""One item at a glance, beside the list of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.acting import actor, campaign, item_net, place_words, read
from webapp.items.differences import Difference, differences
from webapp.items.findings import ShownFinding, findings_shown
from webapp.items.piles import Precedent, members, pile_called, precedent_words
from workflows.domain.items import ItemFields
from workflows.domain.opinions import ANY
from workflows.domain.piles import Likeness, Member, Pile, precedents
from workflows.domain.words import Words
from workflows.operations.items.opinions import policy_at, reviews
from workflows.store.campaigns import participants
from workflows.store.comments import Comment
from workflows.store.items.assignments import Assignment, seats
from workflows.store.items.history import HeardComment, heard_comments, written_versions
from workflows.store.items.judged import Judged, known_opinions, measured_by
from workflows.store.items.rows import Item
from workflows.store.people import names_of

NAMED = 3


@dataclass(frozen=True)
class GivenOpinion:
    """One earlier opinion in words."""

    judged: Judged
    said: Words
    place: Words


@dataclass(frozen=True)
class NewComment:
    """One comment; ``since`` says whether it, or its last answer, came after the opinion that changes are measured by."""

    comment: HeardComment
    since: bool
    answered_since: bool


@dataclass(frozen=True)
class PileOfItem:
    """One way in which others are like this item: how many, and the first of them."""

    likeness: Likeness
    count: int
    others: tuple[Member, ...]
    key: str


@dataclass(frozen=True)
class Reviewing:
    """How the review is decided in which the item is, and whom it is assigned to; never who has spoken already."""

    policy: Words
    holders: tuple[str, ...]


@dataclass(frozen=True)
class Glance:
    """What a reviewer needs to see before deciding: what moved since the last opinion, bases, findings, comments, opinions."""

    item: Item
    fields: ItemFields
    place: Words
    reviewing: Reviewing | None
    receivers: int
    all_receivers: int
    findings: tuple[ShownFinding, ...]
    comments: tuple[NewComment, ...]
    judged: GivenOpinion | None
    differences: tuple[Difference, ...]
    opinions: tuple[GivenOpinion, ...]
    piles: tuple[PileOfItem, ...]
    precedent: Precedent | None

    @property
    def moved(self) -> int:
        """How many things moved since that opinion: fields, comments and answers."""
        return len(self.differences) + sum(one.since or one.answered_since for one in self.comments)


def glance_of(item: Item) -> Glance:
    """The pane of an item that the reader may see."""
    versions = written_versions(read(), item.id)
    fields = versions[-1].version.says
    opinions = known_opinions(read(), item.id, actor().people)
    judged = measured_by(opinions)
    everyone = participants(read(), campaign(), "receiver")
    return Glance(
        item=item,
        fields=fields,
        place=place_words(item.marking),
        reviewing=_reviewing(item),
        receivers=len(fields.receivers) or len(everyone),
        all_receivers=len(everyone),
        findings=findings_shown(item.id),
        comments=tuple(_since(comment, judged) for comment in heard_comments(read(), [Comment.item_id == item.id])),
        judged=_given(judged) if judged else None,
        differences=differences(versions[judged.version - 1].version.says, fields) if judged else (),
        opinions=tuple(_given(one) for one in opinions),
        piles=_piles(item),
        precedent=_precedent(item, fields),
    )


def _reviewing(item: Item) -> Reviewing | None:
    """None where nobody reviews, and where any one reviewer may and nobody in particular was asked."""
    place = item_net().places.get(item.marking)
    if place is None or not reviews(place):
        return None
    held = [seat.person_id for seat in seats(read(), Assignment.item_id == item.id).get(item.id, ()) if seat.round == place.round]
    names, policy = names_of(read(), held) if held else {}, policy_at(campaign(), place)
    return Reviewing(policy.words, tuple(names[person] for person in held)) if held or policy is not ANY else None


def _piles(item: Item) -> tuple[PileOfItem, ...]:
    """The piles in which the item stands, one for each way of being alike."""
    found = {likeness: pile_called(f"{likeness.value}-{item.number}") for likeness in Likeness}
    return tuple(_shown(item, pile) for pile in found.values() if pile is not None)


def _shown(item: Item, pile: Pile) -> PileOfItem:
    others = tuple(row for row in pile.members if row.number != item.number)
    return PileOfItem(pile.likeness, len(others), others[:NAMED], f"{pile.likeness.value}-{item.number}")


def _precedent(item: Item, fields: ItemFields) -> Precedent | None:
    if not fields.bases:
        return None
    found = precedents(members(), fields.bases[0].law, frozenset({item.id}))
    return precedent_words(found) if found.count else None


def _since(comment: HeardComment, judged: Judged | None) -> NewComment:
    answered = bool(judged and comment.answers and comment.answers[-1].at > judged.at)
    return NewComment(comment, bool(judged and comment.at > judged.at), answered)


def _given(judged: Judged) -> GivenOpinion:
    move = item_net().move(judged.place, judged.action)
    said = Words(move.label, move.label_en) if move else Words(judged.action, judged.action)
    return GivenOpinion(judged, said, place_words(judged.place))
