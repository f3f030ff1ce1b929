"""One item's neighbourhood on a day: who holds it and what proves it, over time, and what is tied to it; read without the whole graph."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from webapp.acting import campaign, read
from webapp.ownership.days import Days, chosen_day, days
from webapp.ownership.naming import held_words
from webapp.ownership_words import DESCENTS, GROUNDS, span_words
from webapp.presentation import share
from workflows.domain.errors import Refused
from workflows.domain.ownership.graph import OWN_NAME, Edge, Graph, edges_in, edges_out, holds, item
from workflows.domain.ownership.questions import Chapter, Proof, history, holder
from workflows.domain.words import Words
from workflows.operations.ownership import ownership_near


@dataclass(frozen=True)
class Band:
    """One chapter on the line of days: where it begins and how wide it is, as SVG percentages; ``tone`` says whose hands."""

    left: str
    width: str
    tone: str
    held: Words
    span: Words


@dataclass(frozen=True)
class NeighbourPage:
    """``sentence`` is None where the item was nobody's on that day, and ``refused`` says why."""

    number: int
    name: str
    days: Days
    sentence: Words | None
    refused: Words | None
    proof: tuple[tuple[Proof, Words], ...]
    chapters: tuple[tuple[int, Words, Words, int | None], ...]
    bands: tuple[Band, ...]
    kin: tuple[Words, ...]
    laws: tuple[tuple[str, str], ...]
    related: tuple[tuple[int, str], ...]


def neighbour_page(number: int) -> NeighbourPage:
    """The neighbourhood of an item on the chosen day.

    Raises:
        NotFound: there is no such item.
    """
    on, line = chosen_day(), days()
    graph = ownership_near(read(), campaign(), number)
    told = history(graph, number)
    sentence, proof, refused = _answer(graph, number, on)
    chapters = tuple((one.item, span_words(one.from_on, one.until_on), held_words(graph, one.held), one.act) for one in told.chapters)
    return NeighbourPage(
        number=number,
        name=graph.nodes[item(number)]["name"],
        days=line,
        sentence=sentence,
        refused=refused,
        proof=proof,
        chapters=chapters,
        bands=tuple(_bands(graph, line, [one for one in told.chapters if one.item == number])),
        kin=tuple(DESCENTS[one.word].filled(item=one.item, on=one.on) for one in (*told.came_from, *told.became)),
        laws=tuple(_laws(graph, number, on)),
        related=tuple(_related(graph, number, on)),
    )


def _answer(graph: Graph, number: int, on: dt.date) -> tuple[Words | None, tuple, Words | None]:
    try:
        found = holder(graph, number, on)
    except Refused as refused:
        return None, (), refused.words
    return held_words(graph, found.held), tuple((link, GROUNDS[link.ground]) for link in found.proof), None


def _bands(graph: Graph, line: Days, chapters: list[Chapter]) -> Iterator[Band]:
    for one in chapters:
        first, last = max(one.from_on or line.first, line.first), min(one.until_on or line.last, line.last)
        if first <= last:
            tone = "entrusted" if one.held.agents else "handed" if one.held.mode in OWN_NAME else "kept"
            left, width = share((first - line.first).days, line.length), share((last - first).days or 1, line.length)
            yield Band(left, width, tone, held_words(graph, one.held), span_words(one.from_on, one.until_on))


def _laws(graph: Graph, number: int, on: dt.date) -> Iterator[tuple[str, str]]:
    for node, edge in edges_out(graph, item(number), Edge.rests_on):
        if holds(edge, on):
            yield graph.nodes[node]["title"], edge["article"]


def _related(graph: Graph, number: int, on: dt.date) -> Iterator[tuple[int, str]]:
    ties = (*edges_out(graph, item(number), Edge.related), *edges_in(graph, item(number), Edge.related))
    for node in dict.fromkeys(node for node, edge in ties if holds(edge, on)):
        yield graph.nodes[node]["number"], graph.nodes[node]["name"]
