"""The catalogue leaves the house as workbook, CSV and JSON, and every text survives the way out and back."""

from __future__ import annotations

import datetime as dt
import hashlib
import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.files.nasty_text import any_text
from workflows.domain.catalogue import COLUMNS, CatalogueRow, canonical, catalogue
from workflows.domain.vocabulary import Kind, Mode
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.files.reading.sheets import read_grid_file
from workflows.files.sheet_writing import TextTooLong

HEADING = tuple(words.zh for words in COLUMNS)
WRITERS = [write_catalogue_workbook, write_catalogue_csv]


def row(number=1, **texts):
    values = dict.fromkeys(("code", "name", "bases", "department", "receivers", "scope", "remarks"), "甲") | texts
    return CatalogueRow(number=number, item_number=number, kind=Kind.penalty, mode=Mode.devolve, **values)


def listed(*rows, demonstration=False):
    return catalogue(
        title="职权调整事项目录",
        number="海府〔2020〕1号",
        version=2,
        effective_on=dt.date(2021, 1, 1),
        campaign_key="haizhu-2020",
        demonstration=demonstration,
        rows=rows,
    )


def back(content):
    (sheet,) = read_grid_file("目录", content)
    rows = [tuple([*cells, *[""] * len(HEADING)][: len(HEADING)]) for cells in sheet.rows]
    return rows[rows.index(HEADING) + 1 :]


texts = st.fixed_dictionaries(dict.fromkeys(("code", "name", "bases", "department", "receivers", "scope", "remarks"), any_text))


@pytest.mark.parametrize("write", WRITERS)
@settings(max_examples=60)
@given(rows=st.lists(texts, min_size=1, max_size=3))
def test_every_text_comes_back_as_it_was(write, rows):
    entries = [row(number, **each) for number, each in enumerate(rows, 1)]
    assert back(write(listed(*entries))) == [entry.cells for entry in entries]


@pytest.mark.parametrize("write", WRITERS)
@pytest.mark.parametrize("text", ["\x00", "a\x0bb", "\x1f", "\x7f\x85", "\ufffe\uffff"])
def test_one_bad_character_does_not_stop_the_export(write, text):
    assert write(listed(row(name=text)))


@pytest.mark.parametrize("text", ["=1+1", "+86", "-2", "@x", "＝1", "＋1", "－1", "＠x", "\t=1", "\r=1"])
def test_no_text_becomes_a_formula(text):
    page = openpyxl.load_workbook(io.BytesIO(write_catalogue_workbook(listed(row(name=text))))).active
    assert page["C4"].data_type == "s"
    assert f"'{text}" in write_catalogue_csv(listed(row(name=text))).decode("utf-8-sig")


def test_a_text_beyond_what_a_cell_holds_stops_the_workbook_and_names_the_place():
    with pytest.raises(TextTooLong, match="第 4 行第 5 列有 32,768 个字"):
        write_catalogue_workbook(listed(row(bases="依" * 32_768)))


def test_the_columns_stand_in_their_order_and_a_demonstration_says_so():
    assert HEADING == ("序号", "职权编码", "事项名称", "职权类别", "实施依据", "原实施部门", "承接街道", "调整方式", "下放范围", "备注")
    for write in WRITERS:
        (shown,) = read_grid_file("目录", write(listed(row(), demonstration=True)))
        (plain,) = read_grid_file("目录", write(listed(row())))
        assert "演示数据" in shown.rows[0][0] and not any("演示数据" in cell for cells in plain.rows for cell in cells)


def test_the_workbook_carries_number_version_day_and_digest():
    entry = listed(row())
    (sheet,) = read_grid_file("目录", write_catalogue_workbook(entry))
    assert sheet.rows[1][0] == f"海府〔2020〕1号　第 2 版　自 2021 年 1 月 1 日起施行　共 1 项　摘要 SHA-256 {entry.digest}"


def test_the_json_file_is_the_canonical_form_and_its_hash_the_digest():
    entry = listed(row(), row(2, name="=乙"))
    assert write_catalogue_json(entry) == canonical(entry)
    assert hashlib.sha256(write_catalogue_json(entry)).hexdigest() == entry.digest


def test_the_same_catalogue_gives_the_same_bytes():
    assert write_catalogue_workbook(listed(row())) == write_catalogue_workbook(listed(row()))
