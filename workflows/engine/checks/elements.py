"""Which elements and attributes a diagram or a table may hold; everything else is refused by name.

The lists allow; what they do not name is refused. Where people are likely to draw a thing that is refused, ``WHY`` says what
is wrong with it; anything else is answered with its name.

Source: DESIGN §2, the measured traps of the engine; TRUST rule 5.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from workflows.domain.words import Words
from workflows.engine.documents import stem
from workflows.engine.refusals import Refusal

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
SPIFF = "http://spiffworkflow.org/bpmn/schema/1.0/core"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"
DMNDI = "https://www.omg.org/spec/DMN/20191111/DMNDI/"
DMN_DC = "http://www.omg.org/spec/DMN/20180521/DC/"
COLOURS = ("http://bpmn.io/schema/bpmn/biocolor/1.0", "http://www.omg.org/spec/BPMN/non-normative/color/1.0")

ID = re.compile(r"[A-Za-z_][A-Za-z0-9_.\-]{0,99}")


@dataclass(frozen=True, slots=True)
class Kind:
    """What an element of one tag may carry: attribute names and child tags, both in lxml's ``{namespace}local`` form."""

    attributes: frozenset[str] = frozenset()
    children: frozenset[str] = frozenset()


Grammar = Mapping[str, Kind]


def _kinds(namespace: str, plain: Mapping[str, str], common: Iterable[str] = ("id",)) -> dict[str, Kind]:
    """Kinds written as ``{tag: "attributes | children"}``; children without a prefix are of the same namespace."""
    kinds = {}
    for tag, written in plain.items():
        attributes, _, children = written.partition("|")
        kinds[f"{{{namespace}}}{tag}"] = Kind(
            frozenset(attributes.split()).union(common), frozenset(_full(namespace, child) for child in children.split())
        )
    return kinds


def _full(namespace: str, child: str) -> str:
    prefix, colon, local = child.partition(":")
    prefixes = {"s": SPIFF, "bpmndi": BPMNDI, "dc": DC, "di": DI, "dmndi": DMNDI, "dmndc": DMN_DC}
    return f"{{{prefixes[prefix]}}}{local}" if colon else f"{{{namespace}}}{child}"


_SHARED = "documentation extensionElements"
_NODE = f"{_SHARED} incoming outgoing"
_FLOW_ELEMENTS = "startEvent endEvent userTask businessRuleTask callActivity exclusiveGateway sequenceFlow textAnnotation association"
_COLOURED = {attribute for namespace in COLOURS for attribute in (f"{{{namespace}}}stroke", f"{{{namespace}}}fill")} | {
    f"{{{COLOURS[1]}}}{name}" for name in ("background-color", "border-color", "color")
}

DIAGRAM: Grammar = {
    **_kinds(
        BPMN,
        {
            "definitions": f"name targetNamespace exporter exporterVersion {{{XSI}}}schemaLocation | {_SHARED} collaboration process "
            "bpmndi:BPMNDiagram",
            "collaboration": f"name isClosed | {_SHARED} participant textAnnotation association",
            "participant": f"name processRef | {_SHARED}",
            "process": f"name isExecutable isClosed | {_SHARED} laneSet {_FLOW_ELEMENTS}",
            "laneSet": "name | lane",
            "lane": f"name | {_SHARED} flowNodeRef",
            "flowNodeRef": "",
            "startEvent": f"name isInterrupting | {_NODE}",
            "endEvent": f"name | {_NODE}",
            "userTask": f"name | {_NODE}",
            "businessRuleTask": f"name | {_NODE}",
            "callActivity": f"name calledElement | {_NODE}",
            "exclusiveGateway": f"name gatewayDirection | {_NODE}",
            "sequenceFlow": f"name sourceRef targetRef | {_SHARED} conditionExpression",
            "conditionExpression": f"{{{XSI}}}type",
            "incoming": "",
            "outgoing": "",
            "documentation": "textFormat",
            "extensionElements": "| s:properties s:calledDecisionId",
            "textAnnotation": "textFormat | text",
            "text": "",
            "association": "sourceRef targetRef associationDirection",
        },
    ),
    **_kinds(SPIFF, {"properties": "| property", "property": "name value", "calledDecisionId": ""}, common=()),
    **_kinds(
        BPMNDI,
        {
            "BPMNDiagram": "name documentation resolution | BPMNPlane BPMNLabelStyle",
            "BPMNPlane": "bpmnElement | BPMNShape BPMNEdge",
            "BPMNShape": "bpmnElement isHorizontal isExpanded isMarkerVisible | dc:Bounds BPMNLabel",
            "BPMNEdge": "bpmnElement sourceElement targetElement | di:waypoint BPMNLabel",
            "BPMNLabel": "labelStyle | dc:Bounds",
            "BPMNLabelStyle": "| dc:Font",
        },
        common={"id"} | _COLOURED,
    ),
    **_kinds(DC, {"Bounds": "x y width height", "Font": "name size isBold isItalic isUnderline isStrikeThrough"}, common=()),
    **_kinds(DI, {"waypoint": "x y"}, common=()),
}

