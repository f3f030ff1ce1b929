"""What would follow: a law repealed, two departments merged, and what stands in the way of the catalogue.

Every function is pure and reads a graph of ``workflows.domain.ownership.graph``; nothing is changed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from workflows.domain.errors import NotFound, Unfit
from workflows.domain.ownership.faults import CARRYING, LIVING, Alike, contested, duplicated
from workflows.domain.ownership.graph import Edge, Graph, edges_in, edges_out, holds, items_of, law, organisation
from workflows.domain.ownership.questions import handed_over
from workflows.domain.vocabulary import Kind, LawLevel, Mode, OrganisationKind
from workflows.domain.words import Words


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row of the list in force: its version, its number there, the item."""

    version: int
    number: int
    item: int


@dataclass(frozen=True, slots=True)
class Fallout:
    """What a repeal takes away.

    ``falls`` are items left without any article that gives the power, ``shaken`` those that keep another one and must be looked at;
    both sorted by number. ``rows`` are the rows of the list in force for either, by row. ``subdistricts`` (in printed order) counts
    the items that fall out of each one's hands; subdistricts that lose nothing are left out.
    """

    falls: tuple[int, ...]
    shaken: tuple[int, ...]
    rows: tuple[ListedRow, ...]
    subdistricts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Merger:
    """What goes over when one department is taken into another; all numbers sorted.

    ``owned`` is what it holds itself (with what it keeps of items handed over in part), ``entrusted`` what subdistricts do in its name
    by a letter that must be renewed, ``handed_over`` what would come back to the other department if it were withdrawn.
    ``contests_settled`` are contests between the two that end; ``doubled`` are items that then stand twice in one hand.
    """

    owned: tuple[int, ...]
    entrusted: tuple[int, ...]
    handed_over: tuple[int, ...]
    subdistricts: tuple[str, ...]
    contests_settled: tuple[Alike, ...]
    doubled: tuple[Alike, ...]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """An item on its way that cannot go: ``path`` leads over related items to the blocked one (itself alone if it is the one)."""

    item: int
    path: tuple[int, ...]
    why: tuple[Words, ...]


def repealed(graph: Graph, title: str, on: dt.date, article: str = "") -> Fallout:
    """What falls if a law, or one article of it, is repealed or amended on the day.

    An item falls when no other article gives the power: one that only forbids the conduct does not, nor does a normative document
    for a penalty. An article named without paragraph (第三十四条) stands for all of its paragraphs and subparagraphs.

    Args:
        title: Any spelling of the law's title; 《》 and 中华人民共和国 make no difference.
        article: Empty for the whole law.

    Raises:
        NotFound: No item of the graph rests on that law (or article) on any day.

    Source:
        行政处罚法 2021 Art. 16 (Art. 14 before): normative documents set no penalty.

    >>> from workflows.domain.ownership.example import example_graph
    >>> fallout = repealed(example_graph(), "《水法》", dt.date(2021, 3, 1))
    >>> fallout.falls, fallout.shaken, fallout.rows, dict(fallout.subdistricts)
    ((3,), (4,), (ListedRow(version=1, number=2, item=3),), {'binjiang': 1})
    """
    node = law(title)
    cited = list(_citing(graph, node, article))
    if not cited:
        raise NotFound(f"没有事项以《{title.strip('《》')}》{article}为依据。", f"No item rests on {title} {article}.".replace(" .", "."))
    hit = sorted({number for number, edge in cited if holds(edge, on)})
    falls = tuple(number for number in hit if not _still_rests(graph, number, on, node, article))
    shaken = tuple(number for number in hit if number not in set(falls))
    return Fallout(falls, shaken, tuple(_rows(graph, on, set(hit))), _losses(graph, on, set(falls)))


def departments_merged(graph: Graph, taken: str, into: str, on: dt.date) -> Merger:
    """What goes over if department ``taken`` is merged into department ``into`` on the day.

    Raises:
        NotFound: One of the keys is no department of the graph.
        Unfit: Both keys are the same.

    >>> from workflows.domain.ownership.example import example_graph
    >>> merger = departments_merged(example_graph(), "water", "urban", dt.date(2021, 3, 1))
    >>> merger.owned, merger.entrusted, merger.subdistricts
    ((3, 4), (3,), ('binjiang',))
    """
    for key in (taken, into):
        if organisation(key) not in graph or graph.nodes[organisation(key)]["kind"] is not OrganisationKind.department:
            raise NotFound(f"没有部门“{key}”。", f"There is no department “{key}”.")
    if taken == into:
        raise Unfit("并入的部门须是另一部门。", "A department is merged into another one.")
    owned = {graph.nodes[head]["number"] for head, edge in edges_out(graph, organisation(taken), Edge.owns) if holds(edge, on)}
    handed, entrusted, subdistricts = _from_department(graph, taken, on)
    both = {taken, into}
    settled = tuple(one for one in contested(graph) if set(one.departments) == both)
    known = set(duplicated(graph))
    joined = Graph()
    for node, says in items_of(graph):
        joined.add_node(node, **says | {"department": into if says["department"] == taken else says["department"]})
    doubled = tuple(one for one in duplicated(joined) if one not in known and into in one.departments)
    return Merger(tuple(sorted(owned)), tuple(sorted(entrusted)), tuple(sorted(handed)), subdistricts, settled, doubled)


