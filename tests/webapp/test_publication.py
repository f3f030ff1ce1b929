"""公开: the announced list for everybody, and nothing else."""

import re

import pytest

from tests.operations.house import penalty
from tests.webapp.test_pages import CHINESE, INLINE, OWN, SWITCH
from tests.webapp.workplace import Visitor, statements
from webapp.database import db


@pytest.fixture
def stranger(app, announced):
    return Visitor(app.test_client())


def test_a_stranger_reads_the_newest_list_without_an_account(stranger):
    page = stranger.open("/published").page
    assert "对占道摆卖商品行为的行政处罚" in page and "对随意倾倒垃圾行为的行政处罚" not in page and "现行有效" in page


@pytest.mark.parametrize(
    ("query", "found"), [("q=窝棚", 1), ("q=环境+卫生", 2), ("kind=penalty", 2), ("department=水务局", 0), ("subdistrict=赤岗街道", 2)]
)
def test_two_characters_and_filters_find_their_rows(stranger, query, found):
    assert f"查到 {found} 项" in stranger.open(f"/published?{query}").page


def test_the_list_of_an_earlier_day_is_another_one(stranger, announced):
    assert "没有施行的目录" in stranger.open("/published?on=2020-09-02").page
    assert "查到 2 项" in stranger.open("/published?on=2030-01-01").page


def test_each_version_and_row_keeps_its_address_and_leads_to_what_counts_now(stranger):
    page = stranger.open("/published/2020/1").page
    assert "已被新版代替" in page and "查到 3 项" in page
    gone = stranger.open("/published/2020/1/2").page
    assert "对随意倾倒垃圾行为的行政处罚" in gone and "现行目录里没有这一项" in gone
    assert "看现行的第 2 项" in stranger.open("/published/2020/1/3").page


@pytest.mark.parametrize("form", ["xlsx", "csv", "json"])
def test_the_whole_list_is_downloaded_and_kept_by_caches(stranger, form):
    answer = stranger.client.get(f"/published/2020/2/catalogue.{form}")
    assert answer.status_code == 200 and "public" in answer.headers["Cache-Control"]
    again = stranger.client.get(f"/published/2020/2/catalogue.{form}", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", ["2021", "2020/3", "2020/0", "2020/1/4", "2020/1/catalogue.odt"])
def test_what_was_never_announced_is_not_there(stranger, path):
    assert stranger.open(f"/published/{path}").status == 404


def test_before_the_announcement_nothing_leaks(app, house):
    house.file(penalty("对占道经营的行政处罚"))
    visitor = Visitor(app.test_client())
    page = visitor.open("/published?q=占道").page
    assert "还没有公布" in page and "经营" not in page and house.campaign.title not in page
    assert visitor.open("/published/2020").status == 404


@pytest.mark.parametrize("query", ["?on=x", "?from=-3", "?kind=nothing", "?q=%25%22<script>", "?subdistrict=" + "长" * 300])
def test_strange_questions_are_answered(stranger, query):
    assert stranger.open(f"/published{query}").status == 200


def test_the_public_pages_ask_few_questions_and_carry_nothing_inline_or_inner(app, stranger):
    with app.app_context():
        asked = statements(db.engine)
    for path in ("/published", "/published/2020/1", "/published/2020/2/1"):
        asked.clear()
        page = stranger.open(path).page
        assert len(asked) <= 8 and INLINE.search(page) is None and OWN.findall(page) == []
        assert not re.search("/items/|/desk/|协调员|liaison|reviewer", page.split("<body", 1)[1])


def test_in_english_only_the_list_itself_is_chinese(stranger):
    stranger.open("/language/en")
    page = SWITCH.sub("", stranger.open("/published/2020/1").page)
    told = re.sub(r"<(td|dd|h1|option|a|title|input)[^>]*>.*?</\1>|<input[^>]*>", "", page, flags=re.DOTALL)
    assert CHINESE.search(told) is None


def test_staff_take_the_item_library_with_the_rows_that_have_no_code(announced, visit):
    visitor = visit("coordinator")
    assert "2 项没有有效编码" in visitor.open("/catalogue").page
    assert [one["row"] for one in visitor.client.get("/catalogue/library.json").get_json()["unlisted"]] == [1, 2]
