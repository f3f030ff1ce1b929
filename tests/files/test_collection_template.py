"""The form that goes out comes back as the items that were printed into it."""

from __future__ import annotations

import io

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.nasty_text import item_fields
from tests.files.offices import DEPARTMENTS, SUBDISTRICTS
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind
from workflows.files.items.collection_template import FORM_COLUMNS, FormRow, write_template
from workflows.files.items.item_workbook import read_items
from workflows.files.reading.sheets import read_grid_file

FULL = ItemFields(
    name="对占用城市道路的行政处罚",
    kind=Kind.penalty,
    penalty_kinds=(PenaltyKind.fine, PenaltyKind.warning),
    form=Form.seal,
    owner="区城管局",
    owner_level=OwnerLevel.district,
    code="000105021001",
    bases=(
        Basis("城市道路管理条例", "第二十七条", LawLevel.administrative_regulation, BasisRole.forbids),
        Basis("城市道路管理条例（2019年修订）", "第四十二条", LawLevel.administrative_regulation, BasisRole.punishes),
    ),
    mode=Mode.entrust,
    scope_conduct="仅包括占道经营",
    scope_object="个体工商户",
    scope_place="主干道除外",
    receivers=("chigang", "xingang"),
    entrust_letter="海城委〔2020〕1号",
    entrust_term="三年",
    related=(3, 12),
    remarks="=须两人执法",
)


def back(content):
    return read_items(read_grid_file("form.xlsx", content), departments=DEPARTMENTS, subdistricts=SUBDISTRICTS)


def form(*fields, **more):
    rows = [FormRow("chengguan", each, f"item-{number}", number) for number, each in enumerate(fields, 1)]
    return write_template(DEPARTMENTS, SUBDISTRICTS, rows=rows, **more)


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_printed_item_comes_back_unchanged_with_its_id_and_version():
    read = back(form(FULL))
    assert read.problems == ()
    assert [(row.department, row.hidden_id, row.item_version, row.fields) for row in read.rows] == [("chengguan", "item-1", 1, FULL)]


@settings(max_examples=60)
@given(st.lists(item_fields, min_size=1, max_size=4))
def test_any_items_come_back_unchanged(fields):
    read = back(form(*fields))
    assert read.errors == ()
    assert [row.fields for row in read.rows] == fields


def test_bases_changed_by_hand_are_read_as_changed():
    book = opened(form(ItemFields("甲的处罚", bases=(Basis("甲》法", "某条"),))))
    page = book["采集表"]
    page.cell(4, FORM_COLUMNS.index("bases") + 1).value = "《乙法》第二条"
    content = io.BytesIO()
    book.save(content)
    assert [row.fields.bases for row in back(content.getvalue()).rows] == [(Basis("乙法", "第二条"),)]


def test_the_blank_form_has_nothing_to_read_and_says_so():
    assert [problem.code for problem in back(form()).problems] == ["no_rows"]


def test_the_form_of_one_department_gives_its_rows_that_department():
    book = opened(form(department="shuiwu"))
    page = book["采集表"]
    page["C4"] = "对在河道弃土的行政处罚"
    content = io.BytesIO()
    book.save(content)
    assert [row.department for row in back(content.getvalue()).rows] == ["shuiwu"]


def test_lists_to_choose_from_hidden_columns_and_a_frozen_heading():
    book = opened(form(FULL))
    page = book["采集表"]
    assert book.sheetnames == ["采集表", "填表说明", "选项"] and book["选项"].sheet_state == "hidden"
    assert page.freeze_panes == "D4"
    hidden = {key for key, column in page.column_dimensions.items() if column.hidden}
    assert hidden and all(FORM_COLUMNS[openpyxl.utils.column_index_from_string(key) - 1].startswith(("hidden", "item_")) for key in hidden)
    chosen = {str(validation.sqref).split(":")[0][:-1] for validation in page.data_validations.dataValidation}
    assert chosen == {"D", "E", "F", "H", "J", "K", "L"}
    assert [cell.value for cell in book["选项"]["A"] if cell.value] == [kind.zh for kind in Kind]


def test_a_department_is_printed_under_its_first_name():
    assert opened(form(FULL))["采集表"].cell(4, FORM_COLUMNS.index("department") + 1).value == "海珠区城市管理和综合执法局"
