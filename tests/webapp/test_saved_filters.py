"""A filter is kept under a name, shared with the staff, counted live, and opened by its link."""

import re

import pytest
from lxml import html

from tests.operations.house import penalty


@pytest.fixture
def listed(house):
    """Two items wait for the first round, one of them warned about its name."""
    house.report(house.file(penalty("对擅自占用城市道路行为的行政处罚"), penalty("对随意倾倒建筑垃圾行为的行政处罚")))
    house.step("open_first_round")
    return house


def kept(visitor, path, name, **values):
    visitor.open(path)
    return visitor.send("/saved-filters", name=name, **values)


def offered(visitor, path):
    """Name → count of the saved filters on a page."""
    visitor.open(path)
    links = html.fromstring(visitor.page).xpath('//a[.//span[@class="saved-name"]]')
    return {link.xpath('.//span[@class="saved-name"]')[0].text.strip(): link.xpath('.//span[@class="amount"]')[0].text for link in links}


def test_a_saved_filter_stands_on_the_desk_and_in_the_list_with_its_count(listed, visit):
    visitor = kept(visit("reviewer"), "/desk?q=占用", "道路")
    assert "已保存筛选“道路”" in visitor.page
    assert offered(visitor, "/desk") == offered(visitor, "/items") == {"道路": "1"}


def test_its_count_is_live(listed, visit):
    visitor = kept(visit("reviewer"), "/desk?q=占用&place=review_first_round", "道路")
    listed.decide("reviewer", "approve", [1])
    assert offered(visitor, "/desk") == {"道路": "0"}


def test_its_link_opens_the_same_filter_for_good(listed, visit):
    visitor = kept(visit("reviewer"), "/items?q=占用&kind=penalty", "道路")
    link = re.search(r'href="([^"]*)"[^>]*><span class="saved-name">道路', visitor.page).group(1).replace("&amp;", "&")
    assert "筛出 1 项，共 2 项" in visitor.open(link).page


def test_a_shared_filter_is_offered_to_the_staff_alone(listed, visit):
    kept(visit("reviewer"), "/items?q=占用", "道路", audience="staff")
    kept(visit("coordinator"), "/items?q=倾倒", "垃圾")
    assert offered(visit("leader"), "/items") == {"道路": "1"}
    assert offered(visit("liaison"), "/items") == {}


def test_a_department_may_not_share(listed, visit):
    assert kept(visit("liaison"), "/items?q=占用", "道路", audience="staff").status == 403


def test_the_same_name_again_keeps_the_newer_filter(listed, visit):
    visitor = visit("reviewer")
    for text in ("占用", "倾倒建筑"):
        kept(visitor, f"/items?q={text}", "常用")
    assert offered(visitor, "/items") == {"常用": "1"} and "倾倒建筑" in visitor.page


@pytest.mark.parametrize("name", ["", "   ", "长" * 31, "控\u0007制"])
def test_a_filter_needs_a_name_that_can_be_read(listed, visit, name):
    assert kept(visit("reviewer"), "/items?q=占用", name).status == 400


def test_only_its_owner_lets_a_filter_go(listed, visit):
    kept(visit("reviewer"), "/items?q=占用", "道路", audience="staff")
    mine = visit("reviewer").open("/items")
    form = mine.fields("/forget")
    other = visit("leader").open("/items?q=占用")
    token = other.fields("/saved-filters")["csrf_token"]
    assert other.client.post(form["action:"], data={"csrf_token": token}).status_code == 404
    assert offered(mine.send("/forget"), "/items") == {}


def test_a_filter_for_a_place_of_somebody_elses_desk_stays_off_mine(listed, visit):
    kept(visit("reviewer"), "/items?place=kept", "保留", audience="staff")
    assert offered(visit("reviewer"), "/desk") == {} and offered(visit("reviewer"), "/items") == {"保留": "0"}


def test_items_are_filtered_by_whom_they_wait_for(listed, visit):
    visitor = visit("coordinator")
    assert "筛出 2 项" in visitor.open("/items?waits=reviewer").page
    assert "没有符合筛选的事项" in visitor.open("/items?waits=leader").page
    assert "筛出 2 项" in visitor.open("/items?waits=reviewer&place=review_first_round").page
