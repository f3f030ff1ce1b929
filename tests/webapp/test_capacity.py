"""承接能力 on the page: a subdistrict fills in its own, staff see the matrix in words."""

import io
import re

import openpyxl
import pytest

from tests.operations.house import penalty
from tests.webapp.test_pages import CHINESE, INLINE, OWN, SWITCH
from tests.webapp.workplace import statements
from webapp.database import db

SHEET = {"officers": "1", "reviewers": "0", "training_days": "5", "yearly_cases": "80", "equipment": "执法车 1 辆"}
NAMES = ("对占道经营行为的行政处罚", "对乱倒垃圾行为的行政处罚")


@pytest.fixture
def hearing(house):
    """Two items are heard, the second for 新港 alone; a third one is not."""
    ids = house.file(penalty(NAMES[0]), penalty(NAMES[1], receivers=("xingang",)), penalty("对随地吐痰行为的行政处罚"))[:2]
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    return house


def test_a_subdistrict_fills_in_its_sheet_and_is_told_what_is_too_little(hearing, visit):
    visitor = visit("officer").open("/capacity")
    page = visitor.send("/capacity/sheet", **SHEET).page
    assert "持证 1 人" in page and "每案须 2 名持证人员" in page
    assert "请填数目" in visitor.send("/capacity/sheet", **SHEET | {"officers": ""}).page and visitor.status == 400


def test_a_subdistrict_answers_its_own_items_and_sees_no_others(hearing, visit):
    visitor = visit("officer").open("/capacity")
    assert NAMES[0] in visitor.page and NAMES[1] not in visitor.page and "吐痰" not in visitor.page
    page = visitor.send("/capacity/answers", **{"capacity-1": "supported", "why-1": "须部门派员指导", "capacity-2": "able"}).page
    assert "已记录 1 项" in page and "须部门派员指导" in page
    assert "须部门派员指导" not in visit("office_head").open("/capacity").page


def test_a_missing_reason_is_said_and_nothing_is_recorded(hearing, visit):
    visitor = visit("officer").open("/capacity")
    assert "须写明理由" in visitor.send("/capacity/answers", **{"capacity-1": "unable"}).page
    assert "未答 <b>1</b>" in visitor.open("/capacity").page


def test_the_rest_is_said_in_one_act(hearing, visit):
    visitor = visit("office_head").open("/capacity")
    assert "已记录 2 项" in visitor.send("/capacity/rest").page
    assert "其余" not in visitor.open("/capacity").page


def test_staff_read_the_matrix_in_words_and_take_it_along(hearing, visit):
    visitor = visit("officer").open("/capacity")
    visitor.send("/capacity/answers", **{"capacity-1": "unable", "why-1": "没有检测设备"})
    staff = visit("coordinator").open("/capacity?state=unable")
    assert NAMES[0] in staff.page and NAMES[1] not in staff.page and "没有检测设备" in staff.page
    book = openpyxl.load_workbook(io.BytesIO(staff.client.get("/capacity/matrix.xlsx").data))
    assert [cell.value for cell in book["矩阵"][2]][2:] == ["接不住", "未答", "未答"]
    assert [cell.value for cell in book["理由"][2]] == [1, NAMES[0], "赤岗街道", "接不住", "没有检测设备", None]
    assert visit("auditor").open("/capacity").status == 200 and visit("liaison").open("/capacity").status == 403


PAPER = {"subdistrict": "chigang", "numbers": "1、2-3", "capacity": "able", "source": "赤岗街办函〔2020〕7号"}


def test_the_coordinator_takes_down_what_came_on_paper_and_the_subdistrict_reads_it(hearing, visit):
    staff = visit("coordinator").open("/capacity")
    page = staff.send("/capacity/on-paper", **PAPER).page
    assert "已记录 1 项；未办 2 项" in page and "书面：赤岗街办函〔2020〕7号" in page and "<sup>纸</sup>" in page
    assert "已按书面答复登记：赤岗街办函〔2020〕7号" in visit("officer").open("/capacity").page
    book = openpyxl.load_workbook(io.BytesIO(staff.client.get("/capacity/matrix.xlsx").data))
    assert book["理由"]["F2"].value == "赤岗街办函〔2020〕7号"


def test_a_paper_without_its_source_is_not_taken_down(hearing, visit):
    staff = visit("coordinator").open("/capacity")
    assert "请写明来源" in staff.send("/capacity/on-paper", **PAPER | {"source": ""}).page and staff.status == 400
    assert "需支持”“接不住”须写明理由" in staff.send("/capacity/on-paper", **PAPER | {"capacity": "unable"}).page
    assert "登记书面答复" not in visit("reviewer").open("/capacity").page


def test_after_the_hearing_no_paper_is_taken_down(hearing, visit):
    hearing.wait_for_hearings()
    assert "登记书面答复" not in visit("coordinator").open("/capacity").page


def test_a_subdistrict_takes_only_its_own_column_along(hearing, visit):
    client = visit("officer").client
    book = openpyxl.load_workbook(io.BytesIO(client.get("/capacity/matrix.xlsx").data))
    assert [[cell.value for cell in row] for row in book["矩阵"].iter_rows()] == [
        ["事项编号", "事项名称", "赤岗街道"], [1, NAMES[0], "未答"],
    ]  # fmt: skip


@pytest.mark.parametrize("account", ["officer", "coordinator"])
def test_the_matrix_asks_as_much_of_1289_items_as_of_three(app, house, visit, account):
    ids = house.file(*(penalty(f"对第{number}类行为的行政处罚") for number in range(1, 1290)))
    assert len(ids) == 1289
    visitor = visit(account)
    with app.app_context():
        asked = statements(db.engine)
    visitor.open("/capacity")
    assert visitor.status == 200 and len(asked) <= 20, "\n".join(text[:120] for text in asked)


@pytest.mark.parametrize("account", ["officer", "coordinator"])
def test_the_pages_stand_in_both_languages_without_anything_inline(hearing, visit, account):
    visitor = visit(account)
    visitor.open("/language/en")
    page = visitor.open("/capacity").page
    assert INLINE.search(page) is None and OWN.findall(page) == []
    names = r"<(legend|td|abbr|th|option|p class=\"meta\")[^>]*>.*?</(legend|td|abbr|th|option|p)>"
    plain = re.sub(names, "", SWITCH.sub("", page), flags=re.DOTALL)
    assert CHINESE.search(plain.split('id="page"')[1]) is None
