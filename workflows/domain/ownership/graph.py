"""Who holds which power on which day: a dated multigraph of organisations, items and laws, each edge with the act that made it.

Until a published catalogue takes effect the department holds an item. From that day its receiving subdistricts do: in their own
name (下放, 部分下放), or in the name of the department that goes on holding it (委托). Where only some subdistricts receive it, or
only a part of it goes, the department keeps the rest. A later version without the row gives it back.

Nodes are ``organisation:KEY``, ``item:NUMBER`` and ``law:FOLDED TITLE``; ``graph.graph`` holds ``departments`` and ``subdistricts``
(keys in printed order), ``publications`` and ``in_force``. Every edge has ``kind`` (an ``Edge``), ``from_on`` and ``until_on`` (days,
both included; None where open) and ``act`` (id of the act, None where no act made it).

Source: 粤府函〔2020〕136号 (in their own name); 行政处罚法 2021 Art. 20 (entrustment) and Art. 24 (transfer to subdistricts).
"""

from __future__ import annotations

import datetime as dt
import enum
import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

import networkx as nx

from workflows.domain.catalogue import scope_text
from workflows.domain.findings import name_core
from workflows.domain.folding import folded
from workflows.domain.items import Basis
from workflows.domain.laws import Register, folded_law
from workflows.domain.ownership.records import ONE_DAY, InForce, Power, PrintedRow, Publication, Records, Supervision, in_force, spans
from workflows.domain.vocabulary import Mode, OrganisationKind

Graph = nx.MultiDiGraph
Day = dt.date | None


class Edge(enum.StrEnum):
    """What an edge says, from its tail to its head."""

    owns = "owns"
    receives = "receives"
    rests_on = "rests_on"
    related = "related"
    split_into = "split_into"
    merged_from = "merged_from"
    supervises = "supervises"


class Extent(enum.StrEnum):
    """How much of an item a department owns: the whole, or the rest that no subdistrict received."""

    whole = "whole"
    rest = "rest"


OWN_NAME = frozenset({Mode.devolve, Mode.devolve_in_part})
"""Modes by which a subdistrict acts in its own name."""


def organisation(key: str) -> str:
    """The node of an organisation."""
    return f"organisation:{key}"


def item(number: int) -> str:
    """The node of an item."""
    return f"item:{number}"


def law(title: str) -> str:
    """The node of a law, by any spelling of its title that folds alike."""
    return f"law:{folded_law(title)}"


def holds(edge: Mapping, on: dt.date) -> bool:
    """Whether an edge's days include the day."""
    return (edge["from_on"] is None or edge["from_on"] <= on) and (edge["until_on"] is None or on <= edge["until_on"])


def edges_in(graph: Graph, node: str, *kinds: Edge) -> Iterator[tuple[str, dict]]:
    """Edges of these kinds that lead to a node: (tail, edge), in the order they were made."""
    return ((tail, edge) for tail, _, edge in graph.in_edges(node, data=True) if edge["kind"] in kinds)


def edges_out(graph: Graph, node: str, *kinds: Edge) -> Iterator[tuple[str, dict]]:
    """Edges of these kinds that leave a node: (head, edge), in the order they were made."""
    return ((head, edge) for _, head, edge in graph.out_edges(node, data=True) if edge["kind"] in kinds)


def items_of(graph: Graph) -> Iterator[tuple[str, dict]]:
    """Every item: (node, what it says), in order of numbers."""
    return ((node, says) for node, says in graph.nodes(data=True) if says["noun"] == "item")


def ownership_graph(records: Records) -> Graph:
    """The graph of these records.

    ``related`` names that are no item of the records make no edge. 20,000 items are the practical limit of one graph; beyond, build
    the neighbourhood of the items asked about.
    """
    graph = Graph(
        departments=records.keys(OrganisationKind.department),
        subdistricts=records.keys(OrganisationKind.subdistrict),
        publications=tuple(sorted(records.publications, key=lambda one: one.version)),
        in_force=in_force(records.publications),
    )
    for office in records.offices:
        graph.add_node(organisation(office.key), noun="organisation", key=office.key, name=office.name, kind=office.kind)
    for power in sorted(records.powers, key=lambda one: one.number):
        _add_item(graph, power)
    titles = _Titles(records.register)
    for power in records.powers:
        _add_holders(graph, power)
        _add_bases(graph, power, titles)
        _add_related(graph, power)
    _add_descents(graph, records)
    for each in (*records.supervisions, *_entrusting(graph)):
        _add(graph, organisation(each.over), organisation(each.under), Edge.supervises, each.from_on, each.until_on, each.act)
    return graph


