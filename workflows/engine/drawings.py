"""Diagrams as drawn: nodes, flows and their properties, read from bytes. Nothing is run here.

The engine's own parser reads no label and no property of a flow; this reading does, and the compiler joins the two.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.engine.documents import read_xml

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
NAMESPACES = {"bpmn": BPMN, "spiff": SPIFF}

PLACE_TAGS = frozenset({"userTask", "manualTask", "businessRuleTask"})
NODE_TAGS = PLACE_TAGS | {"startEvent", "endEvent", "callActivity", "exclusiveGateway"}


@dataclass(frozen=True, slots=True)
class Node:
    """One flow node. ``calls`` is the process a call activity calls, ``decision`` the table a rule task names, else empty."""

    element: str
    tag: str
    name: str
    lane: str
    properties: Mapping[str, str]
    calls: str = ""
    decision: str = ""

    @property
    def is_place(self) -> bool:
        """Whether a token rests here."""
        return self.tag in PLACE_TAGS


@dataclass(frozen=True, slots=True)
class Flow:
    """One sequence flow. ``action`` is the constant its condition compares with, empty where there is no such condition."""

    flow: str
    source: str
    target: str
    label: str
    action: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Drawing:
    """One process as drawn; nodes and flows in the order of the file."""

    file: str
    process: str
    name: str
    nodes: Mapping[str, Node]
    flows: tuple[Flow, ...]

    def places(self) -> Iterator[Node]:
        """The nodes where a token rests, and the calls, in the order of the file."""
        return (node for node in self.nodes.values() if node.is_place or node.calls)

    def offers(self, element: str) -> Iterator[Flow]:
        """Flows that carry an action out of ``element``: its own, or those of a choice drawn right behind it."""
        for flow in self.flows:
            if flow.source != element:
                continue
            if flow.action:
                yield flow
            elif self.nodes[flow.target].tag == "exclusiveGateway":
                yield from self.offers(flow.target)


def read_drawings(files: Mapping[str, bytes]) -> dict[str, Drawing]:
    """Every process drawn in ``files`` (name to bytes), by process id; files that are not ``.bpmn`` are left out.

    Raises:
        Refused: From ``read_xml``; what the drawing says is judged by ``checks``, not here.
    """
    drawings = {}
    for name, content in files.items():
        if not name.endswith(".bpmn"):
            continue
        for process in read_xml(name, content).iterfind("bpmn:process", NAMESPACES):
            drawings[process.get("id")] = _drawing(name, process)
    return drawings


def action_of(condition: str | None) -> str:
    """The constant of a condition of the form ``action == 'word'``; empty for any other text."""
    try:
        test = ast.parse((condition or "").strip(), mode="eval").body
    except (SyntaxError, ValueError):
        return ""
    match test:
        case ast.Compare(ast.Name("action"), [ast.Eq()], [ast.Constant(str(action))]):
            return action
    return ""


def _drawing(file: str, process: etree._Element) -> Drawing:
    lanes = {
        (ref.text or "").strip(): lane.get("name", "")
        for lane in process.iterfind(".//bpmn:lane", NAMESPACES)
        for ref in lane.iterfind("bpmn:flowNodeRef", NAMESPACES)
    }
    nodes = {element.get("id"): _node(element, lanes) for element in process if _tag(element) in NODE_TAGS}
    flows = tuple(_flow(element) for element in process.iterfind("bpmn:sequenceFlow", NAMESPACES))
    return Drawing(file, process.get("id"), process.get("name", ""), nodes, flows)


def _node(element: etree._Element, lanes: Mapping[str, str]) -> Node:
    return Node(
        element=element.get("id"),
        tag=_tag(element),
        name=element.get("name", ""),
        lane=lanes.get(element.get("id"), ""),
        properties=_properties(element),
        calls=element.get("calledElement", ""),
        decision=element.findtext("bpmn:extensionElements/spiff:calledDecisionId", "", NAMESPACES).strip(),
    )


def _flow(element: etree._Element) -> Flow:
    return Flow(
        flow=element.get("id"),
        source=element.get("sourceRef"),
        target=element.get("targetRef"),
        label=element.get("name", ""),
        action=action_of(element.findtext("bpmn:conditionExpression", None, NAMESPACES)),
        properties=_properties(element),
    )


def _properties(element: etree._Element) -> dict[str, str]:
    found = element.iterfind("bpmn:extensionElements/spiff:properties/spiff:property", NAMESPACES)
    return {each.get("name", ""): each.get("value", "") for each in found}


def _tag(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
