"""What the drawings of a set ask of one another: parts, calls, decisions, outcomes, rounds and size.

Source: DESIGN §2 "One set" and §3 (``item_review`` calls ``file_item``; a called outcome must be drawn).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import networkx

from workflows.domain.words import Words
from workflows.engine.checks.flows import chooses
from workflows.engine.drawings import Drawing, Flow, Node
from workflows.engine.refusals import Refusal

MAX_MARKINGS = 2_000

NO_CAMPAIGN = Words("本套缺少工作阶段图（写明 opens 的图）", "The set has no campaign: no drawing says what its places open")
NO_ITEM = Words("本套缺少事项图（未被调用的图）", "The set has no item: every other drawing is called")
MANY_CAMPAIGNS = Words("本套有不止一张工作阶段图（写明 opens 的图）", "More than one drawing of the set says what its places open")
MANY_ITEMS = Words("没有图调用它；本套只能有一张事项图", "Nothing calls this; a set has one item drawing only")
MANY_TABLES = Words("本套只能有一张筛查表", "A set has one screening table only")
NO_PROCESS = Words("所调用的图“{name}”不在本套之中", "The called process {name} is not in the set")
NO_DECISION = Words("所引用的决策表“{name}”不在本套之中", "The called decision {name} is not in the set")
RECURSION = Words("图之间循环调用", "The processes call one another in a circle")
CAMPAIGN_CALLED = Words("工作阶段图不能被调用", "The campaign cannot be called")
UNUSED = Words("没有规则任务用到此表", "No rule task of the set uses this table")
UNDRAWN = Words(
    "被调用的图可以动作 {action} 结束，此处没有相应的去路",
    "The called process can end by {action}, and no way out of the call names it",
)
NEVER = Words("被调用的图不会以动作 {action} 结束：此路走不到", "The called process never ends by {action}: this way is dead")
NO_ROUND = Words("by=stage 的去路要求所在位置写明 round", "A flow by=stage needs a round on its place")
NO_COUNTS = Words("缺少属性 counts：不知计入台账何处", "The property counts is missing: the ledger would not know where to count it")
TOO_LARGE = Words("展开后位置超过 {limit} 个", "Unfolded, this has more than {limit} markings")

Drawings = Mapping[str, Drawing]


def refused_calls(drawings: Drawings, decisions: Mapping[str, str]) -> tuple[Refusal, ...]:
    """What is wrong between drawings that are each in order.

    Args:
        drawings: By process id.
        decisions: Decision id to file name.
    """
    calls = networkx.DiGraph()
    calls.add_nodes_from(drawings)
    calls.add_edges_from((drawing.process, node.calls) for drawing in drawings.values() for node in drawing.nodes.values() if node.calls)
    questions: tuple[Callable[[], Iterator[Refusal]], ...] = (
        lambda: _unknown(drawings, decisions),
        lambda: _circles(calls, drawings),
        lambda: _parts(calls, drawings, decisions),
        lambda: _fit(calls, drawings),
    )
    found: tuple[Refusal, ...] = ()
    for question in questions:
        found = found or tuple(question())
    return found


def _unknown(drawings: Drawings, decisions: Mapping[str, str]) -> Iterator[Refusal]:
    for drawing in drawings.values():
        for node in drawing.nodes.values():
            if node.tag == "callActivity" and node.calls not in drawings:
                yield Refusal(node.element, drawing.file, NO_PROCESS.filled(name=node.calls[:60]))
            if node.tag == "businessRuleTask" and node.decision not in decisions:
                yield Refusal(node.element, drawing.file, NO_DECISION.filled(name=node.decision[:60]))


def _circles(calls: networkx.DiGraph, drawings: Drawings) -> Iterator[Refusal]:
    for circle in networkx.strongly_connected_components(calls):
        for process in sorted(circle):
            for node in drawings[process].nodes.values():
                if node.calls in circle:
                    yield Refusal(node.element, drawings[process].file, RECURSION)


def _parts(calls: networkx.DiGraph, drawings: Drawings, decisions: Mapping[str, str]) -> Iterator[Refusal]:
    """One campaign, one item, at most one table, and nothing else that nobody calls."""
    campaigns = [process for process, drawing in drawings.items() if _is_campaign(drawing)]
    items = [process for process in drawings if not calls.in_degree(process) and process not in campaigns]
    for process in campaigns:
        if len(campaigns) > 1 or calls.in_degree(process):
            yield Refusal(process, drawings[process].file, MANY_CAMPAIGNS if len(campaigns) > 1 else CAMPAIGN_CALLED)
    for process in items if len(items) > 1 else ():
        yield Refusal(process, drawings[process].file, MANY_ITEMS)
    if not campaigns:
        yield Refusal("campaign", "campaign.bpmn", NO_CAMPAIGN)
    if not items:
        yield Refusal("item_review", "item_review.bpmn", NO_ITEM)
    asked = {node.decision for drawing in drawings.values() for node in drawing.nodes.values()}
    for decision, file in decisions.items():
        if decision not in asked or len(decisions) > 1:
            yield Refusal(decision, file, UNUSED if decision not in asked else MANY_TABLES)


def _is_campaign(drawing: Drawing) -> bool:
    return any(node.properties.get("opens") for node in drawing.nodes.values())


def _fit(calls: networkx.DiGraph, drawings: Drawings) -> Iterator[Refusal]:
    yield from _outcomes(drawings)
    yield from _inherited(calls, drawings)
    yield from _sizes(calls, drawings)


def _outcomes(drawings: Drawings) -> Iterator[Refusal]:
    """Each outcome of a called process has its way out of the call, and each way out its outcome."""
    for drawing in drawings.values():
        for call in (node for node in drawing.nodes.values() if node.calls):
            drawn = {flow.action: flow.flow for flow in drawing.offers(call.element)}
            possible = outcomes(drawings[call.calls])
            for action in sorted(possible - drawn.keys()):
                yield Refusal(call.element, drawing.file, UNDRAWN.filled(action=action))
            for action in sorted(drawn.keys() - possible):
                yield Refusal(drawn[action], drawing.file, NEVER.filled(action=action))


def outcomes(drawing: Drawing) -> frozenset[str]:
    """The actions by which a process in order can end."""
    offered = (flow for node in drawing.nodes.values() if chooses(node) for flow in drawing.offers(node.element))
    return frozenset(flow.action for flow in offered if _ends_at(flow, drawing))


def _ends_at(flow: Flow, drawing: Drawing) -> bool:
    """Whether the way on, through gateways alone, comes to an end event."""
    node = drawing.nodes[flow.target]
    while node.tag == "exclusiveGateway":
        node = next(drawing.nodes[onward.target] for onward in drawing.flows if onward.source == node.element)
    return node.tag == "endEvent"


def _inherited(calls: networkx.DiGraph, drawings: Drawings) -> Iterator[Refusal]:
    """Where a place does not say its round or what it counts as, every call that leads to it must."""
    for drawing in drawings.values():
        for node in drawing.nodes.values():
            for flow in drawing.offers(node.element) if node.is_place else ():
                if flow.properties.get("by") == "stage" and not _said("round", node, drawing, drawings):
                    yield Refusal(flow.flow, drawing.file, NO_ROUND)
            counted = node.is_place or node.tag == "endEvent" and not calls.in_degree(drawing.process)
            if counted and not _is_campaign(drawing) and not _said("counts", node, drawing, drawings):
                yield Refusal(node.element, drawing.file, NO_COUNTS)


def _said(name: str, node: Node, drawing: Drawing, drawings: Drawings) -> bool:
    """Whether a place says the property, or every call of its drawing does; the nearest call speaks for what it calls."""
    if node.properties.get(name):
        return True
    callers = [each for other in drawings.values() for each in other.nodes.values() if each.calls == drawing.process]
    return bool(callers) and all(caller.properties.get(name) for caller in callers)


def _sizes(calls: networkx.DiGraph, drawings: Drawings) -> Iterator[Refusal]:
    """Refuse what unfolds beyond bounds: each call adds the called process's markings once more."""
    sizes: dict[str, int] = {}
    for process in reversed(list(networkx.topological_sort(calls))):
        nodes = drawings[process].nodes.values()
        sizes[process] = sum(node.is_place or node.tag == "endEvent" for node in nodes) + sum(
            sizes[node.calls] for node in nodes if node.calls
        )
        if sizes[process] > MAX_MARKINGS:
            yield Refusal(process, drawings[process].file, TOO_LARGE.filled(limit=MAX_MARKINGS))