def _add(graph: Graph, tail: str, head: str, kind: Edge, from_on: Day, until_on: Day, act: int | None, **says: object) -> None:
    graph.add_edge(tail, head, kind=kind, from_on=from_on, until_on=until_on, act=act, **says)


def _add_item(graph: Graph, power: Power) -> None:
    says = power.now
    graph.add_node(
        item(power.number),
        noun="item",
        number=power.number,
        name=says.name,
        kind=says.kind,
        mode=says.mode,
        code=folded(says.code),
        core=name_core(says.name),
        lawful_owner=says.owner,
        department=power.versions[-1].department,
        receivers=says.receivers or graph.graph["subdistricts"],
        standing=power.standing,
        born_on=power.born_on,
        ended_on=power.ended_on,
        blocks=power.blocks,
    )


@dataclass(frozen=True, slots=True)
class _Grant:
    """What a row of the catalogue gives: to whom, how, and which department's power it is."""

    mode: Mode
    receivers: tuple[str, ...]
    scope: str
    everywhere: bool

    @property
    def extent(self) -> Extent | None:
        """What it leaves to the department; None where it leaves nothing."""
        if self.mode is Mode.entrust:
            return Extent.whole
        return None if self.everywhere and self.mode is Mode.devolve else Extent.rest


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Days on which nothing changed for an item; ``begun_by`` is the published version that began them, if one did."""

    from_on: Day
    until_on: Day
    department: str
    grant: _Grant | None
    act: int | None
    acted_on: dt.date
    begun_by: Publication | None
    proof: tuple[int, int] | None


def _add_holders(graph: Graph, power: Power) -> None:
    """``owns`` edges of departments and ``receives`` edges of subdistricts, each as long as it lasts."""
    stretches = list(_stretches(graph, power))
    head = item(power.number)
    for (department, extent), run in _runs(stretches, lambda one: (one.department, one.grant.extent if one.grant else Extent.whole)):
        if extent is not None:
            first = run[0]
            says = {"extent": extent, "acted_on": first.acted_on, "version": first.begun_by.version if first.begun_by else 0}
            _add(graph, organisation(department), head, Edge.owns, first.from_on, run[-1].until_on, first.act, **says)
    for (department, grant), run in _runs(stretches, lambda one: (one.department, one.grant)):
        if grant is not None:
            _add_receivers(graph, head, department, grant, run)


def _add_receivers(graph: Graph, head: str, department: str, grant: _Grant, run: list[_Stretch]) -> None:
    """One edge a receiver; ``proved`` is each published version of these days and the item's row in it."""
    proved = tuple(dict.fromkeys(one.proof for one in run))
    says = {"mode": grant.mode, "scope": grant.scope, "of": department, "acted_on": run[0].acted_on, "proved": proved}
    for receiver in grant.receivers:
        _add(graph, organisation(receiver), head, Edge.receives, run[0].from_on, run[-1].until_on, run[0].act, **says)


def _runs(stretches: Iterable[_Stretch], what: object) -> Iterator[tuple[tuple, list[_Stretch]]]:
    """Neighbouring stretches that agree in ``what``."""
    return ((key, list(run)) for key, run in itertools.groupby(stretches, key=what))


def _stretches(graph: Graph, power: Power) -> Iterator[_Stretch]:
    """The item's days in order, cut wherever the department or the list in force changes."""
    by_number = {wording.number: wording for wording in power.versions}
    lists: list[InForce | None] = [None, *graph.graph["in_force"]]
    for wording, from_on, until_on in spans(power):
        for each in lists:
            first, last = _common(from_on, until_on, each, lists)
            if first is not None and last is not None and last < first:
                continue
            publication = each.publication if each else None
            row = publication.rows.get(power.number) if publication else None
            begun_by = publication if publication and first == each.from_on else None
            act, acted_on = (begun_by.act, begun_by.published_on) if begun_by else (wording.act, wording.on)
            proof = (publication.version, row.number) if row else None
            yield _Stretch(first, last, wording.department, _grant(graph, by_number, row), act, acted_on, begun_by, proof)