_ENTRY = "label | description text"
TABLE: Grammar = {
    **_kinds(
        DMN,
        {
            "definitions": f"name namespace exporter exporterVersion {{{XSI}}}schemaLocation | description decision dmndi:DMNDI",
            "decision": "name label | description variable decisionTable",
            "variable": "name label typeRef | description",
            "decisionTable": "name hitPolicy aggregation outputLabel preferredOrientation | input output rule",
            "input": "label name | inputExpression",
            "inputExpression": "label typeRef | text",
            "output": "label name typeRef |",
            "rule": "label | description inputEntry outputEntry",
            "inputEntry": _ENTRY,
            "outputEntry": _ENTRY,
            "description": "",
            "text": "",
        },
    ),
    **_kinds(
        DMNDI,
        {
            "DMNDI": "| DMNDiagram",
            "DMNDiagram": "name | dmndi:DMNShape dmndi:Size",
            "DMNShape": "dmnElementRef isCollapsed isListedInputData | dmndc:Bounds dmndi:DMNLabel",
            "DMNLabel": "| dmndc:Bounds",
            "Size": "width height",
        },
    ),
    **_kinds(DMN_DC, {"Bounds": "x y width height"}, common=()),
}

_EVENT = Words(
    "不支持此类事件：迟到的事项会永远等待；请用阶段的开启来表示",
    "Events of this kind are not supported: a late item would wait for ever; open a stage instead",
)
_RUN = Words("不支持会自行执行程序的任务", "Tasks that run a program of their own are not supported")
_MANUAL = Words(
    "不支持此类任务：没有人在系统中办理；请用用户任务", "Tasks of this kind are not supported: nobody acts on them here; use a user task"
)
_PARALLEL = Words(
    "不支持并行网关：一件事项只有一个办理位置", "Parallel gateways are not supported: an item rests at one place only, never at two"
)
_EVENT_BASED = Words("不支持基于事件的网关", "Event-based gateways are not supported")
_INCLUSIVE = Words("不支持包容网关：它会记住走过的路", "Inclusive gateways are not supported: they remember the way taken")
_COMPLEX = Words("不支持复杂网关：它会记住走过的路", "Complex gateways are not supported: they remember the way taken")
_LOOP = Words("不支持循环任务；请用退回的流线", "Loop tasks are not supported; draw a flow back instead")
_MULTI = Words("不支持多实例：事项逐件流转，每件一个位置", "Multi-instance is not supported: each item has a token of its own")
_STORED = Words(
    "不支持数据对象：流程不保存数据，事实由系统记录",
    "Data objects are not supported: the process keeps no data, facts are recorded beside it",
)
_EMBEDDED = Words(
    "不支持嵌入式子流程：其中的任务会落入外层泳道；请用调用活动",
    "Embedded sub-processes are not supported: inner tasks inherit the lane; use a call activity",
)
_SCRIPT = Words("不允许在图中写脚本", "Scripts are not allowed in a diagram")
_EVENT_SUBPROCESS = Words("不支持事件子流程：它并不能中断办理", "Event sub-processes are not supported: they do not interrupt")

