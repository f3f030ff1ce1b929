"""Texts that people read as the same have one key, and no two different powers share it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.folding import folded, spellings

SAME = [
    ("对擅自占用城市道路的行政处罚", "对擅自占用城市道路的行政处罚。"),
    ("对 擅自 占用　城市道路\r\n的行政处罚", "对擅自占用城市道路的行政处罚"),
    ("未取得ＡＢ类许可（２０２０年）", "未取得ab类许可(2020年)"),
    ("对“三无”产品的检查", '对"三无"产品的检查'),
    ("占用、挖掘城市道路", "占用，挖掘城市道路"),
    ("粤府函〔2020〕136号", "粤府函[2020]136号"),
    ("第1—3项", "第1-3项"),
    ("对零\u200b宽空格的检查", "对零宽空格的检查"),
    ("⼈行道", "人行道"),
]
DIFFERENT = [
    ("对经营假林木种子的行政处罚", "对经营劣林木种子的行政处罚"),
    ("对毁坏林木的行政处罚", "对毁坏林地的行政处罚"),
    ("罚款1.5万元", "罚款15万元"),
    ("对甲的行政处罚", "对甲的行政检查"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_texts_read_as_the_same_have_one_key(one, other):
    assert folded(one) == folded(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_texts_that_differ_in_law_keep_two_keys(one, other):
    assert folded(one) != folded(other)


@given(st.text())
def test_folding_a_key_again_changes_nothing(text):
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("占用", "佔用"),
        ("佔用", "占用"),
        ("環境衛生", "环境卫生"),
        ("环境卫生", "環境衛生"),
        ("ＡＢ类", "AB类"),
        ("AB类", "ＡＢ类"),
        ("１２", "12"),
        (" 排水 ", "排水"),
    ],
)
def test_a_search_is_made_in_every_spelling_of_its_words(typed, written):
    assert written in spellings(typed)


@pytest.mark.parametrize("blank", ["", " ", "\u3000"])
def test_a_search_for_blanks_looks_for_nothing(blank):
    assert spellings(blank) == ()


@given(st.text())
def test_what_is_typed_is_always_among_its_spellings(text):
    assert not text.strip() or text.strip() in spellings(text)
