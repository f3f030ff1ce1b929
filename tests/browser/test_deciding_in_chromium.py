"""The story of the desk in a real browser: decide fifty, see the ledger move, undo, decide again, download the catalogue."""

import re

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty

pytestmark = [
    pytest.mark.browser,
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

FILED, DECIDED = 60, 50
OBJECTS = ("道路", "绿地", "河道", "广场", "桥梁", "管道", "路灯", "市场", "工地", "码头")
CONDUCTS = ("擅自占用", "随意倾倒垃圾污染", "故意损坏", "未经批准挖掘", "违规张贴涂写", "拒不清理")


@pytest.fixture
def at_approval(served):
    """Sixty items wait for the leaders."""
    house = served.house
    ids = house.file(*(penalty(f"对{conduct}{place}行为的行政处罚") for conduct in CONDUCTS for place in OBJECTS))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids, reason="已核对")
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids, reason="已复核")
    house.step("submit")
    return house


def adopted(page) -> int:
    """The ledger strip's count of what is to be devolved."""
    text = page.locator(".ledger-equation").inner_text()
    return int(re.search(r"拟下放\s*(\d+)", text).group(1))


def decide_fifty(page) -> None:
    for box in page.locator('input[name="number"]').all()[:DECIDED]:
        box.check()
    page.locator('input[name="reason"]').fill("同意列入目录")
    page.locator('button[name="action"][value="approve"]', has_text=f"{DECIDED} 项").click()
    page.locator(".receipt").wait_for()


def test_fifty_are_decided_undone_decided_again_and_stand_in_the_catalogue(at_approval, browsing, tmp_path):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("leader")
    assert page.url.endswith("/desk") and adopted(page) == 0
    decide_fifty(page)
    assert adopted(page) == DECIDED
    assert page.locator('input[name="number"]').count() == FILED - DECIDED
    page.get_by_role("button", name="撤销第").click()
    assert adopted(page) == 0 and "50 项回到原处" in page.locator("main").inner_text()
    decide_fifty(page)
    page.get_by_role("link", name="目录").first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="xlsx").first.click()
    download.value.save_as(tmp_path / "catalogue.xlsx")
    sheet = load_workbook(tmp_path / "catalogue.xlsx").active
    names = {cell for row in sheet.iter_rows(values_only=True) for cell in row if cell and str(cell).startswith("对")}
    assert len(names) == DECIDED
    assert browsing.outside == [] and browsing.complaints == []


def test_the_keys_of_the_desk_move_tick_and_decide(at_approval, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("leader")
    page.locator(".key-hint").wait_for()
    for key in ("j", "Space", "j", "Space"):
        page.keyboard.press(key)
    page.locator('button[name="action"][value="approve"]', has_text="2 项").wait_for()
    page.locator('input[name="reason"]').fill("同意列入目录")
    page.keyboard.press("Enter")
    page.locator(".receipt", has_text="2 项").wait_for()
    assert browsing.complaints == []


def test_the_item_under_the_cursor_is_shown_beside_the_list(at_approval, browsing):
    page = browsing.page
    browsing.open("/desk")
    browsing.sign_in("leader")
    pane = page.locator(".glance h2")
    pane.filter(has_text="对擅自占用道路行为的行政处罚").wait_for()
    page.keyboard.press("j")
    page.keyboard.press("j")
    pane.filter(has_text="对擅自占用绿地行为的行政处罚").wait_for()
    assert browsing.complaints == []


def test_the_living_map_counts_tokens_and_leads_to_them(at_approval, browsing):
    page = browsing.page
    browsing.open("/overview")
    browsing.sign_in("coordinator")
    page.locator('.map-canvas[data-state="drawn"]').wait_for()
    badge = page.locator(".map-canvas button.badge")
    assert badge.all_inner_texts() == [str(FILED)]
    badge.click()
    page.locator(".map-answer:visible").get_by_text(f"打开这 {FILED} 项").click()
    page.locator("h1", has_text="事项").wait_for()
    assert f"筛出 {FILED} 项" in page.locator("main").inner_text()
    assert browsing.outside == [] and browsing.complaints == []


@pytest.mark.parametrize("account", ["coordinator", "liaison", "officer"])
@pytest.mark.parametrize("width", [1280, 390])
def test_every_page_opens_without_complaint_and_fits_its_width(at_approval, browsing, account, width):
    page = browsing.page
    page.set_viewport_size({"width": width, "height": 860})
    browsing.open("/todo")
    browsing.sign_in(account)
    own = {"coordinator": ("/desk?place=await_approval", "/filing"), "liaison": ("/filing", "/filing/new")}.get(account, ())
    for path in ("/todo", "/overview", "/items", "/items/1", "/comments?state=all", "/comments/add", "/catalogue", *own):
        browsing.open(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert browsing.outside == [] and browsing.complaints == []


def test_every_decision_works_without_script(at_approval, chromium, browsing):
    context = browsing.page.context.browser.new_context(java_script_enabled=False, locale="zh-CN")
    page = context.new_page()
    page.goto(browsing.address + "/desk")
    browsing.page = page
    browsing.sign_in("leader")
    page.locator('input[name="all"]').check()
    page.locator('button[name="action"][value="approve"]').click()
    page.get_by_role("button", name=f"{FILED} 项").click()
    assert adopted(page) == FILED
    context.close()
