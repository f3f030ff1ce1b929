"""Plain tables as a workbook: one sheet a table, lines over it, a heading that repeats on every printed page.

Text stays text, nothing is cut, and the same tables give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workflows.files.sheet_writing import heading_style, new_book, sheet_name, style, write_text

NARROW, WIDE = 12, 48
_LANDSCAPE_FROM = 5


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table: the name of its sheet, what stands over it, its heading and its rows; columns in ``wide`` hold prose."""

    name: str
    lines: tuple[str, ...]
    heading: tuple[str, ...]
    rows: Iterable[Sequence[object]]
    wide: frozenset[int] = frozenset()


def write_table_workbook(sheets: Iterable[TableSheet]) -> bytes:
    """The tables as xlsx in their order; whole numbers stay numbers, everything else is text.

    Raises:
        TextTooLong: A cell would hold more than 32,767 characters.
    """
    content, taken = io.BytesIO(), set()
    with new_book(content) as book:
        head, body, above = heading_style(book), style(book), style(book, border=0, text_wrap=False)
        for sheet in sheets:
            page = book.add_worksheet(sheet_name(sheet.name, taken))
            for row, line in enumerate(sheet.lines):
                write_text(page, row, 0, line, above)
            first = len(sheet.lines)
            for column, label in enumerate(sheet.heading):
                page.set_column(column, column, WIDE if column in sheet.wide else NARROW)
                write_text(page, first, column, label, head)
            for row, cells in enumerate(sheet.rows, first + 1):
                for column, cell in enumerate(cells):
                    if isinstance(cell, int):
                        page.write_number(row, column, cell, body)
                    else:
                        write_text(page, row, column, str(cell), body)
            page.freeze_panes(first + 1, 0)
            page.repeat_rows(first)
            page.set_paper(9)
            page.fit_to_pages(1, 0)
            if len(sheet.heading) >= _LANDSCAPE_FROM:
                page.set_landscape()
    return content.getvalue()
