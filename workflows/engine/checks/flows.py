"""What drawn flows must say and how they may run: one start, a named action on every way out, no choice by an older action.

Source: DESIGN §2: flow id = ``<place>.<action>``, its condition repeats the action, its name is the Chinese label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import networkx
from lxml import etree

from workflows.domain.words import Words
from workflows.engine.checks.places import WORD, label_flaws
from workflows.engine.drawings import NAMESPACES, Drawing, Flow, Node
from workflows.engine.refusals import Refusal

OUTCOMES = ("clear", "warn", "block")
MAX_NODES = 150
MAX_FLOWS = 1_000

ONE_START = Words("须有且只有一个开始事件", "There must be exactly one start event")
TOO_MANY = Words("节点超过 {limit} 个", "There are more than {limit} nodes")
TOO_MANY_FLOWS = Words("流线超过 {limit} 条", "There are more than {limit} flows")
SAME_ENDS = Words("流线须连接本图的两个节点", "A flow must join two nodes of this drawing")
INTO_START = Words("不能流回开始事件", "Nothing flows into a start event")
OUT_OF_END = Words("结束事件之后不能再有流线", "Nothing flows out of an end event")
DEAD_END = Words("没有去路，也不是结束事件", "There is no way out, and this is not an end event")
MANY_TOKENS = Words("一处分出多条流线而不作选择，会出现两个办理位置", "Several flows leave without a choice: one token would become two")
OLD_CHOICE = Words(
    "网关不能依据记住的动作作选择：它须紧接一个任务，且是该任务唯一的去路",
    "A gateway may not choose by an action it remembers: it must stand right behind one task, as that task's only way out",
)
NO_CONDITION = Words("缺少条件：每条去路须写明动作", "The condition is missing: every way out names its action")
STRAY = Words(
    "此处不作选择，不能写条件、reason、by 或 needs", "Nothing is chosen here: no condition, reason, by or needs belongs on this flow"
)
NOT_AN_ACTION = Words("条件只能写成 action == '动作'", "A condition can only be action == '…'")
DISAGREE = Words("流线编号应为 {expected}，与起点和条件一致", "The flow's id should be {expected}, after its source and its condition")
SAME_ACTION = Words("同一处有两条流线写着动作 {action}", "Two flows out of the same place name the action {action}")
BY_RULES = Words("规则任务的去路须为 by=rules，且只有规则任务可以", "Flows out of a rule task, and only those, are by=rules")
OUTCOME = Words("规则任务的结果只有 {outcomes}", "A rule task's outcomes are {outcomes} only")
MISSING_OUTCOME = Words("规则任务缺少结果 {outcome} 的去路", "The rule task has no way out for the outcome {outcome}")
TWO_STAGES = Words("一处只能有一条 by=stage 的去路", "At most one flow by=stage may leave a place")
CALL_SAYS = Words("调用活动的去路不能写 {name}：它属于被调用的图", "A flow out of a call cannot say {name}: the called drawing says it")
UNREACHED = Words("从开始走不到这里", "This is never reached from the start")
NO_END = Words("从这里走不到结束", "No way leads from here to an end")
EMPTY_WAY = Words(
    "可以不经任何位置就结束：之后的选择只能依据旧的动作",
    "The process can end without resting anywhere: the choice after it would remember an older action",
)
SPINNING = Words("网关之间循环，没有人能停下", "Gateways lead round in a circle in which nobody rests")


def refused_flows(drawing: Drawing, root: etree._Element) -> Iterator[Refusal]:
    """What is wrong with the flows of one drawing, one by one and then, if nothing is, as a whole.

    Args:
        drawing: As read.
        root: The tree it was read from: it tells a missing condition from one that cannot be read.
    """
    found: tuple[Refusal, ...] = ()
    for question in (_counts, _tokens, lambda drawing: _each_flow(drawing, root), _each_node, _whole):
        found = found or tuple(question(drawing))
    yield from found


def chooses(node: Node) -> bool:
    """Whether a node's way out is chosen by the action just taken: a place, or a call that has just ended."""
    return node.is_place or node.tag == "callActivity"


def _counts(drawing: Drawing) -> Iterator[Refusal]:
    if sum(node.tag == "startEvent" for node in drawing.nodes.values()) != 1:
        yield Refusal(drawing.process, drawing.file, ONE_START)
    if len(drawing.nodes) > MAX_NODES:
        yield Refusal(drawing.process, drawing.file, TOO_MANY.filled(limit=MAX_NODES))
    if len(drawing.flows) > MAX_FLOWS:
        yield Refusal(drawing.process, drawing.file, TOO_MANY_FLOWS.filled(limit=MAX_FLOWS))


def _tokens(drawing: Drawing) -> Iterator[Refusal]:
    """Nodes where nobody chooses, and several flows leave all the same."""
    for node in drawing.nodes.values():
        if not chooses(node) and len(_leaving(node.element, drawing)) > 1 and node.tag != "endEvent" and _chooser(node, drawing) is None:
            yield Refusal(node.element, drawing.file, OLD_CHOICE if node.tag == "exclusiveGateway" else MANY_TOKENS)


