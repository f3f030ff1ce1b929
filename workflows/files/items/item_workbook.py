"""Item lists as departments send them, read whole: every row an item, or a finding by sheet and cell, or skipped by name.

What a row means is decided by its own cells first, then by a group title above it, then by 填表单位 over the heading, then by the
name of the sheet, then by what the person importing said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflows.domain.folding import folded
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words
from workflows.files.items.item_cells import cleaned, subdistrict_key
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.items.item_rows import Known, ReadRow, RowReading, row_place
from workflows.files.reading.grid import Sheet, spread
from workflows.files.reading.problems import Gravity, Problem, cell_problem, sheet_problem
from workflows.files.reading.tables import Line, Skipped, Table, read_table, reporting_bodies

HIDDEN = Words("隐藏的工作表，未读取", "hidden sheet, not read")
EMPTY = Words("空白工作表", "empty sheet")
NO_HEADING = Words("没有可识别的表头，未读取", "no known heading, not read")
NOT_CERTAIN = Words("列名有歧义，未读取", "ambiguous columns, not read")

_NOTES_SHEETS = ("填表说明", "填报说明", "说明", "填写说明", "选项", "字典", "问题清单")
_SHEET_NUMBER = re.compile(r"^\s*[\d一二三四五六七八九十]+\s*[.、．\-—]\s*")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What the person importing says for rows that do not say it themselves; the department is an organisation's key."""

    default_department: str | None = None
    default_kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class SheetSummary:
    """What became of one sheet; ``ignored`` says why nothing was read. ``lines`` counts the rows met, good or not."""

    name: str
    lines: int
    rows: int
    ignored: Words | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a file said. ``rows`` holds only rows without an error; problems stand in the order of sheets and rows."""

    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]
    sheets: tuple[SheetSummary, ...]
    skipped: tuple[Skipped, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The findings that keep something out."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.error)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The findings somebody is asked to look at."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.warning)

    @property
    def lines(self) -> int:
        """Rows met that should be items, good or not."""
        return sum(sheet.lines for sheet in self.sheets)


def read_items(
    sheets: Sequence[Sheet],
    *,
    departments: Mapping[str, str],
    subdistricts: Mapping[str, str],
    options: ReadingOptions = ReadingOptions(),  # noqa: B008 - a frozen value
) -> Reading:
    """The items of a workbook with every finding.

    Args:
        sheets: As ``read_in_child`` gives them.
        departments: Name or alias to the organisation's key; compared by folded key.
        subdistricts: Name to key; 街道办事处, 街道 and the like at the end make no difference.
        options: Defaults for rows that name no department or no kind.
    """
    known = Known(
        {folded(name): key for name, key in departments.items()},
        {subdistrict_key(name): key for name, key in subdistricts.items()},
        options.default_department,
        options.default_kind,
    )
    rows: list[ReadRow] = []
    problems: list[Problem] = []
    summaries: list[SheetSummary] = []
    skipped: list[Skipped] = []
    for sheet in sheets:
        summary, table = _table(sheet, problems)
        read = list(_read_lines(table, known, problems)) if table and summary.ignored is None else []
        rows.extend(read)
        summaries.append(SheetSummary(sheet.name, summary.lines, len(read), summary.ignored))
        skipped.extend(table.skipped if table else ())
    twins = list(_twins(rows))
    return Reading(
        _without(rows, twins),
        tuple(_in_order([*problems, *twins, *_nothing_read(summaries, problems)], sheets)),
        tuple(summaries),
        tuple(skipped),
    )


def _table(sheet: Sheet, problems: list[Problem]) -> tuple[SheetSummary, Table | None]:
    if sheet.hidden or not sheet.rows:
        return SheetSummary(sheet.name, 0, 0, HIDDEN if sheet.hidden else EMPTY), None
    table = read_table(spread(sheet), ITEM_HEADING)
    if table is None:
        if folded(sheet.name) not in _NOTES_SHEETS:
            problems.append(sheet_problem(sheet.name, "sheet_without_heading"))
        return SheetSummary(sheet.name, 0, 0, NO_HEADING), None
    problems.extend(table.problems)
    return SheetSummary(sheet.name, len(table.lines), 0, NOT_CERTAIN if table.problems else None), table


def _read_lines(table: Table, known: Known, problems: list[Problem]) -> Iterator[ReadRow]:
    department = _sheet_department(table, known, problems)
    above: str | None = None
    for line in table.lines:
        reading = RowReading(line, known, department, above)
        row = reading.row()
        problems.extend(reading.problems)
        above = _carried(line, row, above)
        if row:
            yield row


def _carried(line: Line, row: ReadRow | None, above: str | None) -> str | None:
    """The department that an empty cell in the next line repeats: only where the table names departments in a column."""
    if "department" not in line.heading.columns or not cleaned(line.text("department")):
        return above if "department" in line.heading.columns else None
    return row.department if row else None


def _sheet_department(table: Table, known: Known, problems: list[Problem]) -> str | None:
    sheet = table.sheet
    for body in reporting_bodies(table.above):
        found = known.departments.get(folded(body))
        if found:
            return found
        problems.append(sheet_problem(sheet, "heading_department_unknown", text=body))
    return known.departments.get(folded(_SHEET_NUMBER.sub("", sheet)))


def _nothing_read(summaries: Sequence[SheetSummary], problems: Sequence[Problem]) -> Iterator[Problem]:
    """A file in which no row was met is an error, said once."""
    if any(summary.lines for summary in summaries) or any(problem.gravity is Gravity.error for problem in problems):
        return
    if any(summary.ignored is None for summary in summaries):
        yield sheet_problem("", "no_rows")
    else:
        yield sheet_problem("", "no_heading", wanted="事项名称")


def _twins(rows: Sequence[ReadRow]) -> Iterator[Problem]:
    """Rows of one file that claim to be the same item, by system id, else code, else words: each is named to the other."""
    taken: set[int] = set()
    for code, identity, told_apart in _IDENTITIES:
        groups: dict[Hashable, list[ReadRow]] = {}
        for row in rows:
            if id(row) not in taken and (key := identity(row)) is not None:
                groups.setdefault(key, []).append(row)
        for row, other in _pairs(groups.values(), told_apart):
            taken.add(id(row))
            yield cell_problem(row.sheet, row.row_number - 1, row.name_column, code, other=row_place(other), text=row.fields.code)


def _pairs(
    groups: Iterable[Sequence[ReadRow]], told_apart: Callable[[ReadRow], tuple[bool, ...]]
) -> Iterator[tuple[ReadRow, ReadRow]]:
    """Each row of a group that a stronger identity does not tell apart from another one, with that other one."""
    for group in groups:
        kinds: dict[tuple[bool, ...], list[ReadRow]] = {}
        for row in group:
            kinds.setdefault(told_apart(row), []).append(row)
        for row in group:
            mine = told_apart(row)
            others = (other for kind, some in kinds.items() if not _both(mine, kind) for other in some[:2] if other is not row)
            other = next(others, None)
            if other:
                yield row, other


def _both(one: Iterable[bool], other: Iterable[bool]) -> bool:
    return any(a and b for a, b in zip(one, other, strict=True))


def _by_code(row: ReadRow) -> Hashable:
    return (row.department, row.fields.code) if row.fields.code else None


def _by_words(row: ReadRow) -> Hashable:
    return row.department, row.fields.kind, folded(row.fields.name), folded(row.fields.remarks)


_IDENTITIES: tuple[tuple[str, Callable[[ReadRow], Hashable], Callable[[ReadRow], tuple[bool, ...]]], ...] = (
    ("id_twice", lambda row: row.hidden_id, lambda _: ()),
    ("code_twice", _by_code, lambda row: (bool(row.hidden_id),)),
    ("item_twice", _by_words, lambda row: (bool(row.hidden_id), bool(row.fields.code))),
)


def _without(rows: Iterable[ReadRow], twins: Iterable[Problem]) -> tuple[ReadRow, ...]:
    kept_out = {(problem.sheet, problem.row_number) for problem in twins}
    return tuple(row for row in rows if (row.sheet, row.row_number) not in kept_out)


def _in_order(problems: Iterable[Problem], sheets: Sequence[Sheet]) -> list[Problem]:
    order = {sheet.name: position for position, sheet in enumerate(sheets)}
    return sorted(problems, key=lambda problem: (order.get(problem.sheet, len(order)), problem.row_number))
