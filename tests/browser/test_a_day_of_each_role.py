"""One day of each role in a real browser, over the demonstration campaign: from signing in to the result that the person sees."""

import io
import re
import unicodedata

import pdfplumber
import pytest

from webapp.handbook.chapters import CHAPTERS

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
DRAWN = "(pictures) => Promise.all(pictures.map((one) => (one.loading = 'eager', one.decode())))"
PHONE = {"width": 390, "height": 844}
SMALL = """() => [...document.querySelectorAll("main button, main .button")].filter((one) => one.checkVisibility())
  .map((one) => [one.textContent.trim(), Math.round(Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height))])
  .filter(([, size]) => size < 24)"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def fits(page) -> bool:
    """Whether nothing scrolls sideways; asked once the style sheets are there."""
    page.wait_for_load_state("load")
    return not page.evaluate(WIDER)


def small_buttons(page) -> list:
    """The buttons that a finger misses, each with its smaller side in pixels."""
    page.wait_for_load_state("load")
    return page.evaluate(SMALL)


def says(page) -> str:
    return page.locator("main").inner_text()


def count(pattern: str, text: str) -> int:
    """The number that the pattern's one group finds."""
    found = re.search(pattern, text)
    assert found, text
    return int(found[1].replace(",", ""))


def opened_grid(page) -> None:
    page.get_by_role("link", name="去填报").click()
    page.locator(".grid .tabulator-row").first.wait_for()


def send_all_for_endorsement(page) -> int:
    """How many items went to the head, by the receipt."""
    page.get_by_role("button", name="送审签").click()
    page.get_by_role("button", name=re.compile(r"送审签 \d+ 项")).click()
    page.locator(".receipt").wait_for()
    return count(r"送审签 ([\d,]+) 项", page.locator(".receipt").inner_text())


def test_a_liaison_notes_something_and_sends_the_whole_department_for_endorsement(telling):
    page = telling("collection", "water-lianluo").page
    opened_grid(page)
    page.locator('.grid .tabulator-row:nth-child(1) .tabulator-cell[tabulator-field="remarks"]').click()
    page.keyboard.type("2020-08-31")
    page.keyboard.press("Enter")
    page.locator(".grid-said", has_text="已自动保存").wait_for()
    page.get_by_role("button", name="保存为正式版本").click()
    page.get_by_text("已存为正式版本 1 项").wait_for()
    page.locator(".grid .tabulator-row").first.wait_for()
    total = count(r"水务局 ([\d,]+) 项", says(page))
    assert send_all_for_endorsement(page) == total
    page.get_by_role("link", name="报送", exact=True).click()
    assert page.locator("main tbody tr", has_text="水务").locator("td").all_inner_texts()[1:3] == ["0", str(total)]


def test_a_head_reports_everything_that_the_liaison_sent(telling):
    told = telling("collection", "water-lianluo")
    page = told.page
    opened_grid(page)
    sent = send_all_for_endorsement(page)
    told.signs_in_anew("water-fuzeren")
    told.open("/reporting")
    assert f"{sent} 项" in says(page)
    moving = page.get_by_role("button", name=re.compile(r"报送 [\d,]+ 项"))
    reported = count(r"报送 ([\d,]+) 项", moving.inner_text())
    moving.click()
    page.locator(".receipt, .notice", has_text=f"{reported}").first.wait_for()
    told.open("/reporting")
    cells = page.locator("main tbody tr", has_text="水务").first.locator("td").all_inner_texts()
    filling, endorsing, gone = map(int, cells[1:4])
    assert filling + endorsing + gone == sent and gone == reported - filling  # what screening blocks is back at filling in


def test_a_reviewer_keeps_one_item_and_finds_the_decision_again(telling):
    page = telling("first_round", "shencha1").page
    waiting = count(r"第一轮审查 ([\d,]+) 项", says(page))
    page.get_by_role("link", name="去审查台").click()
    page.locator('input[name="number"]').first.check()
    page.get_by_label("理由代码").select_option(index=1)
    page.locator('input[name="reason"]').fill("街道没有专业力量")
    page.get_by_role("button", name="不予下放 1 项").click()
    page.locator(".receipt", has_text="1 项").wait_for()
    page.get_by_role("link", name="我的待办").first.click()
    assert count(r"第一轮审查 ([\d,]+) 项", says(page)) == waiting - 1
    page.get_by_role("link", name="去审查台").click()
    page.locator(".desk-filter").get_by_role("link", name=re.compile("第 .* 号")).first.click()
    assert "筛出 1 项" in says(page)


