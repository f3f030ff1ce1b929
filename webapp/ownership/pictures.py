"""The pictures of ownership as values for a program: the flows as a Sankey, one item's neighbourhood as a graph."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask import url_for

from webapp.locale import said
from webapp.ownership.naming import short_names
from workflows.domain.ownership.flows import Flows
from workflows.domain.ownership.graph import Edge, Graph, holds
from workflows.domain.ownership.questions import node_of

STAGES = ("department", "kind", "mode", "subdistrict")


def sankey(found: Flows) -> dict[str, object]:
    """Nodes in printed order with their stage, label, count and address, and links with their width.

    The width of a link is a number of items; towards the subdistricts each item is parted evenly among its receivers.
    """
    names = short_names()
    nodes = [_node("department", key, names.get(key, key), count, department=key) for key, count in found.departments.items()]
    nodes += [_node("kind", kind.value, said(kind), count, kind=kind.value) for kind, count in found.kinds.items()]
    nodes += [_node("mode", mode.value, said(mode), count, mode=mode.value) for mode, count in found.modes.items()]
    nodes += [_node("subdistrict", key, names.get(key, key), count) for key, count in found.subdistricts.items()]
    return {"nodes": nodes, "links": list(_links(found))}


def neighbourhood_picture(graph: Graph, number: int, on: object) -> dict[str, object]:
    """The item in the middle; offices, laws and other items tied to it on the day, each with its address where it has one.

    Raises:
        NotFound: there is no such item.
    """
    middle = node_of(graph, number)
    names = short_names()
    ties = [(tail, head, edge) for tail, head, edge in graph.edges(data=True) if middle in (tail, head) and holds(edge, on)]
    near = dict.fromkeys(node for tail, head, _ in ties for node in (tail, head))
    nodes = [_near(graph, node, names, middle) for node in (near or {middle: None})]
    return {"nodes": nodes, "links": [{"source": tail, "target": head, "kind": edge["kind"].value} for tail, head, edge in ties]}


def _node(stage: str, key: str, label: str, count: int, **filters: str) -> dict[str, object]:
    address = url_for("items.listed", part="adopted", **filters) if filters else url_for("ownership.shown", _anchor="load")
    return {"name": f"{stage}:{key}", "stage": STAGES.index(stage), "said": label, "count": count, "href": address}


def _links(found: Flows) -> Iterator[dict[str, object]]:
    for (department, kind), count in found.to_kind.items():
        yield {"source": f"department:{department}", "target": f"kind:{kind.value}", "value": count}
    for (kind, mode), count in found.to_mode.items():
        yield {"source": f"kind:{kind.value}", "target": f"mode:{mode.value}", "value": count}
    for (mode, key), width in found.shares.items():
        yield {"source": f"mode:{mode.value}", "target": f"subdistrict:{key}", "value": round(width, 3)}


def _near(graph: Graph, node: str, names: Mapping[str, str], middle: str) -> dict[str, object]:
    says = graph.nodes[node]
    address = url_for("ownership.neighbourhood", number=says["number"]) if says["noun"] == "item" else ""
    if says["noun"] == "law":
        address = url_for("ownership.asked", law=says["title"], _anchor="repeal")
    label = names.get(says.get("key", ""), says.get("name", node))
    noun = Edge.owns.value if node == middle else says["noun"]
    if says["noun"] == "organisation":
        noun = str(says["kind"].value)
    return {"name": node, "label": label, "noun": noun, "href": address}
