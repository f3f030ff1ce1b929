"""Comments stand beside the words they are about, those alike are answered together, an adopted addition becomes an item."""

import io

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty
from workflows.files.comments.comment_forms import CommentFormRow, write_comment_form
from workflows.operations.audit.verifying import verify

NAMES = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚")


@pytest.fixture
def hearing(house):
    """Two items hear comments."""
    ids = house.file(*(penalty(name, scope_conduct="限于餐饮、洗车类") for name in NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    yield house
    house.session.rollback()
    assert verify(house.session) == ()


def comment(visitor, number=1, **words):
    said = {"kind": "modify", "proposal": "吊销许可证不宜由街道实施"} | words
    return visitor.open(f"/comments/add?item={number}").send("/comments/add", **said)


def test_a_comment_stands_beside_the_words_it_is_about(hearing, visit):
    comment(visit("officer"), quote="洗车")
    page = visit("coordinator").open("/comments").page
    assert '<mark class="spoken">洗车</mark><span class="mark">1</span>' in page and "原文" in page and "针对第 1 版" in page


def test_what_waits_for_an_answer_is_counted_beside_the_word_to_do(hearing, visit):
    comment(visit("officer"))
    comment(visit("officer"), number=2)
    assert '待办 <span class="count">2</span>' in visit("coordinator").open("/items").page
    assert "待办</a>" in visit("reviewer").open("/items").page


def test_words_that_do_not_stand_in_the_item_are_refused(hearing, visit):
    visitor = comment(visit("officer"), quote="没有这几个字")
    assert visitor.status == 400 and "照抄" in visitor.page


def test_a_comment_on_words_that_changed_says_so_and_stays(hearing, visit):
    comment(visit("officer"), quote="洗车")
    hearing.wait_for_hearings()
    hearing.decide("coordinator", "revise", [1], reason="按意见修改")
    liaison = visit("liaison").open("/filing/1").send("/filing/1", scope_conduct="限于餐饮类")
    assert "已存" in liaison.page
    for page in (visit("coordinator").open("/comments").page, visit("auditor").open("/items/1").page):
        assert "文字已改动（现为第 2 版）" in page and "洗车" in page


def test_comments_alike_on_several_items_take_one_answer(hearing, visit):
    comment(visit("officer"), 1)
    comment(visit("office_head"), 2, proposal="吊销许可证不宜由街道实施。")
    coordinator = visit("coordinator").open("/comments?state=alike")
    assert "相似 2 条，一并答复" in coordinator.page and "2 条意见未答复，涉及 2 项" in coordinator.page
    coordinator.send("/comments/answer", answer="adopted_in_part", reason="吊销仍由区级实施")
    assert "没有内容相似而未答复的意见" in coordinator.page and coordinator.page.count("不能通过第二轮审查") == 0


def test_the_reply_to_a_unit_holds_its_comments_and_nobody_elses(hearing, visit):
    comment(visit("officer"), 1)
    comment(visit("office_head"), 2, proposal="增加时限")
    visit("coordinator").open("/comments").send("/comments/answer", answer="adopted")
    officer = visit("officer")
    sheet = load_workbook(io.BytesIO(officer.client.get("/comments/answers/chigang.xlsx").data)).active
    assert "赤岗街道" in sheet["A1"].value and [row[1].value for row in sheet.iter_rows(min_row=4)] == ["赤岗街道"]
    assert sheet["F4"].value == "采纳"
    assert officer.open("/comments/answers/xingang.xlsx").status == 404


def test_an_adopted_addition_becomes_an_item_once(hearing, visit):
    visit("officer").open("/comments/add").send("/comments/add", kind="add", proposal="对遗弃宠物尸体行为的行政处罚")
    coordinator = visit("coordinator").open("/comments?state=all")
    assert "转为新事项" not in coordinator.page
    coordinator.open("/comments").send("/comments/answer", answer="adopted")
    coordinator.open("/comments?state=all").send("/comments/1/item", department="urban")
    assert "已转为第 3 项" in coordinator.page and "对遗弃宠物尸体行为的行政处罚" in coordinator.page
    assert "已转为第 3 项" in coordinator.open("/comments?state=all").page and "/comments/1/item" not in coordinator.page
    assert "对遗弃宠物尸体行为的行政处罚" in visit("liaison").open("/filing").page


def test_a_letter_is_registered_with_its_unit_and_the_day_it_came(hearing, visit):
    words = {"office": "xingang", "source": "paper", "received_on": "2020-08-31", "kind": "delete"}
    visitor = comment(visit("coordinator"), **words)
    assert "新港街道" in visitor.page and "来函 · 8月31日 收到" in visitor.page
    assert "不能晚于今天" in comment(visit("coordinator"), **(words | {"received_on": "2020-12-31"})).page


def test_a_form_sent_by_an_office_is_recorded_by_staff_under_that_office(hearing, visit):
    book = load_workbook(io.BytesIO(write_comment_form([CommentFormRow(1, NAMES[0], "", "1"), CommentFormRow(2, NAMES[1], "", "2")])))
    book.active.cell(4, 4).value, book.active.cell(4, 5).value = "修改", "限于公共场所"
    content = io.BytesIO()
    book.save(content)
    coordinator = visit("coordinator").open("/comments/upload")
    words = {"unit": "binjiang", "source": "paper", "received_on": "2020-08-31"}
    coordinator.send("/comments/upload", workbook=(io.BytesIO(content.getvalue()), "滨江.xlsx"), **words)
    assert "另有 1 行没有填写" in coordinator.page and "滨江街道" in coordinator.page and "来函 · 8月31日 收到" in coordinator.page
