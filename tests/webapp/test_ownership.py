"""权属图: one page that says who holds what on a day, in both languages, with few questions to the store."""

import re

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db
from workflows.domain.vocabulary import Kind

SWITCH = re.compile(r'<span class="language">.*?</span>', re.DOTALL)


@pytest.fixture
def listed(house):
    """Two penalties and an inspection; the first two go, the inspection of the first stays at filling in."""
    house.file(
        penalty("对擅自占用城市道路摆卖行为的行政处罚", related=(3,)),
        penalty("对随意倾倒生活垃圾的行政处罚"),
        penalty("对占道经营的行政检查", kind=Kind.inspection, penalty_kinds=()),
    )
    return house


def test_the_holder_of_an_item_is_said_with_its_proof(listed, visit):
    page = visit("coordinator").open("/ownership?item=1&on=2020-09-01").page
    assert "城市管理和综合执法局行使" in page and "部门报送" in page and "一直" in page


@pytest.mark.parametrize("item", ["99", "0"])
def test_an_item_nobody_knows_is_said_in_words(listed, visit, item):
    answer = visit("coordinator").open(f"/ownership?item={item}")
    assert answer.status == 200 and f"没有第 {item} 项" in answer.page


@pytest.mark.parametrize("query", ["?on=yesterday", "?item=x", "?item=99999999999999", "?on=0001-01-01", "?on=9999-12-31&item=1"])
def test_what_cannot_be_read_shows_the_page_of_today(listed, visit, query):
    assert visit("coordinator").open(f"/ownership{query}").status == 200


def test_the_page_asks_few_questions(app, listed, visit):
    visitor = visit("coordinator")
    with app.app_context():
        asked = statements(db.engine)
    visitor.open("/ownership?item=1")
    assert len(asked) <= 20, "\n".join(text[:120] for text in asked)


def test_departments_and_subdistricts_do_not_open_it(listed, visit):
    assert visit("liaison").open("/ownership").status == visit("officer").open("/ownership").status == 403


def test_in_english_the_sentences_are_english(listed, visit):
    visitor = visit("reviewer")
    visitor.open("/language/en")
    page = visitor.open("/ownership?item=2").page
    assert "held by" in page and "Companions left behind" in page
