"""A day of each role in a real browser, over the demonstration campaign: from signing in to what came of it."""

import io
import shutil
import threading
import unicodedata

import pdfplumber
import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from tests.browser.conftest import Served
from tests.conftest import HOUSE
from tests.webapp.workplace import HASHED
from webapp.clock import clock_of
from webapp.config import Config
from webapp.database import carry_out, engine_for
from webapp.demonstration import play
from webapp.factory import create_app
from workflows.store.people import Person

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(600),
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
PICTURES = HOUSE / "var" / "days"
WHOLE = "announcement"


@pytest.fixture(scope="module")
def homes(tmp_path_factory, played_home):
    """The home of the demonstration played to a stage; each is played once, whoever writes takes a copy."""
    found = {WHOLE: played_home}

    def of(stage):
        if stage not in found:
            found[stage] = tmp_path_factory.mktemp(stage)
            play(Config(found[stage], f"sqlite:///{found[stage] / 'devolve.sqlite'}"), HASHED, until=stage)
        return found[stage]

    return of


@pytest.fixture
def served(request, homes, tmp_path):
    """The demonstration at the stage that the test is marked with, served by its own clock."""
    home = tmp_path / "home"
    shutil.copytree(homes(request.node.get_closest_marker("stage").args[0]), home)
    config = Config(home, f"sqlite:///{home / 'devolve.sqlite'}")
    engine = engine_for(config.database_url)
    with Session(engine) as session:
        known = {"password_hash": HASHED, "must_change_password": False}
        carry_out(lambda session: session.execute(update(Person).values(known)), session)
    engine.dispose()
    app = create_app(config, clock_of(config))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", None, app)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def day(browsing, request):
    """Somebody's day: signs in, and at its end nothing was complained of, nobody else was asked, and a picture is kept."""

    def begins(account):
        browsing.open("/todo")
        browsing.sign_in(account)
        browsing.page.get_by_role("heading", name="我的待办").wait_for()
        return browsing.page

    yield begins
    PICTURES.mkdir(parents=True, exist_ok=True)
    browsing.page.screenshot(path=PICTURES / f"{request.node.name}.png")
    assert browsing.outside == [] and browsing.complaints == []


def read(page):
    return page.locator("main").inner_text()


@pytest.mark.stage("collection")
def test_a_liaison_sends_the_list_and_the_head_reports_it_whole(day, browsing):
    page = day("water-lianluo")
    page.get_by_role("link", name="去填报").click()
    page.locator(".grid .tabulator-row").first.wait_for()
    page.get_by_label("全部在填报的事项").check()
    page.get_by_role("button", name="送审签").click()
    page.get_by_role("button", name="送审签").last.click()
    page.locator(".receipt", has_text="送审签").wait_for()
    page.context.clear_cookies()
    page = day("water-fuzeren")
    page.get_by_role("link", name="报送", exact=True).click()
    page.get_by_role("button", name="报送").click()
    assert "还没有报送" not in read(page)
    page.get_by_role("heading", name="报送记录").wait_for()


@pytest.mark.stage("collection")
def test_a_coordinator_sees_who_has_reported_and_nudges(day, browsing):
    page = day("xietiao")
    assert "人办理" in read(page)
    page.get_by_role("link", name="催办").click()
    page.get_by_role("button", name="催办").click()
    page.get_by_text("已催办").wait_for()
    page.context.clear_cookies()
    page = day("water-lianluo")
    page.get_by_role("link", name="通知").click()
    assert "协调员催办" in read(page)


@pytest.mark.stage("solicitation")
def test_a_subdistrict_says_what_it_can_take_over_and_replies(day, browsing):
    page = day("chigang-jingban")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_role("link", name="逐项回复").click()
    page.get_by_role("button", name="无意见", exact=True).first.click()
    page.get_by_role("link", name="提意见", exact=True).first.click()
    page.get_by_label("修改").check()
    page.locator("#proposal").fill("街道没有检测设备，建议由部门配合检测")
    page.get_by_role("button", name="发出意见").click()
    assert "建议由部门配合检测" in read(page)
    browsing.open("/capacity")
    page.get_by_role("heading", name="承接能力").wait_for()


@pytest.mark.stage("second_round")
def test_a_reviewer_affirms_what_did_not_change_and_takes_it_back(day, browsing):
    page = day("shencha1")
    page.get_by_role("link", name="去审查台").first.click()
    page.get_by_role("link", name="选中这").click()
    page.get_by_role("button", name="同意 ").click()
    page.locator(".receipt", has_text="→ 待审定").wait_for()
    page.get_by_role("button", name="撤销第").first.click()
    page.get_by_text("已撤销").wait_for()


@pytest.mark.stage("approval")
def test_a_leader_signs_all_but_one_by_a_text_that_says_so(day, browsing):
    page = day("lingdao")
    browsing.open("/approval")
    assert "等您审定" in read(page)
    page.locator('.contested input[type="checkbox"]').first.check()
    page.get_by_role("button", name="看签署文本").click()
    text = page.locator(".signing").inner_text()
    assert "审定通过以下 968 项" in text and "1 项不在本次审定之列" in text
    page.get_by_role("button", name="审定通过 968 项").click()
    page.locator(".receipt", has_text="968").wait_for()


@pytest.mark.stage("approval")
def test_counsel_reads_both_sides_of_what_is_contested(day, browsing):
    page = day("guwen")
    page.get_by_role("link", name="总览", exact=True).click()
    page.get_by_role("heading", name="总览").wait_for()
    browsing.open("/comments?state=all")
    assert "不采纳" in read(page)


@pytest.mark.stage(WHOLE)
def test_an_auditor_follows_one_item_from_its_filing_to_the_list_in_force(day, browsing):
    page = day("shenji")
    browsing.open("/items?part=adopted")
    page.locator("main table a").first.click()
    assert "报送" in read(page) and "审定" in read(page)
    browsing.open("/ownership?item=1")
    page.get_by_role("heading", name="单项邻域").wait_for()
    assert "行使" in read(page)


@pytest.mark.stage(WHOLE)
def test_one_item_is_printed_without_the_frame_and_with_all_it_says(day, browsing):
    page = day("shenji")
    browsing.open("/items/1")
    name = page.get_by_role("heading", level=1).inner_text()
    printed = page.pdf(format="A4")
    with pdfplumber.open(io.BytesIO(printed)) as paper:
        text = unicodedata.normalize("NFKC", "".join(sheet.extract_text() for sheet in paper.pages)).replace("\n", "")
        assert len(paper.pages) <= 3
    assert unicodedata.normalize("NFKC", name) in text and "依据" in text and "我的待办" not in text and "退出登录" not in text


@pytest.mark.stage(WHOLE)
def test_somebody_without_account_finds_a_power_in_the_list_in_force(browsing):
    browsing.open("/published")
    assert "963" in browsing.page.locator("body").inner_text()


@pytest.mark.stage("solicitation")
def test_a_system_manager_loads_the_list_of_a_year_and_sees_no_business(day, browsing):
    page = day("xitong")
    assert "您是管理身份" in read(page)
    page.get_by_role("link", name="工作日历").click()
    page.get_by_role("heading", name="工作日历").wait_for()
