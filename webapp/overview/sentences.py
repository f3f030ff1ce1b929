"""今天需要人处理: one sentence for each thing that needs a person, the most pressing first, each with its one link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from webapp.acting import item_net, read, sight
from webapp.overview.map import Answer
from webapp.overview.progress import DepartmentRow
from webapp.overview.replies import Replies
from workflows.domain.words import Words
from workflows.store.items.listing import ItemFilter, severities

MOST = 7
LOUD = {"red": 0, "amber": 1, "": 2}
VIEW, ANSWER, OPEN, WHERE = Words("逐项查看", "View"), Words("去答复", "Answer"), Words("打开", "Open"), Words("看卡在哪里", "See where")
NUDGE = Words("催办 {n} 人", "Nudge {n}")
BLOCKED = Words("筛查阻断 {n:,} 项，不改事项不能通过。", "{n:,} items are blocked by screening and cannot pass unchanged.")
OPEN_COMMENTS = Words("{n:,} 项有意见未答复。", "{n:,} items have comments without an answer.")
WARNED = Words("{n:,} 项有警示，须由人判断。", "{n:,} items carry a warning for a person to judge.")
LATE = Words(
    "{zh} {late:,} 项已等超过 10 个工作日，最久 {days} 个工作日，等{who_zh}。",
    "{en}: {late:,} items have waited more than 10 working days, the longest {days}, for {who_en}.",
)
SLOW = Words(
    "{zh} {count:,} 项，等{who_zh}；最久已 {days} 个工作日。",
    "{en}: {count:,} items wait for {who_en}, the longest for {days} working days.",
)
BEHIND = Words("{name}按现速{zh}才能审定，{note_zh}。", "{name} will be done on {en} at its pace, {note_en}.")
ALL_BEHIND = Words(
    "{names} {n} 个部门按现速都晚于审定期限，最晚到{zh}。",
    "{n} departments ({names}) will miss the deadline at their pace, the last on {en}.",
)
SILENT = Words("征求意见：{names}等 {n} 个街道还没有答复。", "Comments: {n} subdistricts have not answered, {names} among them.")


@dataclass(frozen=True)
class Sentence:
    """One thing that needs a person, with its one link."""

    words: Words
    link: Words
    href: str
    tone: str


def sentences(answers: Sequence[Answer], departments: Iterable[DepartmentRow], replies: Replies | None) -> tuple[Sentence, ...]:
    """At most seven, red before amber before the rest; two queries."""
    made = [*_places(answers), *_findings(), *_behind(departments), *_silent(replies)]
    return tuple(sorted(made, key=lambda one: LOUD[one.tone])[:MOST])


def _places(answers: Sequence[Answer]) -> Iterator[Sentence]:
    for one in sorted((one for one in answers if one.tone), key=lambda one: -one.days)[:3]:
        values = {"zh": one.name.zh, "en": one.name.en, "who_zh": one.who.zh, "who_en": one.who.en}
        values |= {"days": one.days, "late": one.late, "count": one.count}
        words, way = (LATE if one.late else SLOW).filled(**values), (OPEN, one.href)
        if one.nudge is not None:
            way = NUDGE.filled(n=one.nudge.people), one.nudge.href
        yield Sentence(words, *way, one.tone)


def _findings() -> Iterator[Sentence]:
    moving = tuple(place.marking for place in item_net().places.values() if place.counts == "in_progress")
    found = severities(read(), sight(), ItemFilter(places=moving))
    if count := found.get("block"):
        yield Sentence(BLOCKED.filled(n=count), VIEW, url_for("items.listed", finding="block", part="in_progress"), "red")
    if count := found.get("comment"):
        yield Sentence(OPEN_COMMENTS.filled(n=count), ANSWER, url_for("comments.listed", state="open"), "amber")
    if count := found.get("warn"):
        yield Sentence(WARNED.filled(n=count), VIEW, url_for("items.listed", finding="warn", part="in_progress"), "amber")


def _behind(departments: Iterable[DepartmentRow]) -> Iterator[Sentence]:
    late = [row for row in departments if row.expected.tone == "red"]
    if len(late) == 1:
        expected = late[0].expected
        values = {"zh": expected.said.zh, "en": expected.said.en, "note_zh": expected.note.zh, "note_en": expected.note.en}
        words = BEHIND.filled(name=late[0].name, **values)
        yield Sentence(words, WHERE, url_for("items.listed", department=late[0].key, part="in_progress"), "amber")
    elif late:
        last = max(late, key=lambda row: row.expected.on).expected.said
        words = ALL_BEHIND.filled(names="、".join(row.short for row in late), n=len(late), zh=last.zh, en=last.en)
        yield Sentence(words, WHERE, url_for("items.listed", department=[row.key for row in late], part="in_progress"), "amber")


def _silent(replies: Replies | None) -> Iterator[Sentence]:
    if replies is not None and replies.open and replies.silent:
        names = "、".join(one.name for one in replies.silent[:3])
        yield Sentence(SILENT.filled(names=names, n=len(replies.silent)), WHERE, url_for("overview.shown", _anchor="replies"), "")
