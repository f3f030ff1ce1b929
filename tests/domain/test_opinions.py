"""What several reviewers decide together: every policy, in tables and in every possible course of opinions."""

import itertools

import pytest

from workflows.domain.errors import Unfit
from workflows.domain.opinions import ANY, Consensus, Policy, consensus, decided, divided, policy_of, what_follows

WORDS = ("approve", "return", "reject")
POLICIES = ("any", "both", "2 of 3", "3 of 3", "3 of 5", "veto of 2", "veto of 3")


@pytest.mark.parametrize(
    ("written", "said", "action"),
    [
        ("any", ["return"], "return"),
        ("both", ["approve"], None),
        ("both", ["approve", "approve"], "approve"),
        ("both", ["reject", "reject"], "reject"),
        ("both", ["approve", "return"], None),
        ("both", ["approve", "return", "reject"], "reject"),
        ("2 of 3", ["approve", "return"], None),
        ("2 of 3", ["approve", "return", "return"], "return"),
        ("2 of 3", ["approve", "return", "reject"], None),
        ("veto of 2", ["approve"], None),
        ("veto of 2", ["return"], "return"),
        ("veto of 2", ["approve", "approve"], "approve"),
        ("veto of 3", ["approve", "approve", "reject"], "reject"),
    ],
)
def test_opinions_decide_as_the_policy_says(written, said, action):
    assert decided(policy_of(written), said) == action


@pytest.mark.parametrize(
    ("written", "said", "told"),
    [
        ("both", [], Consensus.pending),
        ("both", ["approve"], Consensus.pending),
        ("both", ["approve", "approve"], Consensus.agreed),
        ("both", ["return", "return"], Consensus.opposed),
        ("both", ["return", "reject"], Consensus.divided),
        ("2 of 3", ["approve", "return", "approve"], Consensus.divided),
        ("veto of 2", ["reject"], Consensus.opposed),
    ],
)
def test_the_consensus_is_computed(written, said, told):
    assert consensus(policy_of(written), said) is told


def courses(policy: Policy):
    """Every course of opinions until something is decided, one beyond the policy included."""
    for said in itertools.product(WORDS, repeat=policy.asked + 1):
        length = next(n for n in range(1, len(said) + 1) if decided(policy, said[:n]) or n == len(said))
        yield said[:length]


@pytest.mark.parametrize("written", POLICIES)
def test_the_opinion_that_completes_the_policy_is_the_action(written):
    policy = policy_of(written)
    for said in courses(policy):
        assert decided(policy, said) == said[-1]
        assert not any(decided(policy, said[:shorter]) for shorter in range(len(said)))


@pytest.mark.parametrize("written", POLICIES)
def test_one_more_is_asked_for_only_where_all_are_in_and_nothing_is_decided(written):
    policy = policy_of(written)
    for said in courses(policy):
        assert divided(policy, said[:-1]) == (len(said) == policy.asked + 1)


@pytest.mark.parametrize("written", POLICIES)
def test_what_a_reviewer_is_told_before_never_tells_what_the_others_said(written):
    policy, told = policy_of(written), {}
    for said in courses(policy):
        for given in range(min(len(said), policy.asked)):
            told.setdefault((given, said[given]), set()).add(what_follows(policy, given, said[given]))
    assert all(len(sentences) == 1 for sentences in told.values())
    if policy.veto or policy.needed < policy.asked:
        last = {sentences.pop() for (given, word), sentences in told.items() if word == "approve" and given >= policy.needed - 1}
        assert len(last) == 1


@pytest.mark.parametrize("written", POLICIES)
def test_a_policy_reads_back_as_it_is_written(written):
    assert policy_of(written).written == written


def test_one_veto_of_two_is_the_usual_one_and_nothing_is_any():
    assert policy_of("veto") == policy_of("veto of 2") and policy_of("") is ANY


@pytest.mark.parametrize("written", ["all", "1 of 2", "2 of 4", "4 of 3", "0 of 1", "veto of 1", "2 of 10", "both "])
def test_a_policy_that_cannot_be_is_refused(written):
    with pytest.raises(Unfit):
        policy_of(written)
