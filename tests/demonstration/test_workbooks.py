"""The demonstration's workbooks are untidy, labelled, and read as the plan says."""

import pytest

from workflows.demonstration.organisations import DEPARTMENTS, SUBDISTRICTS
from workflows.demonstration.plan import plan
from workflows.demonstration.workbooks import department_of, late_workbooks, workbooks
from workflows.files.items.item_workbook import read_items
from workflows.files.reading.sheets import read_grid_file

BOOKS = workbooks()
LATE = late_workbooks()


def read(name, content):
    names = {each.name: each.key for each in DEPARTMENTS}
    return read_items(read_grid_file(name, content), departments=names, subdistricts={each.name: each.key for each in SUBDISTRICTS})


READ = {name: read(name, content) for name, content in {**BOOKS, **LATE}.items()}


def test_six_departments_send_a_workbook_each_and_late_ones_follow():
    assert [department_of(name) for name in BOOKS] == [each.key for each in DEPARTMENTS]
    assert sum(len(READ[name].rows) for name in BOOKS) == 1271 and sum(len(READ[name].rows) for name in LATE) == 18


@pytest.mark.parametrize("name", READ)
def test_a_workbook_reads_without_an_error_or_a_doubt(name):
    assert (READ[name].errors, READ[name].warnings) == ((), ())


def test_reading_the_workbooks_in_order_gives_the_items_of_the_plan():
    rows = [row for reading in READ.values() for row in reading.rows]
    assert [(row.department, row.fields) for row in rows] == [(item.department, item.fields) for item in plan()]


@pytest.mark.parametrize("name", READ)
def test_every_workbook_says_that_it_is_a_demonstration(name):
    sheets = read_grid_file(name, {**BOOKS, **LATE}[name])
    assert "演示数据" in name and all("演示数据" in sheet.cell(0, 0) for sheet in sheets)


def test_the_workbooks_are_untidy_the_way_offices_make_them():
    sheets = {department_of(name): read_grid_file(name, content) for name, content in BOOKS.items()}
    texts = [text for pages in sheets.values() for page in pages for row in page.rows for text in row]
    headings = {row for pages in sheets.values() for page in pages for row in page.rows[:6] if "序号" in row or "编号" in row}
    assert len(headings) == 6
    assert len(sheets["housing"]) == 2 and any(len(page.merged) > 2 for page in sheets["urban_management"])
    assert any("“" in text for text in texts) and any("\n" in text for text in texts) and any(text.startswith("　") for text in texts)
    assert sum(reading.skipped != () for reading in READ.values()) == len(READ)


def test_one_list_comes_as_csv_in_the_encoding_of_old_office_programs():
    (content,) = [content for name, content in BOOKS.items() if name.endswith(".csv")]
    with pytest.raises(UnicodeDecodeError):
        content.decode("utf-8")
    assert "农业农村局" in content.decode("gb18030")


def test_the_same_plan_gives_the_same_bytes():
    assert workbooks() == BOOKS and late_workbooks() == LATE