WHY: Mapping[str, Words] = {
    **dict.fromkeys(("scriptTask", "serviceTask", "sendTask", "receiveTask"), _RUN),
    **dict.fromkeys(("manualTask", "task"), _MANUAL),
    "parallelGateway": _PARALLEL,
    "inclusiveGateway": _INCLUSIVE,
    "complexGateway": _COMPLEX,
    "eventBasedGateway": _EVENT_BASED,
    "standardLoopCharacteristics": _LOOP,
    "multiInstanceLoopCharacteristics": _MULTI,
    **dict.fromkeys(("subProcess", "transaction", "adHocSubProcess"), _EMBEDDED),
    **dict.fromkeys(
        (
            "boundaryEvent",
            "intermediateCatchEvent",
            "intermediateThrowEvent",
            "implicitThrowEvent",
            "message",
            "signal",
            "error",
            "escalation",
        ),
        _EVENT,
    ),
    **dict.fromkeys(
        ("dataObject", "dataObjectReference", "dataStore", "dataStoreReference", "ioSpecification", "property", "itemDefinition")
        + ("dataInputAssociation", "dataOutputAssociation"),
        _STORED,
    ),
    **dict.fromkeys(("script", "preScript", "postScript", "unitTests", "serviceTaskOperator"), _SCRIPT),
}
UNKNOWN_ELEMENT = Words("不认识的元素 <{tag}>", "The element <{tag}> is not known here")
UNKNOWN_ATTRIBUTE = Words("不认识的属性 {name}", "The attribute {name} is not known here")
DEFAULT_FLOW = Words("不允许默认流：每条去路都须写明动作", "Default flows are not allowed: every way out names its action")
INSTRUCTION = Words("不允许处理指令 <?{tag}?>", "The processing instruction <?{tag}?> is not allowed")
BAD_ID = Words(
    "编号 {value} 不合规：须为英文字母、数字、点、横线或下划线", "The id {value} is not well-formed: letters, digits, dot, dash, underscore"
)
NO_ID = Words("元素 <{tag}> 没有编号", "The element <{tag}> has no id")
TWICE = Words("编号 {value} 在文件中重复", "The id {value} stands twice in the file")
NOT_A_NUMBER = Words("图形位置 {value} 不是数字", "The position {value} is not a number")
NOT_AN_EXPRESSION = Words("条件的类型须为 tFormalExpression", "A condition's type must be tFormalExpression")
REPEATED = Words("元素 <{tag}> 在此只能有一个", "There can be only one <{tag}> here")
TOO_LONG = Words("文字超过 {limit} 字", "The text is longer than {limit} characters")
MAX_CHARACTERS = 500
SINGLE = frozenset(
    {"conditionExpression", "extensionElements", "properties", "calledDecisionId", "inputExpression", "text", "decisionTable"}
)
TRAITS = ("Characteristics", "EventDefinition", "Specification", "InputAssociation", "OutputAssociation")
NAMED = frozenset(f"{_FLOW_ELEMENTS} process lane participant decision decisionTable input output rule inputEntry outputEntry".split())


def local(element: etree._Element) -> str:
    """The tag without its namespace."""
    return etree.QName(element).localname


def known_as(element: etree._Element, file: str) -> str:
    """The id by which people find ``element``: its own, else that of the nearest element around it, else the file's stem."""
    around = (candidate.get("id") for candidate in (element, *element.iterancestors()) if isinstance(candidate.tag, str))
    return next(filter(None, around), stem(file))


