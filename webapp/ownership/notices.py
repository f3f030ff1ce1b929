"""What asks for a person's eye, each in one short sentence with a small picture and a link to the rows it counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from flask import url_for

from webapp.acting import campaign, read
from webapp.ownership.naming import name_of
from workflows.domain.ownership.changes import obstacles, repealed
from workflows.domain.ownership.faults import closing_set, contested, cycles, duplicated, gaps, orphaned, overlaps, split_articles
from workflows.domain.ownership.flows import Flows, weightiest_laws
from workflows.domain.ownership.graph import Graph, item
from workflows.domain.ownership.questions import handed_over, proposed
from workflows.domain.vocabulary import Capacity, Kind
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.capacity import said_of, sheets_of

LONGEST = 1
LIST = Words("列出", "List")


@dataclass(frozen=True)
class Notice:
    """One sentence. ``picture`` names a drawing of ``ownership/_pictures.html``; links are (address, words)."""

    tone: str
    picture: str
    words: Words
    links: tuple[tuple[str, Words], ...] = ()


def notices(graph: Graph, on: dt.date, found: Flows) -> tuple[Notice, ...]:
    """The sentences for the day, what must be changed first; the last one says what was looked for and not found."""
    told = (*_blocked(graph), *_behind(graph, on), *_articles(graph, on), *_alike(graph), *_weight(graph, on, found))
    return (*told, *_strength(graph, found), *_impossible(graph), _sound(graph, found))


def _link(question: str, **words: object) -> str:
    return url_for("ownership.asked", _anchor=question, **words)


def _blocked(graph: Graph) -> Iterator[Notice]:
    found = obstacles(graph)
    if found:
        zh, en = f"{len(found)} 项因阻断挡住目录。", f"{len(found)} items stand in the way of the catalogue."
        yield Notice("red", "blocked", Words(zh, en), ((_link("obstacles"), Words("看原因", "Why")),))


def _behind(graph: Graph, on: dt.date) -> Iterator[Notice]:
    going = handed_over(graph, on) or proposed(graph)
    found = closing_set(graph, on, going)
    kinds = {one.goes: graph.nodes[item(one.goes)]["kind"] for one in found}
    penalties = len([kind for kind in kinds.values() if kind is Kind.penalty])
    others = len(kinds) - penalties
    link = ((_link("behind", on=on), Words("逐项看", "One by one")),)
    if penalties:
        zh = f"{penalties} 项处罚去了街道，关联的检查或强制留在部门，街道无权取证。"
        en = f"{penalties} penalties go without their inspections or measures, which stay behind."
        yield Notice("red", "behind", Words(zh, en), link)
    if others:
        zh, en = f"{others} 项检查或强制去了街道，关联的处罚留在部门。", f"{others} inspections or measures go without their penalties."
        yield Notice("red", "behind", Words(zh, en), link)


def _articles(graph: Graph, on: dt.date) -> Iterator[Notice]:
    found = split_articles(graph, on, handed_over(graph, on) or proposed(graph))
    if found:
        first = f"《{found[0].law}》{found[0].article}"
        zh = f"{len(found)} 条依据分属不同主体，如{first}。"
        words = Words(zh, f"{len(found)} articles are in several hands.")
        yield Notice("amber", "split", words, ((_link("articles", on=on), LIST),))


def _alike(graph: Graph) -> Iterator[Notice]:
    disputed = contested(graph)
    for one in disputed[:LONGEST]:
        name, offices = graph.nodes[item(one.items[0])]["name"], [name_of(graph, key) for key in one.departments]
        zh, en = f"“{name}”在{'和'.join(offices)}都有报送。", f"“{name}” is reported by {' and '.join(offices)}."
        yield Notice("amber", "contested", Words(zh, en), ((_link("faults"), Words("并排核对", "Side by side")),))
    if len(disputed) > LONGEST:
        more = len(disputed) - LONGEST
        zh, en = f"另有 {more} 组事项在不同部门名称或编码相同。", f"{more} more groups are reported by several departments."
        yield Notice("amber", "contested", Words(zh, en), ((_link("faults"), LIST),))
    found = duplicated(graph)
    if found:
        zh, en = f"{len(found)} 组事项在同一部门名称或编码相同。", f"{len(found)} groups are alike within one department."
        yield Notice("amber", "contested", Words(zh, en), ((_link("faults"), LIST),))


def _weight(graph: Graph, on: dt.date, found: Flows) -> Iterator[Notice]:
    for title, count in weightiest_laws(graph, on, [one.number for one in found.items], 1):
        fallout = repealed(graph, title, on)
        streets = len({key for one in found.items if one.number in {*fallout.falls, *fallout.shaken} for key in one.receivers})
        zh = f"若《{title}》修订，将影响 {count} 项、{streets} 个街道。"
        en = f"If {title} is amended, {count} items and {streets} subdistricts are affected."
        yield Notice("", "law", Words(zh, en), ((_link("repeal", law=title, on=on), LIST),))


def _strength(graph: Graph, found: Flows) -> Iterator[Notice]:
    """What subdistricts say they cannot take over, and those with the fewest certified officers for what they hold."""
    refused = [key for key, (said, _) in said_of(read(), campaign()).items() if said.capacity is Capacity.unable]
    link = ((url_for("capacity.shown"), Words("看承接能力", "See capacity")),)
    if refused:
        items, streets = len({item_id for _, item_id in refused}), len({office for office, _ in refused})
        zh, en = f"{items} 项有街道答复接不住，涉及 {streets} 个街道。", f"{streets} subdistricts cannot take over {items} items."
        yield Notice("amber", "load", Words(zh, en), link)
    sheets = {office: sheet for office, sheet in sheets_of(read(), campaign()).items() if sheet.short_handed}
    offices = participants(read(), campaign(), "receiver") if sheets else ()
    short = [(office, sheets[office.id]) for office in offices if office.id in sheets]
    if short := sorted(short, key=lambda pair: pair[1].officers)[:3]:
        names = "、".join(office.short_name for office, _ in short)
        counts = "、".join(f"{found.subdistricts.get(office.key, 0)} 项 {sheet.officers} 人" for office, sheet in short)
        zh = f"{names}承接的事项和持证人员分别为 {counts}；每案须 2 人并有法制审核。"
        en = f"{names}: too few certified officers or no reviewer; a case takes two."
        yield Notice("amber", "load", Words(zh, en), link)


def _impossible(graph: Graph) -> Iterator[Notice]:
    words = {
        orphaned: Words("{n} 项没有任何主体。", "{n} items have no holder at all."),
        overlaps: Words("{n} 处同日重叠。", "{n} claims overlap on a day."),
        gaps: Words("{n} 段日子无人行使。", "{n} stretches of days have no holder."),
        cycles: Words("{n} 处循环。", "{n} circles."),
    }
    for look, said in words.items():
        count = len(look(graph))
        if count:
            yield Notice("red", "blocked", said.filled(n=count), ((_link("faults"), LIST),))


def _sound(graph: Graph, found: Flows) -> Notice:
    count = len(found.items)
    zh = f"{count} 项都有主体；查过无主、重叠、空档、循环。"
    words = Words(zh, f"Looked for orphans, overlaps, gaps and circles; {count} items are held.")
    return Notice("act", "sound", words, ((_link("faults"), Words("检查记录", "What was checked")),))