def _each_flow(drawing: Drawing, root: etree._Element) -> Iterator[Refusal]:
    drawn = root.iterfind(".//bpmn:sequenceFlow/bpmn:conditionExpression/..", NAMESPACES)
    conditions = {element.get("id") for element in drawn}
    for flow in drawing.flows:
        source, target = drawing.nodes.get(flow.source), drawing.nodes.get(flow.target)
        if source is None or target is None:
            yield Refusal(flow.flow, drawing.file, SAME_ENDS)
        elif target.tag == "startEvent":
            yield Refusal(flow.flow, drawing.file, INTO_START)
        else:
            chooser = _chooser(source, drawing)
            flaws = _named(flow, chooser, flow.flow in conditions) if chooser else _plain(flow, flow.flow in conditions)
            yield from (Refusal(flow.flow, drawing.file, words) for words in flaws)


def _leaving(node: str, drawing: Drawing) -> list[Flow]:
    return [flow for flow in drawing.flows if flow.source == node]


def _chooser(source: Node, drawing: Drawing) -> Node | None:
    """The node whose action a flow out of ``source`` names; None where nothing is chosen.

    A gateway with several ways out chooses for the one node it stands right behind, and that node leaves the choice to it.
    """
    if chooses(source):
        only = _leaving(source.element, drawing)
        behind = drawing.nodes.get(only[0].target) if len(only) == 1 else None
        left_to_gateway = behind is not None and behind.tag == "exclusiveGateway" and _chooser(behind, drawing) is source
        return None if left_to_gateway else source
    entering = [flow for flow in drawing.flows if flow.target == source.element]
    if source.tag != "exclusiveGateway" or len(_leaving(source.element, drawing)) < 2 or len(entering) != 1:
        return None
    before = drawing.nodes.get(entering[0].source)
    stands_behind = before is not None and chooses(before) and len(_leaving(before.element, drawing)) == 1 and not entering[0].action
    return before if stands_behind else None


def _named(flow: Flow, chooser: Node, conditioned: bool) -> Iterator[Words]:
    """A flow that is chosen: its condition, id, label and who takes it agree."""
    if not conditioned:
        yield NO_CONDITION
    elif not WORD.fullmatch(flow.action):
        yield NOT_AN_ACTION
    elif flow.flow != f"{chooser.element}.{flow.action}":
        yield DISAGREE.filled(expected=f"{chooser.element}.{flow.action}")
    yield from label_flaws(flow.label)
    if chooser.tag == "callActivity":
        yield from (CALL_SAYS.filled(name=name) for name in ("reason", "by", "needs") if name in flow.properties)
    elif (flow.properties.get("by") == "rules") != (chooser.tag == "businessRuleTask"):
        yield BY_RULES


def _plain(flow: Flow, conditioned: bool) -> Iterator[Words]:
    if conditioned or flow.properties.keys() & {"reason", "by", "needs"}:
        yield STRAY


def _each_node(drawing: Drawing) -> Iterator[Refusal]:
    for node in drawing.nodes.values():
        flaws = _choice(node, drawing) if chooses(node) else _passing(node, drawing)
        yield from (Refusal(node.element, drawing.file, words) for words in flaws)


def _passing(node: Node, drawing: Drawing) -> Iterator[Words]:
    """What is wrong with a node where nobody rests: an end goes nowhere, every other node goes on."""
    if (node.tag == "endEvent") == bool(_leaving(node.element, drawing)):
        yield OUT_OF_END if node.tag == "endEvent" else DEAD_END


def _choice(node: Node, drawing: Drawing) -> Iterator[Words]:
    """What is wrong with the ways out of a place or a call, taken together."""
    offered = list(drawing.offers(node.element))
    actions = Counter(flow.action for flow in offered)
    if not offered:
        yield DEAD_END
    yield from (SAME_ACTION.filled(action=action) for action, times in actions.items() if times > 1)
    if sum(flow.properties.get("by") == "stage" for flow in offered) > 1:
        yield TWO_STAGES
    if node.tag == "businessRuleTask":
        yield from (MISSING_OUTCOME.filled(outcome=outcome) for outcome in OUTCOMES if outcome not in actions)
        if actions.keys() - set(OUTCOMES):
            yield OUTCOME.filled(outcomes=" ".join(OUTCOMES))


def _whole(drawing: Drawing) -> Iterator[Refusal]:
    """Reach, ends, and whether every choice is made by the action just taken."""
    graph = networkx.DiGraph()
    graph.add_nodes_from(drawing.nodes)
    graph.add_edges_from((flow.source, flow.target) for flow in drawing.flows)
    start = next(node.element for node in drawing.nodes.values() if node.tag == "startEvent")
    ends = [node.element for node in drawing.nodes.values() if node.tag == "endEvent"]
    reached = networkx.descendants(graph, start) | {start}
    leaving = set(ends).union(*(networkx.ancestors(graph, end) for end in ends))
    for node in drawing.nodes:
        if node not in reached:
            yield Refusal(node, drawing.file, UNREACHED)
        elif node not in leaving:
            yield Refusal(node, drawing.file, NO_END)
    yield from _without_rest(drawing, graph, start)


def _without_rest(drawing: Drawing, graph: networkx.DiGraph, start: str) -> Iterator[Refusal]:
    passing = graph.subgraph(node.element for node in drawing.nodes.values() if not chooses(node))
    if any(drawing.nodes[node].tag == "endEvent" for node in networkx.descendants(passing, start)):
        yield Refusal(drawing.process, drawing.file, EMPTY_WAY)
    for circle in networkx.strongly_connected_components(passing):
        if len(circle) > 1 or any(passing.has_edge(node, node) for node in circle):
            yield Refusal(min(circle), drawing.file, SPINNING)
