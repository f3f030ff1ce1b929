"""The item library as files: every row of the catalogue is in it or named beside it, and its page documents each column."""

from __future__ import annotations

import csv
import io
import json

import openpyxl

from tests.files.test_catalogue_files import listed, row
from tools.house import HOUSE
from workflows.domain.item_library import COLUMNS, item_library
from workflows.files.catalogue.item_library_files import write_library_csv, write_library_json, write_library_workbook

LIBRARY = item_library(listed(row(1, code="440205021001"), row(2, code=""), row(3, code="1")))


def test_the_workbook_has_the_coded_rows_and_those_left_out_with_the_reason():
    book = openpyxl.load_workbook(io.BytesIO(write_library_workbook(LIBRARY)))
    assert [page.title for page in book] == ["事项库", "未入库"]
    assert [[cell.value for cell in cells][::4] for cells in book["未入库"].iter_rows(min_row=3)] == [
        [2, "没有编码"], [3, "编码“1”不是 12 位数字"],
    ]  # fmt: skip


def test_csv_and_json_hold_the_same_rows():
    rows = list(csv.DictReader(write_library_csv(LIBRARY).decode("utf-8-sig").splitlines()))
    told = json.loads(write_library_json(LIBRARY))
    assert rows == told["rows"] and [one["row"] for one in told["unlisted"]] == [2, 3]


def test_each_column_is_documented():
    page = (HOUSE / "docs" / "item-library.md").read_text("utf-8")
    assert all(f"| `{name}` | {words.zh} |" in page for name, words in COLUMNS.items())
