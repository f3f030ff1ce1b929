"""Who holds an item on a day and what proves it, its history, and what each subdistrict holds.

Every function is pure and reads a graph of ``workflows.domain.ownership.graph``; organisations are named by key, items by number.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from workflows.domain.errors import NotFound, Unfit
from workflows.domain.ownership.graph import (
    ONE_DAY,
    OWN_NAME,
    Day,
    Edge,
    Extent,
    Graph,
    edges_in,
    edges_out,
    holds,
    item,
    items_of,
    organisation,
)
from workflows.domain.vocabulary import Kind, Mode


class Ground(enum.StrEnum):
    """What one link of a proof did."""

    reported = "reported"
    moved = "moved"
    split = "split"
    merged = "merged"
    listed = "listed"
    listed_again = "listed_again"
    removed = "removed"


@dataclass(frozen=True, slots=True)
class Proof:
    """One link: on ``on`` (for a list: the day it took effect) the act did this; ``version`` and ``row`` of the list, 0 if none."""

    on: dt.date
    act: int | None
    ground: Ground
    version: int = 0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """Who holds an item on a day.

    ``holders`` act in their own name and hold the item itself: the department, or its receiving subdistricts in printed order.
    ``agents`` are subdistricts that act in the name of the department (委托). ``rest`` is the department that keeps what was not
    handed over: other subdistricts' territory, or what lies outside ``scope`` (部分下放).
    """

    holders: tuple[str, ...]
    agents: tuple[str, ...]
    rest: str | None
    mode: Mode | None
    scope: str


@dataclass(frozen=True, slots=True)
class Holding:
    """The answer for one item and day, with the chain that proves it, oldest link first."""

    item: int
    on: dt.date
    held: Held
    proof: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Days on which an item was held alike, and the act that began them."""

    item: int
    from_on: Day
    until_on: Day
    held: Held
    act: int | None
    acted_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Kin:
    """Another item of the same descent: what it is to the one asked about, since when, and the act."""

    item: int
    word: str
    on: dt.date
    act: int | None


@dataclass(frozen=True, slots=True)
class History:
    """The chapters of an item and of what it came from and became, by first day; and its nearest kin."""

    item: int
    chapters: tuple[Chapter, ...]
    came_from: tuple[Kin, ...]
    became: tuple[Kin, ...]


@dataclass(frozen=True, slots=True)
class Load:
    """How many items of one department, kind and mode one subdistrict holds."""

    subdistrict: str
    department: str
    kind: Kind | None
    mode: Mode
    items: int


@dataclass(frozen=True, slots=True)
class Transfers:
    """Items that went from each department (row) to each subdistrict (column), both in printed order.

    ``items`` counts the different items of each department that went to anybody; a row's sum counts an item once a subdistrict.
    """

    departments: tuple[str, ...]
    subdistricts: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    items: tuple[int, ...]


def holder(graph: Graph, number: int, on: dt.date) -> Holding:
    """Who holds the item on the day, and the acts and published versions that prove it.

    An item that nobody holds on that day has no holders: ``gaps`` of ``ownership_faults`` lists such days. Where the record is at odds
    with itself all holders are named.

    Raises:
        NotFound: No such item in the graph.
        Unfit: On that day there was no such item yet, or no longer; the sentence names what it came from or became.

    Source:
        行政诉讼法 Art. 70 and 行政处罚法 2021 Art. 38: an act outside one's competence is quashed or void.

    >>> from workflows.domain.ownership.example import example_graph
    >>> answer = holder(example_graph(), 1, dt.date(2021, 8, 1))
    >>> answer.held.holders
    ('chigang', 'xingang', 'binjiang')
    >>> [(link.ground.value, link.version, link.row) for link in answer.proof]
    [('reported', 0, 0), ('listed', 1, 1), ('listed_again', 2, 1)]
    """
    node = node_of(graph, number)
    _must_be(graph, node, on)
    return Holding(number, on, held_on(graph, node, on), tuple(sorted(_proof(graph, node, on), key=lambda link: link.on)))


def history(graph: Graph, number: int) -> History:
    """How the item was held from the first day we know of, through splits, merges, handing over and giving back.

    Raises:
        NotFound: No such item in the graph.

    >>> from workflows.domain.ownership.example import example_graph
    >>> [(str(one.from_on), str(one.until_on), *one.held.holders, *one.held.agents) for one in history(example_graph(), 3).chapters]
    [('None', '2020-12-31', 'water'), ('2021-01-01', '2021-06-30', 'water', 'binjiang'), ('2021-07-01', 'None', 'water')]
    """
    node = node_of(graph, number)
    descent = nx.DiGraph((_older(tail, head, edge) for tail, head, edge in graph.edges(data=True) if edge["kind"] in _DESCENT))
    line = {node}
    if node in descent:
        line |= nx.ancestors(descent, node) | nx.descendants(descent, node)
    chapters = [chapter for each in line for chapter in _chapters(graph, each)]
    chapters.sort(key=lambda chapter: (chapter.from_on or dt.date.min, chapter.item))
    came_from, became = _kin(graph, node)
    return History(number, tuple(chapters), came_from, became)


