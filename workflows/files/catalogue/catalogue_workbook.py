"""The catalogue as a workbook: title, document line, the ten columns and the rows, ready to print on A4 landscape.

Text stays text, nothing is cut, and the same catalogue gives the same bytes.
"""

from __future__ import annotations

import io

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from workflows.domain.catalogue import COLUMNS, DEMONSTRATION, Catalogue
from workflows.files.sheet_writing import heading_style, new_book, style, title_style, write_text

_WIDTHS = (6, 15, 42, 12, 48, 20, 20, 10, 30, 24)
_CENTRED = (0, 1, 3, 7)
_LAST = len(COLUMNS) - 1


def write_catalogue_workbook(listed: Catalogue) -> bytes:
    """The catalogue as xlsx; rows in the catalogue's order.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    content = io.BytesIO()
    with new_book(content) as book:
        page = book.add_worksheet("目录")
        heading = _opening(book, page, listed)
        _rows(book, page, listed, heading + 1)
        _paper(page, heading)
    return content.getvalue()


def document_line(listed: Catalogue) -> str:
    """Number, version, effective day and digest in one line of Chinese."""
    parts = [listed.number or "文号待定", f"第 {listed.version} 版"]
    if listed.effective_on:
        day = listed.effective_on
        parts.append(f"自 {day.year} 年 {day.month} 月 {day.day} 日起施行")
    return "　".join([*parts, f"共 {len(listed.rows)} 项", f"摘要 SHA-256 {listed.digest}"])


def _opening(book: xlsxwriter.Workbook, page: Worksheet, listed: Catalogue) -> int:
    """Banner, title and document line; the heading's row comes back, counted from 0."""
    row = 0
    if listed.demonstration:
        banner = style(book, bold=True, align="center", font_color="#FFFFFF", bg_color="#B3261E")
        page.merge_range(row, 0, row, _LAST, "", banner)
        write_text(page, row, 0, DEMONSTRATION.zh, banner)
        row += 1
    for text, form in ((listed.title, title_style(book)), (document_line(listed), style(book, align="center", border=0))):
        page.merge_range(row, 0, row, _LAST, "", form)
        write_text(page, row, 0, text, form)
        row += 1
    for column, words in enumerate(COLUMNS):
        write_text(page, row, column, words.zh, heading_style(book))
    return row


def _rows(book: xlsxwriter.Workbook, page: Worksheet, listed: Catalogue, first: int) -> None:
    body, centred = style(book), style(book, align="center")
    for row, entry in enumerate(listed.rows, first):
        for column, text in enumerate(entry.cells):
            write_text(page, row, column, text, centred if column in _CENTRED else body)


def _paper(page: Worksheet, heading: int) -> None:
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    page.set_row(heading - 2, 36)
    page.freeze_panes(heading + 1, 3)
    page.repeat_rows(heading)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=1.1, right=1.02, top=1.46, bottom=1.38)
    page.set_footer("&C— &P —")
