"""The rows of a table under its heading: merged cells filled down, notes, totals and repeated headings set apart by name.

Nothing between the heading and the end of the sheet disappears: a row is read, or skipped with its reason, or blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from workflows.domain.words import Words
from workflows.files.reading.grid import CellMark, Spread, column_name
from workflows.files.reading.headings import Heading, HeadingWords, find_heading, heading_at, repeated_columns, repeats_heading
from workflows.files.reading.problems import Problem

REPEATED = Words("重复的表头", "heading repeated")
NOTE = Words("注释或落款", "note or signature line")
TOTAL = Words("合计行", "total")
SECTION = Words("分组标题", "group title")
ONLY_NUMBER = Words("只有序号", "only a number")

_NOTE = re.compile(
    r"(注|备注|说明|填表说明|填报说明|填表人|填报人|经办人|制表人?|审核人?|联系人|联系电话|负责人|分管领导|单位负责人|填表日期|填报日期)"
    r"\s*\d*\s*[：:.．]"
    r"|以下空白|附件\s*\d*\s*[：:]|共\s*\d+\s*项$"
)
_TOTAL = re.compile(r"(合\s*计|总\s*计|小\s*计|共\s*计)\s*([：:（(\d].*)?")
_REPORTING_BODY = re.compile(
    r"(?:填表|填报|报送|上报|制表|编制|申报|反馈)?(?:单位|部门|机构)(?:名称)?\s*(?:[（(](?:盖章|公章|签章)[）)])?\s*[：:]\s*(.*)", re.DOTALL
)
_SEALS = re.compile(r"[（(](盖章|公章|签章)[）)]")
_COUNT = re.compile(r"[\d,.，项条个%]+")
_SECTION_NUMBER = re.compile(r"^[（(]?[一二三四五六七八九十百\d]+[）)、.．]\s*")
_SECTION_COUNT = re.compile(r"[（(]\s*共?\s*\d+\s*项\s*[）)]$")


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that holds no item, with its text and why it was passed over; ``row_number`` counts from 1."""

    sheet: str
    row_number: int
    reason: Words
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a table, or several where the required cell is merged over them. Rows count from 0, both ends included.

    ``section`` is the group title above the row without number and count; empty if there is none.
    """

    table: Spread
    heading: Heading
    row: int
    last_row: int
    section: str = ""

    def text(self, field: str) -> str:
        """What the columns of a field say in this line: distinct texts in order, one a line; empty if nothing."""
        return self._joined(self.heading.columns.get(field, ()))

    def place(self, field: str, otherwise: str) -> tuple[int, int]:
        """Where a finding about a field belongs: its first column, else that of another field."""
        column = self.heading.column(field)
        return self.row, self.heading.columns[otherwise][0] if column is None else column

    def marks(self, field: str) -> Iterator[tuple[int, int, CellMark]]:
        """The marked cells of a field in this line."""
        for column in self.heading.columns.get(field, ()) if self.table.sheet.marks else ():
            for row in range(self.row, self.last_row + 1):
                mark = self.table.mark(row, column)
                if mark:
                    yield row, column, mark

    def cells(self) -> Iterator[tuple[int, int, str]]:
        """Every cell of the line that holds text, as it was: row, column, text."""
        for row in range(self.row, self.last_row + 1):
            for column, text in enumerate(self.table.sheet.rows[row]):
                if text:
                    yield row, column, text

    def raw(self) -> Mapping[str, str]:
        """The line as it was: heading label (or column letters) to text, merged cells filled down, blank cells left out."""
        raw: dict[str, str] = {}
        for column in range(max(len(self.table.rows[row]) for row in range(self.row, self.last_row + 1))):
            text = self._joined((column,))
            if text.strip():
                label = self.heading.labels.get(column, column_name(column))
                raw[f"{label}（{column_name(column)} 列）" if label in raw else label] = text
        return raw

    def _joined(self, columns: tuple[int, ...]) -> str:
        if not columns:
            return ""
        if len(columns) == 1 and self.row == self.last_row:
            text = down_text(self.table, self.row, columns[0])
            return text if text.strip() else ""
        texts = [down_text(self.table, row, column) for column in columns for row in range(self.row, self.last_row + 1)]
        return "\n".join(dict.fromkeys(text for text in texts if text.strip()))


@dataclass(frozen=True, slots=True)
class Table:
    """What one sheet holds. ``above`` are the texts over the heading, row by row."""

    sheet: str
    heading: Heading
    above: tuple[tuple[str, ...], ...]
    lines: tuple[Line, ...]
    skipped: tuple[Skipped, ...]
    problems: tuple[Problem, ...]


def read_table(table: Spread, words: HeadingWords) -> Table | None:
    """The lines of a sheet; None if it has no heading. A second heading further down begins a second table."""
    heading = find_heading(table, words)
    if heading is None:
        return None
    problems = list(repeated_columns(table.sheet, words, heading))
    lines, skipped = [], []
    for found in _rows(table, words, heading, problems):
        if isinstance(found, Skipped):
            skipped.append(found)
        elif lines and _continues(table, lines[-1], found, words.required):
            lines[-1] = replace(lines[-1], last_row=found.row)
        else:
            lines.append(found)
    above = tuple(tuple(cell.strip() for cell in row if cell.strip()) for row in table.sheet.rows[: heading.first])
    return Table(table.sheet.name, heading, above, tuple(lines), tuple(skipped), tuple(problems))


def reporting_bodies(above: Iterable[Sequence[str]]) -> Iterator[str]:
    """The bodies named over the heading as 填表单位, in the cell itself or in the next one."""
    for texts in above:
        for text, following in pairwise([*texts, ""]):
            found = _REPORTING_BODY.match(text)
            if found:
                said = _SEALS.sub("", found[1] or following).strip()
                if said:
                    yield re.split(r"\s{2,}|\u3000|\s(?=填|联)", said)[0].strip()


def down_text(table: Spread, row: int, column: int) -> str:
    """The text of a cell, or of the cell above it that is merged down to it."""
    origin = table.origins.get((row, column))
    if origin is None or origin[1] == column:
        return table.text(row, column)
    return ""


def _rows(table: Spread, words: HeadingWords, heading: Heading, problems: list[Problem]) -> Iterator[Line | Skipped]:
    section = ""
    row = heading.last + 1
    while row < len(table.rows):
        own = [(column, text.strip()) for column, text in enumerate(table.sheet.rows[row]) if text.strip()]
        again = heading_at(table, words, row) if len(own) > 1 and _says_heading(words, own) else None
        if again and not repeats_heading(table.sheet, heading, row):
            heading = again
            problems.extend(repeated_columns(table.sheet, words, heading))
        reason = REPEATED if again else _reason(table, heading, words, row, own)
        if reason:
            section = _section(own[0][1]) if reason is SECTION else section
            yield Skipped(table.sheet.name, row + 1, reason, " ".join(text for _, text in own))
        elif own:
            yield Line(table, heading, row, row, section)
        row = max(row, again.last) + 1 if again else row + 1


def _says_heading(words: HeadingWords, own: list[tuple[int, str]]) -> bool:
    return any((meaning := words.meaning(text)) and meaning[0] == words.required for _, text in own)


def _reason(table: Spread, heading: Heading, words: HeadingWords, row: int, own: list[tuple[int, str]]) -> Words | None:
    """Why a row is no line of the table; None if it is one, or blank."""
    if not own:
        return None
    if repeats_heading(table.sheet, heading, row):
        return REPEATED
    required = heading.columns[words.required][0]
    first_column, first_text = own[0]
    if _TOTAL.fullmatch(first_text) or _total_under_names(table, row, required, own):
        return TOTAL
    if _NOTE.match(first_text):
        return NOTE
    if len(own) > 1:
        return None
    if first_column in heading.columns.get("serial", ()) and (first_text.isdecimal() or table.mark(row, first_column)):
        return ONLY_NUMBER
    return SECTION if _is_section(table, row, first_column, required) else None


def _total_under_names(table: Spread, row: int, required: int, own: list[tuple[int, str]]) -> bool:
    """A total written into the required column, with nothing but counts beside it."""
    said = _TOTAL.fullmatch(table.sheet.cell(row, required).strip())
    return bool(said) and all(_COUNT.fullmatch(text) for column, text in own if column != required)


def _is_section(table: Spread, row: int, column: int, required: int) -> bool:
    """A single text that is merged sideways, or that stands beside the required column with a number before it."""
    sideways = table.origins.get((row, column + 1)) == (row, column)
    beside = column != required and table.origins.get((row, column)) is None
    return sideways or (beside and bool(_SECTION_NUMBER.match(table.sheet.cell(row, column).strip())))


def _section(text: str) -> str:
    return _SECTION_COUNT.sub("", _SECTION_NUMBER.sub("", text)).strip()


def _continues(table: Spread, before: Line, line: Line, required: str) -> bool:
    """Whether the line's required cell is merged with that of the line before it."""
    column = line.heading.columns[required][0]
    origin = table.origins.get((line.row, column))
    return origin is not None and origin[0] <= before.row and line.row == before.last_row + 1 and before.heading is line.heading
