"""The decision desk in a real browser: a thousand items in a few interactions, twenty by keyboard alone, nothing lost on the way."""

import hashlib
import os
import platform
import re
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from workflows.store.items.rows import Item

pytestmark = [
    pytest.mark.browser,
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

OBJECTS = ("道路", "绿地", "河岸", "广场", "桥梁", "管网", "灯杆", "市集", "工棚", "码头")
ALIKE = {8: "对违规设置户外广告牌行为的行政处罚", 18: "对违规设置户外广告栏行为的行政处罚", 28: "对违规设置户外广告架行为的行政处罚"}


@pytest.fixture
def at_review(served):
    """Thirty items wait for the first round; three of them are called nearly the same, and so warned."""
    house = served.house
    names = [f"对{conduct}{place}行为的行政处罚" for conduct in ("擅自占用", "随意倾倒垃圾污染", "故意损坏") for place in OBJECTS]
    house.ids = house.file(*(penalty(ALIKE.get(n, name)) for n, name in enumerate(names)))
    house.report(house.ids)
    house.step("open_first_round")
    return house


def told(page):
    """The bar, once it has heard from the server."""
    page.locator('.weighed[data-state="told"]').wait_for()
    return page.locator(".weighed").inner_text()


def resting(house):
    places = [house.at(item_id) for item_id in house.ids]
    house.session.rollback()
    return places


def test_twenty_items_are_reviewed_by_keyboard_alone(at_review, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("reviewer")
    page.locator(".key-hint").wait_for()
    page.add_init_script("addEventListener('pointerdown', () => console.error('a mouse was used'), true)")
    page.reload()
    page.locator(".key-hint").wait_for()
    page.keyboard.press("j")
    for number in range(20):
        with page.expect_navigation():
            page.keyboard.press("r" if number % 5 == 0 else "a")
            if number % 5 == 0 or number in ALIKE:
                page.locator('input[name="reason"]:focus').wait_for()
                page.keyboard.type("依据条款不准")
                page.keyboard.press("Enter")
        page.locator(".key-hint").wait_for()
    places = resting(at_review)
    assert places.count("filing/fill_in_item") == 4 and places.count("await_solicitation") == 16
    assert browsing.complaints == []


def test_the_bar_says_before_the_act_what_it_leaves_out_and_the_rest_stays_chosen(at_review, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("reviewer")
    page.locator('input[name="all"]').check()
    assert re.search(r"已选 30 项\s+将同意 27 项 → 待征求意见\s+不能同意 3 项：\s*警示缺理由 3", told(page))
    page.get_by_role("button", name="同意 27 项").click()
    page.get_by_text("余 3 项，仍在选中").wait_for()
    assert page.locator('input[name="number"]:checked').count() == 3
    page.get_by_role("button", name="撤销第").click()
    page.get_by_text("27 项回到原处").wait_for()
    assert browsing.complaints == []


def test_the_sheet_of_keys_opens_and_closes_by_key(at_review, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("reviewer")
    page.locator(".key-hint").wait_for()
    page.keyboard.press("?")
    assert page.locator("dialog").is_visible() and "下一项" in page.locator("dialog").inner_text()
    page.keyboard.press("?")
    assert not page.locator("dialog").is_visible()


FILED, DECIDED, INTERACTIONS = 1_289, 963, 6
SIGNS = "天地玄黄宇宙洪荒日月盈昃辰宿列张"


def name(number: int) -> str:
    """A name that is near no other."""
    return "对" + "".join(SIGNS[int(sign, 16)] for sign in hashlib.sha256(str(number).encode()).hexdigest()[:12]) + "行为的行政处罚"


@pytest.fixture
def whole_campaign(served):
    """1,289 items wait for the first round, 963 of them of one department."""
    house = served.house
    for who, numbers in (("", range(DECIDED)), ("water_", range(DECIDED, FILED))):
        ids = house.file(*(penalty(name(number)) for number in numbers), who=f"{who}liaison")
        house.report(ids, who=who)
    house.step("open_first_round")
    return served


@dataclass
class Hand:
    """A hand at the mouse: counts what it does, how long each answer took, and how many statements it cost."""

    asked: list[str]
    done: list[tuple[str, float, int]] = field(default_factory=list)

    def does(self, what: str, click: Callable, answered: Callable) -> None:
        self.asked.clear()
        began = time.perf_counter()
        click()
        answered()
        self.done.append((what, time.perf_counter() - began, len(self.asked)))


def test_963_of_1289_items_are_decided_in_a_few_interactions(whole_campaign, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("reviewer")
    with whole_campaign.app.app_context():
        hand = Hand(statements(whole_campaign.app.extensions["sqlalchemy"].engine))
    say = page.get_by_role("button", name=f"同意 {DECIDED} 项")
    hand.does("filter", page.locator(".desk-filter").get_by_role("link", name="城管").click, page.get_by_text("筛出 963 项").wait_for)
    hand.does("select and preview", page.locator('input[name="all"]').check, say.wait_for)
    hand.does("commit", say.click, page.get_by_text(f"同意 {DECIDED} 项 →").wait_for)
    told = "; ".join(f"{what} {seconds:.2f} s, {count} statements" for what, seconds, count in hand.done)
    sys.stdout.write(f"\n{DECIDED} of {FILED} decided in {len(hand.done)} interactions: {told} ({os.cpu_count()} × {platform.machine()})\n")
    assert len(hand.done) <= INTERACTIONS and all(count <= 60 for _what, _seconds, count in hand.done)
    with whole_campaign.house.session as session:
        assert session.query(Item).filter(Item.marking == "await_solicitation").count() == DECIDED
    assert browsing.complaints == []
