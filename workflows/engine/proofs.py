"""What is proved of a compiled campaign and item before they are deployed. Nets alone: no drawing, no engine.

Each proof asks one question of the table and answers with the elements that break it.

Source: DESIGN §2 "Refused at deployment": ends, reach, dead actions, stubborn rules, shut stages, stages nobody opens; "Stages are
levels"; issue 2, point 2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import networkx

from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Net
from workflows.engine.refusals import Refusal
from workflows.engine.settling import settled

BLOCK = "block"

NO_WAY_OUT = Words("“{name}”没有去路，也不是结束", "{name} has no way out and is not an end")
NO_END = Words("从“{name}”走不到结束", "No way leads from {name} to an end")
NEVER_REACHED = Words("走不到“{name}”", "{name} is never reached")
DEAD = Words("动作“{name}”永远不会发生", "The action {name} can never happen")
STUBBORN = Words("若合规筛查总是阻断，“{name}”将无法办结", "If screening always blocks, {name} can never be finished")
SHUT = Words("若不再有阶段开启，“{name}”将无法办结", "If no stage opens again, {name} can never be finished")
NOBODY_OPENS = Words("“{name}”等待的阶段 {stage} 没有任何阶段开启", "{name} waits for the stage {stage}, which nothing opens")
CIRCLE = Words("“{name}”的自动流转会回到自身", "The automatic moves from {name} lead back to it")
STUCK = Words(
    "工作处于“{campaign}”时，位于“{name}”的事项无法与工作一同办结",
    "While the campaign is at {campaign}, an item at {name} cannot be finished together with it",
)


class State(NamedTuple):
    """Where the campaign's token and one item's token rest at the same time."""

    campaign: str
    item: str


def prove(campaign: Net, item: Net) -> tuple[Refusal, ...]:
    """Why two nets may not run together; empty when every token can always be brought to an end.

    A circle of automatic moves is answered alone: while it stands, nothing can be said about the two nets together.

    Args:
        campaign: The net whose places open stages.
        item: The net of one item; its ``by=stage`` moves wait for those stages.

    Returns:
        Refusals by drawn element (places by node, moves by flow), each once, campaign first.
    """
    circles = tuple(_circles(item))
    if circles:
        return circles
    found = [refusal for net in (campaign, item) for refusal in _alone(net)]
    found += _unopened(campaign, item)
    if not found:
        found += _together(campaign, item)
    return tuple(dict.fromkeys(found))


def states(campaign: Net, item: Net) -> frozenset[State]:
    """Every pair of places in which a campaign and one of its items can rest at the same time.

    A stage's moves are taken at once. A campaign's move that needs ``all_settled`` waits until the item rests or has ended;
    a move ``by=closing`` is taken when the campaign has ended, and then only. Other guards are taken to permit.
    """
    return frozenset(joint(campaign, item).nodes)


def joint(campaign: Net, item: Net, starts: Iterable[State] = ()) -> networkx.DiGraph:
    """The states as a graph: an edge is one act, with the automatic moves it brings.

    Args:
        starts: Where to begin; the start of both nets if none is given.
    """
    graph = networkx.DiGraph()
    starts = tuple(starts) or (State(campaign.start, item.start),)
    open_states = list(dict.fromkeys(_at_rest(campaign, item, start) for start in starts))
    graph.add_nodes_from(open_states)
    while open_states:
        state = open_states.pop()
        for following in _acts(campaign, item, state):
            if following not in graph:
                open_states.append(following)
            graph.add_edge(state, following)
    return graph


def stuck(campaign: Net, item: Net, starts: Iterable[State] = ()) -> tuple[Refusal, ...]:
    """What can be reached from ``starts`` (the start of both nets if none is given) and cannot be finished, by place of the item."""
    graph = joint(campaign, item, starts)
    finished = (state for state in graph if _ended(campaign, state.campaign) and _ended(item, state.item))
    finishing = _from_all(graph.reverse(copy=False), finished)
    return tuple(_stuck_at(campaign, item, state) for state in sorted(set(graph) - finishing))


def _stuck_at(campaign: Net, item: Net, state: State) -> Refusal:
    there = campaign.places[state.campaign]
    return _about(item, state.item, STUCK, campaign=Words(there.name, there.name_en or there.name))


def _acts(campaign: Net, item: Net, state: State) -> Iterator[State]:
    """The states that one act leads to."""
    for move in campaign.offered(state.campaign):
        if "all_settled" not in move.needs or item.places[state.item].desk in (Desk.rest, Desk.end):
            yield _at_rest(campaign, item, State(move.to, state.item))
    for move in item.offered(state.item):
        if move.by not in (By.stage, By.closing):
            yield _at_rest(campaign, item, State(state.campaign, move.to))


def _at_rest(campaign: Net, item: Net, state: State) -> State:
    """The state after the automatic moves that are due: by open stages, and by closing once the campaign has ended."""
    place = campaign.places[state.campaign]
    marking = settled(item, state.item, place.opens)
    if place.desk is Desk.end:
        closing = next((move for move in item.offered(marking) if move.by is By.closing), None)
        marking = closing.to if closing else marking
    return State(state.campaign, marking)


def _alone(net: Net) -> Iterator[Refusal]:
    """What one net breaks on its own; a place that cannot be finished at all is not also called stubborn or shut."""
    reached = _reached(net)
    finishing = _finishing(net, net.moves.values())
    unstubborn = _finishing(net, (move for move in net.moves.values() if move.by is not By.rules or move.action == BLOCK))
    unshut = _finishing(net, (move for move in net.moves.values() if move.by is not By.stage))
    for marking in net.places:
        if marking not in reached:
            yield _about(net, marking, NEVER_REACHED)
        elif marking not in finishing:
            yield _about(net, marking, NO_END if net.offered(marking) else NO_WAY_OUT)
        elif marking not in unstubborn:
            yield _about(net, marking, STUBBORN)
        elif marking not in unshut:
            yield _about(net, marking, SHUT)


def _reached(net: Net) -> set[str]:
    graph = _graph(net, net.moves.values())
    return networkx.descendants(graph, net.start) | {net.start}


def _graph(net: Net, moves: Iterable[Move]) -> networkx.DiGraph:
    graph = networkx.DiGraph()
    graph.add_nodes_from(net.places)
    graph.add_edges_from((move.marking, move.to) for move in moves)
    return graph


def _finishing(net: Net, permitted: Iterable[Move]) -> set[str]:
    """The markings from which the permitted moves lead to an end."""
    ends = (marking for marking, place in net.places.items() if place.desk is Desk.end)
    return _from_all(_graph(net, permitted).reverse(copy=False), ends)


def _from_all(graph: networkx.DiGraph, sources: Iterable) -> set:
    """Everything that some source leads to, the sources included."""
    sources = list(sources)
    return set(networkx.multi_source_dijkstra_path_length(graph, sources)) if sources else set()


def _circles(item: Net) -> Iterator[Refusal]:
    graph = _graph(item, (move for move in item.moves.values() if move.by is By.stage))
    for circle in networkx.simple_cycles(graph):
        yield _about(item, min(circle), CIRCLE)


def _unopened(campaign: Net, item: Net) -> Iterator[Refusal]:
    opened = frozenset().union(*(place.opens for place in campaign.places.values()))
    for move in item.moves.values():
        stage = item.places[move.marking].round
        if move.by is By.stage and stage not in opened:
            yield _about(item, move.marking, NOBODY_OPENS, stage=Words(stage or "—", stage or "—"))


def _together(campaign: Net, item: Net) -> Iterator[Refusal]:
    """What breaks only when the two run together: states that cannot finish, moves that never happen."""
    yield from stuck(campaign, item)
    yield from _dead(campaign, item, joint(campaign, item))


def _ended(net: Net, marking: str) -> bool:
    return net.places[marking].desk is Desk.end


def _dead(campaign: Net, item: Net, graph: networkx.DiGraph) -> Iterator[Refusal]:
    """Drawn moves that no state ever offers: all of a flow's moves must be dead, for a call is drawn once and entered often."""
    at_campaign, at_item = {state.campaign for state in graph}, {state.item for state in graph}
    alive = {move.flow for move in campaign.moves.values() if move.marking in at_campaign}
    alive |= {move.flow for move in item.moves.values() if move.marking in at_item or move.by in (By.stage, By.closing)}
    for net in (campaign, item):
        for move in net.moves.values():
            if move.flow not in alive:
                words = Words(DEAD.zh.format(name=move.label), DEAD.en.format(name=move.label_en or move.label))
                yield Refusal(move.flow, f"{net.places[move.marking].process}.bpmn", words)


def _about(net: Net, marking: str, words: Words, **named: Words) -> Refusal:
    """A refusal of one place; what it names is named in each language's own words."""
    place = net.places[marking]
    named["name"] = Words(place.name, place.name_en or place.name)
    zh = words.zh.format(**{key: value.zh for key, value in named.items()})
    en = words.en.format(**{key: value.en for key, value in named.items()})
    return Refusal(place.element, f"{place.process}.bpmn", Words(zh, en))
