"""Items are shared out evenly, never to their own department, and always in the same way."""

import random
from collections import Counter
from itertools import product

import pytest

from workflows.domain.assignment import Reviewer, Share, Sharing, Why, share_out


def drawn(seed: int) -> tuple[list[Sharing], list[Reviewer]]:
    """Reviewers with and without a department and a load, items of several departments, some judged before, some with two seats."""
    chance = random.Random(seed)
    reviewers = [Reviewer(10 + n, chance.choice([None, 1, 2, 3]), chance.choice([0, 0, 3])) for n in range(chance.randint(1, 6))]
    people = [one.id for one in reviewers] + [99]
    items = [
        Sharing(
            n,
            chance.choice([1, 2, 3]),
            chance.choice([1, 1, 2]),
            frozenset(chance.sample(people, chance.choice([0, 0, 1]))),
            tuple(chance.sample(people, chance.choice([0, 0, 1]))),
        )
        for n in range(1, chance.randint(2, 40))
    ]
    return items, reviewers


def free_for(item: Sharing, reviewers: list[Reviewer]) -> set[int]:
    return {one.id for one in reviewers if one.department_id != item.department_id} - item.barred


SEEDS = range(60)


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_gets_an_item_of_the_own_department_or_one_they_are_barred_from(seed):
    items, reviewers = drawn(seed)
    free = {item.id: free_for(item, reviewers) for item in items}
    given = [share for share in share_out(items, reviewers) if share.reviewer_id is not None]
    assert all(share.reviewer_id in free[share.item_id] for share in given)
    assert max(Counter((share.item_id, share.reviewer_id) for share in given).values(), default=1) == 1


@pytest.mark.parametrize("seed", SEEDS)
def test_every_seat_is_given_as_long_as_somebody_is_free_for_it(seed):
    items, reviewers = drawn(seed)
    shares = share_out(items, reviewers)
    for item in items:
        of_item = [share for share in shares if share.item_id == item.id]
        assert len(of_item) == item.seats
        assert sum(share.reviewer_id is not None for share in of_item) == min(item.seats, len(free_for(item, reviewers)))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_item_could_go_to_somebody_free_for_it_who_holds_two_fewer(seed):
    items, reviewers = drawn(seed)
    shares, by_id = share_out(items, reviewers), {item.id: item for item in items}
    loads = Counter({one.id: one.load for one in reviewers})
    loads.update(share.reviewer_id for share in shares if share.reviewer_id is not None)
    held = {(share.item_id, share.reviewer_id) for share in shares}
    for share in (share for share in shares if share.why is Why.even):
        others = {one for one in free_for(by_id[share.item_id], reviewers) if (share.item_id, one) not in held}
        assert all(loads[share.reviewer_id] - loads[other] <= 1 for other in others)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_in_which_things_are_told_changes_nothing(seed):
    items, reviewers = drawn(seed)
    again = random.Random(seed).sample(items, len(items)), random.Random(seed).sample(reviewers, len(reviewers))
    assert share_out(*again) == share_out(items, reviewers)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_judged_before_gets_it_again(seed):
    items, reviewers = drawn(seed)
    given = {(share.item_id, share.reviewer_id): share.why for share in share_out(items, reviewers)}
    for item in items:
        again = [one for one in item.before if one in free_for(item, reviewers)][: item.seats]
        assert all(given[item.id, one] is Why.continuity for one in again)


@pytest.mark.parametrize(("count", "people"), list(product([1, 7, 100], [1, 3, 4])))
def test_loads_differ_by_one_at_most_where_everybody_is_free_for_everything(count, people):
    shares = share_out([Sharing(n, 1) for n in range(count)], [Reviewer(n) for n in range(people)])
    loads = Counter({n: 0 for n in range(people)})
    loads.update(share.reviewer_id for share in shares)
    assert max(loads.values()) - min(loads.values()) <= 1


def test_a_reviewer_of_a_department_takes_more_of_the_others_so_that_loads_are_even():
    items = [Sharing(n, 1 if n <= 10 else 2) for n in range(1, 21)]
    loads = Counter(share.reviewer_id for share in share_out(items, [Reviewer(1, department_id=1), Reviewer(2)]))
    assert loads == {1: 10, 2: 10}


def test_what_nobody_is_free_for_is_said():
    assert share_out([Sharing(1, 7)], [Reviewer(1, department_id=7)]) == (Share(1, None, Why.nobody),)
