"""The page of days and replies: the coordinator moves days, everybody on the staff reads who is silent."""

import datetime

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db

DAYS = {"subdistrict_from": "2020-09-02", "subdistrict_days": "5"}


def hearing(house, count=2):
    ids = house.file(*(penalty(f"对第{number}种乱倒垃圾行为的行政处罚") for number in range(count)))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids, reason="已核对")
    house.step("open_solicitation")


def test_the_coordinator_sets_days_and_a_comment_outside_them_is_refused_in_words(house, visit, clock):
    hearing(house)
    page = visit("coordinator").open("/windows").send("/windows", **DAYS).page
    assert "期限已更改" in page and "2020年9月9日 周三" in page
    officer = visit("officer").open("/comments/add?item=1").send("/comments/add", kind="delete", proposal="街道没有人手")
    assert "对街道的征求意见自9月2日起开放" in officer.page
    clock.advance(days=3)
    officer = visit("officer").open("/comments/add?item=1").send("/comments/add", kind="delete", proposal="街道没有人手")
    assert "意见已记录" in officer.page


def test_silence_is_called_overdue_once_the_window_is_over(house, visit, clock):
    hearing(house)
    visit("coordinator").open("/windows").send("/windows", **DAYS)
    clock.advance(days=2)
    visit("officer").open("/comments").send("/no-opinion")
    assert "已全部回复" in visit("auditor").open("/windows").page
    clock.at = datetime.datetime(2020, 9, 10, 4, tzinfo=datetime.UTC)
    page = visit("auditor").open("/windows").page
    assert "逾期未回复 2 项" in page and "更改期限" not in page


def test_days_that_cannot_be_are_named_beside_the_field(house, visit):
    visitor = visit("coordinator").open("/windows").send("/windows", subdistrict_from="2020-09-02", subdistrict_days="99")
    assert visitor.status == 400 and "请填 1 至 60" in visitor.page


def test_no_comment_on_the_rest_is_refused_when_the_rest_has_changed(house, visit):
    hearing(house)
    officer = visit("officer").open("/comments")
    other = visit("officer").open("/comments/add?item=1")
    other.send("/comments/add", kind="no_opinion")
    assert officer.send("/no-opinion").status == 409 and "有变动" in officer.page
    assert "已对" not in officer.open("/comments").send("/no-opinion").page


def test_the_page_asks_no_more_for_hundreds_of_items(app, house, visit):
    hearing(house, 200)
    coordinator = visit("coordinator")
    with app.app_context():
        counted = statements(db.engine)
    coordinator.open("/windows")
    assert len([text for text in counted if not text.startswith(("PRAGMA", "BEGIN"))]) <= 20
