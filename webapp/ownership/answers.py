"""Every question asked of the graph, by its name: the same answer for the page, for a program and for the command line."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping

from flask import abort, request

from webapp.acting import campaign, read
from webapp.numbers import bounded
from webapp.ownership.days import chosen_day
from workflows.domain.errors import NotFound
from workflows.domain.ownership.changes import departments_merged, obstacles, repealed
from workflows.domain.ownership.faults import closing_set, contested, cycles, duplicated, gaps, orphaned, overlaps, split_articles
from workflows.domain.ownership.graph import Graph
from workflows.domain.ownership.questions import handed_over, history, holder, load, proposed, transfers
from workflows.operations.ownership import ownership_near, ownership_of

FAULTS = (contested, duplicated, orphaned, overlaps, gaps, cycles)


def _number() -> int:
    return request.args.get("item", 0, bounded)


def _going(graph: Graph, on: dt.date) -> Mapping[int, frozenset[str]]:
    return handed_over(graph, on) or proposed(graph)


OF_ONE: Mapping[str, Callable[[Graph, dt.date], object]] = {
    "holder": lambda graph, on: holder(graph, _number(), on),
    "history": lambda graph, on: history(graph, _number()),
}
OF_ALL: Mapping[str, Callable[[Graph, dt.date], object]] = {
    "load": load,
    "transfers": transfers,
    "behind": lambda graph, on: closing_set(graph, on, _going(graph, on)),
    "articles": lambda graph, on: split_articles(graph, on, _going(graph, on)),
    "faults": lambda graph, on: {look.__name__: look(graph) for look in FAULTS},
    "repeal": lambda graph, on: repealed(graph, request.args.get("law", ""), on, request.args.get("article", "")),
    "merge": lambda graph, on: departments_merged(graph, request.args.get("taken", ""), request.args.get("into", ""), on),
    "obstacles": lambda graph, on: obstacles(graph),
}


def answer(question: str) -> object:
    """The answer for a program: what the question's function gave, as plain values; 404 for a question or thing there is not."""
    on = chosen_day()
    if question in OF_ONE:
        graph, ask = ownership_near(read(), campaign(), _number()), OF_ONE[question]
    else:
        ask = OF_ALL.get(question) or abort(404)
        graph = ownership_of(read(), campaign())
    try:
        return plain({"on": on, "answer": ask(graph, on)})
    except NotFound:
        abort(404)


def plain(value: object) -> object:
    """Dataclasses as objects, days as text, sets and tuples as lists."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value
