"""The collection workbooks of the demonstration, made the way offices make them (演示数据).

Titles, 填表单位 and notes stand above the heading, columns go by different names, cells are merged, one department sends CSV in the
encoding of old office programs. Reading them gives the fields of the plan.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from workflows.demonstration.cells import cell
from workflows.demonstration.organisations import BY_KEY, DEPARTMENTS
from workflows.demonstration.plan import PlannedItem, plan
from workflows.files.sheet_writing import heading_style, new_book, style, title_style, write_text

COLUMNS: Mapping[str, str] = {
    "serial": "序号",
    "department": "原实施部门",
    "code": "职权编码",
    "name": "事项名称",
    "kind": "职权类别",
    "bases": "实施依据",
    "penalty_kinds": "处罚种类",
    "form": "强制方式",
    "owner": "法定实施主体",
    "owner_level": "法定层级",
    "mode": "调整方式",
    "receivers": "承接街道",
    "scope_conduct": "下放范围（行为）",
    "scope_object": "下放范围（对象）",
    "entrust_letter": "委托书",
    "entrust_term": "委托期限",
    "related": "关联事项",
    "remarks": "备注",
}
"""The columns in the order of the form, and their regular names."""
_WIDE = frozenset({"name", "bases", "scope_conduct"})


@dataclass(frozen=True, slots=True)
class Layout:
    """How one department makes its workbook.

    ``names`` are its own words for columns; ``groups`` put an upper heading over columns from one field to another; ``sheets`` is how
    many sheets it spreads its list over; ``merged`` merges the department's cells, ``repeated`` repeats the heading each so many rows.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    groups: Sequence[tuple[str, str, str]] = ()
    sheets: int = 1
    merged: bool = False
    repeated: int = 0
    note: str = ""
    comma_text: bool = False

    @property
    def headings(self) -> tuple[str, ...]:
        """The names of the columns in order."""
        return tuple(self.names.get(name, regular) for name, regular in COLUMNS.items())


LAYOUTS: Mapping[str, Layout] = {
    "urban_management": Layout(
        {"department": "实施主体", "kind": "权力类型", "bases": "设定依据"},
        groups=(("事项基本情况", "code", "owner_level"), ("调整建议", "mode", "related")),
        merged=True,
    ),
    "housing": Layout(
        {"name": "权责事项名称", "kind": "职权类型", "bases": "法定依据", "department": "责任主体", "mode": "赋权方式"},
        sheets=2,
    ),
    "water": Layout(
        {"name": "权力事项名称", "bases": "法律依据", "scope_conduct": "具体职责边界", "receivers": "承接部门", "remarks": "说明"},
        merged=True,
        sheets=2,
    ),
    "health": Layout(
        {"name": "职权名称", "kind": "事项类别", "bases": "职权依据", "code": "事项代码", "serial": "编号"},
        note="注：本表由各科室填报，法规科审核后汇总。",
    ),
    "agriculture": Layout({"department": "划出部门", "receivers": "承接单位", "mode": "处理决定"}, comma_text=True),
    "emergency": Layout({"name": "实施清单事项名称", "kind": "事项类型", "department": "实施单位", "code": "事项代码"}, repeated=40),
}


def workbooks() -> Mapping[str, bytes]:
    """File name to content of the six workbooks filed in time, in the order in which they are taken over."""
    return {file_name(key, late=False): _content(key, _of(key, late=False)) for key in LAYOUTS}


def late_workbooks() -> Mapping[str, bytes]:
    """File name to content of the workbooks filed when collection was opened again; only departments with late items."""
    late = {key: _of(key, late=True) for key in LAYOUTS}
    return {file_name(key, late=True): _content(key, items) for key, items in late.items() if items}


def file_name(department: str, *, late: bool) -> str:
    """The name of a department's workbook."""
    ending = "csv" if LAYOUTS[department].comma_text else "xlsx"
    return f"{BY_KEY[department].name}{'补充' if late else ''}采集表（演示数据）.{ending}"


