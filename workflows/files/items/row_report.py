"""A copy of the workbook that came in, every text in its place, the cells with findings coloured and annotated.

What stood in D17 stands in D17; the list of all findings is an extra sheet at the end.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from workflows.files.reading.grid import COLUMNS, Sheet, Spread, cell_name, spread
from workflows.files.reading.problems import Gravity, Problem
from workflows.files.sheet_writing import LONGEST_TEXT, heading_style, new_book, sheet_name, style, writable, write_text

FINDINGS_SHEET = "问题清单"
_FINDINGS_COLUMNS = ("工作表", "单元格", "行", "级别", "问题与处理办法")
_FINDINGS_WIDTHS = (18, 9, 7, 8, 100)
_WHOLE = "整表"
_COLOURS = {Gravity.error: "#F8C9C4", Gravity.warning: "#FCEBB6"}


@dataclass(frozen=True, slots=True)
class _Styles:
    plain: Format
    marked: Mapping[Gravity, Format]


def write_row_report(sheets: Sequence[Sheet], problems: Sequence[Problem]) -> bytes:
    """The annotated copy as xlsx.

    Args:
        sheets: As read. A text longer than a workbook can hold is replaced by a sentence that says so; its finding stands beside it.
        problems: Of these sheets; an error colours a cell red, a warning yellow, and both carry their sentence as a comment.
    """
    content = io.BytesIO()
    with new_book(content) as book:
        styles = _Styles(style(book), {gravity: style(book, bg_color=colour) for gravity, colour in _COLOURS.items()})
        taken: set[str] = set()
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name, taken))
            _copy(page, spread(sheet), [each for each in problems if each.sheet == sheet.name and each.cell], styles)
        _list(book, book.add_worksheet(sheet_name(FINDINGS_SHEET, taken)), problems)
    return content.getvalue()


def _copy(page: Worksheet, table: Spread, problems: Iterable[Problem], styles: _Styles) -> None:
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        found.setdefault(problem.cell, []).append(problem)
    if table.sheet.hidden:
        page.hide()
    page.set_column(0, COLUMNS - 1, 18)
    _merge(page, table, styles)
    for row, cells in enumerate(table.sheet.rows):
        for column, text in enumerate(cells):
            here = found.get(cell_name(row, column), [])
            if text or here:
                _cell(page, (row, column), text, here, styles)


def _merge(page: Worksheet, table: Spread, styles: _Styles) -> None:
    last: dict[tuple[int, int], tuple[int, int]] = {}
    for place, origin in table.origins.items():
        last[origin] = max(place, last.get(origin, origin))
    for origin, end in last.items():
        if end != origin:
            page.merge_range(*origin, *end, "", styles.plain)


def _cell(page: Worksheet, place: tuple[int, int], text: str, problems: Sequence[Problem], styles: _Styles) -> None:
    form = styles.plain
    if problems:
        gravest = Gravity.error if any(each.gravity is Gravity.error for each in problems) else Gravity.warning
        form = styles.marked[gravest]
        note = "\n".join(dict.fromkeys(f"【{each.gravity.zh}】{each.message.zh}" for each in problems))
        page.write_comment(*place, writable(note)[:LONGEST_TEXT], {"author": "", "x_scale": 2.5, "y_scale": 1.5})
    shown = text if len(text) <= LONGEST_TEXT else f"（原文 {len(text):,} 字，超过工作簿每格上限，未抄入本表）"
    write_text(page, *place, shown, form)


def _list(book: xlsxwriter.Workbook, page: Worksheet, problems: Sequence[Problem]) -> None:
    for column, (name, width) in enumerate(zip(_FINDINGS_COLUMNS, _FINDINGS_WIDTHS, strict=True)):
        write_text(page, 0, column, name, heading_style(book))
        page.set_column(column, column, width)
    page.freeze_panes(1, 0)
    body = style(book)
    for row, problem in enumerate(problems, 1):
        place = str(problem.row_number) if problem.row_number else ""
        for column, text in enumerate((problem.sheet, problem.cell or _WHOLE, place, problem.gravity.zh, problem.message.zh)):
            write_text(page, row, column, text, body)
