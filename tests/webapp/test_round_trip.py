"""The Excel round trip: down with id and version, changed offline, up again, three wordings compared, taken cell by cell."""

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty
from workflows.operations.items.liaison import fill_in_items
from workflows.operations.items.screening import current_fields

NAMES = ("对擅自占用城市道路行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对损坏公共绿地花草树木的行政处罚")


@pytest.fixture
def filed(house):
    house.file(*map(penalty, NAMES))
    return house


def downloaded(visitor, address="/filing/template.xlsx"):
    return load_workbook(io.BytesIO(visitor.client.get(address).data))


def changed(book, **cells):
    """Cells like ``remarks_1="…"`` written into the row of that item; the file."""
    sheet = book.active
    labels = {"remarks": "备注", "name": "事项名称", "kind": "职权类别", "scope_conduct": "下放范围（行为）"}
    columns = {cell.value: cell.column for cell in sheet[3]}
    for key, text in cells.items():
        field, _, number = key.rpartition("_")
        row = next(row for row in sheet.iter_rows(min_row=4) if row[columns["系统标识"] - 1].value == number)
        row[columns[labels[field]] - 1].value = text
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(visitor, content):
    return visitor.open("/filing/upload").send("/filing/upload", workbook=(io.BytesIO(content), "改.xlsx"))


def write(house, item_id, **fields):
    house.do(fill_in_items, "coordinator", texts={item_id: replace(says(house, item_id), **fields)})


def says(house, item_id):
    house.session.rollback()
    return current_fields(house.session, [item_id])[item_id]


def test_what_only_the_workbook_changed_comes_in_over_a_newer_version(filed, visit):
    visitor = visit("liaison")
    content = changed(downloaded(visitor), remarks_1="工作簿")
    write(filed, 1, owner="区城管局")
    page = upload(visitor, content).page
    assert "1 处只有工作簿改了" in page and "两边都改了" not in page
    visitor.send("/accept")
    assert (says(filed, 1).remarks, says(filed, 1).owner) == ("工作簿", "区城管局")


def test_a_cell_changed_on_both_sides_is_asked_and_stays_unless_chosen(filed, visit):
    visitor = visit("liaison")
    content = changed(downloaded(visitor), remarks_1="工作簿", scope_conduct_1="限于人行道")
    write(filed, 1, remarks="系统")
    page = upload(visitor, content).page
    assert "1 处两边都改了，请选" in page and "下载时" in page and "系统里" in page and "工作簿" in page
    visitor.send("/accept")
    assert (says(filed, 1).remarks, says(filed, 1).scope_conduct) == ("系统", "限于人行道")
    upload(visitor, content).send("/accept", **{"take-1-remarks": "mine"})
    assert says(filed, 1).remarks == "工作簿"


def test_a_single_cell_or_a_whole_row_may_be_left_as_it_is(filed, visit):
    visitor = visit("liaison")
    upload(visitor, changed(downloaded(visitor), remarks_1="一", scope_conduct_1="限于人行道", remarks_2="二"))
    visitor.send("/accept", **{"take-1-remarks": "theirs", "take-2-remarks": "theirs"})
    assert (says(filed, 1).remarks, says(filed, 1).scope_conduct, says(filed, 2).remarks) == ("", "限于人行道", "")
    assert filed.item(2).versions == 1


ROWS = [("mine", "表里的", "表里的"), ("theirs", "这里的", ""), ("cells", "这里的", "表里的")]


@pytest.mark.parametrize(("row", "scope", "remarks"), ROWS)
def test_a_whole_row_is_taken_or_left_before_its_cells_are_asked(filed, visit, row, scope, remarks):
    visitor = visit("liaison")
    content = changed(downloaded(visitor), remarks_1="表里的", scope_conduct_1="表里的")
    write(filed, 1, scope_conduct="这里的")
    page = upload(visitor, content)
    assert "整行用工作簿的" in page.page
    page.send("/accept", **{"row-1": row})
    assert (says(filed, 1).scope_conduct, says(filed, 1).remarks) == (scope, remarks)


def test_the_same_workbook_again_changes_nothing(filed, visit):
    visitor = visit("liaison")
    content = changed(downloaded(visitor), remarks_1="工作簿")
    upload(visitor, content).send("/accept")
    assert "没有可存入的行" in upload(visitor, content).page and filed.item(1).versions == 2


def test_a_filtered_view_goes_out_as_a_form_and_comes_back(filed, visit):
    visitor = visit("liaison")
    book = downloaded(visitor, "/filing/template.xlsx?q=绿地")
    assert [row[0].value for row in book.active.iter_rows(min_row=4, max_row=5)][:1] == ["1"]
    upload(visitor, changed(book, remarks_3="只改一项")).send("/accept")
    assert says(filed, 3).remarks == "只改一项"


def test_wrong_cells_are_written_into_the_copy_that_goes_back(filed, visit):
    visitor = upload(visit("liaison"), changed(downloaded(visit("liaison")), kind_2="行政许可"))
    copy = load_workbook(io.BytesIO(visitor.client.get(visitor.at + "/report.xlsx").data)).worksheets[0]
    noted = [cell.comment.text for row in copy.iter_rows() for cell in row if cell.comment]
    assert len(noted) == 1 and "行政许可" in noted[0]
