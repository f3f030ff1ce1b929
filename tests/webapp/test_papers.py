"""公文: whoever has a paper gets it as a file, nobody gets a foreign one, and the bureau edits its wordings on a page."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.operations.house import penalty
from tests.operations.played import play
from tests.webapp.workplace import statements
from webapp.database import db
from webapp.papers.packing import RUNNING
from workflows.domain.papers.wording import built_in
from workflows.operations.catalogue.verifying import verify_copy
from workflows.operations.seminars import call_seminar

NOTICE = "collection_notice"
REACH = (
    ("liaison", "department_list.pdf?whom=urban", 200),
    ("liaison", "department_list.pdf?whom=water", 404),
    ("liaison", "request.pdf", 404),
    ("liaison", "answers.xlsx", 404),
    ("liaison", "review_opinions.xlsx", 404),
    ("liaison", "announcement.docx", 200),
    ("liaison", "announcement.docx?version=0", 404),
    ("liaison", "comment_form.xlsx?whom=urban", 200),
    ("liaison", "comment_form.xlsx", 404),
    ("liaison", "item_life.pdf?whom=1", 404),
    ("officer", "subdistrict_list.xlsx?whom=chigang", 200),
    ("officer", "subdistrict_list.xlsx?whom=chigang&version=0", 404),
    ("officer", "subdistrict_list.xlsx?whom=xingang", 404),
    ("officer", "reply.docx?whom=chigang", 200),
    ("officer", "reply.docx?whom=urban", 404),
    ("officer", "kept_list.pdf", 404),
    ("office_head", "reply.docx?whom=chigang", 404),
    ("auditor", "item_life.pdf?whom=1", 200),
    ("auditor", "item_life.pdf?whom=999", 404),
    ("coordinator", "announcement.docx?version=9", 404),
    ("coordinator", "nothing.pdf", 404),
    ("coordinator", "announcement.exe", 404),
)


@pytest.fixture
def announced(house):
    """A campaign played to a corrected catalogue."""
    play(house)
    return house


def fetched(visitor, path):
    return visitor.client.get(path)


def test_the_coordinator_downloads_the_announcement_and_the_catalogue_of_each_version(announced, visit):
    answer = fetched(visit("coordinator"), "/papers/announcement.docx?version=1")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(answer.data)).paragraphs)
    assert answer.status_code == 200 and "决定将6项行政执法职权" in text and "附件2" in text
    page = load_workbook(io.BytesIO(fetched(visit("auditor"), "/papers/catalogue.xlsx?version=2").data)).active
    assert page.max_row == 3 + 5


def test_the_page_shows_every_kind_to_the_bureau_and_few_questions_are_asked(app, announced, visit):
    visitor = visit("coordinator")
    with app.app_context():
        asked = statements(db.engine)
    page = visitor.open("/papers").page
    assert page.count('class="paper-kind"') == len(built_in()) and "第 2 版" in page
    assert len(asked) <= 30


def test_departments_and_subdistricts_have_their_own_papers_and_no_others(announced, visit):
    visitors = {account: visit(account) for account in dict.fromkeys(account for account, _path, _status in REACH)}
    wrong = [row for row in REACH if fetched(visitors[row[0]], f"/papers/{row[1]}").status_code != row[2]]
    assert wrong == []


def test_before_the_announcement_a_subdistrict_finds_no_list(house, visit):
    house.report(house.file(penalty("对随地吐痰行为的行政处罚")))
    visitor = visit("officer").open("/papers")
    assert "采集通知" in visitor.page and "街道承接事项清单" not in visitor.page and "请示" not in visitor.page
    assert fetched(visitor, "/papers/catalogue.pdf").status_code == 404


def test_a_wording_is_previewed_kept_and_printed(house, visit):
    visitor = visit("coordinator").open(f"/papers/{NOTICE}/wording")
    visitor.send("/wording", title="通知", text="{departments}：\r\n请于{collection_until}前报送。", preview="1")
    assert "城市管理和综合执法局、水务局：" in visitor.page and visitor.status == 200
    visitor.send("/wording", keep="1")
    assert "用语已保存" in visitor.page and "本局用语" in visitor.page
    paragraphs = Document(io.BytesIO(fetched(visitor, f"/papers/{NOTICE}.docx").data)).paragraphs
    assert [paragraph.text for paragraph in paragraphs][:4] == ["通知", "", "城市管理和综合执法局、水务局：", "请于（待定）前报送。"]


def test_a_wrong_field_is_named_and_nothing_is_kept(house, visit):
    visitor = visit("coordinator").open(f"/papers/{NOTICE}/wording")
    visitor.send("/wording", text="请于{colection_until}前报送。", keep="1")
    assert "没有字段“colection_until”" in visitor.page and "缺少字段“{collection_until}”" in visitor.page
    assert "内置用语" in visitor.open(f"/papers/{NOTICE}/wording").page


def test_the_built_in_wording_comes_back(house, visit):
    visitor = visit("coordinator").open(f"/papers/{NOTICE}/wording")
    visitor.send("/wording", title="通知", text="{collection_until}", keep="1").send("/built-in")
    assert "已恢复内置用语" in visitor.page and "第 2 次" in visitor.page
    assert visitor.fields("/wording")["title"] == [built_in()[NOTICE].title]


def test_a_name_in_a_preview_is_text(house, visit):
    house.file(penalty("<script>alert(1)</script>的行政处罚"))
    visitor = visit("coordinator").open("/papers/item_life/wording")
    visitor.send("/wording", title="{item_name}", preview="1")
    assert "&lt;script&gt;alert" in visitor.page and "<script>alert" not in visitor.page


def test_the_package_is_written_in_the_background_and_fetched_when_it_is_ready(house, visit):
    visitor = visit("coordinator").open("/papers").send("/papers/package")
    key = visitor.at.split("?")[0].rsplit("/", 1)[1]
    RUNNING[key].join()
    page = visitor.open(f"/papers/package/{key}").page
    assert "已打好包" in page
    with fetched(visitor, f"/papers/package/{key}.zip") as archive, zipfile.ZipFile(io.BytesIO(archive.data)) as package:
        assert "清单.csv" in package.namelist() and len(package.namelist()) > 40


def test_what_a_package_of_an_announced_version_holds_is_recognised(announced, visit):
    visitor = visit("coordinator").open("/papers").send("/papers/package")
    key = visitor.at.split("?")[0].rsplit("/", 1)[1]
    RUNNING[key].join()
    with fetched(visitor, f"/papers/package/{key}.zip") as archive, zipfile.ZipFile(io.BytesIO(archive.data)) as package:
        answers = [verify_copy(announced.session, name, package.read(name)) for name in package.namelist() if name.endswith(".pdf")]
    assert len(answers) > 10 and {answer.issued.version for answer in answers} == {2}


def test_the_minutes_of_a_seminar_are_on_the_page_and_no_department_has_them(house, visit):
    house.report(house.file(penalty("对甲地块堆放物料行为的行政处罚"), penalty("对乙地块堆放物料行为的行政处罚")))
    house.step("open_first_round")
    house.decide("reviewer", "discuss", [1, 2], "是否重复")
    house.do(call_seminar, "coordinator", title="第一次研讨会", held_on=date(2020, 9, 21), venue="三楼", item_ids=[1, 2])
    assert "/papers/seminars/1.docx" in visit("leader").open("/papers").page
    answer = fetched(visit("leader"), "/papers/seminars/1.docx")
    assert Document(io.BytesIO(answer.data)).paragraphs[0].text == "第1次研讨会会议纪要"
    statuses = [fetched(visit(who), f"/papers/seminars/{path}").status_code for who, path in (("leader", "2.pdf"), ("leader", "1.exe"))]
    assert statuses == [404, 404] and fetched(visit("liaison"), "/papers/seminars/1.pdf").status_code in (403, 404)


@pytest.mark.parametrize("digest", ["0" * 64, "..", "x"])
def test_there_is_no_package_that_nobody_asked_for(house, visit, digest):
    visitor = visit("coordinator")
    assert fetched(visitor, f"/papers/package/{digest}").status_code == fetched(visitor, f"/papers/package/{digest}.zip").status_code == 404


def test_in_english_the_page_is_english(house, visit):
    visitor = visit("coordinator")
    visitor.open("/language/en")
    assert "Collection notice" in visitor.open("/papers").page and "Needed" in visitor.open(f"/papers/{NOTICE}/wording").page