def _common(from_on: Day, until_on: Day, each: InForce | None, lists: list[InForce | None]) -> tuple[Day, Day]:
    """First and last day that a wording and a list in force share; the first list None stands for the time before any."""
    if each is None:
        end = lists[1].from_on - ONE_DAY if len(lists) > 1 else None
        return from_on, min((day for day in (until_on, end) if day), default=None)
    first = max(each.from_on, from_on) if from_on else each.from_on
    return first, min((day for day in (until_on, each.until_on) if day), default=None)


def _grant(graph: Graph, by_number: Mapping, row: PrintedRow | None) -> _Grant | None:
    """What the row gives; None without a row, or where the frozen wording hands nothing on or to nobody of the campaign."""
    says = by_number[row.item_version].fields if row else None
    if says is None or not says.devolves:
        return None
    everybody = graph.graph["subdistricts"]
    receivers = tuple(key for key in everybody if not says.receivers or key in says.receivers)
    return _Grant(says.mode, receivers, scope_text(says), len(receivers) == len(everybody)) if receivers else None


class _Titles:
    """Titles of laws as the register has them, each looked up once."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.known: dict[str, tuple[str, str, object]] = {}

    def of(self, basis: Basis) -> tuple[str, str, object]:
        """Node, title and level of the law that a basis cites."""
        if basis.law not in self.known:
            found = self.register.find(basis.law)
            title = found.title if found else basis.law
            self.known[basis.law] = (law(title), title, found.level if found else None)
        return self.known[basis.law]


def _add_bases(graph: Graph, power: Power, titles: _Titles) -> None:
    for basis, from_on, until_on, act in _facts(power, lambda wording: wording.fields.bases):
        node, title, level = titles.of(basis)
        if node not in graph:
            graph.add_node(node, noun="law", title=title, name=title, level=level or basis.level)
        says = {"article": basis.article, "role": basis.role, "level": level or basis.level}
        _add(graph, item(power.number), node, Edge.rests_on, from_on, until_on, act, **says)


def _add_related(graph: Graph, power: Power) -> None:
    for number, from_on, until_on, act in _facts(power, lambda wording: wording.fields.related):
        if item(number) in graph and number != power.number:
            _add(graph, item(power.number), item(number), Edge.related, from_on, until_on, act)


def _facts(power: Power, said: object) -> Iterator[tuple[object, Day, Day, int | None]]:
    """Each thing that wordings say, with the days on end on which they say it and the act that said it first."""
    current: dict[object, list] = {}
    for wording, from_on, until_on in spans(power):
        now = dict.fromkeys(said(wording))
        for gone in [fact for fact in current if fact not in now]:
            yield (gone, *current.pop(gone))
        for fact in now:
            current.setdefault(fact, [from_on, None, wording.act])[1] = until_on
    for fact, days in current.items():
        yield (fact, *days)


def _add_descents(graph: Graph, records: Records) -> None:
    """``split_into`` from the parent to each part; ``merged_from`` from the survivor to each item that ended in it."""
    for each in records.descents:
        parent, child = item(each.parent), item(each.child)
        if parent in graph and child in graph:
            kind = Edge.split_into if each.kind == "split" else Edge.merged_from
            ends = (parent, child) if kind is Edge.split_into else (child, parent)
            _add(graph, *ends, kind, each.on, None, each.act)


def _entrusting(graph: Graph) -> Collection[Supervision]:
    """A department stands over a subdistrict while that acts in its name: one edge for each stretch of days and act.

    Source: 行政处罚法 2021 Art. 20 ¶3: who entrusts supervises and answers for it.
    """
    found = {}
    for subdistrict in graph.graph["subdistricts"]:
        for _, edge in edges_out(graph, organisation(subdistrict), Edge.receives):
            if edge["mode"] is Mode.entrust:
                each = Supervision(edge["of"], subdistrict, edge["from_on"], edge["until_on"], edge["act"])
                found[each] = each
    return tuple(found)
