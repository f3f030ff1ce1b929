"""The copy that goes back to the department shows each finding where it stands."""

from __future__ import annotations

import io

import openpyxl
import pytest

from tests.files.offices import DEPARTMENTS, SUBDISTRICTS, csv, sheet, xls, xlsx
from workflows.files.items.item_workbook import read_items
from workflows.files.items.row_report import FINDINGS_SHEET, write_row_report
from workflows.files.reading.sheets import read_grid_file

ROWS = (
    ("海珠区职权事项采集表", "", "", ""),
    ("部门", "事项名称", "职权类别", "备注"),
    ("城管局", "对占道的行政处罚", "行政许可", "=1+1"),
    ("", "对占道的检查", "", "'甲"),
)
MERGES = {"一": [(0, 0, 0, 3), (2, 0, 3, 0)]}


def reported(sheets):
    problems = read_items(sheets, departments=DEPARTMENTS, subdistricts=SUBDISTRICTS).problems
    return openpyxl.load_workbook(io.BytesIO(write_row_report(sheets, problems)))


@pytest.mark.parametrize("content", [xlsx({"一": ROWS}, MERGES), xls({"一": ROWS}, MERGES), csv(ROWS)])
def test_every_text_stands_in_its_place_and_no_text_is_a_formula(content):
    sheets = read_grid_file("一.csv", content)
    book = reported(sheets)
    assert book.sheetnames == ["一", FINDINGS_SHEET]
    shown = {cell.coordinate: cell.value for row in book["一"].iter_rows() for cell in row if cell.value}
    assert shown == {
        f"{'ABCD'[column]}{row + 1}": text for row, cells in enumerate(sheets[0].rows) for column, text in enumerate(cells) if text
    }
    assert book["一"]["D3"].data_type == "s"


def test_errors_are_red_warnings_yellow_and_both_say_what_to_do():
    page = reported(read_grid_file("一", xlsx({"一": ROWS}, MERGES)))["一"]
    assert (page["C3"].fill.fgColor.rgb, page["C4"].fill.fgColor.rgb) == ("FFF8C9C4", "FFFCEBB6")
    assert page["C3"].comment.text.startswith("【错误】第 3 行 C 列：职权类别写的是“行政许可”")
    assert "请核对" in page["C4"].comment.text and page["B3"].comment is None
    assert {str(merged) for merged in page.merged_cells.ranges} == {"A1:D1", "A3:A4"}


def test_the_last_sheet_lists_every_finding():
    sheets = read_grid_file("一", xlsx({"一": ROWS, FINDINGS_SHEET: [("旧",)]}, MERGES))
    book = reported(sheets)
    listed = [[cell.value for cell in row] for row in book[f"{FINDINGS_SHEET} (2)"].iter_rows(min_row=2)]
    assert [row[:4] for row in listed] == [["一", "C3", "3", "错误"], ["一", "C4", "4", "警告"]]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("长" * 40_000, "（原文 40,000 字，超过工作簿每格上限，未抄入本表）"), ("坏\ud800字", "坏_xD800_字"), ("\x00\x1f", "_x0000__x001F_")],
)
def test_no_text_stops_the_report(text, shown):
    book = reported((sheet(("事项名称", "部门"), (text, "城管局"), name="[表]:*?/\\" + "长" * 40),))
    page = book[book.sheetnames[0]]
    assert page["A2"].value in (shown, text) and page["A2"].comment