def test_a_reviewer_affirms_what_did_not_change_and_takes_it_back(telling):
    page = telling("second_round", "shencha1").page
    page.get_by_role("link", name="去审查台").first.click()
    page.get_by_role("link", name="选中这").click()
    page.get_by_role("button", name="同意 ").click()
    page.locator(".receipt", has_text="→ 待审定").wait_for()
    page.get_by_role("button", name="撤销第").first.click()
    page.get_by_text("已撤销").wait_for()


def test_a_coordinator_nudges_and_the_liaison_finds_the_notice(telling):
    told = telling("collection", "xietiao")
    page = told.page
    assert "人办理" in says(page)
    page.get_by_role("link", name="催办").click()
    page.get_by_role("button", name="催办").click()
    page.get_by_text("已催办").wait_for()
    told.signs_in_anew("water-lianluo")
    page.get_by_role("link", name="通知").click()
    assert "协调员催办" in says(page)


def test_a_coordinator_answers_a_comment_and_sees_where_everything_rests(telling):
    told = telling("solicitation", "chigang-jingban")
    page = told.page
    told.open("/comments/add?item=1")
    page.get_by_label("修改").check()
    page.locator("#proposal").fill("洗车应当除外")
    page.get_by_role("button", name="发出意见").click()
    told.signs_in_anew("xietiao")
    page.get_by_role("link", name="去答复").click()
    assert "洗车应当除外" in says(page)
    page.get_by_label("部分采纳").check()
    page.get_by_label("理由").first.fill("餐饮以外的洗车除外")
    page.get_by_role("button", name="答复所选").click()
    told.open("/comments?state=all")
    assert "餐饮以外的洗车除外" in says(page)
    told.open("/overview")
    page.locator('.map-canvas[data-state="drawn"]').wait_for()
    assert count(r"征求意见\s+([\d,]+) 项", page.locator(".map-answer").first.inner_text()) > 0


def test_a_subdistrict_replies_on_a_telephone(telling):
    told = telling("solicitation", None)
    page = told.page
    page.set_viewport_size(PHONE)
    told.open("/sign-in")
    told.sign_in("chigang-jingban")
    asked = count(r"征求意见 ([\d,]+) 项", says(page))
    page.get_by_role("link", name=re.compile("逐项回复")).click()
    assert small_buttons(page) == [] and fits(page)
    page.get_by_role("button", name="无意见", exact=True).first.click()
    assert count(r"还有 ([\d,]+) 项等贵单位表态", says(page)) == asked - 1
    page.get_by_role("link", name="提意见", exact=True).first.click()
    page.get_by_label("修改").check()
    page.locator("#proposal").fill("请写明由谁执法")
    assert small_buttons(page) == [] and fits(page)
    page.get_by_role("button", name="发出意见").click()
    assert "请写明由谁执法" in says(page) and fits(page)
    told.open("/capacity")
    page.get_by_role("heading", name="承接能力").wait_for()
    assert fits(page)


def test_a_leader_signs_the_whole_but_one(telling):
    page = telling("approval", "lingdao").page
    page.get_by_role("link", name="审定", exact=True).first.click()
    waiting = count(r"([\d,]+) 项等您审定", says(page))
    left_out = page.locator('input[name="except"]').first
    number = left_out.get_attribute("value")
    left_out.check()
    page.get_by_role("button", name="看签署文本").click()
    assert f"第 {number} 号" in says(page) and count(r"审定通过以下 ([\d,]+) 项", says(page)) == waiting - 1
    page.locator("main form button.filled").click()
    page.locator(".receipt").wait_for()
    page.get_by_role("link", name="审定", exact=True).first.click()
    assert count(r"([\d,]+) 项等您审定", says(page)) == 1


def test_counsel_finds_an_item_and_reads_its_law_and_its_way(telling):
    page = telling("second_round", "guwen").page
    page.get_by_role("link", name="看看总览").click()
    page.get_by_role("link", name="事项").first.click()
    page.locator('input[name="q"]').first.fill("河道")
    page.keyboard.press("Enter")
    page.locator("main tbody tr", has_text="河道").first.wait_for()
    assert 0 < count(r"筛出 ([\d,]+) 项", says(page)) < 1289
    page.locator("main tbody td.name a, main tbody td.num a").first.click()
    assert "《中华人民共和国水法》" in page.locator("#bases").inner_text() and "送审签" in says(page)
    assert page.locator("nav").get_by_role("link", name="审查台").count() == 0


