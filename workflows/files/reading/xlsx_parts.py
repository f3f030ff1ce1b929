"""An xlsx container looked through before a parser sees it: limits, irregular names, DOCTYPE, macros, formulas.

What the parser gets afterwards is a new container holding only the parts that were looked through, so a container that shows one
content to us and another to the parser gains nothing.

Source: ECMA-376 part 1 §18.3 (``c``, ``f``, ``v``, ``is``) and part 2 (packages).
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from xml.etree import ElementTree
from xml.parsers import expat

from workflows.files.reading.grid import (
    COLUMNS,
    ENTRIES,
    ROWS,
    UNPACKED_BYTES,
    UNPACKED_RATIO,
    CellMark,
    FileRefused,
    cell_name,
)

_SMALL = 1024 * 1024
_WORKBOOK = "xl/workbook.xml"
_RELATIONS = "xl/_rels/workbook.xml.rels"
_NOT_NEEDED = re.compile(r"docProps/|customXml/|xl/(media|drawings|embeddings|externalLinks|printerSettings|ctrlProps)/|xl/comments")
_DECLARED_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']+)[\"']")
_PLAIN_ENCODINGS = {b"utf-8", b"utf8", b"us-ascii", b"ascii"}
_PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")
_OTHERS = {
    "xl/workbook.bin": ("二进制 Excel 工作簿（.xlsb）", "a binary Excel workbook (.xlsb)"),
    "word/document.xml": ("Word 文档", "a Word document"),
    "ppt/presentation.xml": ("演示文稿", "a presentation"),
    "content.xml": ("开放文档格式（.ods/.odt）", "an OpenDocument file"),
}


@dataclass(slots=True)
class SheetScan:
    """What the XML of one sheet says beyond its texts; places counted from 0.

    ``answered`` holds the formulas whose result is a text, be it an empty one.
    """

    marks: dict[tuple[int, int], CellMark] = field(default_factory=dict)
    answered: set[tuple[int, int]] = field(default_factory=set)
    last_row: int = -1


def clean_container(content: bytes) -> tuple[bytes, Mapping[str, SheetScan]]:
    """A container with only the parts that were looked through, and the scan of each sheet by its name.

    Raises:
        FileRefused: Broken, encrypted or no xlsx at all; more than 500 entries, 200 MB or 100:1; irregular names;
            DOCTYPE or an encoding other than UTF-8 in any XML part; macros; content beyond row 20,000 or column 60.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = regular_entries(archive)
            _refuse_by_names([entry.filename for entry in entries])
            parts = dict(_looked_through(archive, entries))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise FileRefused("broken_zip") from error
    return _packed(parts), _scans(parts)


