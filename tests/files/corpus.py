"""Bad files and bad values, each built in code beside the answer it must get.

A file is either refused as a whole, or read with exactly these rows and these findings; there is no third way.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlwt
from xlwt.CompoundDoc import XlsDoc

from tests.files.offices import csv, xls, xlsx

HEADING = ("序号", "事项名称", "职权编码", "职权类别", "原实施部门", "调整方式", "承接街道", "备注", "实施依据")
GOOD = ("1", "对占用城市道路的行政处罚", "440105021001", "行政处罚", "城管局", "下放", "赤岗街道", "", "《城市道路管理条例》第四十二条")


@dataclass(frozen=True)
class Case:
    """A file and its answer: ``refused`` with this code, or ``rows`` good rows and these findings (cell, code)."""

    said: str
    build: Callable[[], bytes]
    refused: str | None = None
    rows: int = 0
    found: Sequence[tuple[str, str]] = ()
    name: str = "采集表.xlsx"


def refused(said, code, build, name="采集表.xlsx"):
    return Case(said, build, refused=code, name=name)


def read(said, rows, found, build, name="采集表.xlsx"):
    return Case(said, build, rows=rows, found=tuple(found), name=name)


def row(**texts):
    """The good row with some cells changed, by English column name."""
    names = ("serial", "name", "code", "kind", "department", "mode", "receivers", "remarks", "bases")
    return tuple(texts.get(name, text) for name, text in zip(names, GOOD, strict=True))


def table(*rows):
    return xlsx({"采集表": [HEADING, *rows]})


def parts_of(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return content.getvalue()


def with_part(name, part):
    return zipped(parts_of(table(GOOD)) | {name: part})


def changed(name, old, new):
    parts = parts_of(table(GOOD))
    assert old in parts[name], f"{name} does not hold {old!r}"
    return zipped(parts | {name: parts[name].replace(old, new, 1)})


SHEET, STRINGS, WORKBOOK = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"
PROLOG = b"?>\n"


def doctype(name, text=b"<!DOCTYPE x>"):
    return lambda: changed(name, PROLOG, PROLOG + text)


def cell_xml(cell):
    """The good table whose name cell (B2) is this XML."""
    parts = parts_of(table(GOOD))
    before, _, rest = parts[SHEET].partition(b'<c r="B2"')
    return zipped(parts | {SHEET: before + cell.encode() + rest.partition(b"</c>")[2]})


def sheet_xml(cells):
    """A workbook whose only sheet holds this XML between <sheetData> tags."""
    parts = parts_of(table(GOOD))
    before, _, rest = parts[SHEET].partition(b"<sheetData>")
    return parts | {SHEET: before + b"<sheetData>" + cells.encode() + b"</sheetData>" + rest.partition(b"</sheetData>")[2]}


def shared_string_bomb(cells, letters):
    rows = "".join(f'<row r="{number}"><c r="A{number}" t="s"><v>0</v></c></row>' for number in range(1, cells + 1))
    strings = f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>{"长" * letters}</t></si></sst>'
    return zipped(sheet_xml(rows) | {STRINGS: strings.encode()})


def unpacked_200_megabytes():
    chance = random.Random(7)
    block = b"".join(chance.randbytes(200) + bytes(10_000) for _ in range(1_000))
    return zipped(parts_of(table(GOOD)) | {f"xl/media/image{number}.bmp": block for number in range(21)})


def old_container(stream_name, stream=b"\x09\x08\x10\x00" + bytes(5000)):
    """A compound file with one stream of this name."""
    content = io.BytesIO()
    XlsDoc().save(content, stream)
    name = stream_name.encode("utf-16-le") + b"\0\0"
    entry = content.getvalue().index("Workbook".encode("utf-16-le"))
    raw = bytearray(content.getvalue())
    raw[entry : entry + 64] = name.ljust(64, b"\0")
    raw[entry + 64 : entry + 66] = len(name).to_bytes(2, "little")
    return bytes(raw)


def old_formula():
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("采集表")
    for place, text in enumerate(HEADING):
        page.write(0, place, text)
        page.write(1, place, GOOD[place]) if place != 1 else page.write(1, 1, xlwt.Formula('"甲"&"乙"'))
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def with_number(place, number):
    """The good table with one cell kept as a number."""
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("采集表")
    for column, text in enumerate(HEADING):
        page.write(0, column, text)
        page.write(1, column, number if column == place else GOOD[column])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def flagged_as_encrypted():
    raw = bytearray(table(GOOD))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(signature)
        while place >= 0:
            raw[place + offset] |= 1
            place = raw.find(signature, place + 4)
    return bytes(raw)


def two_tables(*rows):
    return xlsx({"采集表": rows})


PASSWORD_RECORD, OTHER_RECORD = b"\x2f\x00\x70\x00", b"\x5c\x00\x70\x00"
HTML = "<html><table><tr><td>事项名称</td></tr></table></html>".encode()
LONG = "长" * 40_000

WHOLE_FILES = [
    refused("an empty file", "empty_file", lambda: b""),
    refused("a file of blanks", "empty_file", lambda: b" \r\n \r\n", "a.csv"),
    refused("21 MB", "too_large", lambda: b"a," * (21 * 512 * 1024), "a.csv"),
    refused("a zip bomb", "unpacked_ratio", lambda: with_part("xl/media/image1.bmp", bytes(30_000_000))),
    refused("a zip bomb in the sheet", "unpacked_ratio", lambda: zipped(sheet_xml(" " * 30_000_000))),
    refused("more than 200 MB unpacked", "unpacked_too_large", unpacked_200_megabytes),
    refused("501 entries", "too_many_entries", lambda: zipped(parts_of(table(GOOD)) | {f"x/{n}.xml": b"<x/>" for n in range(501)})),
    refused("an entry that climbs out", "strange_entry", lambda: with_part("xl/../../evil.xml", b"<x/>")),
    refused("an entry from the root", "strange_entry", lambda: with_part("/evil.xml", b"<x/>")),
    refused("an entry with a backslash", "strange_entry", lambda: with_part("xl\\evil.xml", b"<x/>")),
    refused("one entry twice", "strange_entry", lambda: with_part("xl/workbook.xmm", b"<x/>").replace(b"workbook.xmm", b"workbook.xml")),
    refused("a zip cut short", "broken_zip", lambda: table(GOOD)[:-200]),
    refused("a zip with a damaged part", "broken_zip", lambda: table(GOOD).replace(b"\x00\x00PK\x01\x02", b"\xff\xffPK\x01\x02", 1)[:-30]),
    refused("a zip of nothing but its mark", "broken_zip", lambda: b"PK\x03\x04" + bytes(200)),
    refused("parts with a password", "encrypted", flagged_as_encrypted),
    refused("an encrypted workbook", "encrypted", lambda: old_container("EncryptedPackage")),
    refused("an encrypted xls", "encrypted", lambda: xls({"一": [HEADING]}).replace(OTHER_RECORD, PASSWORD_RECORD, 1), "a.xls"),
    refused("macros in xlsx", "macros", lambda: with_part("xl/vbaProject.bin", b"macro")),
    refused("macros in xls", "macros", lambda: old_container("_VBA_PROJECT_CUR"), "a.xls"),
    refused("a DOCTYPE in the workbook", "doctype", doctype(WORKBOOK)),
    refused("a DOCTYPE in the texts", "doctype", doctype(STRINGS)),
    refused("a DOCTYPE in the sheet", "doctype", doctype(SHEET)),
    refused("a DOCTYPE in a part nobody reads", "doctype", doctype("docProps/app.xml")),
    refused("a doctype in small letters", "doctype", doctype(SHEET, b"<!doctype x>")),
    refused("a billion laughs", "doctype", doctype(STRINGS, b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>')),
    refused("an outside entity", "doctype", doctype(STRINGS, b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>')),
    refused(
        "a DOCTYPE hidden in UTF-16",
        "strange_encoding",
        lambda: with_part(STRINGS, '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><sst/>'.encode("utf-16")),
    ),
    refused("a part that says it is UTF-7", "strange_encoding", lambda: changed(SHEET, b'encoding="UTF-8"', b'encoding="UTF-7"')),
    refused("a binary workbook", "other_format", lambda: zipped({"xl/workbook.bin": b"x"})),
    refused("a Word document", "other_format", lambda: zipped({"word/document.xml": b"<x/>"})),
    refused("an OpenDocument table", "other_format", lambda: zipped({"mimetype": b"x", "content.xml": b"<x/>"})),
    refused("an archive of pictures", "other_format", lambda: zipped({"1.jpg": b"x"})),
    refused("an old Word document", "other_format", lambda: old_container("WordDocument"), "a.doc"),
    refused("a PDF named xlsx", "other_format", lambda: b"%PDF-1.7\n..."),
    refused("a picture named xlsx", "other_format", lambda: b"\x89PNG\r\n\x1a\n" + bytes(100)),
    refused("a web page named xls", "other_format", lambda: HTML, "a.xls"),
    refused("a web page with a doctype", "other_format", lambda: b"\xef\xbb\xbf<!DOCTYPE html>" + HTML, "a.xls"),
    refused("an XML table of 2003", "other_format", lambda: b'<?xml version="1.0"?><Workbook/>', "a.xls"),
    refused("a web archive", "other_format", lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n", "a.xls"),
    refused("an RTF document", "other_format", lambda: b"{\\rtf1 }", "a.xls"),
    refused("a rar archive", "other_format", lambda: b"Rar!\x1a\x07" + bytes(100)),
    refused("a workbook of Excel 4", "other_format", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00" + bytes(100), "a.xls"),
    refused("a workbook that is no XML", "broken_workbook", lambda: with_part(WORKBOOK, b"<workbook><sheets>")),
    refused("a sheet that is no XML", "broken_workbook", lambda: with_part(SHEET, b"<worksheet><sheetData><row>")),
    refused("a workbook without relations", "broken_workbook", lambda: changed("xl/_rels/workbook.xml.rels", b"rId1", b"rId9")),
    refused("a workbook without sheets", "no_sheet", lambda: changed(WORKBOOK, b"<sheet ", b"<leaf ")),
    refused("an xls of garbage", "broken_zip", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 3000, "a.xls"),
    refused("an xls cut short", "broken_zip", lambda: xls({"一": [HEADING, GOOD]})[:1500], "a.xls"),
    refused("a cell in row 1,048,576", "too_many_rows", lambda: zipped(sheet_xml('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))),
    refused("20,001 rows of xls", "too_many_rows", lambda: xls({"一": [("甲",)] * 20_001}), "a.xls"),
    refused("rows over 20,000 in two sheets", "too_many_rows", lambda: xlsx({"一": [("甲",)] * 10_001, "二": [("甲",)] * 10_000})),
    refused("10^6 rows of CSV", "too_many_rows", lambda: "甲,乙\n".encode() * 1_000_000, "a.csv"),
    refused("a cell in column XFD", "too_many_columns", lambda: zipped(sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>'))),
    refused("61 columns of xls", "too_many_columns", lambda: xls({"一": [("甲",) * 61]}), "a.xls"),
    refused("61 columns of CSV", "too_many_columns", lambda: csv([("甲",) * 61]), "a.csv"),
    refused("22 million characters", "too_much_text", lambda: shared_string_bomb(2_000, 11_000)),
    refused("one text in 20,000 places", "too_much_memory", lambda: shared_string_bomb(20_000, 32_000)),
    refused("bytes of no encoding", "unknown_encoding", lambda: b"\xff\xff\xff,\x80\x80\n", "a.csv"),
    refused("UTF-16 with half a character", "unknown_encoding", lambda: b"\xff\xfe\x61", "a.csv"),
    refused("UTF-16 without its mark", "not_text", lambda: "事项名称,abc\n".encode("utf-16-le"), "a.csv"),
    refused("UTF-32", "not_text", lambda: "事项名称".encode("utf-32"), "a.csv"),
    refused("NUL in a CSV", "not_text", lambda: csv([HEADING, row(name="甲\0乙")]), "a.csv"),
    refused("random bytes", "not_text", lambda: b"\x00\x01\x02\xfe" * 300),
    refused("a quote that never closes", "broken_csv", lambda: csv([HEADING]) + b'\r\n1,"abc,def\r\n2,x\r\n', "a.csv"),
    refused("text behind a closed quote", "broken_csv", lambda: csv([HEADING]) + b'\r\n1,"abc"def,x\r\n', "a.csv"),
]

NO_LISTS = [
    read("a heading and nothing else", 0, [("", "no_rows")], lambda: table()),
    read("rows without a heading", 0, [("", "sheet_without_heading"), ("", "no_heading")], lambda: two_tables(GOOD)),
    read("a letter", 0, [("", "sheet_without_heading"), ("", "no_heading")], lambda: "各单位：\n请查收。\n".encode(), "a.csv"),
    read(
        "Big5 taken for GB18030", 0, [("", "sheet_without_heading"), ("", "no_heading")],
        lambda: "事項名稱,部門\n甲,乙\n".encode("big5"), "a.csv",
    ),
    read("an empty sheet", 0, [("", "no_heading")], lambda: two_tables()),
    read("two columns of names", 0, [("C1", "column_twice")], lambda: two_tables(("部门", "事项名称", "职权名称"), ("城管局", "甲", "乙"))),
    read("two headings, the second used", 1, [], lambda: two_tables(("事项名称",), HEADING, GOOD)),
]

FORMATS = [
    read("CSV of GB18030", 1, [], lambda: csv([HEADING, GOOD], "gb18030"), "a.csv"),
    read("CSV named xls", 1, [], lambda: csv([HEADING, GOOD]), "a.xls"),
    read("tabs in UTF-16", 1, [], lambda: "\n".join("\t".join(cells) for cells in (HEADING, GOOD)).encode("utf-16"), "a.txt"),
    read("xls named xlsx", 1, [], lambda: xls({"一": [HEADING, GOOD]})),
    read("xlsx named csv", 1, [], lambda: table(GOOD), "a.csv"),
    read("ranges merged over each other", 1, [], lambda: changed(SHEET, b"</sheetData>", b"</sheetData>" + MERGES)),
    read("blank rows up to the last one", 1, [], lambda: changed(SHEET, b"</sheetData>", LAST_ROW + b"</sheetData>")),
]
LAST_ROW = b'<row r="1048576"><c r="A1048576"/></row>'
MERGES = b'<mergeCells count="3"><mergeCell ref="J1:L3"/><mergeCell ref="K2:M9"/><mergeCell ref="J1:K1048576"/></mergeCells>'
SERIAL = b'<c r="A2" t="s"><v>9</v></c>'

VALUES = [
    read("a formula with its result", 0, [("B2", "formula")], lambda: cell_xml('<c r="B2" t="str"><f>A1</f><v>甲的处罚</v></c>')),
    read("a formula without a result", 0, [("B2", "formula")], lambda: cell_xml('<c r="B2"><f>A1</f></c>')),
    read("a formula in xls", 0, [("B2", "formula")], old_formula, "a.xls"),
    read("a formula that counts rows", 1, [], lambda: changed(SHEET, SERIAL, b'<c r="A2"><f>ROW()</f><v>2</v></c>')),
    read("an error value", 0, [("B2", "cell_error")], lambda: cell_xml('<c r="B2" t="e"><v>#REF!</v></c>')),
    read("NUL in a name", 0, [("B2", "control_character")], lambda: table(row(name="甲\x00的处罚"))),
    read("a bell in the remarks", 0, [("H2", "control_character")], lambda: table(row(remarks="限\x07主干道"))),
    read("a control character in a column nobody reads", 0, [("A2", "control_character")], lambda: table(row(serial="1\x01"))),
    read("DEL in CSV", 0, [("H2", "control_character")], lambda: csv([HEADING, row(remarks="a\x7f")]), "a.csv"),
    read("letters that turn the line around", 0, [("B2", "hidden_character")], lambda: table(row(name="对\u202e道占\u202c的处罚"))),
    read("a zero-width blank in a name", 0, [("B2", "hidden_character")], lambda: table(row(name="对占\u200b道的处罚"))),
    read("a byte order mark in a code", 0, [("C2", "hidden_character")], lambda: table(row(code="\ufeff440105021001"))),
    read("zero-width in the remarks is kept", 1, [], lambda: table(row(remarks="限\u200b主干道"))),
    read("a cell of 40,000 characters", 0, [("H2", "too_long")], lambda: csv([HEADING, row(remarks=LONG)]), "a.csv"),
    read("a cell of 10,001 characters", 0, [("B2", "too_long")], lambda: table(row(name=LONG[:10_001]))),
    read("a cell of 10,000 characters", 1, [], lambda: table(row(remarks=LONG[:10_000]))),
    read("a code of 12 digits kept as a number", 1, [], lambda: with_number(2, 440105021001), "a.xls"),
    read("a code whose zeros are gone", 1, [("C2", "leading_zeros")], lambda: with_number(2, 524018000), "a.xls"),
    read("a code of 18 digits kept as a number", 0, [("C2", "digits_lost")], lambda: with_number(2, 114401050075100012), "a.xls"),
    read("a code written as 4.40105E+11", 0, [("C2", "digits_lost")], lambda: table(row(code="4.40105E+11"))),
    read("one code twice", 0, [("B2", "code_twice"), ("B3", "code_twice")], lambda: table(GOOD, row(name="另一事项的行政处罚"))),
    read("one item twice", 0, [("B2", "item_twice"), ("B3", "item_twice")], lambda: table(row(code=""), row(code=""))),
    read(
        "a copied system id", 0, [("A2", "id_twice"), ("A3", "id_twice")],
        lambda: two_tables(("事项名称", "职权类别", "部门", "系统标识"), ("甲", "处罚", "城管局", "x"), ("乙", "处罚", "城管局", "x")),
    ),
    read(
        "a system version changed by hand", 0, [("D2", "version_unread")],
        lambda: two_tables(("事项名称", "职权类别", "部门", "系统版本"), ("甲", "处罚", "城管局", "二")),
    ),
    read("no name", 0, [("B2", "name_missing")], lambda: table(row(name="　"))),
    read("no department", 0, [("E2", "department_missing")], lambda: table(row(department=""))),
    read("an unknown department", 0, [("E2", "department_unknown")], lambda: table(row(department="白云区城管局"))),
    read("two departments in a cell", 0, [("E2", "department_unknown")], lambda: table(row(department="城管局、水务局"))),
    read("an administrative licence", 0, [("D2", "kind_unknown")], lambda: table(row(kind="行政许可"))),
    read("two kinds in a cell", 0, [("D2", "kind_unknown")], lambda: table(row(kind="行政处罚、行政检查"))),
    read("no kind", 1, [("D2", "kind_suggested")], lambda: table(row(kind=""))),
    read("an unknown mode", 1, [("F2", "mode_unknown")], lambda: table(row(mode="待定"))),
    read("unknown receivers", 1, [("G2", "receivers_unknown")], lambda: table(row(receivers="观湖街道"))),
    read("a basis that names no law", 1, [("I2", "bases_unread")], lambda: table(row(bases="详见附件"))),
    read("six bases", 1, [("I2", "bases_too_many")], lambda: table(row(bases="".join(f"《第{n}条例》第{n}条" for n in "一二三四五六")))),
    read("a good row beside a bad one", 1, [("D3", "kind_unknown")], lambda: table(GOOD, row(code="2", name="乙", kind="行政给付"))),
    read("a text that looks like a command", 1, [], lambda: table(row(remarks="=cmd|' /C calc'!A0"))),
    read("a text that looks like a page", 1, [], lambda: table(row(name="<script>alert(1)</script>的处罚"))),
    read("a day in the remarks", 1, [], lambda: with_number(7, 44044.5), "a.xls"),
]

CASES = [*WHOLE_FILES, *NO_LISTS, *FORMATS, *VALUES]
