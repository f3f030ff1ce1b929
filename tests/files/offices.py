"""Workbooks the way offices make them, built in code: title rows, merged cells, old formats, odd encodings."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

import xlsxwriter
import xlwt

from workflows.files.reading.grid import Sheet

Rows = Sequence[Sequence[str]]

DEPARTMENTS = {"海珠区城市管理和综合执法局": "chengguan", "城管局": "chengguan", "海珠区水务局": "shuiwu", "水务局": "shuiwu"}
SUBDISTRICTS = {"赤岗街道": "chigang", "新港街道": "xingang", "昌岗街道": "changgang"}


def sheet(*rows: Sequence[str], name: str = "Sheet1", **more) -> Sheet:
    """A sheet of texts."""
    return Sheet(name, tuple(map(tuple, rows)), **more)


def xlsx(sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None) -> bytes:
    """A workbook with a text in every cell; merges are (first row, first column, last row, last column)."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_urls": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, text in enumerate(cells):
                    if text:
                        page.write_string(row, column, text)
            for first_row, first_column, last_row, last_column in (merges or {}).get(name, ()):
                text = rows[first_row][first_column] if first_column < len(rows[first_row]) else ""
                page.merge_range(first_row, first_column, last_row, last_column, text)
    return content.getvalue()


def xls(sheets: Mapping[str, Rows], merges: Mapping[str, Sequence[tuple[int, int, int, int]]] | None = None) -> bytes:
    """The same as an Excel 97 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, rows in sheets.items():
        page = book.add_sheet(name, cell_overwrite_ok=True)
        for row, cells in enumerate(rows):
            for column, text in enumerate(cells):
                if text:
                    page.write(row, column, text)
        for first_row, first_column, last_row, last_column in (merges or {}).get(name, ()):
            page.write_merge(first_row, last_row, first_column, last_column, rows[first_row][first_column])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def csv(rows: Rows, encoding: str = "utf-8-sig") -> bytes:
    """The same as comma-separated text, quoted as Excel does."""
    lines = [",".join(_quoted(cell) for cell in cells) for cells in rows]
    return "\r\n".join(lines).encode(encoding)


def _quoted(cell: str) -> str:
    return f'"{cell.replace(chr(34), chr(34) * 2)}"' if any(mark in cell for mark in ',"\r\n') else cell
