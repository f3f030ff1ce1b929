"""What is wrong or asks for a person's eye: items left behind, articles in two hands, contested, orphaned, doubled, impossible.

Every function is pure and reads a graph of ``workflows.domain.ownership.graph``. What they find is for people to
judge; the machine merges and moves nothing.
"""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import networkx as nx

from workflows.domain.ownership.graph import ONE_DAY, OWN_NAME, Edge, Extent, Graph, edges_in, edges_out, holds, items_of
from workflows.domain.vocabulary import BasisRole, Kind

COMPANIONS = frozenset({Kind.inspection, Kind.compulsory_measure, Kind.compulsory_execution})
"""Kinds that serve a penalty and go with it. Source: 行政强制法 Art. 17 ¶2."""
CARRYING = frozenset({BasisRole.sets, BasisRole.punishes})
"""What an article must do for an item to rest on it; an article that only forbids the conduct gives no power."""
LIVING = frozenset({"in_progress", "adopted", "kept"})


class Ground(enum.StrEnum):
    """Why items are taken for one power."""

    same_code = "same_code"
    same_name = "same_name"
    stated_owner = "stated_owner"


@dataclass(frozen=True, slots=True, order=True)
class LeftBehind:
    """``goes`` is handed to ``subdistricts`` (sorted keys), which do not receive its companion ``stays``."""

    goes: int
    stays: int
    subdistricts: tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class SplitArticle:
    """One article in several hands: each hand (sorted keys) with the items (sorted) that it holds under the article."""

    law: str
    article: str
    hands: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]


@dataclass(frozen=True, slots=True, order=True)
class Alike:
    """Items (sorted) that look like one power, the departments (sorted) that report them, and why they look so."""

    items: tuple[int, ...]
    departments: tuple[str, ...]
    ground: Ground


@dataclass(frozen=True, slots=True, order=True)
class Orphan:
    """An item that no organisation holds on any day, or whose department the graph does not know."""

    item: int
    department: str


@dataclass(frozen=True, slots=True, order=True)
class Overlap:
    """Two claims to the same thing on the same days, both ends included; ``until_on`` is 9999-12-31 where no end is known."""

    item: int
    holders: tuple[str, str]
    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True, slots=True, order=True)
class Gap:
    """Days on which nobody holds the item in their own name; open ends are 0001-01-01 and 9999-12-31."""

    item: int
    from_on: dt.date
    until_on: dt.date


@dataclass(frozen=True, slots=True, order=True)
class Cycle:
    """Nodes (sorted) that stand over one another, or descend from one another, in a circle."""

    word: str
    nodes: tuple[str, ...]


def closing_set(graph: Graph, on: dt.date, going: Mapping[int, frozenset[str]]) -> tuple[LeftBehind, ...]:
    """Penalties handed over without their related inspection or compulsory power, or the reverse; by numbers.

    A companion that goes to fewer subdistricts is left behind for the others. Only items that name each other (either way) on the day
    are related.

    Args:
        on: The day whose relations count.
        going: Item number → subdistricts that receive it: ``handed_over(graph, on)`` or ``proposed(graph)``.

    Source:
        行政强制法 Art. 17 ¶2.

    >>> from workflows.domain.ownership.example import example_graph
    >>> from workflows.domain.ownership.questions import proposed
    >>> graph = example_graph()
    >>> [(one.goes, one.stays, len(one.subdistricts)) for one in closing_set(graph, dt.date(2021, 3, 1), proposed(graph))]
    [(1, 2, 3)]
    """
    found = set()
    nobody: frozenset[str] = frozenset()
    for one, other in _pairs(graph, on):
        for goes, stays in ((one, other), (other, one)):
            alone = going.get(goes, nobody) - going.get(stays, nobody)
            if alone:
                found.add(LeftBehind(goes, stays, tuple(sorted(alone))))
    return tuple(sorted(found))


