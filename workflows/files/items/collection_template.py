"""The 采集表 that departments fill in, blank or with the items they already have; reading it back gives the same items.

Columns, drop-downs and hidden system columns are those the reader knows (``item_columns``). Typed prose is never forced into a
list: where several values may stand in a cell, a note says how to separate them.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from workflows.domain.catalogue import ALL_SUBDISTRICTS
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Form, Kind, Mode, OwnerLevel, PenaltyKind
from workflows.domain.words import Term
from workflows.files.items.item_cells import bases_of, hidden_bases, own_basis_line
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.reading.grid import column_name
from workflows.files.sheet_writing import heading_style, new_book, style, title_style, write_text

FORM_SHEET, NOTES_SHEET, CHOICES_SHEET = "采集表", "填表说明", "选项"
FORM_COLUMNS = (
    *("serial", "code", "name", "kind", "penalty_kinds", "form", "bases", "department", "owner", "owner_level", "mode", "receivers"),
    *("scope_conduct", "scope_object", "scope_place", "entrust_letter", "entrust_term", "related", "remarks"),
    *("hidden_id", "item_version", "hidden_bases"),
)
_WIDTHS = {"serial": 6, "name": 48, "bases": 48, "remarks": 30, "department": 24, "receivers": 24, "kind": 14, "penalty_kinds": 18}
_HIDDEN = ("hidden_id", "item_version", "hidden_bases")
EDITABLE = tuple(column for column in FORM_COLUMNS if column not in ("serial", "department", *_HIDDEN))
"""The columns that whoever fills in may write; the others say which item a row is."""
_NEEDED = ("name", "department")
_HEADING_ROW = 2
_FIRST_ROW = 3
_BLANK_ROWS = 2_000
_FRAMED_ROWS = 60


@dataclass(frozen=True, slots=True)
class FormRow:
    """An item to print into the form; ``department`` is the organisation's key, id and version come back with the form."""

    department: str
    fields: ItemFields
    hidden_id: str | None = None
    item_version: int | None = None


