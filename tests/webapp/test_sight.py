"""A foreign item answers exactly like a missing one, in lists, counts, pages, searches and files."""

import io

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty

FOREIGN, MISSING = 1, 999


@pytest.fixture
def filed(house):
    house.file(penalty("对擅自占用城市道路行为的行政处罚"))
    house.file(penalty("对排水户未取得许可排放污水的行政处罚"), who="water_liaison")
    return house


def shape(visitor):
    """A page without what differs in every answer: its number and its own address."""
    return visitor.status, visitor.page.count("<p"), "没有找到这一页" in visitor.page


@pytest.mark.parametrize("path", ["/items/{}", "/filing/{}"])
def test_a_foreign_item_is_like_a_missing_one(filed, visit, path):
    visitor = visit("water_liaison")
    foreign, missing = shape(visitor.open(path.format(FOREIGN))), shape(visitor.open(path.format(MISSING)))
    assert foreign == missing == (404, missing[1], True)


def test_a_department_lists_counts_and_finds_its_own_items_only(filed, visit):
    page = visit("water_liaison").open("/items").page
    assert "共 1 项" in page and "排水户" in page and "占用城市道路" not in page
    assert "没有符合筛选的事项" in visit("water_liaison").open("/items?q=占用").page


def test_a_department_downloads_its_own_items_only(filed, visit):
    answer = visit("water_liaison").client.get("/items/export.xlsx")
    names = [row[1].value for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows(min_row=2)]
    assert names == ["对排水户未取得许可排放污水的行政处罚"]


def test_a_comment_cannot_name_an_item_out_of_sight(filed, visit):
    visitor = visit("officer").open("/comments/add")
    assert visitor.send("/comments/add", kind="modify", item="1", proposal="写明时限", field="").status == 409


def test_a_selection_drops_what_is_out_of_sight(filed, visit):
    visitor = visit("water_liaison").open("/filing")
    preview = visitor.send("/desk/preview", action="send_for_endorsement", number=str(FOREIGN))
    assert preview.at.startswith("/filing") and "没有选中事项" in preview.page


def test_subdistricts_see_an_item_once_comments_are_asked_for(filed, visit):
    assert "共 0 项" in visit("officer").open("/items").page
    ids = filed.report([1]).moved[0].item_ids
    filed.step("open_first_round")
    filed.decide("reviewer", "approve", list(ids), reason="已核对")
    filed.step("open_solicitation")
    assert "共 1 项" in visit("officer").open("/items").page


def test_managers_see_no_item_and_no_ledger(filed, visit):
    visitor = visit("system")
    assert "您是管理身份" in visitor.page and "在办" not in visitor.page


@pytest.mark.parametrize(("who", "filed_count"), [("water_liaison", 1), ("liaison", 2), ("officer", 0), ("coordinator", 3)])
def test_the_ledger_on_every_page_counts_only_what_its_reader_may_know_of(filed, house, visit, who, filed_count):
    house.file(penalty("对乱扔果皮的处罚"))
    page = visit(who).open("/todo").page
    equation = page.split('class="ledger-equation"')[1].split("</p>")[0]
    assert f"<b>{filed_count}</b>" in equation and page.count('data-state="balanced"') == 1
