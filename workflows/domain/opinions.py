"""How many reviewers judge an item in a round, and what their opinions decide together.

A policy is written ``any``, ``both``, ``2 of 3`` (so many equal opinions out of so many) or ``veto of 2`` (all must approve; one
opinion against decides at once). The opinion that completes the policy is the action. Where all are in and none is decided, the
coordinator asks one more reviewer, whose opinion decides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from workflows.domain.errors import Unfit
from workflows.domain.words import Term, Words

APPROVE = "approve"
MOST_REVIEWERS = 9
WRITTEN = re.compile(r"(?P<needed>\d) of (?P<asked>\d)|veto(?: of (?P<all>\d))?")


class Consensus(Term):
    """What the opinions of one visit are, taken together."""

    pending = "pending", "待定", "Pending"
    agreed = "agreed", "一致同意", "All in favour"
    opposed = "opposed", "一致不同意", "All against"
    divided = "divided", "分歧", "Divided"


class Taking(Term):
    """Who may judge items that were assigned to reviewers, or to nobody."""

    anyone = "anyone", "任何审查员", "Any reviewer"
    unassigned = "unassigned", "分给本人的和未分配的", "The assignee; what is assigned to nobody, any reviewer"
    assigned = "assigned", "仅分给本人的", "The assignee alone"


@dataclass(frozen=True, slots=True)
class Policy:
    """``asked`` reviewers give an opinion and ``needed`` equal ones decide; with ``veto`` one opinion against decides."""

    needed: int = 1
    asked: int = 1
    veto: bool = False

    @property
    def written(self) -> str:
        """As a campaign file says it."""
        if self.veto:
            return f"veto of {self.asked}"
        return {(1, 1): "any", (2, 2): "both"}.get((self.needed, self.asked), f"{self.needed} of {self.asked}")

    @property
    def words(self) -> Words:
        """As people say it."""
        if self.veto:
            return Words(f"{self.asked} 人审查，一人不同意即从其意见", f"{self.asked} reviewers, any of whom may veto")
        if self.asked == 1:
            return Words("任一审查员", "Any one reviewer")
        if self.needed == self.asked:
            return Words(f"{self.asked} 人一致", f"{self.asked} reviewers, all agreeing")
        return Words(f"{self.asked} 人中 {self.needed} 人一致", f"{self.needed} of {self.asked} reviewers agreeing")


ANY = Policy()


@cache
def policy_of(written: str) -> Policy:
    """The policy that a campaign file writes so; empty is ``any``.

    Raises:
        Unfit: another word, more than nine reviewers, or so few equal opinions that two decisions could both be reached.
    """
    if written in ("", "any"):
        return ANY
    if written == "both":
        return Policy(2, 2)
    found = WRITTEN.fullmatch(written)
    if found is None:
        raise Unfit(
            f"审查规则“{written}”须写作 any、both、2 of 3 或 veto of 2。",
            f"The policy “{written}” is written any, both, 2 of 3 or veto of 2.",
        )
    if found["needed"] is None:
        everybody = int(found["all"] or 2)
        policy = Policy(everybody, everybody, veto=True)
    else:
        policy = Policy(int(found["needed"]), int(found["asked"]))
    if not 1 <= policy.needed <= policy.asked or policy.needed * 2 <= policy.asked or (policy.veto and policy.asked < 2):
        raise Unfit(f"审查规则“{written}”须为过半数一致。", f"The policy “{written}” must ask for more than half to agree.")
    return policy


def decided(policy: Policy, said: Sequence[str]) -> str | None:
    """The action that these opinions decide, given in this order; None while they decide nothing.

    An opinion beyond those the policy asks for was asked for after a disagreement, and decides.
    """
    if len(said) > policy.asked:
        return said[-1]
    against = next((word for word in said if word != APPROVE), None)
    if policy.veto and against is not None:
        return against
    [(word, count)] = Counter(said).most_common(1) or [("", 0)]
    return word if count >= policy.needed else None


def divided(policy: Policy, said: Sequence[str]) -> bool:
    """Whether all opinions are in and decide nothing: somebody must be asked for one more."""
    return len(said) == policy.asked and decided(policy, said) is None


def consensus(policy: Policy, said: Sequence[str]) -> Consensus:
    """What the opinions are, taken together; pending while they decide nothing and more are awaited."""
    if len(said) < policy.asked and decided(policy, said) is None:
        return Consensus.pending
    if len(set(said)) > 1:
        return Consensus.divided
    return Consensus.agreed if said[0] == APPROVE else Consensus.opposed


NOTED = Words("记下意见，尚待 {waits} 人", "Opinion noted; {waits} more awaited")
LAST = Words("意见即齐：一致即 → {to}，不一致由协调员处理", "The last opinion: → {to} if all agree, else to the coordinator")
MAJORITY = Words("记下意见；满 {needed} 人一致即 → {to}", "Opinion noted; → {to} once {needed} agree")
ALL_APPROVE = Words("记下意见；全部同意即 → {to}", "Opinion noted; → {to} once all approve")
MOVES = Words("→ {to}", "→ {to}")


def what_follows(policy: Policy, given: int, action: str) -> Words:
    """What a reviewer is told before they give this opinion, with ``{to}`` for the place it may lead to.

    Blind: it tells the same whatever the others said, and under a veto or a majority the same however many said something,
    since an item that still waits would tell what they said.

    Args:
        given: How many opinions stand at the visit.
    """
    if given >= policy.asked or policy.asked == 1 or (policy.veto and action != APPROVE):
        return MOVES
    if policy.veto:
        return ALL_APPROVE
    if given + 1 < policy.needed or (given + 1 < policy.asked and policy.needed == policy.asked):
        return Words(*(text.replace("{waits}", str(policy.needed - given - 1)) for text in NOTED))
    if policy.needed == policy.asked:
        return LAST
    return Words(*(text.replace("{needed}", str(policy.needed)) for text in MAJORITY))