def write_template(
    departments: Mapping[str, str],
    subdistricts: Mapping[str, str],
    *,
    department: str | None = None,
    rows: Sequence[FormRow] = (),
) -> bytes:
    """The form as xlsx.

    Args:
        departments: Name or alias to key; the first name of a key is the one printed.
        subdistricts: Name to key.
        department: Key of the one department the form is for, printed as 填表单位; None leaves it open.
        rows: Items to print, in this order.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    names = {key: name for name, key in reversed(departments.items())}
    receivers = {key: name for name, key in reversed(subdistricts.items())}
    content = io.BytesIO()
    with new_book(content) as book:
        page = book.add_worksheet(FORM_SHEET)
        notes, choices = book.add_worksheet(NOTES_SHEET), book.add_worksheet(CHOICES_SHEET)
        _opening(book, page, names.get(department or "", ""))
        _write_rows(book, page, rows, names, receivers)
        _drop_downs(page, len(rows), _choices(choices, sorted(set(names.values())), sorted(set(receivers.values()))))
        _write_notes(book, notes)
        choices.hide()
    return content.getvalue()


def _opening(book: xlsxwriter.Workbook, page: Worksheet, department: str) -> None:
    last = FORM_COLUMNS.index("remarks")
    page.merge_range(0, 0, 0, last, "", title_style(book))
    write_text(page, 0, 0, "职权事项采集表", title_style(book))
    page.set_row(0, 36)
    write_text(page, 1, 0, f"填表单位：{department}", style(book, border=0, text_wrap=False))
    open_cells = style(book, border=0, num_format="@")
    needed, usual = heading_style(book, font_color="#B3261E"), heading_style(book)
    for column, about in enumerate(FORM_COLUMNS):
        write_text(page, _HEADING_ROW, column, ITEM_HEADING.columns[about].words.zh, needed if about in _NEEDED else usual)
        page.set_column(column, column, _WIDTHS.get(about, 16), open_cells, {"hidden": about in _HIDDEN})
    page.freeze_panes(_FIRST_ROW, FORM_COLUMNS.index("kind"))
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(_HEADING_ROW)


def _write_rows(
    book: xlsxwriter.Workbook, page: Worksheet, rows: Sequence[FormRow], names: Mapping[str, str], receivers: Mapping[str, str]
) -> None:
    body = style(book, num_format="@")
    for row, entry in enumerate(rows):
        texts = form_texts(entry.fields, receivers) | {
            "serial": str(row + 1),
            "department": names.get(entry.department, entry.department),
            "hidden_id": entry.hidden_id or "",
            "item_version": "" if entry.item_version is None else str(entry.item_version),
        }
        for column, about in enumerate(FORM_COLUMNS):
            write_text(page, _FIRST_ROW + row, column, texts[about], body)
    for row in range(len(rows), len(rows) + _FRAMED_ROWS):
        for column in range(len(FORM_COLUMNS)):
            page.write_blank(_FIRST_ROW + row, column, None, body)


def form_texts(fields: ItemFields, receivers: Mapping[str, str]) -> dict[str, str]:
    """What each column of the form says of an item; ``receivers`` gives the names of subdistricts by key."""
    lines = "\n".join(own_basis_line(basis) for basis in fields.bases)
    listed = "、".join(receivers.get(key, key) for key in fields.receivers)
    return {
        "code": fields.code,
        "name": fields.name,
        "kind": _label(fields.kind),
        "penalty_kinds": "、".join(kind.zh for kind in fields.penalty_kinds),
        "form": _label(fields.form),
        "bases": lines,
        "owner": fields.owner,
        "owner_level": _label(fields.owner_level),
        "mode": _label(fields.mode),
        "receivers": listed or ALL_SUBDISTRICTS.zh,
        "scope_conduct": fields.scope_conduct,
        "scope_object": fields.scope_object,
        "scope_place": fields.scope_place,
        "entrust_letter": fields.entrust_letter,
        "entrust_term": fields.entrust_term,
        "related": "、".join(map(str, fields.related)),
        "remarks": fields.remarks,
        "hidden_bases": "" if bases_of(lines, "") == fields.bases else hidden_bases(fields.bases),
    }


def _label(term: Term | None) -> str:
    return term.zh if term else ""


def _choices(page: Worksheet, departments: Sequence[str], subdistricts: Sequence[str]) -> dict[str, str]:
    """The hidden sheet of choices; for each column the range its drop-down reads."""
    lists: dict[str, Sequence[str]] = {
        "kind": [kind.zh for kind in Kind],
        "mode": [mode.zh for mode in Mode],
        "form": [form.zh for form in Form],
        "owner_level": [level.zh for level in OwnerLevel],
        "department": departments,
        "penalty_kinds": [kind.zh for kind in PenaltyKind],
        "receivers": [ALL_SUBDISTRICTS.zh, *subdistricts],
    }
    ranges = {}
    for column, (about, labels) in enumerate(lists.items()):
        for row, label in enumerate(labels):
            write_text(page, row, column, label)
        letters = column_name(column)
        ranges[about] = f"={CHOICES_SHEET}!${letters}$1:${letters}${max(len(labels), 1)}"
    return ranges


def _drop_downs(page: Worksheet, rows: int, ranges: Mapping[str, str]) -> None:
    last = _FIRST_ROW + rows + _BLANK_ROWS - 1
    for about, source in ranges.items():
        column = FORM_COLUMNS.index(about)
        several = about in ("penalty_kinds", "receivers")
        page.data_validation(
            *(_FIRST_ROW, column, last, column),
            {
                "validate": "list",
                "source": source,
                "input_title": ITEM_HEADING.columns[about].words.zh,
                "input_message": "可填多个，用顿号“、”隔开" if several else "请从下拉列表中选择",
                "error_type": "warning" if several else "stop",
                "error_title": "不在可选范围",
                "error_message": "多个值用顿号隔开时请点“是”继续" if several else "请从下拉列表中选择",
            },
        )


_NOTES = (
    ("事项名称", "必填。写全称，如“对……行为的行政处罚”，不要简写。"),
    ("职权类别", f"从下拉列表选：{'、'.join(kind.zh for kind in Kind)}。行政许可等其他类别不在本次采集范围。"),
    ("处罚种类", f"可填多个，用顿号隔开：{'、'.join(kind.zh for kind in PenaltyKind)}。"),
    ("强制方式", f"行政强制事项填写：{'、'.join(form.zh for form in Form)}。"),
    ("实施依据", "一条一行，写明法律法规全称和条款项，如“《城市道路管理条例》第四十二条”；一项最多 5 条。"),
    ("原实施部门", "必填。用单位规范名称；整张表只有一个部门时，可只写在“填表单位”。"),
    ("调整方式", f"从下拉列表选：{'、'.join(mode.zh for mode in Mode)}。"),
    ("承接街道", f"全部街道承接的写“{ALL_SUBDISTRICTS.zh}”或留空；部分街道承接的写街道名称，用顿号隔开。"),
    ("下放范围", "只下放一部分的，分行为、对象、地域写明“限于……”“仅包括……”“……除外”。"),
    ("委托书、委托期限", "调整方式为委托的填写。"),
    ("关联事项", "填事项编号（数字），用顿号隔开。"),
    ("粘贴", "请粘贴为数值，不要带公式；职权编码列已设为文本，粘贴后请核对开头的 0。"),
    ("隐藏列", "表格右侧有系统隐藏列，用于识别事项，请不要改动或复制。"),
)


def _write_notes(book: xlsxwriter.Workbook, page: Worksheet) -> None:
    page.set_column(0, 0, 20)
    page.set_column(1, 1, 110)
    write_text(page, 0, 0, "栏目", heading_style(book))
    write_text(page, 0, 1, "怎么填", heading_style(book))
    for row, (about, said) in enumerate(_NOTES, 1):
        write_text(page, row, 0, about, style(book))
        write_text(page, row, 1, said, style(book))
