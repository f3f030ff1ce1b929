"""What a drawn node must say: a Chinese name, a lane that is a role, and properties with known words.

Source: DESIGN §2, "Flow … Place properties"; lane name = role title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.engine.checks.elements import known_as, local
from workflows.engine.drawings import NAMESPACES, Drawing, Node
from workflows.engine.net import GUARDS, By, Desk, Reason
from workflows.engine.refusals import Refusal

RULES_LANE = "规则"
TITLES = frozenset(role.zh for role in Role)
COUNTS = frozenset({"in_progress", "adopted", "kept", "split_or_merged", "voided"})
WORD = re.compile(r"[a-z][a-z0-9_]{0,59}")
CHINESE = re.compile(r"[\u3400-\u9fff]")
MAX_LABEL = 60

NO_LABEL = Words("缺少中文名称", "A Chinese name is missing")
LONG_LABEL = Words("名称超过 {limit} 字", "The name is longer than {limit} characters")
NO_WORD = Words("编号 {id} 须为小写英文单词，以下划线相连", "The id {id} must be lower-case English words joined by underscores")
NO_LANE = Words("不在任何泳道中：不知由谁办理", "This stands in no lane: nobody is said to act")
TWO_LANES = Words("同时在两个泳道中", "This stands in two lanes at once")
NO_ROLE = Words("泳道“{name}”不是岗位名称", "The lane {name} is not the title of a role")
NOT_RULES = Words("规则任务须在“规则”泳道中", "A rule task belongs in the lane 规则")
NOT_PEOPLE = Words("“规则”泳道中不能有人办理的任务", "A user task cannot stand in the lane 规则: nobody acts there")
UNKNOWN = Words("不认识的属性 {name}", "The property {name} is not known here")
TWICE = Words("属性 {name} 重复", "The property {name} is given twice")
BAD_VALUE = Words("属性 {name} 的值“{value}”不在允许之列", "{value} is not a value of the property {name}")
NO_DESK = Words("缺少属性 desk：不知在此做什么", "The property desk is missing: it does not say what is done here")
NO_VISIT = Words("visits 只能用于写明 round 的 decide 位置", "visits belongs to a place with a round and the desk decide only")
NOT_ITEM = Words("工作阶段图中不能写属性 {name}", "The property {name} does not belong in the campaign's drawing")
DECISION_HERE = Words("只有规则任务可以引用决策表", "Only a rule task may call a decision table")

Test = Callable[[str], bool]


def _one_of(words: frozenset[str]) -> Test:
    return words.__contains__


def _words_of(words: frozenset[str]) -> Test:
    return lambda value: bool(value.split()) and len(set(value.split())) == len(value.split()) and words.issuperset(value.split())


def _label(value: str) -> bool:
    return 0 < len(value.strip()) <= 2 * MAX_LABEL and value.isprintable()


def _stage(value: str) -> bool:
    return WORD.fullmatch(value) is not None


def _stages(value: str) -> bool:
    return bool(value.split()) and all(map(_stage, value.split()))


_PERSONS_DESKS = frozenset({Desk.fill_in, Desk.decide, Desk.answer, Desk.wait, Desk.rest})
_COMMON: Mapping[str, Test] = {"en": _label, "counts": _one_of(COUNTS)}
_STAY: Mapping[str, Test] = {"round": _stage, "opens": _stages, "visits": _one_of(frozenset({"true", "false"}))}
PROPERTIES: Mapping[str, Mapping[str, Test]] = {
    "userTask": {**_COMMON, **_STAY, "desk": _one_of(_PERSONS_DESKS)},
    "businessRuleTask": {**_COMMON, "round": _stage, "desk": _one_of(frozenset({Desk.rules}))},
    "callActivity": {**_COMMON, "round": _stage},
    "endEvent": {**_COMMON, "desk": _one_of(frozenset({Desk.end}))},
    "startEvent": {"en": _label},
    "exclusiveGateway": {"en": _label},
    "sequenceFlow": {
        "en": _label,
        "reason": _one_of(frozenset(Reason)),
        "by": _one_of(frozenset(By) - {By.change}),
        "needs": _words_of(GUARDS),
    },
}


def refused_places(drawing: Drawing, root: etree._Element) -> Iterator[Refusal]:
    """What is wrong with single nodes, lanes and properties of one drawing.

    Args:
        drawing: As read.
        root: The tree it was read from: it shows what the reading folds together (two lanes, a property given twice).
    """
    yield from _lanes(drawing, root)
    campaign = any(node.properties.get("opens") for node in drawing.nodes.values())
    for node in drawing.nodes.values():
        for words in _node(node, campaign):
            yield Refusal(node.element, drawing.file, words)
    for owner in root.iterfind(".//bpmn:extensionElements/..", NAMESPACES):
        for words in _properties(owner):
            yield Refusal(known_as(owner, drawing.file), drawing.file, words)


def label_flaws(name: str) -> Iterator[Words]:
    """What is wrong with a name that officials read."""
    if not CHINESE.search(name):
        yield NO_LABEL
    elif len(name) > MAX_LABEL or not name.isprintable():
        yield LONG_LABEL.filled(limit=MAX_LABEL)


def _lanes(drawing: Drawing, root: etree._Element) -> Iterator[Refusal]:
    """Each lane is a role, and no node stands in two."""
    standing: Counter[str] = Counter()
    for lane in root.iterfind(".//bpmn:lane", NAMESPACES):
        name = lane.get("name", "")
        if name != RULES_LANE and name not in TITLES:
            yield Refusal(known_as(lane, drawing.file), drawing.file, NO_ROLE.filled(name=name[:60]))
        standing.update((ref.text or "").strip() for ref in lane.iterfind("bpmn:flowNodeRef", NAMESPACES))
    for node in drawing.nodes:
        if standing[node] > 1:
            yield Refusal(node, drawing.file, TWO_LANES)


def _node(node: Node, campaign: bool) -> Iterator[Words]:
    if not WORD.fullmatch(node.element):
        yield NO_WORD.filled(id=node.element)
    if node.is_place or node.tag in ("callActivity", "endEvent"):
        yield from label_flaws(node.name)
    if node.decision and node.tag != "businessRuleTask":
        yield DECISION_HERE
    if node.is_place:
        yield from _standing(node)
    if node.is_place and not node.properties.get("desk"):
        yield NO_DESK
    elsewhere = node.properties.get("desk") in _PERSONS_DESKS - {Desk.decide}
    if node.properties.get("visits") == "true" and (elsewhere or not node.properties.get("round")):
        yield NO_VISIT
    if campaign:
        yield from (NOT_ITEM.filled(name=name) for name in ("round", "counts", "visits") if name in node.properties)


def _standing(node: Node) -> Iterator[Words]:
    """What is wrong with the lane of one place."""
    if not node.lane:
        yield NO_LANE
    elif (node.lane == RULES_LANE) != (node.tag == "businessRuleTask"):
        yield NOT_RULES if node.tag == "businessRuleTask" else NOT_PEOPLE


def _properties(owner: etree._Element) -> Iterator[Words]:
    """What is wrong with the properties of one node or flow."""
    known = PROPERTIES.get(local(owner), {})
    seen: set[str] = set()
    for each in owner.iterfind("bpmn:extensionElements/spiff:properties/spiff:property", NAMESPACES):
        name, value = each.get("name", ""), each.get("value", "")
        if name not in known:
            yield UNKNOWN.filled(name=name[:60])
        elif name in seen:
            yield TWICE.filled(name=name)
        elif not known[name](value):
            yield BAD_VALUE.filled(name=name, value=value[:60])
        seen.add(name)