def department_of(name: str) -> str:
    """The key of the department that sent a workbook of that name."""
    return next(each.key for each in DEPARTMENTS if name.startswith(each.name))


def _of(department: str, *, late: bool) -> tuple[PlannedItem, ...]:
    return tuple(item for item in plan() if item.department == department and item.late is late)


def _content(department: str, items: Sequence[PlannedItem]) -> bytes:
    layout = LAYOUTS[department]
    if layout.comma_text:
        return _comma_text(department, layout, items)
    content = io.BytesIO()
    with new_book(content) as book:
        size = -(-len(items) // layout.sheets)
        for part in range(0, len(items), size):
            _Page(book, layout, department, part // size).write(items[part : part + size])
    return content.getvalue()


def _title(department: str) -> str:
    return f"{BY_KEY[department].name}行政执法职权下放采集表（演示数据）"


def _comma_text(department: str, layout: Layout, items: Iterable[PlannedItem]) -> bytes:
    """The list as CSV in GB18030, with the title in its first line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_title(department)])
    writer.writerow(["填表单位：", BY_KEY[department].name])
    writer.writerow(layout.headings)
    writer.writerows([cell(item, name) for name in COLUMNS] for item in items)
    writer.writerow(["填表人：演示联络员"])
    return text.getvalue().encode("gb18030")


class _Page:
    """One sheet while it is written, row by row from the top."""

    def __init__(self, book: Workbook, layout: Layout, department: str, part: int) -> None:
        self.layout, self.department = layout, department
        self.page: Worksheet = book.add_worksheet(f"{BY_KEY[department].short}{part + 1 if layout.sheets > 1 else ''}")
        self.title, self.heading, self.body = title_style(book), heading_style(book), style(book)
        self.row = 0
        for column, name in enumerate(COLUMNS):
            self.page.set_column(column, column, 40 if name in _WIDE else 13)

    def write(self, items: Sequence[PlannedItem]) -> None:
        """The whole sheet: title, unit, note, heading, items, signature."""
        self._line(_title(self.department), self.title)
        self._above()
        self._heading()
        first = self.row
        for place, item in enumerate(items, start=1):
            self._item(item)
            if self.layout.repeated and place % self.layout.repeated == 0 and place < len(items):
                self._heading()
        if self.layout.merged and len(items) > 1:
            self.page.merge_range(first, 1, self.row - 1, 1, BY_KEY[self.department].name, self.body)
        self.page.write_string(self.row + 1, 0, "填表人：演示联络员　　联系电话：020-00000000")

    def _line(self, text: str, form: object) -> None:
        """One text merged over the whole width."""
        self.page.merge_range(self.row, 0, self.row, len(COLUMNS) - 1, text, form)
        self.row += 1

    def _above(self) -> None:
        self.page.write_string(self.row, 0, f"填表单位（盖章）：{BY_KEY[self.department].name}")
        self.page.write_string(self.row, 9, "填表日期：2020年9月8日")
        self.row += 1
        if self.layout.note:
            self._line(self.layout.note, self.body)

    def _heading(self) -> None:
        """The column names in one row, or in two with groups over them."""
        names = list(COLUMNS)
        grouped = set()
        for label, start, end in self.layout.groups:
            left, right = names.index(start), names.index(end)
            self.page.merge_range(self.row, left, self.row, right, label, self.heading)
            grouped.update(range(left, right + 1))
        lower = self.row + bool(self.layout.groups)
        for column, label in enumerate(self.layout.headings):
            if self.layout.groups and column not in grouped:
                self.page.merge_range(self.row, column, lower, column, label, self.heading)
            else:
                self.page.write_string(lower, column, label, self.heading)
        self.row = lower + 1

    def _item(self, item: PlannedItem) -> None:
        for column, name in enumerate(COLUMNS):
            if name == "department" and self.layout.merged:
                continue
            if name == "serial":
                self.page.write_number(self.row, column, item.row, self.body)
            else:
                write_text(self.page, self.row, column, cell(item, name), self.body)
        self.row += 1
