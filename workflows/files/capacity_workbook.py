"""承接能力 as a workbook: the matrix of items and subdistricts, every reason, and the sheets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from workflows.domain.capacity import CapacitySheet, Said
from workflows.files.table_workbook import TableSheet, write_table_workbook

_SHEET = ("街道", "持证执法人员", "法制审核人员", "每人每年培训天数", "每年办案件数", "装备和场所")


def write_capacity_workbook(
    offices: Sequence[str], rows: Iterable[tuple[int, str, Sequence[Said | str | None]]], sheets: Mapping[str, CapacitySheet]
) -> bytes:
    """Three sheets: 矩阵 (接得住, 需支持, 接不住, 未答; — where it is not to be received), 理由, 承接能力表.

    Args:
        offices: Names of the subdistricts, as the columns stand.
        rows: Number and name of each item, and what each of them says.
    """
    rows = list(rows)
    matrix = [(number, name, *map(_said, cells)) for number, name, cells in rows]
    why = [
        (number, name, office, cell.capacity.zh, cell.why, cell.source)
        for number, name, cells in rows
        for office, cell in zip(offices, cells, strict=True)
        if cell and (cell.why or cell.source)
    ]
    told = [(name, one.officers, one.reviewers, one.training_days, one.yearly_cases, one.equipment) for name, one in sheets.items()]
    return write_table_workbook(
        (
            TableSheet("矩阵", (), ("事项编号", "事项名称", *offices), matrix, frozenset({1})),
            TableSheet("理由", (), ("事项编号", "事项名称", "街道", "答复", "理由", "书面来源"), why, frozenset({1, 4, 5})),
            TableSheet("承接能力表", (), _SHEET, told, frozenset({5})),
        )
    )


def _said(cell: Said | str | None) -> str:
    return "—" if cell is None else cell.capacity.zh if cell else "未答"
