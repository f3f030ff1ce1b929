"""Comments in a real browser: a subdistrict on a phone, and somebody without account from the list to the answer."""

import datetime

import pytest

from tests.operations.house import penalty
from workflows.domain.vocabulary import Audience
from workflows.domain.windows import Window
from workflows.operations.comments.consultation import release
from workflows.operations.comments.windows import set_windows

pytestmark = [
    pytest.mark.browser,
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PHONE = {"width": 390, "height": 844}
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.fixture
def hearing(served):
    """Three items hear comments, and the list is released to the public."""
    house = served.house
    ids = house.file(*(penalty(f"对擅自占用{place}行为的行政处罚", scope_conduct="限于餐饮、洗车类") for place in ("绿地", "道路", "河道")))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids, reason="已核对")
    house.step("open_solicitation")
    house.do(set_windows, "coordinator", windows={Audience.public: Window(datetime.date(2020, 9, 1), 5)})
    house.do(release, "coordinator")
    return house


def test_a_subdistrict_replies_on_a_phone(hearing, browsing):
    page = browsing.page
    page.set_viewport_size(PHONE)
    browsing.open("/todo")
    browsing.sign_in("officer")
    page.get_by_role("link", name="逐项回复 3 项").click()
    page.get_by_role("button", name="无意见", exact=True).first.click()
    assert "还有 2 项等贵单位表态" in page.locator("main").inner_text()
    page.get_by_role("link", name="提意见", exact=True).first.click()
    page.get_by_label("修改").check()
    page.locator("[data-quotable] .law", has_text="洗车").locator("p").select_text()
    assert page.locator("#quote").input_value() == "限于餐饮、洗车类"
    page.locator("#proposal").fill("洗车应当除外")
    page.get_by_role("button", name="发出意见").click()
    assert "洗车应当除外" in page.locator("main").inner_text() and not page.evaluate(WIDER)
    assert page.locator("mark.spoken").inner_text() == "限于餐饮、洗车类"
    assert browsing.outside == [] and browsing.complaints == []


def test_somebody_without_account_comments_and_finds_the_answer(hearing, browsing):
    page = browsing.page
    page.set_viewport_size(PHONE)
    browsing.open("/consultation")
    page.get_by_role("link", name="对擅自占用绿地行为的行政处罚").click()
    page.get_by_label("建议改").check()
    page.locator("#text").fill("请写明多大面积")
    page.get_by_role("button", name="发出意见").click()
    code = page.locator(".code").inner_text()
    assert not page.evaluate(WIDER)
    browsing.open("/moderation")
    browsing.sign_in("coordinator")
    page.get_by_role("button", name="展示", exact=True).click()
    browsing.open("/comments")
    page.get_by_label("部分采纳").check()
    page.get_by_label("理由").fill("写明一平方米以上")
    page.get_by_role("button", name="答复所选").click()
    page.context.clear_cookies()
    browsing.open("/consultation/receipt")
    page.locator("#code").fill(code)
    page.get_by_role("button", name="查答复").click()
    assert "写明一平方米以上" in page.locator("main").inner_text()
    browsing.open("/consultation/1")
    assert "请写明多大面积" in page.locator("main").inner_text() and not page.evaluate(WIDER)
    assert browsing.outside == [] and browsing.complaints == []
