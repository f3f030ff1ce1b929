"""目录: versions side by side with the reasons between them, and another district's list beside ours."""

import io
import re

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db


def test_a_correction_says_what_it_replaces_and_why(announced, visit):
    page = visit("coordinator").open("/catalogue").page
    assert "代替第 1 版" in page and "第二项依据已废止" in page and "3 + 0 − 1 =" in page


def test_the_redline_names_the_row_that_went_and_the_reason(announced, visit):
    page = visit("coordinator").open("/catalogue/redline?from=1&to=2").page
    assert "对随意倾倒垃圾行为的行政处罚" in page and "第二项依据已废止" in page
    assert "两版逐字相同" in visit("officer").open("/catalogue/redline?from=2&to=2").page


def test_the_redline_is_handed_out_as_workbook_and_for_programs(announced, visit):
    client = visit("reviewer").client
    assert client.get("/catalogue/redline.xlsx?from=1&to=2").data.startswith(b"PK")
    told = client.get("/catalogue/redline.json?from=1&to=2").get_json()
    assert (told["added"], told["removed"], told["to"]["rows"]) == ([], [2], 2)


@pytest.mark.parametrize("query", ["?from=9&to=1", "?from=1&to=9"])
def test_a_version_that_is_not_there_is_not_found(announced, visit, query):
    assert visit("coordinator").open(f"/catalogue/redline{query}").status == 404


@pytest.mark.parametrize("query", ["", "?from=x&to=", "?from=0&to=0"])
def test_without_versions_the_redline_shows_the_newest_change(announced, visit, query):
    assert visit("coordinator").open(f"/catalogue/redline{query}").status == 200


def test_a_draft_under_way_is_compared_only_in_the_readers_sight(house, visit):
    house.file(penalty("对占道经营的行政处罚"))
    assert "占道经营" not in visit("officer").open("/catalogue/redline").page


def test_another_districts_list_is_set_beside_ours(announced, visit):
    visitor = visit("coordinator").open("/catalogue/compare")
    theirs = "序号,违法行为\r\n1,占道摆卖商品\r\n2,违规搭建窝棚\r\n3,擅自饲养家禽\r\n"
    page = visitor.send("/catalogue/compare", copy=(io.BytesIO(theirs.encode()), "龙华.csv")).page
    assert "擅自饲养家禽" in page and "对方有我方无 1" in page.replace("</b>", "").replace("<b>", "")
    visitor.open("/catalogue/compare")
    fields = visitor.fields("/catalogue/compare") | {"copy": (io.BytesIO(theirs.encode()), "a.csv"), "workbook": "1"}
    assert visitor.client.post(fields.pop("action:"), data=fields).data.startswith(b"PK")


def test_a_redline_asks_few_questions(app, announced, visit):
    visitor = visit("coordinator")
    with app.app_context():
        asked = statements(db.engine)
    visitor.open("/catalogue/redline?from=1&to=2")
    assert len(asked) <= 20


def test_the_catalogue_is_shown_as_it_is_printed_or_as_a_table(announced, visit):
    visitor = visit("coordinator").open("/catalogue?version=1")
    assert 'class="paper-table"' in visitor.page and "附件2" in visitor.page
    page = visitor.open("/catalogue?version=1&view=table").page
    assert "附件2" not in page and page.count('href="/items/') >= 3 and 'view=table" aria-current="true"' in page.replace("&amp;", "&")


def test_the_table_is_narrowed_to_a_department(announced, visit):
    visitor = visit("coordinator").open("/catalogue?version=1&view=table")
    rows = len(re.findall(r"<tr><td>\d", visitor.page))
    own = len(re.findall(r"<tr><td>\d", visitor.open("/catalogue?version=1&view=table&department=城市管理和综合执法局").page))
    assert rows == own == 3 and "全部部门" in visitor.page
    assert "没有这样的事项" in visitor.open("/catalogue?version=1&view=table&department=水务局").page
    assert 'class="paper-table"' in visitor.open("/catalogue?version=1&view=<b>&department=水务局").page


def test_the_table_speaks_english_but_for_what_was_printed(announced, visit):
    visitor = visit("coordinator")
    visitor.open("/language/en")
    assert "As printed" in visitor.open("/catalogue?view=table").page
