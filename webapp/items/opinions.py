"""What several reviewers said of one item, as far as the reader may know: an open review is blind until all opinions are in."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from webapp.acting import actor, campaign, item_net, place_words, read, role
from workflows.domain.opinions import ANY, Consensus, Policy, consensus
from workflows.domain.words import Words
from workflows.operations.items.opinions import policy_at
from workflows.store.items.listing import SEES_ALL
from workflows.store.items.opinions import ToldOpinion, told_opinions


@dataclass(frozen=True)
class ShownOpinion:
    """One opinion the reader may read."""

    opinion: ToldOpinion
    word: Words
    mine: bool


@dataclass(frozen=True)
class JointReview:
    """One visit that several decide together: the policy, the consensus, and the opinions that may be shown."""

    visit: int
    place: Words
    policy: Words
    consensus: Consensus
    opinions: tuple[ShownOpinion, ...]
    closed: bool

    @property
    def blind(self) -> bool:
        """Whether what others said is still kept back."""
        return self.consensus is Consensus.pending


def joint_reviews(item_id: int) -> tuple[JointReview, ...]:
    """The visits of an item that several decided, or decide now, newest first; nothing for readers outside the bureau.

    A campaign that never had a policy has none.
    """
    if role() not in SEES_ALL or not campaign().policies:
        return ()
    visits = [list(said) for _visit, said in groupby(told_opinions(read(), item_id), key=lambda one: one.visit)]
    reviews = [_review(said) for said in visits if not said[0].closed or len(said) > 1]
    return tuple(reversed([review for review in reviews if review is not None]))


def _review(said: list[ToldOpinion]) -> JointReview | None:
    """None where an open visit would only tell that somebody said something."""
    first = said[0]
    policy = ANY if first.closed else _policy(first.place)
    agreed = consensus(policy, [one.action for one in said])
    mine = actor().people
    shown = [_shown(one, mine) for one in said]
    if agreed is Consensus.pending:
        shown = [one for one in shown if one.mine]
        if not shown:
            return None
    return JointReview(first.visit, place_words(first.place), _policy(first.place).words, agreed, tuple(shown), first.closed)


def _policy(marking: str) -> Policy:
    place = item_net().places.get(marking)
    return policy_at(campaign(), place) if place else ANY


def _shown(one: ToldOpinion, mine: set[int]) -> ShownOpinion:
    move = item_net().move(one.place, one.action)
    word = Words(move.label, move.label_en) if move else Words(one.action, one.action)
    return ShownOpinion(one, word, one.person_id in mine or one.on_behalf_of_id in mine)
