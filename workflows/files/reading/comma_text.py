"""CSV: bytes to rows and rows to bytes, with no guess about the encoding and no text turned into a formula.

Reading: a byte order mark decides, else strict UTF-8, else strict GB18030, else the file is refused. Writing: UTF-8 with a byte
order mark. A text that a spreadsheet would take for a formula is written behind an apostrophe, and read back without it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from workflows.files.reading.grid import COLUMNS, FILE_CHARACTERS, ROWS, FileRefused, Sheet, cell_name

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TAKEN_FOR_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r\n]")
_DELIMITERS = (",", "\t", ";")


def decoded(content: bytes) -> str:
    """The text of a file whose encoding nobody said.

    Raises:
        FileRefused: ``not_text`` if it holds NUL, ``unknown_encoding`` if no strict reading fits.
    """
    text = _strictly_decoded(content)
    if "\0" in text:
        raise FileRefused("not_text")
    return text


def _strictly_decoded(content: bytes) -> str:
    marked = [encoding for mark, encoding in _MARKS if content.startswith(mark)]
    for encoding in marked or ["utf-8", "gb18030"]:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused("not_text" if b"\0" in content else "unknown_encoding")


def read_comma_text(name: str, content: bytes) -> Sheet:
    """The one sheet of a CSV, named after the file without its ending.

    The delimiter (comma, tab or semicolon) is the most frequent one of the first line that has any. Row numbers are those Excel
    shows: a record is one row, however many lines it has.

    Raises:
        FileRefused: Unknown encoding, quotes that do not match, too many rows or columns.
    """
    text = decoded(content)
    sheet_name = PurePath(name).stem or "CSV"
    if len(text) > FILE_CHARACTERS:
        raise FileRefused("too_much_text")
    rows = [tuple(without_apostrophe(cell) for cell in row) for row in _records(text, sheet_name)]
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return Sheet(sheet_name, tuple(rows))


def _records(text: str, sheet_name: str) -> Iterable[list[str]]:
    csv.field_size_limit(FILE_CHARACTERS)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    last = 0
    try:
        for row, record in enumerate(lines):
            _within_limits(sheet_name, row, record)
            last = lines.line_num
            yield record
    except csv.Error as error:
        raise FileRefused("broken_csv", line=last + 1) from error


def _within_limits(sheet_name: str, row: int, record: Sequence[str]) -> None:
    if row >= ROWS and any(record):
        raise FileRefused("too_many_rows", sheet=sheet_name, row=row + 1)
    filled = [column for column, cell in enumerate(record[COLUMNS:], COLUMNS) if cell.strip()]
    if filled:
        raise FileRefused("too_many_columns", sheet=sheet_name, cell=cell_name(row, filled[0]))


def _delimiter(text: str) -> str:
    for line in text.splitlines()[:20]:
        counts = {mark: line.count(mark) for mark in _DELIMITERS}
        if any(counts.values()):
            return max(_DELIMITERS, key=lambda mark: counts[mark])
    return ","


def write_comma_text(rows: Iterable[Sequence[str]]) -> bytes:
    """The rows as CSV in UTF-8 with a byte order mark; ``read_comma_text`` gives the same texts back."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[with_apostrophe(cell) for cell in row] for row in rows])
    return codecs.BOM_UTF8 + text.getvalue().encode()


def with_apostrophe(text: str) -> str:
    """The text behind an apostrophe if a spreadsheet would take it for a formula (= + - @, tab, line end, full-width twins)."""
    return f"'{text}" if _TAKEN_FOR_FORMULA.match(text) else text


def without_apostrophe(text: str) -> str:
    """What ``with_apostrophe`` was given."""
    return text[1:] if text.startswith("'") and _TAKEN_FOR_FORMULA.match(text) else text
