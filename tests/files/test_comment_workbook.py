"""意见反馈表 goes out, comes back as comments, and silence is never an opinion."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.nasty_text import kept_text
from tests.files.offices import sheet
from workflows.domain.comments import AnsweredComment
from workflows.domain.vocabulary import Answer, CommentSource, OpinionKind
from workflows.files.comments.comment_forms import CommentFormRow, write_answers, write_comment_form
from workflows.files.comments.comment_workbook import read_comments
from workflows.files.reading.sheets import read_grid_file

DAY = datetime.date(2020, 10, 12)
UNITS = {"赤岗街道办事处": "chigang", "赤岗街道": "chigang", "水务局": "shuiwu"}
HEADING = ("序号", "职权编码", "事项名称", "反馈单位", "意见类型", "修改建议", "理由和依据", "联系人", "联系电话")


def read(*rows, **more):
    return read_comments([sheet(HEADING, *rows)], units=UNITS, **more)


def codes(reading):
    return [(problem.cell, problem.code) for problem in reading.problems]


def filled(content, **cells):
    """The form with cells filled in by hand."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for place, text in cells.items():
        book.active[place] = text
    changed = io.BytesIO()
    book.save(changed)
    return read_grid_file("意见反馈表.xlsx", changed.getvalue())


def test_a_comment_carries_everything_the_unit_wrote():
    (row,) = read(("12", "440105021001", "对占道的处罚", "赤岗街道", "修改", "改为部分下放", "无执法证", "王某", "020-1")).rows
    assert (row.unit, row.number, row.code, row.name, row.opinion) == ("chigang", 12, "440105021001", "对占道的处罚", OpinionKind.modify)
    assert (row.change, row.reason, row.contact, row.phone) == ("改为部分下放", "无执法证", "王某", "020-1")
    assert row.raw["修改建议"] == "改为部分下放" and row.row_number == 2


def test_rows_left_empty_are_counted_and_are_no_opinion():
    reading = read(("1", "", "甲", "赤岗街道", "", "", ""), ("2", "", "乙", "赤岗街道", "无意见", "", ""))
    assert ([row.opinion for row in reading.rows], reading.unanswered, reading.problems) == ([OpinionKind.no_opinion], 1, ())


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("1", "", "甲", "赤岗街道", "再研究", "", ""), ("E2", "opinion_unknown")),
        (("1", "", "甲", "赤岗街道", "", "改名称", ""), ("E2", "opinion_missing")),
        (("1", "", "甲", "赤岗街道", "修改", "", ""), ("F2", "change_missing")),
        (("1", "", "甲", "赤岗街道", "删除", "", ""), ("F2", "change_missing")),
        (("", "", "", "赤岗街道", "删除", "", "不具备承接能力"), ("C2", "comment_number_missing")),
        (("1", "", "甲", "白云街道", "同意", "", ""), ("D2", "unit_unknown")),
        (("1", "", "甲", "", "同意", "", ""), ("D2", "unit_missing")),
        (("1", "", "甲", "赤岗街道", "修改", "改\x07名", ""), ("F2", "control_character")),
        (("1", "", "甲", "赤岗街道", "修改", "长" * 10_001, ""), ("F2", "too_long")),
    ],
)
def test_a_comment_that_cannot_be_used_says_what_to_mend(row, found):
    reading = read(row)
    assert (codes(reading), reading.rows) == ([found], ())


def test_an_addition_needs_no_item_and_may_come_twice():
    row = ("", "", "", "赤岗街道", "新增", "增加对流动摊贩的检查", "群众投诉多")
    assert [each.opinion for each in read(row, row).rows] == [OpinionKind.add, OpinionKind.add]


def test_two_words_of_one_unit_on_one_item_are_named_to_each_other():
    row = ("1", "", "甲", "赤岗街道", "同意", "", "")
    reading = read(row, row, ("1", "", "甲", "水务局", "同意", "", ""))
    assert [each for each in codes(reading)] == [("E3", "comment_twice"), ("E2", "comment_twice")]
    assert [each.unit for each in reading.rows] == ["shuiwu"]


def test_the_unit_stands_above_the_table_or_is_that_of_the_account():
    rows = (("事项名称", "意见"), ("甲", "不承接"))
    above = read_comments([sheet(("反馈单位（盖章）：赤岗街道办事处",), *rows)], units=UNITS)
    account = read_comments([sheet(*rows)], units=UNITS, default_unit="shuiwu")
    assert [codes(above), codes(account)] == [[("B3", "change_missing")], [("B2", "change_missing")]]


def test_a_file_that_is_no_form_is_answered_as_such():
    assert codes(read_comments([sheet(("事项名称", "类别"), ("甲", "处罚"))], units=UNITS)) == [("", "no_heading")]


def test_the_printed_form_comes_back_with_its_numbers_and_ids():
    form = write_comment_form([CommentFormRow(7, "对占道的处罚", "0001", "id-7"), CommentFormRow(8, "乙")], unit="赤岗街道办事处")
    reading = read_comments(filled(form, D4="修改", E4="改为委托"), units=UNITS)
    (row,) = reading.rows
    assert (row.unit, row.hidden_id, row.number, row.code, row.opinion, row.change) == (
        "chigang",
        "id-7",
        7,
        "0001",
        OpinionKind.modify,
        "改为委托",
    )
    assert (reading.unanswered, reading.problems) == (1, ())


def test_an_untouched_form_is_silence():
    reading = read_comments(read_grid_file("x", write_comment_form([CommentFormRow(7, "甲")], unit="水务局")), units=UNITS)
    assert (reading.rows, reading.unanswered, reading.problems) == ((), 1, ())


def test_the_answers_go_back_numbered_with_their_reasons():
    came = CommentSource.paper, DAY
    comments = [
        AnsweredComment(1, "赤岗街道", 7, "甲", OpinionKind.delete, "不具备承接能力", *came, Answer.declined, "已配备持证人员", DAY),
        AnsweredComment(2, "水务局", None, "", OpinionKind.modify, "=改名", *came),
        AnsweredComment(3, "水务局", 7, "甲", OpinionKind.no_opinion, "", *came),
    ]
    (page,) = read_grid_file("x", write_answers(comments))
    assert page.rows[2][:7] == ("序号", "意见单位", "事项名称", "意见类型", "意见内容", "采纳情况", "理由")
    answered = ("1", "赤岗街道", "甲", "删除", "不具备承接能力", "不采纳", "已配备持证人员", "7", "来函", "2020-10-12", "2020-10-12")
    assert page.rows[3] == answered
    assert page.rows[4][1:7] == ("水务局", "整个清单", "修改", "=改名", "待处理", "")
    assert page.rows[5][5] == "无须答复"


@settings(max_examples=40)
@given(st.lists(st.tuples(kept_text, kept_text), min_size=1, max_size=3))
def test_what_the_answers_quote_is_what_was_written(texts):
    came = OpinionKind.modify, CommentSource.page, DAY, Answer.adopted
    comments = [AnsweredComment(1, "水务局", 7, "甲", came[0], said, *came[1:], why) for said, why in texts]
    (page,) = read_grid_file("x", write_answers(comments))
    assert [(row[4], row[6]) for row in page.rows[3:]] == texts
