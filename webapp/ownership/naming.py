"""What offices are called on the pages of ownership, and who holds an item in one sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.acting import campaign, read
from workflows.domain.ownership.graph import Graph, organisation
from workflows.domain.ownership.questions import Held
from workflows.domain.words import Words
from workflows.store.campaigns import participants

ALL = Words("全部街道", "all subdistricts")
NOBODY = Words("无人", "nobody")


def name_of(graph: Graph, key: str) -> str:
    """The name of an organisation; its key where the graph does not know it."""
    node = organisation(key)
    return graph.nodes[node]["name"] if node in graph else key


def names_of(graph: Graph, keys: Iterable[str]) -> Words:
    """Names joined in both languages; all subdistricts in one word."""
    keys = tuple(keys)
    if len(keys) > 1 and set(keys) == set(graph.graph["subdistricts"]):
        return ALL
    names = [name_of(graph, key) for key in keys]
    return Words("、".join(names), ", ".join(names))


def held_words(graph: Graph, held: Held) -> Words:
    """Who holds it, who acts in whose name, and who keeps the rest."""
    who = names_of(graph, held.holders) if held.holders else NOBODY
    zh, en = [f"{who.zh}行使"], [f"held by {who.en}"]
    if held.agents:
        agents = names_of(graph, held.agents)
        zh, en = [*zh, f"{agents.zh}受委托以其名义行使"], [*en, f"{agents.en} acting in its name"]
    if held.rest:
        rest = name_of(graph, held.rest)
        zh, en = [*zh, f"其余仍由{rest}行使"], [*en, f"the rest stays with {rest}"]
    return Words("；".join(zh), "; ".join(en))


def short_names() -> Mapping[str, str]:
    """Key → short name of everybody who takes part, for pictures."""
    offices = (office for part in ("department", "receiver") for office in participants(read(), campaign(), part))
    return {office.key: office.short_name or office.name for office in offices}