def split_articles(graph: Graph, on: dt.date, going: Mapping[int, frozenset[str]]) -> tuple[SplitArticle, ...]:
    """Articles on which items in different hands rest on the day: departments, or the subdistricts that receive; by law and article.

    Args:
        on: The day whose bases count; an article that only forbids the conduct does not.
        going: As for ``closing_set``; what does not go is in its department's hand.

    >>> from workflows.domain.ownership.example import example_graph
    >>> from workflows.domain.ownership.questions import handed_over
    >>> graph, day = example_graph(), dt.date(2021, 8, 1)
    >>> [(one.article, len(one.hands)) for one in split_articles(graph, day, handed_over(graph, day))]
    [('第三十四条', 3)]
    """
    hands: dict[tuple[str, str], dict[tuple[str, ...], set[int]]] = defaultdict(lambda: defaultdict(set))
    for node, says in _living(graph):
        hand = tuple(sorted(going.get(says["number"], ()))) or (says["department"],)
        for law, edge in edges_out(graph, node, Edge.rests_on):
            if edge["article"] and edge["role"] in CARRYING and holds(edge, on):
                hands[graph.nodes[law]["title"], edge["article"]][hand].add(says["number"])
    split = ((key, found) for key, found in hands.items() if len(found) > 1)
    return tuple(
        sorted(SplitArticle(*key, tuple(sorted((hand, tuple(sorted(numbers))) for hand, numbers in found.items()))) for key, found in split)
    )


def contested(graph: Graph) -> tuple[Alike, ...]:
    """Powers that two departments report: equal code, or equal kind and name; or an owner stated that is another department.

    The same name may stand lawfully under two departments: a person decides.

    >>> from workflows.domain.ownership.example import example_graph
    >>> contested(example_graph())
    ()
    """
    found = [group for group in _alike(graph) if len(group.departments) > 1]
    names = {graph.nodes[node]["name"]: graph.nodes[node]["key"] for node in graph if graph.nodes[node]["noun"] == "organisation"}
    for _, says in _living(graph):
        stated = names.get(says["lawful_owner"], says["department"])
        if stated != says["department"]:
            found.append(Alike((says["number"],), tuple(sorted((stated, says["department"]))), Ground.stated_owner))
    return tuple(sorted(found))


def duplicated(graph: Graph) -> tuple[Alike, ...]:
    """Items that one department reports twice: equal code, or equal kind and name without 对…行为的行政处罚 around it.

    >>> from workflows.domain.ownership.example import example_graph
    >>> duplicated(example_graph())
    ()
    """
    by_department: list[Alike] = []
    for group in _alike(graph):
        own: dict[str, list[int]] = defaultdict(list)
        for number in group.items:
            own[graph.nodes[f"item:{number}"]["department"]].append(number)
        by_department += [Alike(tuple(numbers), (office,), group.ground) for office, numbers in own.items() if len(numbers) > 1]
    return tuple(sorted(by_department))


def orphaned(graph: Graph) -> tuple[Orphan, ...]:
    """Items nobody holds on any day, or whose department is no organisation of the graph; by number.

    >>> from workflows.domain.ownership.example import example_graph
    >>> orphaned(example_graph())
    ()
    """
    known = {graph.nodes[node].get("key") for node in graph}
    return tuple(
        Orphan(says["number"], says["department"])
        for node, says in _living(graph)
        if says["department"] not in known or not _covered(graph, node)
    )


def overlaps(graph: Graph) -> tuple[Overlap, ...]:
    """Claims that cannot stand together: two departments to one item, a department to the whole of what a subdistrict holds in its own
    name, one subdistrict twice; by number.

    >>> from workflows.domain.ownership.example import example_graph
    >>> overlaps(example_graph())
    ()
    """
    return tuple(sorted(overlap for node, says in items_of(graph) for overlap in _overlaps(graph, node, says["number"])))


def gaps(graph: Graph) -> tuple[Gap, ...]:
    """Days on which an item that somebody holds on other days is held by nobody in their own name; by number and day.

    The days between its birth and its end count; an item nobody ever holds is an orphan.

    >>> from workflows.domain.ownership.example import example_graph
    >>> gaps(example_graph())
    ()
    """
    return tuple(sorted(gap for node, says in _living(graph) for gap in _gaps(says, _covered(graph, node))))


def cycles(graph: Graph) -> tuple[Cycle, ...]:
    """Circles of supervision on some day, and circles of descent; each set of nodes once.

    >>> from workflows.domain.ownership.example import example_graph
    >>> cycles(example_graph())
    ()
    """
    found = set()
    over = [(tail, head, edge) for tail, head, edge in graph.edges(data=True) if edge["kind"] is Edge.supervises]
    for day in {edge["from_on"] or dt.date.min for _, _, edge in over}:
        found |= set(_circles("supervises", [(tail, head) for tail, head, edge in over if holds(edge, day)]))
    descent = [(tail, head) for tail, head, edge in graph.edges(data=True) if edge["kind"] is Edge.split_into]
    descent += [(head, tail) for tail, head, edge in graph.edges(data=True) if edge["kind"] is Edge.merged_from]
    return tuple(sorted(found | set(_circles("descends", descent))))


