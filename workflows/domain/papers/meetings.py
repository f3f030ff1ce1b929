"""会议纪要 of one seminar as a paper: the minutes as they were edited, who attended, and every item with its result and dissent."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from workflows.domain.catalogue import DEMONSTRATION
from workflows.domain.papers.fields import full_day
from workflows.domain.papers.pages import Column, Paper, Paragraph, Section, Signature, Style, Table
from workflows.domain.seminars import AgendaItem, Meeting
from workflows.domain.vocabulary import KeepReason

OPEN = "继续研讨"
DRAFT = "会议纪要草稿，未归档"
_RESULTS = (("议题", 14), ("编号", 5), ("原实施部门", 13), ("事项名称", 28), ("结论", 10), ("理由", 22), ("不同意见", 18))
_CENTRED = frozenset({"编号", "结论"})


def meeting_paper(meeting: Meeting, minutes: str, words: Mapping[str, str], *, bureau: str, demonstration: bool, filed: bool) -> Paper:
    """The paper of one seminar; the same rows and text give the same paper.

    Args:
        minutes: The text as it was edited or drafted, a paragraph a line.
        words: Action → what the diagram calls it, in Chinese.
        bureau: Who signs.
        filed: Whether the minutes were filed; before that each page says that they are a draft.
    """
    title, foot = f"第{meeting.number}次研讨会会议纪要", "" if filed else DRAFT
    text = (*_paragraphs(meeting, title, minutes), Signature(bureau, full_day(meeting.held_on)))
    sections = (
        Section(title, text, foot=foot),
        Section("研讨事项和结论", (_results(meeting, words),), "附件1", landscape=True, foot=foot),
        Section("出席人员", (_attendance(meeting),), "附件2", foot=foot),
    )
    made_at = dt.datetime.combine(meeting.held_on, dt.time(), dt.UTC)
    return Paper(title, bureau, made_at, sections, DEMONSTRATION.zh if demonstration else "")


def _paragraphs(meeting: Meeting, title: str, minutes: str) -> Iterator[Paragraph]:
    """The text without what the paper says already; topics head it, items head their results."""
    for line in (line.strip(" \u3000\t\r") for line in minutes.split("\n")):
        if line and line not in (meeting.campaign, title):
            yield Paragraph(line, _style(line))


def _style(line: str) -> Style:
    if line.startswith("议题"):
        return Style.heading
    return Style.subheading if re.match(r"第\d+项\u3000", line) else Style.body


def _results(meeting: Meeting, words: Mapping[str, str]) -> Table:
    return _table("研讨事项", _RESULTS, (_result(topic, item, words) for topic, items in meeting.topics.items() for item in items))


def _result(topic: str, item: AgendaItem, words: Mapping[str, str]) -> tuple[str, ...]:
    because = "。".join(part for part in (KeepReason(item.code).zh if item.code else "", item.reason) if part)
    result = words.get(item.result, item.result) if item.result else OPEN
    return topic, str(item.number), item.department, item.name, result, because, item.dissent


def _attendance(meeting: Meeting) -> Table:
    came = [(one.office, one.name, one.part, "") for one in meeting.attendees] or [("",) * 4] * 10
    return _table("出席人员", (("单位", 10), ("姓名", 6), ("身份", 6), ("签名", 8)), came)


def _table(name: str, columns: Iterable[tuple[str, int]], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(name, tuple(Column(title, width, title in _CENTRED) for title, width in columns), tuple(rows))
