"""A seminar (研讨) as a frozen value: its agenda by topics, who attended, what was said of each item; and its minutes as a draft."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import KeepReason

OTHER_TOPIC = "其他事项"


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody who attended, as written on the list: office, name, as what."""

    office: str
    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """One item on the agenda. ``result`` is a word of the diagram, empty while none was reached; ``act_id`` carried it out."""

    number: int
    name: str
    department: str
    topic: str
    result: str = ""
    code: str = ""
    reason: str = ""
    dissent: str = ""
    act_id: int | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One seminar: agenda in the order of topics and of the items' numbers."""

    campaign: str
    number: int
    title: str
    held_on: date
    venue: str
    attendees: tuple[Attendee, ...]
    agenda: tuple[AgendaItem, ...]

    @property
    def topics(self) -> dict[str, tuple[AgendaItem, ...]]:
        """The agenda by topic, topics as they come."""
        grouped: dict[str, list[AgendaItem]] = defaultdict(list)
        for item in self.agenda:
            grouped[item.topic or OTHER_TOPIC].append(item)
        return {topic: tuple(items) for topic, items in grouped.items()}

    @property
    def ready(self) -> tuple[AgendaItem, ...]:
        """The items with a result that was not written back yet."""
        return tuple(item for item in self.agenda if item.result and item.act_id is None)


def suggested_topics(items: Mapping[int, ItemFields]) -> dict[int, str]:
    """A topic for each item: the law of its first basis where at least two items share it, else one topic for the rest.

    Args:
        items: Item id → what it says.
    """
    laws = {item_id: fields.bases[0].law if fields.bases else "" for item_id, fields in items.items()}
    shared = {law for law in laws.values() if law and list(laws.values()).count(law) > 1}
    return {item_id: f"《{law}》" if law in shared else OTHER_TOPIC for item_id, law in laws.items()}


def draft_minutes(meeting: Meeting, words: Mapping[str, str]) -> str:
    """The minutes (会议纪要) as a text to edit: facts, then each topic with its results, reasons and dissents, then the sum.

    Args:
        words: Action → what the diagram calls it, in Chinese.

    Source:
        The paper 会议纪要 of the seminar step.
    """
    head = [
        f"{meeting.campaign}",
        f"第{meeting.number}次研讨会会议纪要",
        "",
        f"会议名称：{meeting.title}",
        f"时间：{meeting.held_on.year}年{meeting.held_on.month}月{meeting.held_on.day}日",
        f"地点：{meeting.venue or '（未写）'}",
        f"出席：{_attendance(meeting.attendees)}",
        "",
        f"会议对{len(meeting.agenda)}项职权事项进行了研讨，纪要如下：",
    ]
    body = [line for order, (topic, items) in enumerate(meeting.topics.items(), 1) for line in _topic(order, topic, items, words)]
    return "\n".join([*head, *body, "", _sum(meeting.agenda, words)]) + "\n"


def _attendance(attendees: Iterable[Attendee]) -> str:
    offices: dict[str, list[str]] = defaultdict(list)
    for one in attendees:
        offices[one.office].append(f"{one.name}（{one.part}）" if one.part else one.name)
    return "；".join(f"{office}{'、'.join(names)}" for office, names in offices.items()) or "（未登记）"


def _topic(order: int, topic: str, items: Iterable[AgendaItem], words: Mapping[str, str]) -> list[str]:
    lines = ["", f"议题{order}　{topic}"]
    for item in items:
        lines.append(f"第{item.number}项　{item.name}（{item.department}）")
        lines.append(f"　　结论：{_result(item, words)}。")
        if item.dissent:
            lines.append(f"　　不同意见：{item.dissent}")
    return lines


def _result(item: AgendaItem, words: Mapping[str, str]) -> str:
    if not item.result:
        return "未形成结论，继续研讨"
    because = KeepReason(item.code).zh if item.code else ""
    reason = "；".join(part for part in (because, item.reason.rstrip("。")) if part)
    return f"{words.get(item.result, item.result)}{f'。理由：{reason}' if reason else ''}"


def _sum(agenda: Iterable[AgendaItem], words: Mapping[str, str]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for item in agenda:
        counts[words.get(item.result, item.result) if item.result else "继续研讨"] += 1
    return "合计：" + "，".join(f"{name}{count}项" for name, count in counts.items()) + "。"
