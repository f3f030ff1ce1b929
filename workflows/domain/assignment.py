"""Who judges what: items shared out among reviewers, the same way every time, and each share with its reason.

Nobody gets an item of their own department. Who judged an item before gets it again. All else is shared out so that the loads
differ as little as they can: no item could go to somebody else who is free for it and holds two fewer.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.words import Term


class Why(Term):
    """Why an item goes to this reviewer, or to nobody."""

    continuity = "continuity", "此前由其审查", "Judged it before"
    even = "even", "均衡分配", "To keep the loads even"
    nobody = "nobody", "无合适的审查员，请任命", "Nobody is free for it; appoint a reviewer"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody to share with: their department if they belong to one, and how many items of the round they hold already."""

    id: int
    department_id: int | None = None
    load: int = 0


@dataclass(frozen=True, slots=True)
class Sharing:
    """An item to be shared out: how many seats are free, who holds or may not take one, who judged it before (newest first)."""

    id: int
    department_id: int
    seats: int = 1
    barred: frozenset[int] = frozenset()
    before: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Share:
    """One seat of an item for one reviewer; ``reviewer_id`` is None where nobody is free for it."""

    item_id: int
    reviewer_id: int | None
    why: Why


@dataclass
class _Desk:
    """The reviewers while they are given items: what each may be relieved of, how many each holds, and who is free for any at all."""

    loads: dict[int, int]
    movable: dict[int, set[int]]
    takers: set[int]


def share_out(items: Sequence[Sharing], reviewers: Sequence[Reviewer]) -> tuple[Share, ...]:
    """Every free seat with its reviewer and the reason, by item; the order in which things are told changes nothing."""
    items, reviewers = sorted(items, key=lambda item: item.id), sorted(reviewers, key=lambda one: one.id)
    free = {item.id: {one.id for one in reviewers if one.department_id != item.department_id} - item.barred for item in items}
    takers = set().union(*free.values())
    desk = _Desk({one.id: one.load for one in reviewers}, {one.id: set() for one in reviewers}, takers)
    held: dict[int, dict[int, Why]] = {item.id: {} for item in items}
    for item in items:
        for reviewer_id in [one for one in dict.fromkeys(item.before) if one in free[item.id]][: item.seats]:
            held[item.id][reviewer_id] = Why.continuity
            desk.loads[reviewer_id] += 1
    for item in sorted(items, key=lambda item: (len(free[item.id]), item.id)):
        _seat(item, free, held, desk)
    return tuple(share for item in items for share in _shares(item, held[item.id]))


def _seat(item: Sharing, free: Mapping[int, set[int]], held: Mapping[int, dict[int, Why]], desk: _Desk) -> None:
    """Give the item's open seats to whoever holds least, handing other items on where that evens the loads."""
    while len(held[item.id]) < item.seats and (open_to := free[item.id] - held[item.id].keys()):
        chosen = min(open_to, key=lambda one: (desk.loads[one], one))
        held[item.id][chosen] = Why.even
        desk.movable[chosen].add(item.id)
        desk.loads[chosen] += 1
        _even(chosen, free, held, desk)


def _even(heavy: int, free: Mapping[int, set[int]], held: Mapping[int, dict[int, Why]], desk: _Desk) -> None:
    """If a chain of handing on leads from this reviewer to one who holds two fewer, take the shortest such chain."""
    if min(desk.loads[one] for one in desk.takers) > desk.loads[heavy] - 2:
        return
    came: dict[int, tuple[int, int]] = {}
    waiting, seen = deque([heavy]), {heavy}
    while waiting:
        holder = waiting.popleft()
        if desk.loads[holder] <= desk.loads[heavy] - 2:
            _hand_along(heavy, holder, came, held, desk)
            return
        for item_id in sorted(desk.movable[holder]) if seen != desk.takers else ():
            for other in sorted(free[item_id] - held[item_id].keys() - seen):
                seen.add(other)
                came[other] = (holder, item_id)
                waiting.append(other)


def _hand_along(heavy: int, light: int, came: Mapping[int, tuple[int, int]], held: Mapping[int, dict[int, Why]], desk: _Desk) -> None:
    desk.loads[light] += 1
    desk.loads[heavy] -= 1
    while light != heavy:
        giver, item_id = came[light]
        desk.movable[giver].discard(item_id)
        desk.movable[light].add(item_id)
        del held[item_id][giver]
        held[item_id][light] = Why.even
        light = giver


def _shares(item: Sharing, held: Mapping[int, Why]) -> list[Share]:
    given = [
        Share(item.id, reviewer_id, why) for reviewer_id, why in sorted(held.items(), key=lambda pair: (pair[1] != Why.continuity, pair[0]))
    ]
    return given + [Share(item.id, None, Why.nobody)] * (item.seats - len(given))
