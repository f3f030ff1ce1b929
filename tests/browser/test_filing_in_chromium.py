"""The grid of 填报 in a real browser: paste a block, fill down, undo, come back to what was typed, half words of an input method."""

import re

import pytest

from tests.operations.house import penalty
from workflows.operations.items.screening import current_fields

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]

ROWS = 300
PASTE = """(text) => {
  const block = new DataTransfer();
  block.setData("text/plain", text);
  document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: block, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def grid(served, browsing):
    """The liaison's grid over 300 rows."""
    served.house.file(*(penalty(f"对第{n}种占道行为的行政处罚") for n in range(1, ROWS + 1)))
    browsing.open("/filing")
    browsing.sign_in("liaison")
    browsing.page.locator(".grid .tabulator-row").first.wait_for()
    return browsing


def cell(page, row, field):
    """The cell of the ``row``-th row that is drawn."""
    return page.locator(f'.grid .tabulator-row:nth-child({row}) .tabulator-cell[tabulator-field="{field}"]')


def saved(page):
    page.locator(".grid-said", has_text="已自动保存").wait_for()


def paste(page, text):
    page.evaluate(PASTE, text)


def test_a_block_is_pasted_filled_down_undone_and_there_again_after_a_reload(grid, served):
    page = grid.page
    cell(page, 1, "mode").click()
    paste(page, '部分下放\t警告、罚款\r\n不下放\t"罚款"\r\n')
    assert cell(page, 1, "mode").inner_text() == "部分下放" and cell(page, 2, "penalty_kinds").inner_text() == "罚款"
    cell(page, 3, "remarks").click()
    paste(page, "同一执法队")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Shift+ArrowDown")
    page.keyboard.press("Control+d")
    assert cell(page, 5, "remarks").inner_text() == "同一执法队"
    page.keyboard.press("Control+z")
    assert cell(page, 5, "remarks").inner_text() == "" and cell(page, 3, "remarks").inner_text() == "同一执法队"
    saved(page)
    page.reload()
    page.locator(".grid .tabulator-row").first.wait_for()
    assert cell(page, 1, "mode").inner_text() == "部分下放" and "草稿" in cell(page, 1, "state").inner_text()
    assert page.locator(".draft-bar b").inner_text() == "3" and served.house.item(1).versions == 1
    page.get_by_role("button", name="保存为正式版本").click()
    page.get_by_text("已存为正式版本 3 项").wait_for()
    served.house.session.rollback()
    assert current_fields(served.house.session, [3])[3].remarks == "同一执法队"
    assert grid.outside == [] and grid.complaints == []


def test_a_wrong_cell_is_outlined_counted_above_and_reached(grid):
    page = grid.page
    cell(page, 2, "kind").click()
    paste(page, "行政许可")
    saved(page)
    assert "不在本次采集" in cell(page, 2, "kind").inner_text() and cell(page, 2, "kind").get_attribute("aria-invalid") == "true"
    assert "职权类别 1" in page.locator(".grid-problems").inner_text()
    page.get_by_role("button", name="改下一处").click()
    page.locator(".grid-at", has_text="2 职权类别 行政许可").wait_for(state="attached")
    assert grid.complaints == []


def test_number_and_state_cannot_be_pasted_over(grid):
    page = grid.page
    cell(page, 1, "state").click()
    paste(page, "已存\t对改过名称的行政处罚")
    assert "编号和状态不能改写" in page.locator(".grid-said").inner_text()
    assert cell(page, 1, "name").inner_text() == "对改过名称的行政处罚"


def test_half_words_of_an_input_method_are_never_committed_nor_saved(grid):
    page, sent = grid.page, []
    page.on("request", lambda request: sent.append(request.post_data or ""))
    cell(page, 1, "remarks").click()
    page.keyboard.press("F2")
    client = page.context.new_cdp_session(page)
    client.send("Input.imeSetComposition", {"text": "zhandao", "selectionStart": 7, "selectionEnd": 7})
    page.locator(".grid-edit").dispatch_event("keydown", {"key": "Enter", "keyCode": 229, "isComposing": True, "bubbles": True})
    assert page.locator(".grid-edit").count() == 1 and page.locator(".grid-at").inner_text().startswith("1 ")
    client.send("Input.insertText", {"text": "占道"})
    page.keyboard.press("Enter")
    assert cell(page, 1, "remarks").inner_text() == "占道"
    saved(page)
    assert any("占道" in body for body in sent) and not any("zhandao" in body for body in sent)
    assert grid.complaints == []


def test_typing_on_a_cell_replaces_it_and_enter_goes_down(grid):
    page = grid.page
    cell(page, 1, "remarks").click()
    page.keyboard.type("ok")
    page.keyboard.press("Enter")
    page.keyboard.type("down")
    page.keyboard.press("Enter")
    assert (cell(page, 1, "remarks").inner_text(), cell(page, 2, "remarks").inner_text()) == ("ok", "down")


def test_the_grid_draws_what_is_seen_and_new_rows_are_pasted_below(grid):
    page = grid.page
    assert page.locator(".grid .tabulator-row").count() < 100
    page.locator(".grid .tabulator-tableholder").evaluate("(holder) => { holder.scrollTop = holder.scrollHeight; }")
    begin = page.locator(".grid .begin")
    begin.wait_for()
    begin.click()
    paste(page, "对甲新行为的行政处罚\r\n对乙新行为的行政处罚")
    saved(page)
    assert page.locator(".draft-bar b").inner_text() == "2"
    assert re.search("全部 302", page.locator(".grid-head").inner_text()) and grid.complaints == []
