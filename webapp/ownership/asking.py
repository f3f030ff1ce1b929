"""推演与核对: what stays behind, articles in several hands, what a repeal or a merger would change, what blocks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from flask import request

from webapp.acting import campaign, read
from webapp.ownership.answers import FAULTS as LOOKS
from webapp.ownership.days import chosen_day
from webapp.ownership.naming import name_of, names_of
from webapp.ownership_words import FAULTS
from workflows.domain.errors import Refused
from workflows.domain.ownership.changes import Fallout, Merger, Obstacle, departments_merged, obstacles, repealed
from workflows.domain.ownership.faults import Alike, closing_set, split_articles
from workflows.domain.ownership.flows import laws_of
from workflows.domain.ownership.graph import Graph, item
from workflows.domain.ownership.graph import law as law_node
from workflows.domain.ownership.questions import handed_over, proposed
from workflows.domain.words import Words
from workflows.operations.ownership import ownership_of

SHOWN = 60


@dataclass(frozen=True)
class Fault:
    """One thing found: what it is, the items with it (number, name), and who is concerned."""

    words: Words
    items: tuple[tuple[int, str], ...]
    offices: Words


@dataclass(frozen=True)
class AskPage:
    """Every question with its answer for the day; ``law`` and ``taken``/``into`` are what the reader asked about."""

    on: dt.date
    drafted: bool
    behind: tuple[tuple[tuple[int, str], tuple[int, str], Words], ...]
    behind_count: int
    articles: tuple[tuple[str, tuple[tuple[Words, tuple[int, ...]], ...]], ...]
    articles_count: int
    laws: tuple[str, ...]
    law: str
    article: str
    fallout: Fallout | None
    losses: tuple[tuple[str, int], ...]
    law_refused: Words | None
    departments: tuple[tuple[str, str], ...]
    taken: str
    into: str
    merger: Merger | None
    merger_refused: Words | None
    obstacles: tuple[Obstacle, ...]
    faults: tuple[Fault, ...]
    looked: tuple[tuple[Words, int], ...]
    shown: int


def ask_page() -> AskPage:
    """The questions that the address asks, and the standing ones."""
    on, graph = chosen_day(), ownership_of(read(), campaign())
    going = handed_over(graph, on)
    behind, articles = (look(graph, on, going or proposed(graph)) for look in (closing_set, split_articles))
    law, article = _title(graph, request.args.get("law", "")[:200]), request.args.get("article", "")[:100]
    taken, into = request.args.get("taken", ""), request.args.get("into", "")
    fallout, law_refused = _tried(lambda: repealed(graph, law, on, article)) if law else (None, None)
    merger, merger_refused = _tried(lambda: departments_merged(graph, taken, into, on)) if taken and into else (None, None)
    found = {look.__name__: look(graph) for look in LOOKS}
    return AskPage(
        on=on,
        drafted=not going,
        behind=tuple((_item(graph, one.goes), _item(graph, one.stays), names_of(graph, one.subdistricts)) for one in behind[:SHOWN]),
        behind_count=len(behind),
        articles=tuple(
            (f"《{one.law}》{one.article}", tuple((names_of(graph, hand), numbers) for hand, numbers in one.hands))
            for one in articles[:SHOWN]
        ),
        articles_count=len(articles),
        laws=laws_of(graph),
        law=law,
        article=article,
        fallout=fallout,
        losses=tuple((name_of(graph, key), count) for key, count in fallout.subdistricts.items()) if fallout else (),
        law_refused=law_refused,
        departments=tuple((key, name_of(graph, key)) for key in graph.graph["departments"]),
        taken=taken,
        into=into,
        merger=merger,
        merger_refused=merger_refused,
        obstacles=obstacles(graph),
        faults=tuple(islice((_fault(graph, word, one) for word, faults in found.items() for one in faults), SHOWN)),
        looked=tuple((FAULTS[word], len(faults)) for word, faults in found.items()),
        shown=SHOWN,
    )


def _title(graph: Graph, asked: str) -> str:
    """The law as the graph spells it; as asked where it knows none such."""
    node = law_node(asked)
    return graph.nodes[node]["title"] if asked and node in graph else asked


def _tried(ask: Callable[[], object]) -> tuple[object | None, Words | None]:
    try:
        return ask(), None
    except Refused as refused:
        return None, refused.words


def _fault(graph: Graph, word: str, one: object) -> Fault:
    if isinstance(one, Alike):
        return Fault(FAULTS[word], tuple(_item(graph, number) for number in one.items), names_of(graph, one.departments))
    numbers = (one.item,) if hasattr(one, "item") else ()
    offices = names_of(graph, getattr(one, "holders", ()))
    return Fault(FAULTS[word], tuple(_item(graph, number) for number in numbers), offices)


def _item(graph: Graph, number: int) -> tuple[int, str]:
    return number, graph.nodes[item(number)]["name"]
