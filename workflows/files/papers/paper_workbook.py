"""The tables of a paper as a workbook, a sheet a table, ready to print on A4 with the heading repeated."""

from __future__ import annotations

import io

import xlsxwriter

from workflows.domain.papers.pages import Paper, Section, Table
from workflows.files.sheet_writing import heading_style, new_book, sheet_name, style, title_style, write_text

WIDE = {False: 86, True: 128}
"""Characters of 11 points over the type area of an upright and of a landscape page."""


def write_paper_workbook(paper: Paper) -> bytes:
    """Every table of the paper; a demonstration says so in the first row and in the head of each printed page.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    content, taken = io.BytesIO(), set()
    with new_book(content) as book:
        for section, table in paper.tables:
            _sheet(book, sheet_name(table.name, taken), section, table, paper.mark)
    return content.getvalue()


def _sheet(book: xlsxwriter.Workbook, name: str, section: Section, table: Table, mark: str) -> None:
    page, last, row = book.add_worksheet(name), len(table.columns) - 1, 0
    banner = style(book, bold=True, align="center", font_color="#FFFFFF", bg_color="#B3261E")
    lines = ((mark, banner), (section.title, title_style(book)), (section.foot, style(book, border=0, align="center", font_size=8)))
    for text, form in lines:
        if text:
            page.merge_range(row, 0, row, last, "", form)
            write_text(page, row, 0, text, form)
            row += 1
    whole = sum(column.width for column in table.columns)
    body, centred = style(book), style(book, align="center")
    for place, column in enumerate(table.columns):
        write_text(page, row, place, column.title, heading_style(book))
        page.set_column(place, place, max(column.width / whole * WIDE[section.landscape], 5))
    for number, cells in enumerate(table.rows, row + 1):
        for place, text in enumerate(cells):
            write_text(page, number, place, text, centred if table.columns[place].centred else body)
    page.freeze_panes(row + 1, 0)
    page.repeat_rows(row)
    if section.landscape:
        page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=1.1, right=1.02, top=1.46, bottom=1.38)
    page.set_header(f"&C{mark}")
    page.set_footer("&C— &P —")
