"""同类: items that belong together before a reviewer's eye — nearly one name, one article, one wording in several departments.

A pile is only shown together. Nothing is ever merged by it; whoever decides may leave out the odd ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.findings import name_core, near_names
from workflows.domain.items import ItemFields
from workflows.domain.laws import folded_law
from workflows.domain.words import Term

COMPARED = ("kind", "mode", "receivers", "owner_level")
"""Fields in which one item of a pile can differ from most of the others."""

_ARTICLE = re.compile("第[^条款项目]+条(?:之[一二三四五六七八九十]+)?")


class Likeness(Term):
    """In what the items of a pile are alike."""

    article = "article", "同一条款", "Same article"
    name = "name", "名称相近", "Nearly the same name"
    wording = "wording", "各部门同一写法", "Same wording in several departments"


@dataclass(frozen=True, slots=True)
class Member:
    """One item as piles look at it. ``department`` is its short name; ``fate`` is what became of it, empty while it waits."""

    item_id: int
    number: int
    department: str
    fields: ItemFields
    fate: str = ""


@dataclass(frozen=True, slots=True)
class Pile:
    """Items alike in one way, by number; ``odd`` names for some of them the fields in which they differ from most others."""

    likeness: Likeness
    members: tuple[Member, ...]
    odd: Mapping[int, tuple[str, ...]]

    @property
    def key(self) -> str:
        """Its name in an address: the way it is alike and its lowest number (``article-17``)."""
        return f"{self.likeness.value}-{self.members[0].number}"


@dataclass(frozen=True, slots=True)
class Precedents:
    """What became of other items under the same law: fate → how many, the most first."""

    law: str
    count: int
    fates: tuple[tuple[str, int], ...]


def piles(rows: Sequence[Member], likeness: Likeness) -> tuple[Pile, ...]:
    """Every pile of two items or more, the largest first; an item stands in one pile of each likeness at most.

    5,000 items take about a second for names, a few hundredths for articles and wordings.
    """
    groups = _by_name(rows) if likeness is Likeness.name else _grouped(rows, _KEYS[likeness])
    found = [_pile(likeness, group) for group in groups if _is_pile(likeness, group)]
    return tuple(sorted(found, key=lambda pile: (-len(pile.members), pile.members[0].number)))


def pile_of(rows: Sequence[Member], likeness: Likeness, number: int) -> Pile | None:
    """The pile in which the item of this number stands; None if it is alone or unknown."""
    one = next((row for row in rows if row.number == number), None)
    if one is None:
        return None
    if likeness is Likeness.name:
        group = _named_like(rows, one)
    else:
        key = _KEYS[likeness](one)
        group = [row for row in rows if key is not None and _KEYS[likeness](row) == key]
    return _pile(likeness, group) if _is_pile(likeness, group) else None


def precedents(rows: Sequence[Member], law: str, apart: frozenset[int] = frozenset()) -> Precedents:
    """What became of the items whose first basis is this law; those that still wait, and the ids ``apart``, are left out."""
    wanted = folded_law(law)
    settled = (row for row in rows if row.fate and row.item_id not in apart and row.fields.bases)
    fates = Counter(row.fate for row in settled if folded_law(row.fields.bases[0].law) == wanted)
    return Precedents(law, sum(fates.values()), tuple(fates.most_common()))


def first_law(pile: Pile) -> str:
    """The law on which most items of the pile rest first; empty where none says any."""
    laws = Counter(row.fields.bases[0].law for row in pile.members if row.fields.bases)
    return laws.most_common(1)[0][0] if laws else ""


def article_of(fields: ItemFields) -> tuple[str, str] | None:
    """Folded law and 条 of the first basis; None where it names no article."""
    found = _ARTICLE.search(fields.bases[0].article) if fields.bases else None
    return (folded_law(fields.bases[0].law), found.group()) if found else None


_KEYS: Mapping[Likeness, Callable[[Member], Hashable]] = {
    Likeness.article: lambda row: article_of(row.fields),
    Likeness.wording: lambda row: name_core(row.fields.name),
}


def _is_pile(likeness: Likeness, group: Sequence[Member]) -> bool:
    if likeness is Likeness.wording:
        return len({row.department for row in group}) > 1
    return len(group) > 1


def _pile(likeness: Likeness, group: Sequence[Member]) -> Pile:
    members = tuple(sorted(group, key=lambda row: row.number))
    return Pile(likeness, members, _odd(members))


def _odd(members: Sequence[Member]) -> dict[int, tuple[str, ...]]:
    """By number the fields in which an item differs from what more than half of the pile says."""
    odd: dict[int, list[str]] = defaultdict(list)
    for name in COMPARED:
        said = Counter(getattr(row.fields, name) for row in members)
        value, count = said.most_common(1)[0]
        if len(members) > 2 and count * 2 > len(members):
            for row in members:
                if getattr(row.fields, name) != value:
                    odd[row.number].append(name)
    return {number: tuple(names) for number, names in odd.items()}


def _grouped(rows: Sequence[Member], key: Callable[[Member], Hashable]) -> list[list[Member]]:
    groups: dict[Hashable, list[Member]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    groups.pop(None, None)
    return list(groups.values())


def _by_name(rows: Sequence[Member]) -> list[list[Member]]:
    """Names that are near, step by step, stand together; kinds stay apart."""
    groups: list[list[Member]] = []
    for of_kind in _grouped(rows, lambda row: row.fields.kind or ""):
        cores = {_core(group[0]): group for group in _grouped(of_kind, _core)}
        leader = {core: core for core in cores}
        for one, other in near_names(list(cores)):
            leader[_led(leader, one)] = _led(leader, other)
        joined: dict[str, list[Member]] = defaultdict(list)
        for core, group in cores.items():
            joined[_led(leader, core)] += group
        groups += joined.values()
    return groups


def _led(leader: dict[str, str], core: str) -> str:
    while leader[core] != core:
        leader[core] = leader[leader[core]]
        core = leader[core]
    return core


def _named_like(rows: Sequence[Member], one: Member) -> list[Member]:
    of_kind = [row for row in rows if row.fields.kind == one.fields.kind]
    return next(group for group in _by_name(of_kind) if any(row.number == one.number for row in group))


def _core(row: Member) -> str:
    return name_core(row.fields.name)
