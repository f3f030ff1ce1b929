"""A reviewer at the desk sees nothing of what a colleague said until all opinions are in: no page, no preview, no workbook tells."""

import re
from dataclasses import replace

import pytest

from tests.operations.house import SPEC, penalty
from tests.webapp.test_desk import previewed
from tests.webapp.workplace import appoint_third_reviewer
from workflows.operations.campaigns.opening import revise_campaign

NAMES = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对损坏公共绿地花草树木的行政处罚")
PAGES = ("/todo", "/overview", "/desk", "/items", "/items?finding=warn", "/items/1", "/items/1/glance", "/comments", "/catalogue")
SPEC_OF_BOTH = replace(SPEC, policies={"first_round": "both"})


@pytest.fixture
def both(house):
    """Three items wait for the first round, in which two reviewers decide together; one of the items is warned."""
    appoint_third_reviewer(house)
    house.do(revise_campaign, "coordinator", spec=SPEC_OF_BOTH)
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    return house


def seen(visitor) -> dict[str, str]:
    pages = {path: visitor.open(path).page for path in PAGES}
    return {path: re.sub(r'value="[^"]{20,}"', "", page) for path, page in pages.items()}


def test_no_page_of_the_second_reviewer_changes_when_the_first_has_spoken(both, visit):
    second, now = visit("third_reviewer"), both.now
    before = seen(second)
    both.decide("reviewer", "approve", [1], "不便公开的理由")
    both.now = now
    assert seen(second) == before


def test_a_noted_opinion_has_a_receipt_and_is_taken_back(both, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2)
    assert "2 项 记下意见，尚待 1 人" in visitor.page
    visitor.send("/decide")
    assert "记下意见 2 项" in visitor.page and both.at(1) == "review_first_round"
    visitor.send("/undo")
    assert "已撤销，2 项回到原处" in visitor.page and "撤销第" not in visitor.page


def test_the_author_reads_the_own_opinion_and_both_read_both_once_they_are_in(both, visit):
    both.decide("reviewer", "approve", [1], "依据明确")
    assert "依据明确" in visit("reviewer").open("/items/1").page
    assert "依据明确" not in visit("coordinator").open("/items/1").page
    both.decide("third_reviewer", "return", [1], "条款不清")
    page = visit("reviewer").open("/items/1").page
    assert "依据明确" in page and "条款不清" in page and "分歧" in page and "等协调员指定一人再审" in page
    assert "条款不清" not in visit("liaison").open("/items/1").page


def test_the_last_opinion_is_told_what_it_may_lead_to_and_then_what_it_did(both, visit):
    both.decide("reviewer", "approve", [1], "依据明确")
    visitor = previewed(visit("third_reviewer"), "approve", 1)
    assert "意见即齐：一致即 → 待征求意见，不一致由协调员处理" in visitor.page
    visitor.send("/decide")
    assert "1 项 → 待征求意见" in visitor.page and "一致同意" in visitor.open("/items/1").page


def test_the_pane_says_how_many_decide_and_whom_it_is_assigned_to(both, visit):
    assert "第一轮审查：2 人一致" in visit("reviewer").open("/items/1/glance").page
    visit("coordinator").open("/assignments").send("/assignments/share")
    page = visit("reviewer").open("/items/1/glance").page
    assert re.search(r"2 人一致 · 分给 \w+、\w+", page), page


def test_who_has_spoken_in_this_review_is_not_asked_to_affirm_it(both, visit):
    both.decide("reviewer", "approve", [1, 2], "依据明确")
    assert "可以一并维持" not in visit("reviewer").open("/desk").page
    pane = visit("reviewer").open("/items/1/glance").page
    assert "意见已记下" in pane and "可以维持" not in pane
