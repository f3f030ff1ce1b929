"""审定: the leader sees the whole and both sides of what is contested, and signs exactly what the text says."""

import pytest

from tests.operations.house import penalty
from workflows.domain.vocabulary import Answer, OpinionKind
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments

NAMES = ("对占用城市道路堆放物料的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对临街商铺超出门窗经营的行政处罚")


@pytest.fixture
def approving(house):
    """Three items wait for the leader; one was returned on the way, one has a comment that was declined."""
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "return", ids[:1], "条款引用不准")
    house.report(ids[:1])
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    office = house.people["officer"].organisation_id
    said = NewComment(OpinionKind.modify, "赤岗街道", ids[1], proposal="写明时限", organisation_id=office)
    house.do(give_comments, "officer", comments=[said])
    house.do(answer_comments, "coordinator", answers={1: Answer.declined}, reason="条例未设时限")
    house.wait_for_hearings()
    for item_id in ids:
        if house.at(item_id) == "answer_comments":
            house.decide("coordinator", "answered", [item_id])
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids)
    house.step("submit")
    return house


def test_the_leader_reads_both_sides_of_what_is_contested(approving, visit):
    page = visit("leader").open("/approval").page
    assert "3 项等您审定" in page and "有不同意见的 1 项" in page and "改后同意的 1 项" in page
    assert all(words in page for words in ("写明时限", "不采纳", "条例未设时限", "审查员 · 退回", "条款引用不准"))


def test_all_but_the_ticked_ones_are_approved_by_the_text_that_says_so(approving, visit):
    visitor = visit("leader").open("/approval").send("/approval/preview", **{"except": "2"})
    assert "审定通过以下 2 项" in visitor.page and "城市管理和综合执法局 2 项" in visitor.page
    assert "不在本次审定之列：第 2 号" in visitor.page
    visitor.send("/decide")
    assert [approving.at(item_id) for item_id in (1, 2, 3)] == ["adopted", "approve_item", "adopted"]


def test_nothing_is_signed_that_changed_since_the_text(approving, visit):
    visitor = visit("leader").open("/approval").send("/approval/preview")
    approving.decide("leader", "remand", [1], "再核依据")
    assert visitor.send("/decide").status == 409 and approving.at(3) == "approve_item"


def test_an_empty_desk_says_so(house, visit):
    assert "没有等您审定的事项" in visit("leader").open("/approval").page
