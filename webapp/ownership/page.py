"""What the page of ownership shows on the day that its address names."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import request

from webapp.acting import campaign, read
from webapp.identity import today
from webapp.numbers import bounded
from webapp.ownership_words import DESCENTS, FAULTS, GROUNDS, span_words
from workflows.domain.errors import Refused
from workflows.domain.ownership.faults import Alike, closing_set, contested, cycles, duplicated, gaps, orphaned, overlaps
from workflows.domain.ownership.graph import Graph, item, organisation
from workflows.domain.ownership.questions import Held, Proof, handed_over, history, holder, load, proposed, transfers
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words
from workflows.operations.ownership import ownership_of

ALL = Words("全部街道", "all subdistricts")
NOBODY = Words("无人", "nobody")
SHOWN = 50
KINDS = (Kind.penalty, Kind.inspection, Kind.compulsory_measure, Kind.compulsory_execution)


@dataclass(frozen=True)
class Answer:
    """Who holds one item on the day, in a sentence, with its proof and its chapters (days, holders, act)."""

    number: int
    name: str
    sentence: Words
    proof: tuple[tuple[Proof, Words], ...]
    chapters: tuple[tuple[int, Words, Words, int | None], ...]
    kin: tuple[Words, ...]


@dataclass(frozen=True)
class Row:
    """One office and its counts, in the order of the heading."""

    name: str
    counts: tuple[int, ...]


@dataclass(frozen=True)
class LeftRow:
    """An item that goes, its companion that does not, and for which subdistricts."""

    goes: int
    stays: int
    subdistricts: Words


@dataclass(frozen=True)
class OwnershipPage:
    """One day of the campaign: an item if one is asked for, transfers, load, what stays behind, faults by kind.

    ``drafted`` says that no list is in force on the day, so that what stays behind is judged by what is adopted now.
    """

    on: dt.date
    number: int | None
    answer: Answer | None
    refused: Words | None
    departments: tuple[str, ...]
    transfers: tuple[Row, ...]
    different: tuple[int, ...]
    kinds: tuple[Kind, ...]
    load: tuple[Row, ...]
    drafted: bool
    behind: tuple[LeftRow, ...]
    behind_count: int
    alike: tuple[tuple[Words, tuple[int, ...], str], ...]
    impossible: tuple[tuple[Words, int], ...]


def ownership_page() -> OwnershipPage:
    """The page for ``on`` (today unless the address says) and item ``number`` (none unless it says)."""
    on = request.args.get("on", today(), dt.date.fromisoformat)
    number = request.args.get("item", type=bounded)
    graph = ownership_of(read(), campaign())
    answer, refused = _answer(graph, number, on)
    table, going = transfers(graph, on), handed_over(graph, on)
    behind = closing_set(graph, on, going or proposed(graph))
    by_street = zip(table.subdistricts, zip(*table.counts, strict=True), strict=True)
    return OwnershipPage(
        on=on,
        number=number,
        answer=answer,
        refused=refused,
        departments=tuple(_name(graph, key) for key in table.departments),
        transfers=tuple(Row(_name(graph, key), counts) for key, counts in by_street),
        different=table.items,
        kinds=KINDS,
        load=_load(graph, on),
        drafted=not going,
        behind=tuple(LeftRow(one.goes, one.stays, _names(graph, one.subdistricts)) for one in behind[:SHOWN]),
        behind_count=len(behind),
        alike=tuple(_alike(graph)),
        impossible=tuple((FAULTS[look.__name__], len(look(graph))) for look in (orphaned, overlaps, gaps, cycles)),
    )


def _answer(graph: Graph, number: int | None, on: dt.date) -> tuple[Answer | None, Words | None]:
    if number is None:
        return None, None
    try:
        found, told = holder(graph, number, on), history(graph, number)
    except Refused as refused:
        return None, refused.words
    chapters = tuple(
        (one.item, span_words(one.from_on, one.until_on), _held(graph, one.held), one.act) for one in told.chapters
    )
    kin = tuple(DESCENTS[one.word].filled(item=one.item, on=one.on) for one in (*told.came_from, *told.became))
    sentence = _held(graph, found.held)
    proof = tuple((link, GROUNDS[link.ground]) for link in found.proof)
    return Answer(number, graph.nodes[item(number)]["name"], sentence, proof, chapters, kin), None


def _held(graph: Graph, held: Held) -> Words:
    """Who holds it, who acts in whose name, and who keeps the rest, in one sentence."""
    who = _names(graph, held.holders) if held.holders else NOBODY
    zh, en = [f"{who.zh}行使"], [f"held by {who.en}"]
    if held.agents:
        agents = _names(graph, held.agents)
        zh, en = [*zh, f"{agents.zh}受委托以其名义行使"], [*en, f"{agents.en} acting in its name"]
    if held.rest:
        rest = _name(graph, held.rest)
        zh, en = [*zh, f"其余仍由{rest}行使"], [*en, f"the rest stays with {rest}"]
    return Words("；".join(zh), "; ".join(en))


def _load(graph: Graph, on: dt.date) -> tuple[Row, ...]:
    """Each subdistrict: items by kind, then all of them."""
    counts: Counter = Counter()
    for row in load(graph, on):
        counts[row.subdistrict, row.kind] += row.items
        counts[row.subdistrict, None] += row.items
    return tuple(
        Row(_name(graph, key), tuple(counts[key, kind] for kind in (*KINDS, None))) for key in graph.graph["subdistricts"]
    )


def _alike(graph: Graph) -> Iterable[tuple[Words, tuple[int, ...], str]]:
    """Contests and duplicates: what it is, the items, the departments."""
    found: list[tuple[Words, Alike]] = [(FAULTS["contested"], one) for one in contested(graph)]
    found += [(FAULTS["duplicated"], one) for one in duplicated(graph)]
    for words, one in found[:SHOWN]:
        yield words, one.items, "、".join(_name(graph, key) for key in one.departments)


def _names(graph: Graph, keys: Iterable[str]) -> Words:
    keys = tuple(keys)
    if len(keys) > 1 and set(keys) == set(graph.graph["subdistricts"]):
        return ALL
    names = [_name(graph, key) for key in keys]
    return Words("、".join(names), ", ".join(names))


def _name(graph: Graph, key: str) -> str:
    node = organisation(key)
    return graph.nodes[node]["name"] if node in graph else key
