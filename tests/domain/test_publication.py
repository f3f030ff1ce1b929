"""What the public finds in a published list, and what the item library takes of it."""

from __future__ import annotations

import dataclasses
import doctest

import pytest

from tests.domain.test_catalogue import ROW, listed
from workflows.domain import publication
from workflows.domain.item_library import COLUMNS, item_library
from workflows.domain.publication import Question, answering
from workflows.domain.vocabulary import Kind

INSPECTION = {"name": "对乱倒垃圾的行政检查", "kind": Kind.inspection, "receivers": "赤岗街道、新港街道", "code": "", "bases": ""}
ROWS = (dataclasses.replace(ROW, code="440105021001"), dataclasses.replace(ROW, number=2, item_number=2, **INSPECTION))


def test_the_days_of_versions_are_told_right():
    assert doctest.testmod(publication).failed == 0


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        (Question(), [1, 2]),
        (Question("垃圾"), [2]),
        (Question("占用 道路"), [1]),
        (Question("城市道路管理条例》第四十二"), [1]),
        (Question("４４０１０５０２"), [1]),
        (Question("不存在"), []),
        (Question(kind=Kind.inspection), [2]),
        (Question(subdistrict="赤岗街道"), [1, 2]),
        (Question(subdistrict="滨江街道"), [1]),
        (Question(department="水务局"), []),
    ],
)
def test_a_question_finds_its_rows(question, numbers):
    assert [row.number for row in answering(ROWS, question)] == numbers


@pytest.mark.parametrize(
    ("code", "kind", "why"),
    [
        ("44-01-05-021-001", Kind.penalty, "类别位"),
        ("440205021001", Kind.penalty, ""),
        ("4402 0502 1001", Kind.penalty, ""),
        ("", Kind.penalty, "没有编码"),
        ("44020502100", Kind.penalty, "不是 12 位"),
        ("４４０２０５０２１００１", Kind.penalty, "不是 12 位"),
        ("440205021001", Kind.inspection, "06"),
        ("440305021001", Kind.compulsory_execution, ""),
    ],
)
def test_a_row_is_taken_with_a_valid_code_and_named_with_its_reason_without(code, kind, why):
    found = item_library(listed(rows=(dataclasses.replace(ROW, code=code, kind=kind),)))
    assert [why in one.why.zh for one in found.unlisted] == ([True] if why else []) and len(found.rows) == (not why)


def test_a_code_that_stands_twice_is_taken_for_neither():
    rows = tuple(dataclasses.replace(ROW, number=n, item_number=n, code="440205021001") for n in (1, 2))
    assert [one.row.number for one in item_library(listed(rows=rows)).unlisted] == [1, 2]


def test_every_value_is_one_line_of_text_under_the_documented_columns():
    row = dataclasses.replace(ROW, code="440205021001", bases="《甲》第一条\n《乙》第二条", name="对甲\r\n行为")
    (plain,) = item_library(listed(rows=(row,))).rows
    assert tuple(plain) == tuple(COLUMNS) and plain["bases"] == "《甲》第一条；《乙》第二条"
    assert all(isinstance(text, str) and "\n" not in text for text in plain.values())
