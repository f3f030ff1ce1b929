"""A sheet as text in its places, and the refusals a file can meet before anybody reads a row.

Places are counted from 0 inside the program and named as Excel names them ("D17") towards people.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workflows.domain.words import Words

FILE_BYTES = 20 * 1024 * 1024
UNPACKED_BYTES = 200 * 1024 * 1024
UNPACKED_RATIO = 100
ENTRIES = 500
ROWS = 20_000
COLUMNS = 60
CELL_CHARACTERS = 10_000
FILE_CHARACTERS = 20_000_000


class CellMark(enum.StrEnum):
    """What the text of a cell does not show: it was worked out, failed, or stood as a number."""

    formula = "formula"
    error = "error"
    number = "number"
    long_number = "long_number"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from its cell A1 on.

    ``rows`` may differ in length; empty cells are empty texts, rows after the last text are left out. ``merged`` holds
    (first row, first column, last row, last column), both ends included; only the first cell of a range carries text.
    ``marks`` names the cells that are more than text. Texts are as the file has them: line ends, blanks and all.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    marks: Mapping[tuple[int, int], CellMark] = field(default_factory=dict)
    hidden: bool = False

    def cell(self, row: int, column: int) -> str:
        """The text at a place; empty outside the sheet."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""


@dataclass(frozen=True, slots=True)
class Spread:
    """A sheet whose merged ranges show their text in every cell, as people see it.

    ``rows`` are at most 60 columns wide; ``origins`` gives for a cell inside a range the range's first cell.
    """

    sheet: Sheet
    rows: tuple[tuple[str, ...], ...]
    origins: Mapping[tuple[int, int], tuple[int, int]]

    def text(self, row: int, column: int) -> str:
        """The text seen at a place; empty outside the sheet."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def mark(self, row: int, column: int) -> CellMark | None:
        """The mark of the cell whose text is seen at a place."""
        return self.sheet.marks.get(self.origins.get((row, column), (row, column)))


def spread(sheet: Sheet) -> Spread:
    """The sheet with its merged ranges spread out; of ranges that overlap, against the rules, the first counts."""
    origins = _origins(sheet)
    rows = [list(row[:COLUMNS]) for row in sheet.rows]
    for (row, column), (first_row, first_column) in origins.items():
        cells = rows[row]
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = sheet.cell(first_row, first_column)
    return Spread(sheet, tuple(map(tuple, rows)), origins)


def _origins(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    origins: dict[tuple[int, int], tuple[int, int]] = {}
    for first_row, first_column, last_row, last_column in sheet.merged:
        for place in _places(first_row, first_column, min(last_row, len(sheet.rows) - 1), min(last_column, COLUMNS - 1)):
            if place in origins:
                break
            origins[place] = (first_row, first_column)
    return origins


def _places(first_row: int, first_column: int, last_row: int, last_column: int) -> Iterator[tuple[int, int]]:
    for row in range(first_row, last_row + 1):
        for column in range(first_column, last_column + 1):
            yield row, column


class FileRefused(Exception):
    """The file as a whole is not read, and ``words`` say why and what to do. Nothing of it was taken over."""

    def __init__(self, code: str, **values: object) -> None:
        self.code = code
        self.values = values
        self.words = REFUSALS[code].filled(**values)
        super().__init__(self.words.zh)


REFUSALS: Mapping[str, Words] = {
    "empty_file": Words("文件是空的，没有任何内容。请重新导出后上传。", "The file is empty. Export it again."),
    "too_large": Words(
        "文件超过 20 MB 上限。请删去图片和无关工作表，或按部门拆成几个文件。",
        "The file is larger than 20 MB. Remove pictures and unrelated sheets, or split it by department.",
    ),
    "other_format": Words(
        "文件内容是{format_zh}，不是可导入的表格。请在 Excel 或 WPS 中另存为 .xlsx 后上传。",
        "The content of the file is {format_en}, not a workbook that can be imported. Save it as .xlsx.",
    ),
    "broken_zip": Words(
        "文件已损坏或没有传完，无法打开。请重新保存后上传。",
        "The file is damaged or incomplete and cannot be opened. Save it again.",
    ),
    "broken_workbook": Words(
        "工作簿内部结构有误，无法读取。请在 Excel 或 WPS 中打开后另存为 .xlsx。",
        "The inner structure of the workbook is wrong. Open it and save it as .xlsx.",
    ),
    "encrypted": Words("文件设有打开密码。请取消密码后上传。", "The file is protected by a password. Remove it."),
    "macros": Words(
        "工作簿含有宏，不予导入。请另存为不含宏的 .xlsx 后上传。",
        "The workbook contains macros. Save it as .xlsx without macros.",
    ),
    "doctype": Words(
        "工作簿的部件“{part}”含有文档类型声明（DOCTYPE），可能有害，不予读取。",
        "Part “{part}” of the workbook declares a document type (DOCTYPE), which may do harm; it is not read.",
    ),
    "strange_encoding": Words(
        "工作簿的部件“{part}”不是 UTF-8 编码，不予读取。请在 Excel 或 WPS 中另存为 .xlsx。",
        "Part “{part}” of the workbook is not UTF-8; it is not read. Save it as .xlsx.",
    ),
    "strange_entry": Words(
        "压缩包内有不正常的文件名“{part}”，不予读取。请在 Excel 或 WPS 中另存为 .xlsx。",
        "The archive holds an irregular file name “{part}”; it is not read. Save it as .xlsx.",
    ),
    "too_many_entries": Words(
        "工作簿内含 {count} 个部件，超过 500 个上限。请删去图片和无关工作表。",
        "The workbook has {count} parts, more than 500. Remove pictures and unrelated sheets.",
    ),
    "unpacked_too_large": Words(
        "工作簿解开后超过 200 MB 上限。请删去图片和无关工作表，或按部门拆成几个文件。",
        "The workbook unpacks to more than 200 MB. Remove pictures and unrelated sheets, or split it.",
    ),
    "unpacked_ratio": Words(
        "工作簿部件“{part}”解开后是压缩大小的 {ratio} 倍，超过 100 倍上限，不予读取。",
        "Part “{part}” of the workbook unpacks to {ratio} times its size, more than 100 times; it is not read.",
    ),
    "too_many_rows": Words(
        "工作表“{sheet}”第 {row} 行仍有内容，一个文件最多 20,000 行。请删去多余内容或拆成几个文件。",
        "Sheet “{sheet}” still has content in row {row}; a file holds at most 20,000 rows. Split it.",
    ),
    "too_many_columns": Words(
        "工作表“{sheet}”的 {cell} 单元格仍有内容，最多 60 列（到 BH 列）。请删去多余的列。",
        "Sheet “{sheet}” still has content in cell {cell}; at most 60 columns (to BH) are read.",
    ),
    "too_much_text": Words(
        "文件文字总量超过 2000 万字上限。请按部门拆成几个文件。",
        "The file holds more than 20 million characters. Split it by department.",
    ),
    "no_sheet": Words("工作簿里没有工作表。", "The workbook has no worksheet."),
    "unknown_encoding": Words(
        "无法判断文字编码（不是 UTF-8，也不是 GB18030）。请另存为“CSV UTF-8”或 .xlsx 后上传。",
        "The encoding is neither UTF-8 nor GB18030. Save the file as “CSV UTF-8” or as .xlsx.",
    ),
    "not_text": Words(
        "文件内容不是表格，也不是文字，无法识别。请在 Excel 或 WPS 中另存为 .xlsx 后上传。",
        "The content is neither a workbook nor text. Save it as .xlsx.",
    ),
    "broken_csv": Words(
        "CSV 从第 {line} 行起引号不配对，无法分清单元格。请检查该行的引号，或另存为 .xlsx 后上传。",
        "From line {line} on the quotes of the CSV do not match. Check them, or save the file as .xlsx.",
    ),
    "no_list": Words(
        "文件里没有找到目录表格（须有“事项名称”一列）。请使用下载的原文件。",
        "No list was found in the file (it needs a column 事项名称). Use the file as it was downloaded.",
    ),
    "broken_json": Words(
        "JSON 内容有误，或不是本系统发布的目录。请使用下载的原文件。",
        "The JSON is damaged or no catalogue of ours. Use the file as it was downloaded.",
    ),
    "too_slow": Words(
        "读取超过 20 秒，已停止。请删去无关内容或拆成几个文件。",
        "Reading took more than 20 seconds and was stopped. Remove unrelated content or split the file.",
    ),
    "too_much_memory": Words(
        "文件展开后占用内存过大，已停止读取。请删去无关内容或拆成几个文件。",
        "The file needs too much memory and was not read. Remove unrelated content or split it.",
    ),
}
"""Every refusal of a whole file, by its code."""


def column_name(column: int) -> str:
    """The letters of a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return letters


def cell_name(row: int, column: int) -> str:
    """The place as people say it: row 16, column 3 is D17."""
    return f"{column_name(column)}{row + 1}"