def obstacles(graph: Graph) -> tuple[Obstacle, ...]:
    """What stands in the way of the catalogue: items on their way that are blocked, or that hang on a blocked item; by number.

    On its way is what is adopted, or in progress with a mode that hands it on. The path is a shortest one over related items, whichever
    of two names the other; its last item carries the findings that block.

    >>> from workflows.domain.ownership.example import example_graph
    >>> obstacles(example_graph())
    ()
    """
    related = nx.Graph((tail, head) for tail, head, edge in graph.edges(data=True) if edge["kind"] is Edge.related and not edge["until_on"])
    going = {node for node, says in items_of(graph) if _on_its_way(says)}
    blocked = {node for node in going if graph.nodes[node]["blocks"]}
    related.add_nodes_from(blocked)
    paths = nx.multi_source_dijkstra_path(related.subgraph(going & set(related)), blocked) if blocked else {}
    numbers = {node: tuple(graph.nodes[each]["number"] for each in reversed(path)) for node, path in paths.items()}
    found = (Obstacle(way[0], way, graph.nodes[f"item:{way[-1]}"]["blocks"]) for way in numbers.values())
    return tuple(sorted(found, key=lambda obstacle: obstacle.item))


def _citing(graph: Graph, node: str, article: str) -> Iterator[tuple[int, dict]]:
    """(item number, edge) of the living items that rest on the law or article on any day."""
    if node not in graph:
        return
    for tail, edge in edges_in(graph, node, Edge.rests_on):
        if graph.nodes[tail]["standing"] in LIVING and within(edge["article"], article):
            yield graph.nodes[tail]["number"], edge


def within(cited: str, article: str) -> bool:
    """Whether a cited article is the named one or a part of it; an empty name stands for the whole law.

    >>> within("第三十四条第一款", "第三十四条"), within("第三十四条之一", "第三十四条"), within("", "第三十四条")
    (True, False, False)
    """
    return re.match(f"{re.escape(article)}(?!之)", cited) is not None if article else True


def _still_rests(graph: Graph, number: int, on: dt.date, node: str, article: str) -> bool:
    """Whether another article gives the item its power on the day."""
    kind = graph.nodes[f"item:{number}"]["kind"]
    for head, edge in edges_out(graph, f"item:{number}", Edge.rests_on):
        gone = head == node and within(edge["article"], article)
        carries = edge["role"] in CARRYING and not (kind is Kind.penalty and edge["level"] is LawLevel.normative_document)
        if not gone and carries and holds(edge, on):
            return True
    return False


def _rows(graph: Graph, on: dt.date, numbers: set[int]) -> Iterator[ListedRow]:
    """The rows of these items in the list in force on the day."""
    for each in graph.graph["in_force"]:
        if each.from_on <= on and (each.until_on is None or on <= each.until_on):
            rows = {row.number: item for item, row in each.publication.rows.items() if item in numbers}
            yield from (ListedRow(each.publication.version, number, rows[number]) for number in sorted(rows))


def _losses(graph: Graph, on: dt.date, numbers: set[int]) -> dict[str, int]:
    lost = Counter(key for number, keys in handed_over(graph, on).items() if number in numbers for key in keys)
    return {key: lost[key] for key in graph.graph["subdistricts"] if lost[key]}


def _from_department(graph: Graph, department: str, on: dt.date) -> tuple[set[int], set[int], tuple[str, ...]]:
    """What subdistricts hold of a department on the day in their own name and in its name, and which subdistricts those are."""
    handed: set[int] = set()
    entrusted: set[int] = set()
    subdistricts: dict[str, None] = {}
    for key in graph.graph["subdistricts"]:
        for head, edge in edges_out(graph, organisation(key), Edge.receives):
            if edge["of"] == department and holds(edge, on):
                (entrusted if edge["mode"] is Mode.entrust else handed).add(graph.nodes[head]["number"])
                subdistricts[key] = None
    return handed, entrusted, tuple(subdistricts)


def _on_its_way(says: Mapping) -> bool:
    devolves = says["mode"] in (Mode.devolve, Mode.devolve_in_part, Mode.entrust)
    return says["standing"] == "adopted" or (says["standing"] == "in_progress" and devolves)
