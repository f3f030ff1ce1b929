"""A second round shows what moved since the first opinion, and lets what did not move be affirmed in one act."""

import re

import pytest
from lxml import html
from sqlalchemy import func, select

from tests.operations.house import penalty
from workflows.domain.vocabulary import OpinionKind
from workflows.operations.comments.commenting import NewComment, give_comments
from workflows.operations.items.liaison import fill_in_items
from workflows.store.items.opinions import Opinion

NAMES = ("对擅自占用城市道路行为的行政处罚", "对随意倾倒建筑垃圾行为的行政处罚", "对损坏公共绿地树木行为的行政处罚")


@pytest.fixture
def again(house):
    """Three items are back before the reviewer: the second mended on their word, the first passed by another in between."""
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "return", ids[1:2], "条款不准")
    house.do(fill_in_items, "liaison", texts={ids[1]: penalty(NAMES[1], remarks="依据已更正")})
    house.decide("liaison", "send_for_endorsement", ids[1:2])
    house.decide("head", "report", ids[1:2])
    house.decide("water_reviewer", "approve", ids[:1])
    house.decide("reviewer", "approve", ids[2:])
    return house


def words(page):
    return " ".join(html.fromstring(page).text_content().split())


def test_the_pane_shows_the_fields_written_anew_since_my_opinion(again, visit):
    pane = visit("reviewer").open("/items/2/glance").page
    assert "自我上次意见后的变化" in pane and "退回" in words(pane)
    assert re.search(r'备注.*data-state="inserted">依据已更正', pane, re.DOTALL)


def test_a_comment_given_since_stands_in_the_pane_as_new(again, visit):
    again.decide("reviewer", "approve", [2])
    again.step("open_solicitation")
    given = NewComment(OpinionKind.modify, "赤岗街道", 3, proposal="建议写明时限", organisation_id=again.people["officer"].organisation_id)
    again.do(give_comments, "officer", comments=[given])
    assert "新意见 赤岗街道：建议写明时限" in words(visit("reviewer").open("/items/3/glance").page)
    assert "没有变化，可以维持" in visit("reviewer").open("/items/2/glance").page


def test_whoever_comes_anew_sees_what_moved_since_the_last_review(again, visit):
    pane = words(visit("leader").open("/items/2/glance").page)
    assert "自上次审查后的变化" in pane and "reviewer 9月1日：退回" in pane


def test_every_earlier_opinion_stays_on_the_pane(again, visit):
    again.decide("reviewer", "approve", [2])
    opinions = words(visit("reviewer").open("/items/2/glance").page).split("历次审查意见")[1]
    assert opinions.index("退回") < opinions.index("同意")


def test_the_desk_marks_how_much_was_written_anew(again, visit):
    assert "已改 1 处" in words(visit("reviewer").open("/desk").page)


def test_what_did_not_move_is_affirmed_in_one_act_and_no_opinion_is_lost(again, visit):
    again.decide("reviewer", "approve", [2])
    again.step("open_solicitation")
    again.wait_for_hearings()
    again.step("open_second_round")
    before = again.session.scalar(select(func.count()).select_from(Opinion))
    again.session.rollback()
    visitor = visit("reviewer").open("/desk")
    link = re.search(r'href="([^"]*ticked=1)"', visitor.page).group(1).replace("&amp;", "&")
    visitor.open(link).send("/desk/preview", action="approve").send("/decide")
    assert {again.at(item_id) for item_id in (1, 2, 3)} == {"await_approval"}
    assert again.session.scalar(select(func.count()).select_from(Opinion)) == before + 3
