"""一事一档: the whole life of one item on two pages — what it is, what became of it, every step, every change, every comment."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from workflows.domain.catalogue import bases_text, scope_text
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.papers.fitting import on_two_pages
from workflows.domain.papers.pages import Block, Column, Form, Line, Paragraph, Style, Table
from workflows.domain.papers.snapshot import Snapshot, SnapshotItem
from workflows.domain.papers.tables import answers_table
from workflows.domain.words import Term

FIELD_NAMES = {
    "name": "事项名称",
    "kind": "职权类别",
    "penalty_kinds": "处罚种类",
    "form": "强制方式",
    "owner": "法定实施主体",
    "owner_level": "主体层级",
    "code": "职权编码",
    "bases": "实施依据",
    "mode": "调整方式",
    "scope_conduct": "行为范围",
    "scope_object": "对象范围",
    "scope_place": "地域范围",
    "receivers": "承接街道",
    "entrust_letter": "委托书",
    "entrust_term": "委托期限",
    "related": "关联事项",
    "remarks": "备注",
}
NOBODY = "系统"


def life_of(snapshot: Snapshot, item: SnapshotItem) -> tuple[Block, ...]:
    """The blocks of one item's file, two pages at most: what is too long for them is shortened, the item's name never."""
    return on_two_pages(_whole_life(snapshot, item), (item.fields.name,))


def _whole_life(snapshot: Snapshot, item: SnapshotItem) -> list[Block]:
    blocks: list[Block] = [_standing(snapshot, item), Paragraph("一、办理经过", Style.heading), _steps(snapshot, item)]
    if len(item.versions) > 1:
        blocks += [Paragraph("二、内容变动", Style.heading), _changes(snapshot, item)]
    comments = [comment for comment in snapshot.comments if comment.item == item.number]
    if comments:
        title = f"{'三' if len(item.versions) > 1 else '二'}、意见和采纳情况"
        blocks += [Paragraph(title, Style.heading), answers_table(comments, without="事项名称")]
    return blocks


def said(name: str, fields: ItemFields) -> str:
    """One field of an item in words; empty for one that is not said."""
    value = getattr(fields, name)
    if name == "bases":
        return bases_text(value)
    if isinstance(value, Term):
        return value.zh
    if isinstance(value, tuple):
        return "、".join(each.zh if isinstance(each, Term) else str(each) for each in value)
    return value or ""


def _standing(snapshot: Snapshot, item: SnapshotItem) -> Form:
    fields = item.fields
    row = snapshot.row_of.get(item.number)
    kept = f"保留：{item.kept.zh}。{item.kept_because}" if item.kept else ""
    outcome = f"列入目录第{row.number}项" if row else kept or item.place
    receivers = row.receivers if row else "、".join(snapshot.name_of(key) for key in fields.receivers) or "全部街道"
    lines = [
        Line((("编号", str(item.number)), ("职权编码", fields.code or "—")), 8),
        Line((("事项名称", fields.name),), 10),
        Line((("原实施部门", snapshot.name_of(item.department)), ("职权类别", said("kind", fields) or "—")), 8),
        Line((("实施依据", bases_text(fields.bases) or "—"),), 8),
        Line((("调整方式", said("mode", fields) or "—"), ("关联事项", said("related", fields) or "—")), 8),
        Line((("承接街道", receivers),), 8),
        Line((("下放范围", scope_text(fields) or "—"),), 8),
        Line((("备注", fields.remarks or "—"),), 8),
        Line((("结果", outcome),), 8),
    ]
    return Form(tuple(lines))


def _steps(snapshot: Snapshot, item: SnapshotItem) -> Table:
    columns = (("时间", 22), ("环节", 16), ("办理", 12), ("办理人", 21), ("理由", 23), ("编号", 7))
    rows = [
        (
            _moment(snapshot, step.at),
            step.place or "填报",
            step.word + ("" if step.standing else "（已撤销）"),
            step.person or NOBODY,
            "。".join(part for part in (step.code.zh if step.code else "", step.reason) if part),
            str(step.act),
        )
        for step in item.steps
    ]
    return _plain("办理经过", columns, rows)


def _changes(snapshot: Snapshot, item: SnapshotItem) -> Table:
    rows = []
    for before, after in zip(item.versions, item.versions[1:], strict=False):
        for name in changed_fields(before.fields, after.fields):
            when = f"{_moment(snapshot, after.at)}\n{after.person or NOBODY}"
            rows.append((f"第{after.number}版", when, FIELD_NAMES[name], said(name, before.fields) or "—", said(name, after.fields) or "—"))
    return _plain("内容变动", (("版次", 8), ("时间和人", 23), ("栏目", 12), ("原为", 28), ("改为", 28)), rows)


def _plain(name: str, columns: tuple[tuple[str, int], ...], rows: list[tuple[str, ...]]) -> Table:
    return Table(name, tuple(Column(title, width) for title, width in columns), tuple(rows))


def _moment(snapshot: Snapshot, at: dt.datetime) -> str:
    return f"{at.astimezone(ZoneInfo(snapshot.zone)):%Y-%m-%d %H:%M}"

