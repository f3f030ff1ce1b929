"""Another district's list is read as it was published, real rows among them, and the comparison leaves the house whole."""

from __future__ import annotations

import dataclasses
import io

import openpyxl

from tests.domain.test_comparison import ours
from tests.files.offices import xlsx
from tests.files.test_real_rows import rows_of, titled
from workflows.domain.comparison import list_comparison
from workflows.domain.vocabulary import Kind
from workflows.files.catalogue.comparison_workbook import read_foreign_list, write_comparison_workbook
from workflows.files.reading.reading_child import read_in_child


def read(rows):
    return read_foreign_list(read_in_child("对方.xlsx", xlsx({"目录": rows}), reader="paper"))


def test_names_kinds_and_bases_are_taken_whatever_the_columns_are_called():
    heading = ("序号", "权力事项名称", "权力类型", "设定依据")
    rows = [heading, ("1", "对占道经营的处罚", "处罚", "条例"), ("2", "检查甲", "行政许可", ""), ("", "", "", "注")]
    assert [(row.name, row.kind, row.bases) for row in read(rows)] == [("对占道经营的处罚", Kind.penalty, "条例"), ("检查甲", None, "")]


def test_a_list_of_another_district_is_compared_row_by_row(real_rows):
    theirs = read(titled(rows_of(real_rows, "longhua_penalty_items.tsv")))
    assert len(theirs) == 99
    names = [row.name for row in theirs[:40]]
    names[0], names[1] = names[0].replace("投放", "抛放"), "对本区特有的行为的行政处罚"
    found = list_comparison(ours(*names), theirs)
    assert [row.name for row in found.extra] == [names[1]]
    assert names[0] in [one.ours.name for one in found.reworded]
    assert found.same + len(found.reworded) + len(found.missing) == len(theirs)


def test_a_list_with_codes_and_departments_is_read_too(real_rows):
    rows = read(rows_of(real_rows, "wenzhou_2021_catalogue_rows.tsv"))
    assert [row.name[:6] for row in rows] == ["对档案服务企", "对单位在利用"] and all("档案法" in row.bases for row in rows)


def test_the_workbook_holds_every_row_of_the_comparison():
    theirs = read([("序号", "事项名称"), ("1", "=对占道经营的处罚"), ("2", "对擅自饲养家禽的行政处罚")])
    found = list_comparison(ours("对占道经营的行政处罚", "对随地吐痰的行政处罚"), theirs)
    book = openpyxl.load_workbook(io.BytesIO(write_comparison_workbook(found, "龙华")))
    assert [page.title for page in book] == ["表述不同", "对方有我方无", "我方有对方无"]
    written = sum(page.max_row - 3 for page in book)
    assert written == len(found.reworded) + len(found.missing) + len(found.extra)
    assert dataclasses.asdict(found)["theirs"] == 2
