"""What flows from departments over kinds and modes to the subdistricts: by the list in force on a day, else by what is adopted now.

The counts are the numbers on the picture and in its table. Every function is pure and reads a graph of
``workflows.domain.ownership.graph``.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workflows.domain.ownership.graph import Edge, Graph, edges_out, holds, item, items_of, law, organisation
from workflows.domain.ownership.questions import handed_over, proposed
from workflows.domain.vocabulary import Kind, Mode


@dataclass(frozen=True, slots=True)
class FlowingItem:
    """One item on its way or arrived: whose it is, what it is, how it goes, to whom (keys in printed order)."""

    number: int
    department: str
    kind: Kind
    mode: Mode
    receivers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Flows:
    """``items`` in order of numbers; ``in_force`` says that a list counts on the day, so that they have arrived.

    The four stages count different items, in printed order, empty ones left out. ``shares`` is the width from a mode to a
    subdistrict: each item is one wide, parted evenly among its receivers.
    """

    in_force: bool
    items: tuple[FlowingItem, ...]
    departments: Mapping[str, int]
    kinds: Mapping[Kind, int]
    modes: Mapping[Mode, int]
    subdistricts: Mapping[str, int]
    to_kind: Mapping[tuple[str, Kind], int]
    to_mode: Mapping[tuple[Kind, Mode], int]
    shares: Mapping[tuple[Mode, str], float]

    @property
    def hands(self) -> int:
        """Items times receivers: 项次."""
        return sum(self.subdistricts.values())


def flows(graph: Graph, on: dt.date) -> Flows:
    """What subdistricts hold on the day; where no list counts, what is adopted now and would go to them.

    >>> from workflows.domain.ownership.example import example_graph
    >>> found = flows(example_graph(), dt.date(2021, 3, 1))
    >>> found.in_force, dict(found.departments), found.hands
    (True, {'urban': 1, 'water': 1}, 4)
    """
    arrived = bool(handed_over(graph, on))
    items = tuple(one for one in (_arrived(graph, on) if arrived else _adopted(graph)) if one.kind)
    kinds, modes = list(Kind), list(Mode)
    departments = Counter(one.department for one in items)
    subdistricts = Counter(key for one in items for key in one.receivers)
    shares: dict[tuple[Mode, str], float] = defaultdict(float)
    for one in items:
        for key in one.receivers:
            shares[one.mode, key] += 1 / len(one.receivers)
    by_kind, by_mode = Counter(one.kind for one in items), Counter(one.mode for one in items)
    return Flows(
        arrived,
        items,
        {key: departments[key] for key in (*graph.graph["departments"], *departments) if departments[key]},
        {kind: by_kind[kind] for kind in kinds if by_kind[kind]},
        {mode: by_mode[mode] for mode in modes if by_mode[mode]},
        {key: subdistricts[key] for key in graph.graph["subdistricts"] if subdistricts[key]},
        Counter((one.department, one.kind) for one in items),
        Counter((one.kind, one.mode) for one in items),
        dict(shares),
    )


def weightiest_laws(graph: Graph, on: dt.date, numbers: Iterable[int], most: int = 5) -> tuple[tuple[str, int], ...]:
    """The laws on which most of these items rest on the day, with how many do: (title, items), most first, then by title.

    >>> from workflows.domain.ownership.example import example_graph
    >>> weightiest_laws(example_graph(), dt.date(2021, 3, 1), [1, 3], 1)
    (('城市市容和环境卫生管理条例', 1),)
    """
    counts: Counter = Counter()
    for number in numbers:
        laws = {head for head, edge in edges_out(graph, item(number), Edge.rests_on) if holds(edge, on)}
        counts.update(graph.nodes[head]["title"] for head in laws)
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:most])


def laws_of(graph: Graph) -> tuple[str, ...]:
    """The titles of all laws that items rest on, in order."""
    return tuple(sorted(says["title"] for node, says in graph.nodes(data=True) if node.startswith(law(""))))


def _adopted(graph: Graph) -> Iterator[FlowingItem]:
    going = proposed(graph)
    for _, says in items_of(graph):
        if says["number"] in going:
            receivers = tuple(key for key in graph.graph["subdistricts"] if key in going[says["number"]])
            yield FlowingItem(says["number"], says["department"], says["kind"], says["mode"], receivers)


def _arrived(graph: Graph, on: dt.date) -> Iterator[FlowingItem]:
    received: dict[int, list[str]] = defaultdict(list)
    how: dict[int, Mapping] = {}
    for key in graph.graph["subdistricts"]:
        for head, edge in edges_out(graph, organisation(key), Edge.receives):
            if holds(edge, on):
                number = graph.nodes[head]["number"]
                received[number].append(key)
                how[number] = edge
    for number in sorted(received):
        yield FlowingItem(number, how[number]["of"], graph.nodes[item(number)]["kind"], how[number]["mode"], tuple(received[number]))
