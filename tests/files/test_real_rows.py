"""Public lists of real rows, each made into workbooks the way offices make them, with what is found stated beside them.

What we decided: 违法行为 stands for the item's name and suggests 行政处罚; a second row of the same words (heilongjiang) is an error
until 备注 tells them apart; articles of laws and the text of a PDF are no item lists and are answered so; five conducts in one
cell (shenzhen, rows 18 and 19) stay one row with a warning.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby

import pytest

from tests.files.offices import csv, xls, xlsx
from workflows.domain.vocabulary import Kind
from workflows.files.items.item_workbook import ReadingOptions, read_items
from workflows.files.reading.reading_child import read_in_child


@dataclass(frozen=True)
class Listed:
    """A file of real rows, what is said at import, and what must be found: rows met, rows good, findings by code."""

    file: str
    lines: int
    rows: int
    found: dict[str, int]
    department: str | None = "the department"
    kinds: dict[Kind | None, int] | None = None


LISTS = [
    Listed(
        "longhua_penalty_items.tsv",
        99,
        99,
        {"kind_suggested": 97, "kind_missing": 2, "several_items": 4},
        None,
        {Kind.penalty: 97, None: 2},
    ),
    Listed(
        "shenzhen_urban_mgmt_discretion_2023_rows.tsv",
        20,
        20,
        {"kind_suggested": 20, "penalty_kinds_suggested": 20, "several_items": 2},
        kinds={Kind.penalty: 20},
    ),
    Listed("liaoning_power_items_codes.tsv", 30, 6, {"kind_unknown": 24}, kinds={Kind.penalty: 3, Kind.inspection: 2, Kind.compulsory: 1}),
    Listed("heilongjiang_road_penalty_items.tsv", 10, 6, {"kind_suggested": 10, "item_twice": 4}, kinds={Kind.penalty: 6}),
    Listed("guangzhou_city_to_district_rows.tsv", 7, 0, {"kind_unknown": 7, "department_replaced": 7, "receivers_unknown": 7}),
    Listed("wuchang_yangyuan_subdistrict_inspections.tsv", 7, 7, {"kind_suggested": 7}, kinds={Kind.inspection: 7}),
    Listed("dazu_city_management_inspections.tsv", 5, 5, {"kind_suggested": 5}, kinds={Kind.inspection: 5}),
    Listed(
        "wenzhou_2021_catalogue_rows.tsv",
        2,
        2,
        {"department_replaced": 2, "mode_suggested": 2, "kind_suggested": 1, "kind_missing": 1},
        kinds={Kind.penalty: 1, None: 1},
    ),
    Listed("law_enforcement_articles.tsv", 0, 0, {"sheet_without_heading": 1, "no_heading": 1}),
    Listed("wenzhou_2021_pdf_text_dirty.txt", 0, 0, {"sheet_without_heading": 1, "no_heading": 1}),
]


def titled(rows):
    return [("附件2",), ("职权事项采集表",), ("填表人：某某", "联系电话：020-00000000"), (), *rows, (), ("注：共两份",)]


FORMATS = {
    "csv in GB18030": lambda rows: csv(rows, "gb18030"),
    "csv in UTF-8 with mark": csv,
    "xlsx with titles and notes": lambda rows: xlsx({"汇总": titled(rows)}, {"汇总": [(1, 0, 1, 3)]}),
    "xls with titles and notes": lambda rows: xls({"汇总": titled(rows)}, {"汇总": [(1, 0, 1, 3)]}),
    "xlsx with the heading on every page": lambda rows: xlsx({"汇总": [*rows[:4], rows[0], *rows[4:]]}),
}


def rows_of(folder, file):
    text = (folder / file).read_text(encoding="utf-8")
    return [tuple(cell.replace("\\n", "\n") for cell in line.split("\t")) for line in text.splitlines()]


def reading(rows, content, department):
    names = {cells[2] for cells in rows[1:] if len(cells) > 3} if department is None else set()
    streets = {name for cells in rows[1:] if department is None for name in cells[3].split("、")}
    return read_items(
        read_in_child("列表", content),
        departments={name: name for name in names},
        subdistricts={name: name for name in streets},
        options=ReadingOptions(default_department=department),
    )


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("listed", LISTS, ids=[listed.file for listed in LISTS])
def test_every_list_of_real_rows_is_read_or_answered(listed, form, real_rows):
    rows = rows_of(real_rows, listed.file)
    read = reading(rows, FORMATS[form](rows), listed.department)
    assert Counter(problem.code for problem in read.problems) == listed.found
    assert (read.lines, len(read.rows)) == (listed.lines, listed.rows)


@pytest.mark.parametrize("listed", [listed for listed in LISTS if listed.rows], ids=[listed.file for listed in LISTS if listed.rows])
def test_names_and_raw_rows_are_kept_whole(listed, real_rows):
    rows = rows_of(real_rows, listed.file)
    read = reading(rows, csv(rows), listed.department)
    column = next(place for place, label in enumerate(rows[0]) if label in ("事项名称", "检查事项", "违法行为"))
    assert [row.fields.name for row in read.rows] == [rows[row.row_number - 1][column] for row in read.rows]
    for row in read.rows:
        said = dict(zip([" ".join(label.split()) for label in rows[0]], rows[row.row_number - 1], strict=False))
        assert row.raw == {label: text for label, text in said.items() if text.strip()}
    assert Counter(row.fields.kind for row in read.rows) == listed.kinds


def test_one_sheet_a_department_gives_the_same_items(real_rows):
    heading, *rows = rows_of(real_rows, "longhua_penalty_items.tsv")
    together = reading([heading, *rows], csv([heading, *rows]), None)
    names = {name: f"部门{number}" for number, name in enumerate(sorted({row[2] for row in rows}), 1)}
    sheets = {names[name]: [heading[:2] + heading[3:]] for name in names}
    for row in rows:
        sheets[names[row[2]]].append(row[:2] + row[3:])
    apart = read_items(
        read_in_child("分表.xlsx", xlsx(sheets)),
        departments={short: name for name, short in names.items()},
        subdistricts={name: name for row in rows for name in row[3].split("、")},
    )
    assert {(row.department, row.fields) for row in apart.rows} == {(row.department, row.fields) for row in together.rows}
    assert len(apart.rows) == 99 and len(apart.sheets) == 6


@pytest.mark.parametrize("write", [xlsx, xls])
def test_merged_department_cells_give_the_same_items(write, real_rows):
    heading, *rows = sorted(rows_of(real_rows, "longhua_penalty_items.tsv"), key=lambda row: (row[0] != "序号", row[2]))
    together = reading([heading, *rows], csv([heading, *rows]), None)
    merges, printed = [], [heading]
    for _, group in groupby(rows, key=lambda row: row[2]):
        block = list(group)
        if len(block) > 1:
            merges.append((len(printed), 2, len(printed) + len(block) - 1, 2))
        printed += [block[0], *((*row[:2], "", *row[3:]) for row in block[1:])]
    merged = reading([heading, *rows], write({"汇总": printed}, {"汇总": merges}), None)
    assert [(row.department, row.fields) for row in merged.rows] == [(row.department, row.fields) for row in together.rows]
    assert [problem.code for problem in merged.problems] == [problem.code for problem in together.problems]