def _living(graph: Graph) -> Iterator[tuple[str, dict]]:
    return ((node, says) for node, says in items_of(graph) if says["standing"] in LIVING)


def _pairs(graph: Graph, on: dt.date) -> Iterator[tuple[int, int]]:
    """Numbers of related items of which one is a penalty and the other serves penalties."""
    for tail, head, edge in graph.edges(data=True):
        if edge["kind"] is Edge.related and holds(edge, on):
            one, other = graph.nodes[tail], graph.nodes[head]
            kinds = {one["kind"], other["kind"]}
            if Kind.penalty in kinds and kinds & COMPANIONS:
                yield one["number"], other["number"]


def _alike(graph: Graph) -> list[Alike]:
    """Groups of living items with one code, or with one kind and name."""
    groups: dict[tuple[Ground, Hashable], list[dict]] = defaultdict(list)
    for _, says in _living(graph):
        groups[Ground.same_name, (says["kind"], says["core"])].append(says)
        if says["code"]:
            groups[Ground.same_code, says["code"]].append(says)
    return [
        Alike(tuple(sorted(says["number"] for says in group)), tuple(sorted({says["department"] for says in group})), ground)
        for (ground, _), group in groups.items()
        if len(group) > 1
    ]


@dataclass(frozen=True, slots=True)
class _Claim:
    """The days of one claim, open ends as the first and last day there is."""

    from_on: dt.date
    until_on: dt.date
    key: str


def _claim(graph: Graph, tail: str, edge: Mapping) -> _Claim:
    return _Claim(edge["from_on"] or dt.date.min, edge["until_on"] or dt.date.max, graph.nodes[tail]["key"])


def _overlaps(graph: Graph, node: str, number: int) -> Iterator[Overlap]:
    owners, whole, own = [], [], []
    by_receiver: dict[str, list[_Claim]] = defaultdict(list)
    for tail, edge in edges_in(graph, node, Edge.owns, Edge.receives):
        claim = _claim(graph, tail, edge)
        if edge["kind"] is Edge.owns:
            owners.append(claim)
            whole += [claim] if edge["extent"] is Extent.whole else []
        else:
            by_receiver[claim.key].append(claim)
            own += [claim] if edge["mode"] in OWN_NAME else []
    pairs = itertools.chain(
        itertools.combinations(owners, 2),
        itertools.product(whole, own),
        *(itertools.combinations(claims, 2) for claims in by_receiver.values()),
    )
    for one, other in pairs:
        from_on, until_on = max(one.from_on, other.from_on), min(one.until_on, other.until_on)
        if from_on <= until_on:
            yield Overlap(number, tuple(sorted((one.key, other.key))), from_on, until_on)


def _covered(graph: Graph, node: str) -> list[_Claim]:
    """Claims by which somebody holds the item in their own name, by first day."""
    claims = [
        _claim(graph, tail, edge)
        for tail, edge in edges_in(graph, node, Edge.owns, Edge.receives)
        if edge.get("extent") is Extent.whole or edge.get("mode") in OWN_NAME
    ]
    return sorted(claims, key=lambda claim: claim.from_on)


def _gaps(says: Mapping, claims: Sequence[_Claim]) -> Iterator[Gap]:
    """The days of an item that none of its claims includes."""
    if not claims:
        return
    free = says["born_on"] or dt.date.min
    last = says["ended_on"] - ONE_DAY if says["ended_on"] else dt.date.max
    for claim in claims:
        if claim.from_on > free:
            yield Gap(says["number"], free, claim.from_on - ONE_DAY)
        if claim.until_on == dt.date.max:
            return
        free = max(free, claim.until_on + ONE_DAY)
    if free <= last:
        yield Gap(says["number"], free, last)


def _circles(word: str, arrows: Iterable[tuple[str, str]]) -> Iterator[Cycle]:
    """Strongly connected nodes, and nodes that stand over themselves."""
    drawn = nx.DiGraph(arrows)
    for nodes in nx.strongly_connected_components(drawn):
        if len(nodes) > 1 or any(drawn.has_edge(node, node) for node in nodes):
            yield Cycle(word, tuple(sorted(nodes)))