def unknown_elements(root: etree._Element, file: str, grammar: Grammar) -> tuple[Refusal, ...]:
    """A refusal for each element and attribute that ``grammar`` does not name, in the order of the file.

    A refused element's inside is not looked at. Positions that are not finite numbers are refused as well.
    """
    if root.tag not in grammar or local(root) != "definitions":
        return (Refusal(known_as(root, file), file, UNKNOWN_ELEMENT.filled(tag=local(root))),)
    return tuple(_walk(root, file, grammar))


def _walk(element: etree._Element, file: str, grammar: Grammar) -> Iterator[Refusal]:
    kind = grammar[element.tag]
    yield from _attributes(element, file, kind)
    yield from _texts(element, file)
    for child in element:
        if child.tag is etree.Comment:
            continue
        if not isinstance(child.tag, str):
            yield Refusal(known_as(element, file), file, INSTRUCTION.filled(tag=getattr(child, "target", "&")))
        elif child.tag in kind.children:
            yield from _walk(child, file, grammar)
        else:
            yield Refusal(_blamed(child, file), file, _why(child))


def _texts(element: etree._Element, file: str) -> Iterator[Refusal]:
    """What is read as an expression is short, and nothing that is read once stands twice."""
    tag = local(element)
    if tag in SINGLE and element.getprevious() is not None and element.tag in (each.tag for each in element.itersiblings(preceding=True)):
        yield Refusal(known_as(element.getparent(), file), file, REPEATED.filled(tag=tag))
    if tag in ("conditionExpression", "calledDecisionId", "text") and len(element.text or "") > MAX_CHARACTERS:
        yield Refusal(known_as(element.getparent(), file), file, TOO_LONG.filled(limit=MAX_CHARACTERS))


def _blamed(child: etree._Element, file: str) -> str:
    """A drawn node is named itself; a trait of a node (a loop, a script, an event definition) is named by its node."""
    trait = child.tag.startswith(f"{{{SPIFF}}}") or local(child).endswith(TRAITS)
    return known_as(child.getparent() if trait else child, file)


def _why(child: etree._Element) -> Words:
    tag = local(child)
    if tag == "subProcess" and child.get("triggeredByEvent") == "true":
        return _EVENT_SUBPROCESS
    if tag.endswith("EventDefinition"):
        return _EVENT
    return WHY.get(tag, UNKNOWN_ELEMENT).filled(tag=tag)


def _attributes(element: etree._Element, file: str, kind: Kind) -> Iterator[Refusal]:
    for name, value in element.attrib.items():
        if name not in kind.attributes:
            words = DEFAULT_FLOW if name == "default" else UNKNOWN_ATTRIBUTE.filled(name=etree.QName(name).localname)
            yield Refusal(known_as(element, file), file, words)
        elif name in ("x", "y", "width", "height", "size") and not _is_number(value):
            yield Refusal(known_as(element, file), file, NOT_A_NUMBER.filled(value=value[:40]))
        elif name == f"{{{XSI}}}type" and value.rpartition(":")[2] != "tFormalExpression":
            yield Refusal(known_as(element, file), file, NOT_AN_EXPRESSION)


def _is_number(value: str) -> bool:
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def unsound_ids(root: etree._Element, file: str) -> tuple[Refusal, ...]:
    """A refusal for each id that is missing where people must be able to name the element, is misspelt or stands twice."""
    seen: set[str] = set()
    found = []
    for element in root.iter(etree.Element):
        if element.tag.startswith(f"{{{SPIFF}}}"):
            continue
        value = element.get("id")
        if value is None:
            if local(element) in NAMED:
                found.append(Refusal(known_as(element, file), file, NO_ID.filled(tag=local(element))))
        elif not ID.fullmatch(value):
            found.append(Refusal(value[:100], file, BAD_ID.filled(value=value[:100])))
        elif value in seen:
            found.append(Refusal(value, file, TWICE.filled(value=value)))
        else:
            seen.add(value)
    return tuple(found)
