"""Another district's list beside ours: read from whatever it was published as, written as a workbook of three sheets."""

from __future__ import annotations

from collections.abc import Sequence

from workflows.domain.comparison import ForeignRow, ListComparison
from workflows.domain.vocabulary import Kind
from workflows.files.catalogue.copy_in_hand import read_copy
from workflows.files.catalogue.redline_workbook import version_name
from workflows.files.reading.grid import Sheet
from workflows.files.table_workbook import TableSheet, write_table_workbook

_KINDS = {kind.zh: kind for kind in Kind} | {kind.zh.removeprefix("行政"): kind for kind in Kind}


def read_foreign_list(sheets: Sequence[Sheet]) -> tuple[ForeignRow, ...]:
    """Every row that names an item; a kind that is none of ours is left open.

    Raises:
        FileRefused: ``no_list`` if nothing in the file is headed as a name of items.
    """
    rows = (one for one in read_copy(sheets).rows if one.cells.get("name", "").strip())
    return tuple(
        ForeignRow(one.place, one.cells["name"].strip(), _KINDS.get(one.cells.get("kind", "").strip()), one.cells.get("bases", "").strip())
        for one in rows
    )


def write_comparison_workbook(found: ListComparison, name: str) -> bytes:
    """Three sheets: 表述不同, 对方有我方无, 我方有对方无. ``name`` says whose list the other one is."""
    lines = (
        f"{version_name(found.ours)} 与 {name}（{found.theirs} 项）",
        f"名称相同 {found.same}；表述不同 {len(found.reworded)}；对方有我方无 {len(found.missing)}；我方有对方无 {len(found.extra)}",
    )
    reworded = [(one.ours.number, one.ours.name, one.theirs.name, one.likeness, one.theirs.place) for one in found.reworded]
    missing = [(row.place, row.name, row.kind.zh if row.kind else "", row.bases) for row in found.missing]
    extra = [(row.number, row.name, row.kind.zh, row.department, row.bases) for row in found.extra]
    return write_table_workbook(
        (
            TableSheet("表述不同", lines, ("序号", "我方名称", "对方名称", "相似度%", "对方位置"), reworded, frozenset({1, 2})),
            TableSheet("对方有我方无", lines, ("对方位置", "事项名称", "职权类别", "实施依据"), missing, frozenset({1, 3})),
            TableSheet("我方有对方无", lines, ("序号", "事项名称", "职权类别", "原实施部门", "实施依据"), extra, frozenset({1, 4})),
        )
    )
