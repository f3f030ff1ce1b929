"""催办: seen before it is done, once a day for each person and place, on record, and told on every page of whoever it reaches."""

import datetime

import pytest
from sqlalchemy import select

from tests.operations.house import penalty
from tests.webapp.test_overview import page_of, reviewing, text_of  # noqa: F401 the fixture of three items in review
from workflows.domain.errors import NotYours
from workflows.operations.audit.verifying import verify
from workflows.operations.nudging import nudge
from workflows.store.nudges import Nudge


def nudged(house):
    house.session.rollback()
    return house.session.execute(select(Nudge.place, Nudge.items).order_by(Nudge.id)).all()


def test_the_coordinator_sees_who_would_be_told_before_anybody_is(reviewing, visit):  # noqa: F811
    visitor = visit("coordinator")
    way = page_of(visitor).get_element_by_id("answer-review_first_round").xpath(".//a[contains(., '催办 1 人')]/@href")[0]
    page = visitor.open(way).page
    assert "将告知 1 人" in page and "reviewer" in page and nudged(reviewing) == []


def test_who_is_told_reads_it_on_every_page_and_the_act_stands_on_record(reviewing, visit):  # noqa: F811
    visit("coordinator").open("/nudges?place=review_first_round").send("/nudges")
    assert nudged(reviewing) == [("review_first_round", 2)] and verify(reviewing.session) == ()
    reader = visit("reviewer").open("/todo")
    assert "通知，1 条未读" in reader.page
    assert "协调员催办：“第一轮审查”有 2 项等您办理" in reader.open("/notices").page
    assert "通知，0 条未读" in reader.send("/notices/read").page


def test_nobody_is_told_twice_a_day_about_one_place(reviewing, visit):  # noqa: F811
    visitor = visit("coordinator").open("/nudges?place=review_first_round").send("/nudges")
    again = visitor.open("/nudges?place=review_first_round")
    assert "今天没有还要催办的人" in again.page and "今天已经催办过" in again.page
    reviewing.now += datetime.timedelta(days=1)
    assert "将告知 1 人" in visit("coordinator").open("/nudges?place=review_first_round").page


def test_the_same_form_sent_twice_tells_once(reviewing, visit):  # noqa: F811
    visitor = visit("coordinator").open("/nudges?place=review_first_round")
    fields = visitor.fields("/nudges")
    for _ in range(2):
        assert visitor.client.post(fields["action:"], data=fields).status_code == 302
    assert len(nudged(reviewing)) == 1


def test_a_departments_row_reaches_that_departments_people(house, visit):
    house.file(penalty("对乱倒垃圾的行政处罚"))
    house.file(penalty("对擅自取水的行政处罚"), who="water_liaison")
    page = visit("coordinator").open("/nudges?department=water").page
    assert "water_liaison" in page and "将告知 1 人" in page


def test_while_comments_are_heard_the_silent_subdistricts_are_reached(reviewing, visit):  # noqa: F811
    reviewing.step("open_solicitation")
    assert "officer" in visit("coordinator").open("/nudges?place=hear_comments").page
    visit("officer").open("/comments").send("/comments/no-opinion")
    assert "今天没有还要催办的人" in visit("coordinator").open("/nudges?place=hear_comments").page


def test_a_reviewer_nudges_nobody(reviewing, visit):  # noqa: F811
    assert visit("reviewer").open("/nudges").status == 403
    with pytest.raises(NotYours):
        reviewing.do(nudge, "reviewer", place="review_first_round")


def test_nobody_reads_the_notices_of_others(reviewing, visit):  # noqa: F811
    visit("coordinator").open("/nudges?place=review_first_round").send("/nudges")
    assert "没有通知" in visit("liaison").open("/notices").page


def test_the_to_do_page_says_whom_others_wait_for_and_opens_the_nudge(reviewing, visit):  # noqa: F811
    visitor = visit("coordinator").open("/todo")
    assert "在等 1 人办理" in visitor.page and "最多的停在“第一轮审查”" in visitor.page
    assert "将告知 1 人" in visitor.open("/nudges").page
    assert "人办理" not in visit("reviewer").open("/todo").page
