"""分工: the coordinator sees who would get what and why, assigns it as one act, and has disagreements settled."""

from dataclasses import replace

import pytest

from tests.operations.house import SPEC, penalty
from tests.webapp.workplace import appoint_third_reviewer, statements
from webapp.database import db
from workflows.operations.campaigns.opening import revise_campaign

NAMES = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对损坏绿地花草的行政处罚", "对违规排放污水的行政处罚")


@pytest.fixture
def waiting(house):
    """Four items wait for the first round, in which two reviewers decide together."""
    appoint_third_reviewer(house)
    house.do(revise_campaign, "coordinator", spec=replace(SPEC, policies={"first_round": "both"}))
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    return house


def test_the_coordinator_assigns_what_the_page_shows_and_each_reviewer_finds_what_is_theirs(waiting, visit):
    visitor = visit("coordinator").open("/assignments")
    assert "均衡分配 4" in visitor.page and "按此方案分配 8 席" in visitor.page
    visitor.send("/assignments/share")
    assert "已分配 4 项" in visitor.page and "没有待分配的事项" in visitor.page
    reviewer = visit("reviewer").open("/todo")
    assert "分给我的 4 项" in reviewer.page
    assert "对违规排放污水" in reviewer.open("/desk?finding=mine").page


def test_a_proposal_that_changed_is_not_assigned(waiting, visit):
    visitor = visit("coordinator").open("/assignments")
    waiting.decide("reviewer", "approve", [1], "已研究")
    visitor.send("/assignments/share")
    assert visitor.status == 409 and "方案已有变化" in visitor.page


def test_an_assignee_hands_on_with_a_reason(waiting, visit, clock):
    visit("coordinator").open("/assignments").send("/assignments/share")
    visitor = visit("reviewer").open("/assignments")
    assert "分配方案" not in visitor.page
    visitor.send("/assignments/hand-on", number="1", to=str(waiting.people["third_reviewer"].person_id), reason="出差")
    assert "接手人已在此项" in visitor.page


def test_a_disagreement_is_a_task_of_the_coordinator_who_asks_one_more(waiting, visit):
    waiting.decide("reviewer", "approve", [1], "已研究")
    waiting.decide("third_reviewer", "return", [1], "依据不清")
    visitor = visit("coordinator").open("/todo")
    assert "意见分歧 1 项" in visitor.page
    visitor.open("/assignments")
    assert "分歧 1 项" in visitor.page and "请此人再审" in visitor.page
    visitor.send("/assignments/ask", number="1", to=str(waiting.people["reviewer"].person_id), reason="两位意见不一")
    assert "接手人已在此项" in visitor.page


def test_assignments_ask_no_more_of_many_items_than_of_few(waiting, visit, app):
    visitor, now = visit("coordinator"), waiting.now
    asked = []
    for _ in range(2):
        with app.app_context():
            seen = statements(db.engine)
        visitor.open("/assignments")
        asked.append(len(seen))
        waiting.step("reopen_collection", "补报")
        waiting.report(waiting.file(*(penalty(f"对{name}{number}号") for number in range(20) for name in NAMES[:2])))
        waiting.step("open_first_round")
        waiting.now = now
    assert asked[0] == asked[1] <= 24