def regular_entries(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of a container within its limits; nothing is unpacked.

    Raises:
        FileRefused: encrypted, irregular or repeated names, more than 500 entries, 200 MB or 100:1.
    """
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    names = [entry.filename for entry in entries]
    if len(archive.infolist()) > ENTRIES:
        raise FileRefused("too_many_entries", count=len(archive.infolist()))
    for name in names:
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name or names.count(name) > 1:
            raise FileRefused("strange_entry", part=name[:100])
    for entry in entries:
        _refuse_by_size(entry)
    if sum(entry.file_size for entry in entries) > UNPACKED_BYTES:
        raise FileRefused("unpacked_too_large")
    return entries


def _refuse_by_names(names: list[str]) -> None:
    if _WORKBOOK not in names:
        for name, (format_zh, format_en) in _OTHERS.items():
            if name in names:
                raise FileRefused("other_format", format_zh=format_zh, format_en=format_en)
        raise FileRefused("other_format", format_zh="压缩包", format_en="an archive")
    if any(PurePosixPath(name).name.lower() == "vbaproject.bin" or name.startswith("xl/macrosheets/") for name in names):
        raise FileRefused("macros")


def _refuse_by_size(entry: zipfile.ZipInfo) -> None:
    if entry.flag_bits & 0x1:
        raise FileRefused("encrypted")
    ratio = entry.file_size // max(entry.compress_size, 1)
    if entry.file_size > _SMALL and ratio > UNPACKED_RATIO:
        raise FileRefused("unpacked_ratio", part=entry.filename[:100], ratio=ratio)


def _looked_through(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Iterator[tuple[str, bytes]]:
    for entry in entries:
        if not entry.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        part = archive.read(entry)
        refuse_by_prolog(entry.filename, part)
        if not _NOT_NEEDED.match(entry.filename):
            yield entry.filename, part


def refuse_by_prolog(name: str, part: bytes) -> None:
    """A part of a package passes only as UTF-8 without any declaration of a document type.

    Raises:
        FileRefused: ``strange_encoding`` or ``doctype``.
    """
    declared = _DECLARED_ENCODING.match(part[:200].removeprefix(b"\xef\xbb\xbf"))
    if b"\0" in part or part[:2] in (b"\xff\xfe", b"\xfe\xff") or (declared and declared[1].lower() not in _PLAIN_ENCODINGS):
        raise FileRefused("strange_encoding", part=name[:100])
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or re.search(rb"<!doctype|<!entity", part, re.IGNORECASE):
        raise FileRefused("doctype", part=name[:100])


def _packed(parts: Mapping[str, bytes]) -> bytes:
    container = io.BytesIO()
    with zipfile.ZipFile(container, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return container.getvalue()


def _scans(parts: Mapping[str, bytes]) -> dict[str, SheetScan]:
    try:
        paths = _sheet_paths(parts)
        scans: dict[str, SheetScan] = {}
        for name, path in paths.items():
            if path in parts:
                scans[name] = _scan(name, parts[path])
    except (ElementTree.ParseError, expat.ExpatError, KeyError, StopIteration) as error:
        raise FileRefused("broken_workbook") from error
    return scans


def _sheet_paths(parts: Mapping[str, bytes]) -> dict[str, str]:
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ElementTree.fromstring(parts[_RELATIONS])  # noqa: S314 - no DOCTYPE can be left here
    }
    sheets = [element for element in ElementTree.fromstring(parts[_WORKBOOK]).iter() if _local(element.tag) == "sheet"]
    paths = {}
    for sheet in sheets:
        target = targets[next(value for name, value in sheet.attrib.items() if name.endswith("}id"))]
        paths[sheet.get("name", "")] = target.removeprefix("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"
    return paths


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _scan(name: str, part: bytes) -> SheetScan:
    scanner = _Scanner(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = scanner.start
    parser.Parse(part, True)
    return scanner.scan


class _Scanner:
    """Follows the cells of one sheet; a cell counts only once it has a value, an inline text or a formula."""

    def __init__(self, sheet: str) -> None:
        self.scan = SheetScan()
        self._sheet = sheet
        self._row = -1
        self._column = -1
        self._type = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """One element opens."""
        local = tag.rpartition(":")[2]
        if local == "c":
            self._cell(attributes)
        elif local in ("v", "is", "f"):
            self._content(local)
        elif local == "row":
            self._row = int(attributes["r"]) - 1 if attributes.get("r", "").isdecimal() else self._row + 1
            self._column = -1

    def _cell(self, attributes: dict[str, str]) -> None:
        self._type = attributes.get("t", "")
        place = _PLACE.fullmatch(attributes.get("r", ""))
        if place is None:
            self._column += 1
            return
        self._row, self._column = int(place[2]) - 1, _column_number(place[1])

    def _content(self, local: str) -> None:
        place = (self._row, self._column)
        if self._row >= ROWS:
            raise FileRefused("too_many_rows", sheet=self._sheet, row=self._row + 1)
        if self._column >= COLUMNS:
            raise FileRefused("too_many_columns", sheet=self._sheet, cell=cell_name(*place))
        self.scan.last_row = max(self.scan.last_row, self._row)
        if local == "f":
            self.scan.marks[place] = CellMark.formula
            if self._type == "str":
                self.scan.answered.add(place)
        elif self._type == "e":
            self.scan.marks.setdefault(place, CellMark.error)


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1
