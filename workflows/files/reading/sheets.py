"""Workbooks of every kind offices send, read into sheets of text. The content decides what a file is, never its name.

Doors call ``read_in_child`` of ``workflows.files.reading.reading_child``; this module is what runs there.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from workflows.files.reading.comma_text import read_comma_text
from workflows.files.reading.grid import FILE_BYTES, FILE_CHARACTERS, ROWS, CellMark, FileRefused, Sheet
from workflows.files.reading.xls_records import scan_records
from workflows.files.reading.xlsx_parts import SheetScan, clean_container

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = (
    (b"%PDF", "PDF 文档", "a PDF document"),
    (b"\x89PNG", "图片", "a picture"),
    (b"\xff\xd8\xff", "图片", "a picture"),
    (b"GIF8", "图片", "a picture"),
    (b"II*\0", "图片", "a picture"),
    (b"Rar!", "压缩包", "an archive"),
    (b"7z\xbc\xaf", "压缩包", "an archive"),
    (b"\x1f\x8b", "压缩包", "an archive"),
    (b"{\\rtf", "RTF 文档", "an RTF document"),
    (b"\x09\x00\x04\x00", "过旧的 Excel 格式", "an Excel format that is too old"),
    (b"\x09\x02\x06\x00", "过旧的 Excel 格式", "an Excel format that is too old"),
    (b"\x09\x04\x06\x00", "过旧的 Excel 格式", "an Excel format that is too old"),
)
_MARKUP = (
    (b"<html", "网页", "a web page"),
    (b"<!doctype", "网页", "a web page"),
    (b"<table", "网页", "a web page"),
    (b"<?xml", "XML 文件", "an XML file"),
    (b"mime-version", "网页归档", "a web archive"),
)
_DIGITS_KEPT = 10**15
_COUNTED = 10**6
UNSEEN = {CellMark.formula: "（公式，无结果）", CellMark.error: "（错误值）"}


def read_grid_file(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a workbook in their order, hidden ones marked.

    Args:
        name: The file's name; used only to name the sheet of a CSV.
        content: xlsx, xls or CSV, decided by its first bytes.

    Raises:
        FileRefused: One of ``grid.REFUSALS``.
    """
    if not content.strip():
        raise FileRefused("empty_file")
    if len(content) > FILE_BYTES:
        raise FileRefused("too_large")
    _refuse_other_formats(content)
    if content.startswith(_ZIP):
        return _xlsx(content)
    if content.startswith(_OLE):
        return _xls(content)
    return (read_comma_text(name, content),)


def _refuse_other_formats(content: bytes) -> None:
    for signature, format_zh, format_en in _OTHERS:
        if content.startswith(signature):
            raise FileRefused("other_format", format_zh=format_zh, format_en=format_en)
    opening = content[:400].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe").lstrip().lower()
    for signature, format_zh, format_en in _MARKUP:
        if opening.startswith(signature):
            raise FileRefused("other_format", format_zh=format_zh, format_en=format_en)


def _xlsx(content: bytes) -> tuple[Sheet, ...]:
    container, scans = clean_container(content)
    book = _opened(container)
    return _worksheets(book, scans)


def _xls(content: bytes) -> tuple[Sheet, ...]:
    scans = scan_records(content)
    book = _opened(content)
    names = [sheet.name for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    if len(names) != len(scans):
        raise FileRefused("broken_workbook")
    return _worksheets(book, dict(zip(names, scans, strict=True)))


def _opened(content: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(content))
    except PasswordError as error:
        raise FileRefused("encrypted") from error
    except CalamineError as error:
        raise FileRefused("broken_workbook") from error


def _worksheets(book: CalamineWorkbook, scans: Mapping[str, SheetScan]) -> tuple[Sheet, ...]:
    known = [sheet for sheet in book.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet]
    if not known:
        raise FileRefused("no_sheet")
    _within_rows(scans)
    sheets = tuple(
        _sheet(book, sheet.name, scans.get(sheet.name, SheetScan()), sheet.visible is not SheetVisibleEnum.Visible) for sheet in known
    )
    if sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row) > FILE_CHARACTERS:
        raise FileRefused("too_much_text")
    return sheets


def _within_rows(scans: Mapping[str, SheetScan]) -> None:
    total = 0
    for name, scan in scans.items():
        total += scan.last_row + 1
        if total > ROWS:
            raise FileRefused("too_many_rows", sheet=name, row=scan.last_row + 1)


def _sheet(book: CalamineWorkbook, name: str, scan: SheetScan, hidden: bool) -> Sheet:
    try:
        found = book.get_sheet_by_name(name)
        values = found.to_python(skip_empty_area=False) if found.start is not None else []
    except CalamineError as error:
        raise FileRefused("broken_workbook") from error
    marks = _number_marks(values) | scan.marks
    rows = [list(map(_text, row)) for row in values]
    _show_unseen(rows, scan)
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Sheet(name, tuple(map(tuple, rows)), _merged(found, len(rows)), marks, hidden)


def _show_unseen(rows: list[list[str]], scan: SheetScan) -> None:
    """Formulas without a result and error values would look like empty cells; they get a text that says what they are."""
    for (row, column), mark in scan.marks.items():
        if row >= len(rows):
            rows.extend([] for _ in range(row + 1 - len(rows)))
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        if not cells[column] and (row, column) not in scan.answered:
            cells[column] = UNSEEN[mark]


def _merged(found: CalamineSheet, rows: int) -> tuple[tuple[int, int, int, int], ...]:
    ranges = found.merged_cell_ranges or []
    return tuple(sorted((*first, min(last[0], rows - 1), last[1]) for first, last in ranges if first[0] < rows))


def _number_marks(values: list[list]) -> dict[tuple[int, int], CellMark]:
    """Marks of the numbers long enough to be codes; counters and amounts need none."""
    return {
        (row, column): CellMark.number if abs(value) < _DIGITS_KEPT else CellMark.long_number
        for row, cells in enumerate(values)
        for column, value in enumerate(cells)
        if isinstance(value, (int, float)) and abs(value) >= _COUNTED
    }


def _text(value: object) -> str:
    """A cell as people read it: whole numbers without a point, days as 2020-08-07, TRUE and FALSE."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.isoformat(" ")
    return str(value)
