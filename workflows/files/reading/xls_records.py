"""An xls container looked through before a parser sees it: passwords, macros, formulas, limits.

Source: [MS-XLS] §2.4 (BOUNDSHEET8, FORMULA, BOOLERR, FILEPASS) and [MS-CFB] through olefile.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator, Sequence

import olefile

from workflows.files.reading.grid import COLUMNS, ROWS, CellMark, FileRefused, cell_name
from workflows.files.reading.xlsx_parts import SheetScan

_BOUNDSHEET, _FILEPASS, _FORMULA, _BOOLERR, _END = 0x85, 0x2F, 0x06, 0x205, 0x0A
_MACRO_SHEETS = (1, 6)
_ONE_CELL = frozenset({0xFD, 0x203, 0x27E, 0x204, 0xD6, _FORMULA, _BOOLERR})
_MANY_NUMBERS = 0xBD


def scan_records(content: bytes) -> list[SheetScan]:
    """The scan of each sheet of an xls, in the workbook's order.

    Raises:
        FileRefused: Broken, encrypted, with macros, not a workbook, or content beyond row 20,000 or column 60.
    """
    stream = _workbook_stream(content)
    try:
        sheets = list(_sheets(stream))
        return [_scan(stream, position, f"第 {order} 张") for order, position in enumerate(sheets, 1)]
    except (struct.error, IndexError) as error:
        raise FileRefused("broken_workbook") from error


def _workbook_stream(content: bytes) -> bytes:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as container:
            streams = [entry[0].casefold() for entry in container.listdir(streams=True, storages=True)]
            _refuse_by_streams(streams)
            return container.openstream("Workbook" if "workbook" in streams else "Book").read()
    except FileRefused:
        raise
    except Exception as error:  # olefile meets broken files with many kinds of error
        raise FileRefused("broken_zip") from error


def _refuse_by_streams(streams: Sequence[str]) -> None:
    if "encryptedpackage" in streams:
        raise FileRefused("encrypted")
    if any(stream.startswith("_vba_project") for stream in streams):
        raise FileRefused("macros")
    if "worddocument" in streams:
        raise FileRefused("other_format", format_zh="Word 文档", format_en="a Word document")
    if "workbook" not in streams and "book" not in streams:
        raise FileRefused("other_format", format_zh="其他办公文档", format_en="another office document")


def _records(stream: bytes, position: int) -> Iterator[tuple[int, bytes]]:
    while position + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, position)
        yield kind, stream[position + 4 : position + 4 + length]
        position += 4 + length
        if kind == _END:
            return


def _sheets(stream: bytes) -> Iterator[int]:
    for kind, body in _records(stream, 0):
        if kind == _FILEPASS:
            raise FileRefused("encrypted")
        if kind == _BOUNDSHEET:
            position, _visible, sheet_type = struct.unpack_from("<IBB", body)
            if sheet_type in _MACRO_SHEETS:
                raise FileRefused("macros")
            if sheet_type == 0:
                yield position


def _scan(stream: bytes, position: int, sheet: str) -> SheetScan:
    scan = SheetScan()
    for kind, body in _records(stream, position):
        if kind in _ONE_CELL:
            row, column = struct.unpack_from("<HH", body)
        elif kind == _MANY_NUMBERS:
            row, column = struct.unpack_from("<H", body)[0], struct.unpack_from("<H", body, len(body) - 2)[0]
        else:
            continue
        _within_limits(sheet, row, column)
        scan.last_row = max(scan.last_row, row)
        if kind == _FORMULA:
            scan.marks[row, column] = CellMark.formula
        elif kind == _BOOLERR and body[7]:
            scan.marks[row, column] = CellMark.error
    return scan


def _within_limits(sheet: str, row: int, column: int) -> None:
    if row >= ROWS:
        raise FileRefused("too_many_rows", sheet=sheet, row=row + 1)
    if column >= COLUMNS:
        raise FileRefused("too_many_columns", sheet=sheet, cell=cell_name(row, column))
