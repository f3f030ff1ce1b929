"""The items of the demonstration as their departments file them, each with its fate; no decision yet.

All choices are made in order and by counting, so that the list is the same every time.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.demonstration.fates import ADOPTED, KEPT, LATE, Fate
from workflows.demonstration.organisations import DEPARTMENTS
from workflows.demonstration.powers import Power, powers
from workflows.demonstration.special import SPECIAL, Special
from workflows.domain.vocabulary import Form, Kind

SEED = 2020
PLANTED: Mapping[str, int] = {"unknown_law": 10, "entrusted": 3, "above": 6, "without_basis": 2, "other_kind": 3}
"""Warnings planted among ordinary items, by what is doubtful."""
BLOCKS: Mapping[str, int] = {"document": 3, "no_basis": 2, "entrusted_measure": 2, "detention": 1, "execution": 1}
"""Blocks planted among items that are mended, by what is wrong."""
_COMPANIONS_KEPT = {Fate.keep_at_filing: 28, Fate.reject_first: 8}
_PENALTY_DETAILS = {"document", "no_basis", "detention", "unknown_law", "above", "other_kind"}


@dataclass(frozen=True, slots=True)
class Filed:
    """One item before it has fields: its power, department, fate, and what is special about it (``detail``, may be empty)."""

    department: str
    power: Power
    fate: Fate
    detail: str = ""

    @property
    def late(self) -> bool:
        """Whether it is filed only when collection was opened again."""
        return self.fate in LATE

    @property
    def adopted(self) -> bool:
        """Whether it ends in the catalogue."""
        return self.fate in ADOPTED


def filed_items() -> tuple[Filed, ...]:
    """All items in the order of the workbooks: by department, in the order of its file, items filed late behind all others."""
    left = Counter({**ADOPTED, **KEPT})
    pool = [(each.key, power) for each in DEPARTMENTS for power in powers(each.key)]
    chosen: dict[int, tuple[Fate, str]] = {}
    left.subtract(special.fate for special in SPECIAL)
    for choose in (_revoking, _planted, _blocked, _contested, _kept_penalties, _kept_companions, _ordinary):
        for place, fate, detail in choose(pool, chosen, left):
            chosen[place] = (fate, detail)
            left[fate] -= 1
    ordinary = [Filed(department, power, *chosen[place]) for place, (department, power) in enumerate(pool)]
    listed = sorted([*ordinary, *map(_of_special, SPECIAL)], key=_order)
    return tuple(listed)


_Pool = Sequence[tuple[str, Power]]
_Chosen = Mapping[int, tuple[Fate, str]]
_Choice = Iterator[tuple[int, Fate, str]]


def _of_special(special: Special) -> Filed:
    return Filed(special.department, special.power, special.fate, special.detail)


def _order(item: Filed) -> tuple[bool, int, int]:
    """Late items last; then by department; special items behind the department's own file."""
    departments = [each.key for each in DEPARTMENTS]
    return item.late, departments.index(item.department), item.power.line


def _free(pool: _Pool, chosen: _Chosen, wanted: Callable[[str, Power], bool]) -> list[int]:
    """Places nobody has chosen yet and that are wanted, in an order that mixes departments and laws."""
    places = [place for place, (department, power) in enumerate(pool) if place not in chosen and wanted(department, power)]
    random.Random(SEED + len(places)).shuffle(places)
    return places


def _is_penalty(_department: str, power: Power) -> bool:
    return power.kind is Kind.penalty


