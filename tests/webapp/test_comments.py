"""Comments come in by page and by form, are answered together, and go back as a table."""

import io

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty
from workflows.files.comments.comment_forms import CommentFormRow, write_comment_form

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def hearing(house):
    """Two items hear comments."""
    ids = house.file(penalty("对擅自占用城市道路摆卖行为的行政处罚"), penalty("对随意倾倒生活垃圾的行政处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    return house


def filled(rows, unit="赤岗街道"):
    book = load_workbook(io.BytesIO(write_comment_form([CommentFormRow(1, "甲", "", "1"), CommentFormRow(2, "乙", "", "2")], unit=unit)))
    sheet = book.active
    for row, (opinion, change) in enumerate(rows, start=4):
        sheet.cell(row, 4).value, sheet.cell(row, 5).value = opinion, change
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def upload(visitor, content):
    visitor.open("/comments/upload")
    return visitor.send("/comments/upload", workbook=(io.BytesIO(content), "反馈.xlsx", XLSX))


def test_a_filled_form_comes_in_whole(hearing, visit):
    page = upload(visit("officer"), filled([("修改", "限于生活垃圾"), ("无意见", "")])).page
    assert "已全部记录" in page and "限于生活垃圾" in page and "2 条" in page


def test_a_form_with_an_error_is_named_by_cell_and_nothing_is_recorded(hearing, visit):
    visitor = upload(visit("officer"), filled([("修改", "限于生活垃圾"), ("也许", "")]))
    assert "D5" in visitor.page and "还没有记录任何意见" in visitor.page
    assert "还没有意见" in visitor.open("/comments?state=all").page


def test_a_file_that_is_no_workbook_is_refused_in_words(hearing, visit):
    assert upload(visit("officer"), b"%PDF-1.4 no workbook").page.count('role="alert"') == 1


def test_nobody_speaks_for_another_unit(hearing, visit):
    visitor = visit("water_liaison")
    assert upload(visitor, filled([("修改", "限于生活垃圾")], unit="赤岗街道")).status in (403, 404)


def test_the_form_that_goes_out_lists_what_is_heard(hearing, visit):
    sheet = load_workbook(io.BytesIO(visit("officer").client.get("/comments/form.xlsx").data)).active
    names = [row[2].value for row in sheet.iter_rows(min_row=4, max_row=5)]
    assert names == ["对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚"]


def test_comments_alike_are_answered_together_and_go_back_as_a_table(hearing, visit):
    upload(visit("officer"), filled([("修改", "限于生活垃圾"), ("删除", "街道没有人手")]))
    coordinator = visit("coordinator").open("/comments")
    coordinator.send("/comments/answer", answer="adopted_in_part", reason="范围另写明")
    sheet = load_workbook(io.BytesIO(coordinator.client.get("/comments/answers.xlsx").data)).active
    told = [[cell.value for cell in row[1:7]] for row in sheet.iter_rows(min_row=4)]
    assert [row[4] for row in told] == ["部分采纳", "待处理"]
    assert told[0][5] == "范围另写明" and told[1][2] == "删除"


def test_declining_without_a_reason_is_refused(hearing, visit):
    upload(visit("officer"), filled([("修改", "限于生活垃圾")]))
    answer = visit("coordinator").open("/comments").send("/comments/answer", answer="declined", reason="")
    assert answer.status == 400 and "理由" in answer.page


def test_a_coordinator_registers_a_letter(hearing, visit):
    visitor = visit("coordinator").open("/comments/add?item=1")
    visitor.send("/comments/add", kind="delete", proposal="建议不下放", unit="某某公司", source="paper")
    assert "某某公司" in visitor.page


def test_silence_is_asked_about_until_the_unit_replies(hearing, visit):
    officer = visit("officer")
    assert "还没有回复" in officer.page and '<span class="count">2</span>' in officer.page
    officer.open("/comments").send("/no-opinion")
    assert "贵单位已回复 2 条" in officer.open("/todo").page and "待办</a>" in officer.page
    assert "筛出 2 项" in officer.open("/items?part=hearing").page


def test_a_comment_is_escaped(hearing, visit):
    visitor = visit("officer").open("/comments/add?item=1")
    visitor.send("/comments/add", kind="modify", proposal='<script>alert("x")</script>')
    assert "<script>alert" not in visitor.page and "&lt;script&gt;" in visitor.page