def handed_over(graph: Graph, on: dt.date) -> Mapping[int, frozenset[str]]:
    """The items that the list in force on the day gives to subdistricts: number → keys of those subdistricts.

    >>> from workflows.domain.ownership.example import example_graph
    >>> {number: sorted(keys) for number, keys in handed_over(example_graph(), dt.date(2021, 3, 1)).items()}
    {1: ['binjiang', 'chigang', 'xingang'], 3: ['binjiang']}
    """
    found: dict[int, set[str]] = {}
    for subdistrict, number, _edge in _received(graph, on):
        found.setdefault(number, set()).add(subdistrict)
    return {number: frozenset(keys) for number, keys in sorted(found.items())}


def proposed(graph: Graph) -> Mapping[int, frozenset[str]]:
    """The items adopted now, published or not: number → keys of the subdistricts that are to receive them.

    >>> from workflows.domain.ownership.example import example_graph
    >>> sorted(proposed(example_graph()))
    [1, 3]
    """
    return {says["number"]: frozenset(says["receivers"]) for _, says in items_of(graph) if says["standing"] == "adopted"}


def load(graph: Graph, on: dt.date) -> tuple[Load, ...]:
    """What each subdistrict holds on the day, by department, kind and mode; in printed order, empty cells left out.

    Items acted on in a department's name (委托) count as well: they are work. These rows are the flows department → kind → mode →
    subdistrict of a Sankey picture.

    >>> from workflows.domain.ownership.example import example_graph
    >>> [(row.subdistrict, row.department, row.mode.value, row.items) for row in load(example_graph(), dt.date(2021, 3, 1))][-2:]
    [('binjiang', 'urban', 'devolve', 1), ('binjiang', 'water', 'entrust', 1)]
    """
    counts: Counter = Counter()
    for subdistrict, number, edge in _received(graph, on):
        counts[subdistrict, edge["of"], graph.nodes[item(number)]["kind"], edge["mode"]] += 1
    offices = {key: place for place, key in enumerate((*graph.graph["subdistricts"], *graph.graph["departments"]))}
    kinds, modes = list(Kind), list(Mode)

    def printed(cell: tuple) -> tuple[int, int, int, int]:
        return offices[cell[0]], offices.get(cell[1], -1), kinds.index(cell[2]) if cell[2] else -1, modes.index(cell[3])

    return tuple(Load(*cell, counts[cell]) for cell in sorted(counts, key=printed))


def transfers(graph: Graph, on: dt.date) -> Transfers:
    """How many items each department has handed to each subdistrict by the list in force on the day.

    >>> from workflows.domain.ownership.example import example_graph
    >>> transfers(example_graph(), dt.date(2021, 3, 1)).counts
    ((1, 1, 1), (0, 0, 1))
    """
    departments, subdistricts = graph.graph["departments"], graph.graph["subdistricts"]
    counts: Counter = Counter()
    different: dict[str, set[int]] = {key: set() for key in departments}
    for subdistrict, number, edge in _received(graph, on):
        counts[edge["of"], subdistrict] += 1
        different.setdefault(edge["of"], set()).add(number)
    table = tuple(tuple(counts[office, each] for each in subdistricts) for office in departments)
    return Transfers(departments, subdistricts, table, tuple(len(different[office]) for office in departments))


def node_of(graph: Graph, number: int) -> str:
    """The node of an item.

    Raises:
        NotFound: No such item in the graph.
    """
    node = item(number)
    if node not in graph:
        raise NotFound(f"没有第 {number} 项。", f"There is no item {number}.")
    return node


def held_on(graph: Graph, node: str, on: dt.date) -> Held:
    """Who holds the item of a node on the day."""
    owners, rest, own, agents, mode, scope = [], None, [], [], None, ""
    for tail, edge in edges_in(graph, node, Edge.owns, Edge.receives):
        if not holds(edge, on):
            continue
        key = graph.nodes[tail]["key"]
        if edge["kind"] is Edge.owns:
            rest = key if edge["extent"] is Extent.rest else rest
            owners += [key] if edge["extent"] is Extent.whole else []
        else:
            (own if edge["mode"] in OWN_NAME else agents).append(key)
            mode, scope = edge["mode"], edge["scope"]
    return Held((*owners, *own), tuple(agents), rest, mode, scope)


_DESCENT = (Edge.split_into, Edge.merged_from)


def _older(tail: str, head: str, edge: Mapping) -> tuple[str, str]:
    """(older, younger) of an edge of descent: what was merged away is the elder of what survived."""
    return (tail, head) if edge["kind"] is Edge.split_into else (head, tail)


def _received(graph: Graph, on: dt.date) -> Iterator[tuple[str, int, dict]]:
    """(subdistrict, item number, edge) of everything received on the day."""
    for subdistrict in graph.graph["subdistricts"]:
        for head, edge in edges_out(graph, organisation(subdistrict), Edge.receives):
            if holds(edge, on):
                yield subdistrict, graph.nodes[head]["number"], edge


