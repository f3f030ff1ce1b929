"""Small diagrams from a few lines of text, so that each test owns its drawing.

    place await_round 协调员 wait counts=in_progress round=review
      open decide_item by=stage
      keep kept reason=code
    end kept counts=kept

A node's line is its kind, id, then lane and desk (place), table (rules) or process (call), then properties; commas stand for
blanks in a value. Below it, indented, each way out: action, target, properties. ``-`` for the action draws a flow without
condition; ``place.action`` names the place for which a gateway chooses. The first node is the one the start leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import quoteattr

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" id="definitions" targetNamespace="urn:test">'
)
TAGS = {"place": "userTask", "rules": "businessRuleTask", "call": "callActivity", "end": "endEvent", "gateway": "exclusiveGateway"}
WORDS_BEFORE_PROPERTIES = {"place": 2, "rules": 1, "call": 1}

CAMPAIGN = """
    place prepare 协调员 decide
      launch review
    place review 协调员 decide opens=review
      close closed
      step_back prepare
    end closed
"""
ITEM = """
    place await_round 协调员 wait counts=in_progress round=review
      open decide_item by=stage
      keep kept reason=code
    place decide_item 审查员 decide counts=in_progress round=review visits=true
      approve adopted
      send_back await_round reason=text
    end adopted counts=adopted
    end kept counts=kept
"""
SCREENED = """
    place fill_in 部门联络员 fill_in counts=in_progress
      report screen
      void voided
    rules screen screening counts=in_progress
      clear out by=rules
      warn out by=rules
      block fill_in by=rules
    end out counts=adopted
    end voided counts=voided
"""
TABLE = """
    <decision id="screening" name="合规筛查"><decisionTable id="table" hitPolicy="COLLECT">
      <input id="asked_kind"><inputExpression id="kind"><text>kind</text></inputExpression></input>
      <output id="outcome" name="outcome"/>
      <rule id="frozen"><inputEntry id="frozen_kind"><text>'freeze'</text></inputEntry>
        <outputEntry id="frozen_outcome"><text>'block'</text></outputEntry></rule>
    </decisionTable></decision>
"""


def drawn(process: str, text: str) -> bytes:
    """One process as BPMN bytes."""
    nodes: list[list[str]] = []
    flows: list[tuple[str, list[str]]] = []
    for words in filter(None, map(str.split, text.splitlines())):
        if words[0] in TAGS:
            nodes.append(words)
        else:
            flows.append((nodes[-1][1], words))
    parts = [
        HEAD,
        f'<bpmn:process id="{process}" name="流程{process}" isExecutable="true">',
        _lanes(nodes),
        '<bpmn:startEvent id="start"/>',
        *(_node(*words) for words in nodes),
        f'<bpmn:sequenceFlow id="start.begin" sourceRef="start" targetRef="{nodes[0][1]}"/>',
        *(_flow(source, *words) for source, words in flows),
        "</bpmn:process></bpmn:definitions>",
    ]
    return "\n".join(parts).encode()


def table(text: str = TABLE) -> bytes:
    """A decision table as DMN bytes."""
    head = '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="screening_definitions" name="筛查" namespace="urn:test">'
    return f"{head}{text}</definitions>".encode()


def whole(item: str = ITEM, campaign: str = CAMPAIGN, **called: str) -> dict[str, bytes]:
    """A set: item, campaign, processes they call by name, and the table where a rule task asks it."""
    files = {"campaign.bpmn": drawn("campaign", campaign), "item_review.bpmn": drawn("item_review", item)}
    files |= {f"{name}.bpmn": drawn(name, text) for name, text in called.items()}
    if any(" screening" in text for text in (item, *called.values())):
        files["screening.dmn"] = table()
    return files


def _lanes(nodes: Iterable[list[str]]) -> str:
    lanes: dict[str, list[str]] = {}
    for kind, node, *rest in nodes:
        if kind in ("place", "rules"):
            lanes.setdefault(rest[0] if kind == "place" else "规则", []).append(node)
    shown = (
        f'<bpmn:lane id="lane_{number}" name="{title}">'
        + "".join(f"<bpmn:flowNodeRef>{node}</bpmn:flowNodeRef>" for node in standing)
        + "</bpmn:lane>"
        for number, (title, standing) in enumerate(lanes.items())
    )
    return f'<bpmn:laneSet id="lanes">{"".join(shown)}</bpmn:laneSet>' if lanes else ""


def _node(kind: str, node: str, *rest: str) -> str:
    attributes = "" if kind == "gateway" else f' name="环节{node}"'
    attributes += f' calledElement="{rest[0]}"' if kind == "call" else ""
    decision = f"<spiffworkflow:calledDecisionId>{rest[0]}</spiffworkflow:calledDecisionId>" if kind == "rules" else ""
    desk = {"desk": "rules" if kind == "rules" else rest[1]} if kind in ("place", "rules") else {}
    said = desk | _said(rest[WORDS_BEFORE_PROPERTIES.get(kind, 0) :])
    return f'<bpmn:{TAGS[kind]} id="{node}"{attributes}>{_extensions(said, decision)}</bpmn:{TAGS[kind]}>'


def _flow(source: str, action: str, target: str, *rest: str) -> str:
    ends = f'sourceRef="{source}" targetRef="{target}"'
    if action == "-":
        return f'<bpmn:sequenceFlow id="{source}.onward" {ends}/>'
    place, _, word = (action if "." in action else f"{source}.{action}").rpartition(".")
    condition = f"<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">action == '{word}'</bpmn:conditionExpression>"
    said = _extensions(_said(rest), "")
    return f'<bpmn:sequenceFlow id="{place}.{word}" name="办{word}" {ends}>{said}{condition}</bpmn:sequenceFlow>'


def _said(words: Iterable[str]) -> dict[str, str]:
    return dict(word.replace(",", " ").split("=", 1) for word in words)


def _extensions(said: dict[str, str], decision: str) -> str:
    properties = "".join(f"<spiffworkflow:property name={quoteattr(name)} value={quoteattr(value)}/>" for name, value in said.items())
    inside = decision + (f"<spiffworkflow:properties>{properties}</spiffworkflow:properties>" if said else "")
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>" if inside else ""
