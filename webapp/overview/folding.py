"""The deployed drawing folded for the map: the same nodes, flows and lanes where they were drawn, the empty space between them taken out.

A drawing has room for labels on every flow; the map has the width of a page and shows counts. Folding is one rising function a
axis: along what is drawn it shrinks a little, between it much. Nothing changes its order, nothing is left out or added; markers and
conditions, which the map does not show, are dropped. The drawing as it was signed stays what ``/overview/<name>.bpmn`` gives.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from lxml import etree

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAYPOINT = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
ACROSS, DOWN = (0.84, 0.36), (0.62, 0.3)
"""How much of its length a stretch keeps: along nodes, between them."""
EVENT = 24
Spans = list[tuple[float, float]]


def folded_for_the_map(content: bytes) -> bytes:
    """The drawing with its layout folded; its tasks and calls as plain boxes, its flows without conditions."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    events = {node.get("id") for node in root.iter(f"{BPMN}startEvent", f"{BPMN}endEvent")}
    frames = {node.get("id") for node in root.iter(f"{BPMN}participant", f"{BPMN}lane")}
    shapes = [(shape, shape.find(f"{DC}Bounds")) for shape in root.iter(f"{DI}BPMNShape")]
    nodes = [bounds for shape, bounds in shapes if shape.get("bpmnElement") not in frames]
    fold_x, fold_y = (_fold(_spans(nodes, *names), *keeps) for names, keeps in ((("x", "width"), ACROSS), (("y", "height"), DOWN)))
    for label in root.iter(f"{DI}BPMNEdge"):
        for bounds in label.iter(f"{DC}Bounds"):
            _carry(bounds, fold_x(float(bounds.get("x"))), fold_y(float(bounds.get("y"))))
    for shape, bounds in shapes:
        before = _middle(bounds)
        _move(bounds, fold_x, fold_y)
        if shape.get("bpmnElement") in events:
            _make_round(bounds)
        for label in shape.iter(f"{DI}BPMNLabel"):
            _follow(label.find(f"{DC}Bounds"), before, _middle(bounds))
    for point in root.iter(WAYPOINT):
        point.set("x", _written(fold_x(float(point.get("x")))))
        point.set("y", _written(fold_y(float(point.get("y")))))
    _plain(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _fold(spans: Spans, along: float, between: float) -> Callable[[float], float]:
    """A rising function, ``along`` steep inside the spans, ``between`` steep behind them; before the first nothing is folded."""
    edges = [edge for span in spans for edge in span]
    images, place = [], 0.0
    for number, edge in enumerate(edges):
        steep = between if number % 2 == 0 else along
        place += (edge - edges[number - 1]) * steep if number else 0.0
        images.append(place)

    def fold(value: float) -> float:
        number = bisect_right(edges, value)
        if number == 0:
            return value - edges[0]
        steep = along if number % 2 else between
        return images[number - 1] + (value - edges[number - 1]) * steep

    return fold


def _spans(nodes: Iterable[etree._Element], low: str, length: str) -> Spans:
    """Where nodes stand on one axis, as stretches that do not touch."""
    spans: Spans = []
    for first, last in sorted((float(one.get(low)), float(one.get(low)) + float(one.get(length))) for one in nodes):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _move(bounds: etree._Element, fold_x: Callable, fold_y: Callable) -> None:
    for fold, low, length in ((fold_x, "x", "width"), (fold_y, "y", "height")):
        first, last = float(bounds.get(low)), float(bounds.get(low)) + float(bounds.get(length))
        bounds.set(low, _written(fold(first)))
        bounds.set(length, _written(fold(last) - fold(first)))


def _carry(bounds: etree._Element, x: float, y: float) -> None:
    """A label keeps its size at another corner."""
    bounds.set("x", _written(x))
    bounds.set("y", _written(y))


def _middle(bounds: etree._Element) -> tuple[float, float]:
    x, y, width, height = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return x + width / 2, y + height / 2


def _follow(label: etree._Element | None, before: tuple[float, float], after: tuple[float, float]) -> None:
    """The label of a node stays as far from its middle as it was drawn."""
    if label is not None:
        _carry(label, float(label.get("x")) + after[0] - before[0], float(label.get("y")) + after[1] - before[1])


def _make_round(bounds: etree._Element) -> None:
    """An event stays round."""
    for low, length in (("x", "width"), ("y", "height")):
        bounds.set(low, _written(float(bounds.get(low)) + (float(bounds.get(length)) - EVENT) / 2))
        bounds.set(length, str(EVENT))


def _plain(root: etree._Element) -> None:
    for condition in list(root.iter(f"{BPMN}conditionExpression")):
        condition.getparent().remove(condition)
    for node in list(root.iter(f"{BPMN}userTask", f"{BPMN}callActivity")):
        node.attrib.pop("calledElement", None)
        node.tag = f"{BPMN}task"


def _written(number: float) -> str:
    return f"{number:.1f}"