def _must_be(graph: Graph, node: str, on: dt.date) -> None:
    says = graph.nodes[node]
    came_from, became = _kin(graph, node)
    if says["born_on"] and on < says["born_on"]:
        parents = "、".join(f"第 {kin.item} 项" for kin in came_from)
        raise Unfit(
            f"第 {says['number']} 项自 {says['born_on']} 起才有，由{parents}拆分而来。",
            f"There is an item {says['number']} only from {says['born_on']}; it came from {', '.join(str(kin.item) for kin in came_from)}.",
        )
    if says["ended_on"] and on >= says["ended_on"]:
        children = "、".join(f"第 {kin.item} 项" for kin in became) or "无（作废）"
        raise Unfit(
            f"第 {says['number']} 项自 {says['ended_on']} 起不再存在，后续事项：{children}。",
            f"There is no item {says['number']} from {says['ended_on']}; after it: {', '.join(str(kin.item) for kin in became) or 'none'}.",
        )


def _kin(graph: Graph, node: str) -> tuple[tuple[Kin, ...], tuple[Kin, ...]]:
    """What the item came from, and what it became, nearest kin only, by number."""
    came_from, became = [], []
    for other, edge in edges_in(graph, node, *_DESCENT):
        kin = Kin(graph.nodes[other]["number"], edge["kind"].value, edge["from_on"], edge["act"])
        (came_from if edge["kind"] is Edge.split_into else became).append(kin)
    for other, edge in edges_out(graph, node, *_DESCENT):
        kin = Kin(graph.nodes[other]["number"], edge["kind"].value, edge["from_on"], edge["act"])
        (became if edge["kind"] is Edge.split_into else came_from).append(kin)
    return tuple(sorted(came_from, key=lambda kin: kin.item)), tuple(sorted(became, key=lambda kin: kin.item))


def _proof(graph: Graph, node: str, on: dt.date) -> Iterator[Proof]:
    """Reports and moves between departments, descents, and every list in force up to the day that bore on the item."""
    reported = {}
    for tail, edge in edges_in(graph, node, Edge.owns):
        if not edge["version"] and (edge["from_on"] is None or edge["from_on"] <= on):
            reported.setdefault((edge["acted_on"], edge["act"]), tail)
    for place, (acted_on, act) in enumerate(sorted(reported, key=lambda one: one[0])):
        yield Proof(acted_on, act, Ground.moved if place else Ground.reported)
    for kin in _kin(graph, node)[0]:
        if kin.on <= on:
            yield Proof(kin.on, kin.act, Ground.split if kin.word == Edge.split_into else Ground.merged)
    yield from _lists(graph, graph.nodes[node]["number"], on)


def _lists(graph: Graph, number: int, on: dt.date) -> Iterator[Proof]:
    """The published versions that gave the item, gave it again, or took it back."""
    listed = False
    for each in graph.graph["in_force"]:
        row = each.publication.rows.get(number)
        if each.from_on > on or not (row or listed):
            continue
        ground = (Ground.listed_again if listed else Ground.listed) if row else Ground.removed
        yield Proof(each.from_on, each.publication.act, ground, each.publication.version, row.number if row else 0)
        listed = row is not None


def _chapters(graph: Graph, node: str) -> Iterator[Chapter]:
    """The days of one item, cut wherever an edge to a holder begins or ends; equal neighbours are one chapter."""
    edges = [edge for _, edge in edges_in(graph, node, Edge.owns, Edge.receives)]
    starts = {edge["from_on"] or dt.date.min for edge in edges} | {edge["until_on"] + ONE_DAY for edge in edges if edge["until_on"]}
    ended_on, number = graph.nodes[node]["ended_on"], graph.nodes[node]["number"]
    days = sorted(day for day in starts if ended_on is None or day < ended_on)
    open_chapter: Chapter | None = None
    for place, day in enumerate(days):
        until = days[place + 1] - ONE_DAY if place + 1 < len(days) else (ended_on - ONE_DAY if ended_on else None)
        held = held_on(graph, node, day)
        if open_chapter and open_chapter.held == held:
            open_chapter = Chapter(number, open_chapter.from_on, until, held, open_chapter.act, open_chapter.acted_on)
            continue
        if open_chapter:
            yield open_chapter
        act, acted_on = _begun_by(graph, edges, day)
        open_chapter = Chapter(number, None if day == dt.date.min else day, until, held, act, acted_on)
    if open_chapter:
        yield open_chapter


def _begun_by(graph: Graph, edges: list[dict], day: dt.date) -> tuple[int | None, dt.date | None]:
    """The act that began a chapter: of an edge that begins, else of the list that takes effect, on that day."""
    for edge in edges:
        if (edge["from_on"] or dt.date.min) == day:
            return edge["act"], edge["acted_on"]
    for each in graph.graph["in_force"]:
        if each.from_on == day:
            return each.publication.act, each.publication.published_on
    return None, None
