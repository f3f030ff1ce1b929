"""A catalogue is frozen: its digest stands for every word of it."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from workflows.domain.catalogue import (
    COLUMNS,
    CatalogueRow,
    bases_text,
    canonical,
    catalogue,
    digest,
    receivers_text,
    scope_text,
)
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import Kind, Mode

ROW = CatalogueRow(
    number=1,
    item_number=17,
    code="440105021001",
    name="对擅自占用城市道路的行政处罚",
    kind=Kind.penalty,
    bases="《城市道路管理条例》第四十二条",
    department="城管局",
    receivers="全部街道",
    mode=Mode.devolve,
    scope="",
    remarks="",
)


def listed(**changes):
    values = {
        "title": "职权调整事项目录",
        "number": "海府〔2020〕1号",
        "version": 1,
        "effective_on": dt.date(2021, 1, 1),
        "campaign_key": "haizhu-2020",
        "demonstration": False,
        "rows": (ROW,),
    }
    return catalogue(**{**values, **changes})


def test_the_canonical_form_is_these_bytes_for_ever():
    assert canonical(listed()) == (
        '{"campaign":"haizhu-2020","demonstration":false,"effective_on":"2021-01-01","number":"海府〔2020〕1号","rows":[{"bases":'
        '"《城市道路管理条例》第四十二条","code":"440105021001","department":"城管局","item_number":17,"kind":"penalty","mode":"devolve",'
        '"name":"对擅自占用城市道路的行政处罚","number":1,"receivers":"全部街道","remarks":"","scope":""}],'
        '"title":"职权调整事项目录","version":1}'
    ).encode()
    assert listed().digest == digest(listed())


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "目录"},
        {"number": ""},
        {"version": 2},
        {"effective_on": None},
        {"campaign_key": "haizhu-2021"},
        {"demonstration": True},
        {"rows": ()},
        *({"rows": (dataclasses.replace(ROW, **{field: "x"}),)} for field in ("code", "name", "bases", "department", "receivers")),
        *({"rows": (dataclasses.replace(ROW, **{field: "x"}),)} for field in ("scope", "remarks")),
        {"rows": (dataclasses.replace(ROW, kind=Kind.inspection),)},
        {"rows": (dataclasses.replace(ROW, mode=Mode.entrust),)},
    ],
)
def test_one_word_changed_is_another_digest(changes):
    assert listed(**changes).digest != listed().digest


def test_a_row_prints_under_the_ten_columns():
    assert dict(zip([column.zh for column in COLUMNS], ROW.cells, strict=True))["调整方式"] == "下放"


@pytest.mark.parametrize(
    ("receivers", "text"),
    [
        (("赤岗", "新港"), "全部街道"),
        (("新港", "赤岗"), "全部街道"),
        (("赤岗",), "赤岗"),
        (("赤岗", "新港", "官洲"), "赤岗、新港、官洲"),
        ((), ""),
    ],
)
def test_all_subdistricts_is_said_only_of_exactly_all(receivers, text):
    assert receivers_text(receivers, ("赤岗", "新港")) == text


def test_bases_stand_one_a_line_and_only_what_is_said_of_the_scope():
    assert bases_text((Basis("甲法", "第一条"), Basis("乙条例"))) == "《甲法》第一条\n《乙条例》"
    assert scope_text(ItemFields("甲", scope_conduct="仅包括占道", scope_place="主干道除外")) == "仅包括占道；主干道除外"
