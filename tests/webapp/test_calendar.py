"""工作日历: the system manager loads the list of a year on the page and reads what it moved."""

import re
from dataclasses import replace

from tests.operations.house import SPEC
from tests.operations.test_opening import revise

GOLDEN_WEEK = {"year": "2099", "source": "国办通知（2099）", "holidays": "2099-10-01 至 2099-10-07", "made_up": "2099-10-10"}


def test_the_system_manager_loads_a_list_and_reads_what_it_moved(house, visit):
    revise(house, replace(SPEC, deadlines={"approval": "2099-10-01"}))
    page = visit("system").open("/calendar").send("/calendar", **GOLDEN_WEEK).page
    assert "由10月1日改到10月8日" in page and "国办通知（2099）" in page


def test_a_year_without_a_list_says_so(visit, clock):
    clock.advance(days=365 * 70)
    assert "暂按周一至周五推算" in visit("system").open("/calendar").page


def test_what_cannot_be_read_is_said_and_nothing_changes(visit):
    visitor = visit("system").open("/calendar").send("/calendar", **GOLDEN_WEEK | {"holidays": "国庆"})
    assert visitor.status == 400 and "国庆" in visitor.page


def test_a_year_that_comes_with_the_house_lists_its_days(visit):
    rows = re.findall(r"<tr>.*?</tr>", visit("coordinator").open("/calendar").page, re.DOTALL)
    [told] = ["".join(re.sub(r"<[^>]+>", "", row).split()) for row in rows if "<b>2020</b>" in row]
    assert "10月1日–10月8日" in told and "9月27日、10月10日" in told and "随系统带来" in told


def test_a_coordinator_reads_the_lists_and_loads_none(visit):
    assert "载入并重算期限" not in visit("coordinator").open("/calendar").page
