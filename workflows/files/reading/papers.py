"""Papers as sheets of text: the tables of a Word document under its lines, a list in JSON, and every workbook that is read elsewhere.

Doors call ``read_in_child(…, reader="paper")``; this module is what runs there.

Source: ECMA-376 part 1 §17.4 (tables) and §17.3.3 (breaks and tabs).
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from workflows.files.reading.grid import FILE_BYTES, FILE_CHARACTERS, ROWS, FileRefused, Sheet
from workflows.files.reading.sheets import read_grid_file
from workflows.files.reading.xlsx_parts import refuse_by_prolog, regular_entries

LINES = "正文"
"""The sheet that holds what stands outside the tables, one line a row."""
_BODY = "word/document.xml"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def read_paper_file(name: str, content: bytes) -> tuple[Sheet, ...]:
    """The sheets of a paper: first what stands outside its tables, then each table.

    Args:
        name: The file's name; used only to name the sheet of a CSV.
        content: docx, JSON, xlsx, xls or CSV, decided by its first bytes. JSON is an object whose ``rows`` are objects; its keys head
            the columns, and the digest of its canonical form is the first line.

    Raises:
        FileRefused: One of ``grid.REFUSALS``.
    """
    if len(content) > FILE_BYTES:
        raise FileRefused("too_large")
    if content.lstrip()[:1] == b"{":
        return _json_sheets(content)
    if content.startswith(b"PK") and _is_word(content):
        return _word_sheets(content)
    return read_grid_file(name, content)


def _json_sheets(content: bytes) -> tuple[Sheet, ...]:
    try:
        said = json.loads(content.decode("utf-8"))
        rows = [{str(key): str(value) for key, value in row.items()} for row in said["rows"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise FileRefused("broken_json") from error
    if len(rows) > ROWS:
        raise FileRefused("too_many_rows", sheet="JSON", row=ROWS + 1)
    columns = tuple(sorted({key for row in rows for key in row}))
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")
    lines = ((hashlib.sha256(canonical).hexdigest(),), *((f"{key}: {value}",) for key, value in said.items() if key != "rows"))
    return Sheet(LINES, lines), Sheet("JSON", (columns, *(tuple(row.get(key, "") for key in columns) for row in rows)))


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _BODY in archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _word_sheets(content: bytes) -> tuple[Sheet, ...]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            regular_entries(archive)
            part = archive.read(_BODY)
        refuse_by_prolog(_BODY, part)
        body = ElementTree.fromstring(part)  # noqa: S314 - no DOCTYPE can be left here
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, ElementTree.ParseError) as error:
        raise FileRefused("broken_zip") from error
    outer = next(iter(body), body)
    tables = [tuple(_table_rows(table)) for table in outer.iter(f"{_WORD}tbl")]
    if sum(map(len, tables)) > ROWS:
        raise FileRefused("too_many_rows", sheet="Word", row=ROWS + 1)
    lines = tuple((_text(paragraph),) for paragraph in outer.findall(f"{_WORD}p"))
    sheets = (Sheet(LINES, lines), *(Sheet(f"表 {place}", rows) for place, rows in enumerate(tables, 1)))
    if sum(len(cell) for sheet in sheets for row in sheet.rows for cell in row) > FILE_CHARACTERS:
        raise FileRefused("too_much_text")
    return sheets


def _table_rows(table: ElementTree.Element) -> Iterator[tuple[str, ...]]:
    for row in table.findall(f"{_WORD}tr"):
        cells: list[str] = []
        for cell in row.findall(f"{_WORD}tc"):
            cells.append("\n".join(_text(paragraph) for paragraph in cell.findall(f"{_WORD}p")))
            cells += [""] * (_span(cell) - 1)
        yield tuple(cells)


def _span(cell: ElementTree.Element) -> int:
    """How many columns a cell is wide."""
    found = cell.find(f"{_WORD}tcPr/{_WORD}gridSpan")
    said = found.get(f"{_WORD}val", "1") if found is not None else "1"
    return min(int(said), 60) if said.isdecimal() else 1


def _text(paragraph: ElementTree.Element) -> str:
    """What a paragraph shows; deleted text of a tracked change is no ``t`` and stays out."""
    said = []
    for element in paragraph.iter():
        word = element.tag.removeprefix(_WORD)
        said.append((element.text or "") if word == "t" else _SIGNS.get(word, ""))
    return "".join(said)