def test_counsel_reads_both_sides_of_what_is_contested(telling):
    told = telling("approval", "guwen")
    told.page.get_by_role("link", name="总览", exact=True).click()
    told.page.get_by_role("heading", name="总览").wait_for()
    told.open("/comments?state=all")
    assert "不采纳" in says(told.page)


def test_an_auditor_follows_one_item_from_its_filing_to_the_list_in_force(telling):
    told = telling("announcement", "shenji")
    told.open("/items?part=adopted")
    told.page.locator("main table a").first.click()
    assert "报送" in says(told.page) and "审定" in says(told.page)
    told.open("/ownership?item=1")
    told.page.get_by_role("heading", name="单项邻域").wait_for()
    assert "行使" in says(told.page)


def test_an_auditor_follows_the_ledger_to_a_row_and_downloads_the_papers(telling, tmp_path):
    told = telling("announcement", "shenji")
    page = told.page
    page.get_by_role("link", name="看看总览").click()
    equation = [int(number.replace(",", "")) for number in page.locator(".ledger-equation b").all_inner_texts()]
    assert equation[0] == sum(equation[1:])
    page.locator(".ledger-equation a", has_text="保留").click()
    assert count(r"([\d,]+) 项", says(page)) == equation[-1]
    page.get_by_role("link", name="目录", exact=True).first.click()
    with page.expect_download() as download:
        page.get_by_role("link", name="json").first.click()
    download.value.save_as(tmp_path / "catalogue.json")
    told.open("/verify")
    page.locator('input[type="file"]').set_input_files(tmp_path / "catalogue.json")
    page.get_by_role("button", name="核验这份文件").click()
    page.locator('.verdict[data-tone="act"]').wait_for()


def test_somebody_without_account_looks_a_power_up_and_keeps_its_address(telling):
    told = telling("announcement", None)
    page = told.page
    page.set_viewport_size(PHONE)
    told.open("/sign-in")
    page.get_by_role("link", name="不用登录：查目录").click()
    whole = count(r"查到 ([\d,]+) 项", says(page))
    page.locator('input[name="q"]').fill("河道")
    page.get_by_role("button", name="查找").click()
    assert 0 < count(r"查到 ([\d,]+) 项", says(page)) < whole and fits(page)
    page.locator("main td.name a").first.click()
    name = page.locator("h1").inner_text()
    page.goto(told.address + "/" + page.locator(".hash").inner_text().split("/", 3)[3])
    assert page.locator("h1").inner_text() == name and "承接街道" in says(page) and fits(page)


def test_a_system_manager_loads_a_year_of_holidays_and_meets_no_business(telling):
    page = telling("announcement", "xitong").page
    assert "不办理业务" in says(page) and page.locator(".ledger").inner_text().startswith("管理身份")
    page.get_by_role("link", name="工作日历").click()
    page.get_by_label("年份").fill("2027")
    page.get_by_label("依据的通知").fill("国办发明电〔2026〕7号")
    page.get_by_label("放假的日子").fill("2027-01-01\n2027-02-05 至 2027-02-11")
    page.get_by_role("button", name="载入并重算期限").click()
    assert "国办发明电〔2026〕7号" in page.locator("main tbody tr", has_text="2027").inner_text()


def test_one_item_is_printed_without_the_frame_and_with_all_it_says(telling):
    told = telling("announcement", "shenji")
    page = told.page
    told.open("/items/1")
    name = page.get_by_role("heading", level=1).inner_text()
    with pdfplumber.open(io.BytesIO(page.pdf(format="A4"))) as paper:
        text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in paper.pages)).replace("\n", "")
        assert len(paper.pages) <= 3
    assert unicodedata.normalize("NFKC", name) in text and "依据" in text and "我的待办" not in text and "退出登录" not in text


def test_each_chapter_of_the_handbook_is_printed_on_two_sheets(telling):
    told, sheets = telling("announcement", "xietiao"), {}
    for chapter in CHAPTERS:
        told.open(f"/handbook/{chapter}")
        told.page.locator(".picture img").evaluate_all(DRAWN)
        with pdfplumber.open(io.BytesIO(told.page.pdf(prefer_css_page_size=True))) as paper:
            sheets[chapter] = len(paper.pages)
    assert max(sheets.values()) <= 2, sheets