def _revoking(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Articles with 吊销 are warned: discussed and adopted, discussed and kept, or kept by their department."""
    places = _free(pool, chosen, lambda _, power: power.revokes)
    discussed = left[Fate.keep_at_discussion] - 4
    adopted = left[Fate.adopt_after_warning] - (sum(PLANTED.values()) - 4)
    fates = [Fate.adopt_after_warning] * adopted + [Fate.keep_at_discussion] * discussed
    fates += [Fate.keep_at_filing] * (len(places) - len(fates))
    yield from ((place, fate, "revokes") for place, fate in zip(places, fates, strict=True))


def _planted(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Warnings of other kinds; the last four of those above district level are kept."""
    for detail, count in PLANTED.items():
        inspections = detail not in _PENALTY_DETAILS
        kind = Kind.inspection if inspections else Kind.penalty
        for turn, place in enumerate(_free(pool, chosen, lambda _, power, kind=kind: power.kind is kind)[:count]):
            fate = Fate.keep_at_discussion if detail == "above" and turn >= 2 else Fate.adopt_after_warning
            yield place, fate, detail


def _blocked(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Items that screening sends back: mended, blocked again while mending, or kept in the end."""
    wanted: Mapping[str, Callable[[str, Power], bool]] = {
        "entrusted_measure": lambda _, power: power.kind is Kind.compulsory_measure and power.form is Form.seize,
        "execution": lambda _, power: power.law.endswith("城乡规划法") and power.form is Form.restore,
    }
    for detail, count in BLOCKS.items():
        for place in _free(pool, chosen, wanted.get(detail, _is_penalty))[:count]:
            yield place, Fate.blocked_then_mended, detail
    again = _free(pool, chosen, _is_penalty)
    yield from ((place, Fate.blocked_again_when_mended, "document_when_mended") for place in again[:2])
    yield from ((place, Fate.blocked_then_kept, "document") for place in again[2 : 2 + left[Fate.blocked_then_kept]])


def _contested(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """What another department claims too is adopted where it belongs."""
    claimed = {special.power.conduct for special in SPECIAL if special.detail == "contested"}
    for place, (_, power) in enumerate(pool):
        if power.conduct in claimed:
            yield place, Fate.adopt_straight, "contested"


def _kept_penalties(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Penalties that are kept in any way, and penalties filed late."""
    counts = {fate: left[fate] - _COMPANIONS_KEPT.get(fate, 0) for fate in KEPT} | {Fate.late_adopted: left[Fate.late_adopted]}
    fates = [fate for fate, count in counts.items() for _ in range(count)]
    yield from ((place, fate, "") for place, fate in zip(_free(pool, chosen, _is_penalty), fates, strict=False))


def _kept_companions(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Inspections and compulsory powers that stay together with a penalty of the same law."""
    for fate, count in _COMPANIONS_KEPT.items():
        laws = {(pool[place][0], pool[place][1].law) for place, (its_fate, _) in chosen.items() if its_fate is fate}
        places = _free(pool, chosen, lambda department, power, laws=laws: not _is_penalty("", power) and (department, power.law) in laws)
        yield from ((place, fate, "") for place in places[:count])


def _ordinary(pool: _Pool, chosen: _Chosen, left: Counter[Fate]) -> _Choice:
    """Everything else is adopted: the penalties by many ways, the other kinds straight."""
    ways = [fate for fate, count in left.items() if fate is not Fate.adopt_straight for _ in range(count)]
    penalties = _free(pool, chosen, _is_penalty)
    yield from ((place, fate, "") for place, fate in zip(penalties, ways, strict=False))
    yield from ((place, Fate.adopt_straight, "") for place in penalties[len(ways) :])
    yield from ((place, Fate.adopt_straight, "") for place in _free(pool, chosen, lambda _, power: not _is_penalty("", power)))


def related_numbers(items: Sequence[Filed]) -> Mapping[int, tuple[int, ...]]:
    """For each inspection and compulsory item (by number, from 1) the penalties it goes or stays with, by number.

    A penalty of the same law and department comes first, then one of the department; the nearest by words among them.
    """
    penalties: dict[tuple[str, Fate], list[int]] = defaultdict(list)
    for number, item in enumerate(items, start=1):
        if item.power.kind is Kind.penalty and not item.late:
            penalties[item.department, item.fate].append(number)
    related = {}
    for number, item in enumerate(items, start=1):
        if item.power.kind is not Kind.penalty:
            fate = Fate.adopt_straight if item.adopted else item.fate if item.fate in _COMPANIONS_KEPT else Fate.keep_at_filing
            candidates = penalties[item.department, fate]
            related[number] = tuple(sorted(sorted(candidates, key=lambda other: _distance(items[other - 1].power, item.power))[:2]))
    return related


def _distance(penalty: Power, companion: Power) -> tuple[bool, int]:
    """How far a penalty is from its companion: another law, fewer common pairs of characters."""
    return penalty.law != companion.law, -len(_pairs(penalty.conduct) & _pairs(companion.conduct))


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}


def counts(items: Iterable[Filed]) -> Counter[Fate]:
    """How many items have each fate."""
    return Counter(item.fate for item in items)
