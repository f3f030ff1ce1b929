"""The tables of the papers, each from a snapshot alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflows.domain.catalogue import COLUMNS, CatalogueRow
from workflows.domain.papers.pages import Column, Form, Line, Table
from workflows.domain.papers.snapshot import FIRST_ROUND, Snapshot, SnapshotComment, SnapshotItem, Step
from workflows.domain.vocabulary import NEEDS_ANSWER

_CATALOGUE_WIDTHS = (5, 13.4, 18.6, 8.7, 18, 10.4, 9, 8.7, 10, 7.7)
"""Each heading on one line, and a code of twelve digits, the longest that never breaks, inside its column."""
_COUNTS = ("目录序号", "承接事项数", "审查项数", "列入目录", "保留", "在办及其他")
_CENTRED = frozenset({"序号", "职权编码", "职权类别", "调整方式", "编号", "意见类型", "采纳情况", "结论", "会签意见", "日期", *_COUNTS})
_WITHOUT_DEPARTMENT = tuple(place for place, words in enumerate(COLUMNS) if words.zh != "原实施部门")
_WITHOUT_RECEIVERS = tuple(place for place, words in enumerate(COLUMNS) if words.zh != "承接街道")
WAITING = "待处理"
TO_SIGN = "会签意见：　　　　　　签名：　　　　　　　年　　月　　日"


def catalogue_table(rows: Iterable[CatalogueRow]) -> Table:
    """The ten columns of the catalogue."""
    return _part("目录", rows, tuple(range(len(COLUMNS))))


def department_table(rows: Iterable[CatalogueRow]) -> Table:
    """The same without the department, which stands in the title; the numbers are those of the catalogue."""
    return _part("清单", rows, _WITHOUT_DEPARTMENT)


def subdistrict_table(rows: Iterable[CatalogueRow]) -> Table:
    """The same without the receivers; the numbers are those of the catalogue."""
    return _part("清单", rows, _WITHOUT_RECEIVERS)


def receivers_table(snapshot: Snapshot) -> Table:
    """Annex 1: the subdistricts in printed order and how many items each receives."""
    named = enumerate(snapshot.receivers.items(), start=1)
    rows = [(str(place), name, str(len(snapshot.rows_for(key)))) for place, (key, name) in named]
    return _table("街道", (("序号", 1), ("街道办事处", 6), ("承接事项数", 2)), rows)


def comment_form_table(snapshot: Snapshot, whom: str) -> Table:
    """Every item that was heard, for a department its own, with empty fields for the opinion; ten empty lines for additions."""
    heard = [item for item in snapshot.items if item.heard and whom in ("", item.department, *snapshot.receivers)]
    rows = [(str(item.number), item.fields.code, item.fields.name, "", "", "", "") for item in heard]
    rows += [("",) * 7] * 10
    columns = (("目录序号", 8.3), ("职权编码", 13.2), ("事项名称", 26), ("意见类型", 8.3))
    columns += (("修改建议", 20), ("理由和依据", 20), ("联系人和电话", 12))
    return _table("意见反馈表", columns, rows)


def answers_table(comments: Iterable[SnapshotComment], without: str = "") -> Table:
    """意见采纳情况表: each comment, its last answer and the reason; ``without`` names a column that the paper says already."""
    columns = (("序号", 6), ("意见单位", 12), ("事项名称", 23), ("意见类型", 10), ("意见内容", 23), ("采纳情况", 10), ("理由", 19))
    places = [place for place, (title, _width) in enumerate(columns) if title != without]
    rows = [tuple(row[place] for place in places) for row in map(_answered, comments)]
    return _table("意见采纳情况表", [columns[place] for place in places], rows)


def review_table(snapshot: Snapshot) -> Table:
    """Every verdict of the first round that still counts, by item."""
    rows = [
        (str(item.number), snapshot.name_of(item.department), item.fields.name, step.word, step.reason, step.person, _day(step))
        for item in snapshot.items
        for step in _standing(item)
        if step.round == FIRST_ROUND and not step.discussed
    ]
    columns = (("编号", 5), ("原实施部门", 12), ("事项名称", 30), ("结论", 8), ("理由", 26), ("审查员", 10), ("日期", 10.5))
    return _table("第一轮审查意见表", columns, rows)


def minutes_table(snapshot: Snapshot) -> Table:
    """What was discussed, what came of it, why."""
    rows = [
        (str(item.number), snapshot.name_of(item.department), item.fields.name, step.word, step.reason, _day(step))
        for item in snapshot.items
        for step in _standing(item)
        if step.discussed
    ]
    columns = (("编号", 6.8), ("原实施部门", 13.5), ("事项名称", 27), ("结论", 11), ("研讨意见", 27), ("日期", 14.8))
    return _table("研讨事项", columns, rows)


def legality_table(snapshot: Snapshot) -> Table:
    """What the rounds after the first concluded, for each department: judged, approved, returned, not devolved."""
    rows = []
    for key, name in snapshot.departments.items():
        own = [item for item in snapshot.items if item.department == key]
        judged = [item for item in own if any(_later(step) for step in _standing(item))]
        listed = sum(item.counts == "adopted" for item in judged)
        kept = sum(item.counts == "kept" for item in judged)
        rows.append((name, str(len(judged)), str(listed), str(kept), str(len(judged) - listed - kept)))
    sums = [str(sum(int(row[place]) for row in rows)) for place in range(1, 5)]
    columns = (("原实施部门", 10), ("审查项数", 4), ("列入目录", 4), ("保留", 4), ("在办及其他", 4))
    return _table("审查结论", columns, [*rows, ("合计", *sums)])


def kept_table(snapshot: Snapshot) -> Table:
    """Every item that is kept: whose, by which reason, in whose words."""
    kept = [item for item in snapshot.items if item.counts == "kept"]
    rows = [
        (str(item.number), snapshot.name_of(item.department), item.fields.name, item.kept.zh if item.kept else "", item.kept_because)
        for item in kept
    ]
    return _table("不予调整事项", (("编号", 5), ("原实施部门", 13), ("事项名称", 34), ("原因", 13), ("说明", 30)), rows)


def countersign_form(snapshot: Snapshot) -> Form:
    """A line for each department to sign, below what is signed."""
    head = (
        Line((("文件名称", f"{snapshot.listed.title}（{len(snapshot.listed.rows)}项）"),), 16),
        Line((("主办单位", snapshot.offices.get("justice_bureau", "区司法局")), ("会签时限", "三个工作日")), 12),
    )
    return Form((*head, *(Line(((name, TO_SIGN),), 20) for name in snapshot.departments.values())))


def asks(comment: SnapshotComment) -> bool:
    """Whether the comment asks for an answer."""
    return comment.kind in NEEDS_ANSWER


def _answered(comment: SnapshotComment) -> tuple[str, ...]:
    said = "\n".join(part for part in (comment.proposal, comment.basis) if part)
    answer = comment.answer.zh if comment.answer else WAITING if asks(comment) else "—"
    item = comment.item_name or "（对目录整体）"
    return str(comment.number), comment.unit, item, comment.kind.zh, said, answer, comment.reason


def _part(name: str, rows: Iterable[CatalogueRow], places: tuple[int, ...]) -> Table:
    columns = [(COLUMNS[place].zh, _CATALOGUE_WIDTHS[place]) for place in places]
    return _table(name, columns, [tuple(row.cells[place] for place in places) for row in rows])


def _table(name: str, columns: Iterable[tuple[str, float]], rows: Iterable[tuple[str, ...]]) -> Table:
    return Table(name, tuple(Column(title, width, title in _CENTRED) for title, width in columns), tuple(rows))


def _standing(item: SnapshotItem) -> Iterator[Step]:
    return (step for step in item.steps if step.standing)


def _later(step: Step) -> bool:
    return bool(step.round) and step.round != FIRST_ROUND


def _day(step: Step) -> str:
    return f"{step.at:%Y-%m-%d}"
