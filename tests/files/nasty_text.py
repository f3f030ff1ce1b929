"""Texts that break careless exports: formulas, quotes, line ends, width, marks no keyboard has."""

from __future__ import annotations

import unicodedata

from hypothesis import strategies as st

from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind
from workflows.files.items.item_cells import cleaned, one_line

_PIECES = st.sampled_from(
    ["=1+1", "+86", "-1", "@SUM(A1)", "＝1", "\t", "'", "'=", '"', '""', ",", ";", "\r\n", "\n", "_x0041_", "_x000D_", "<b>&amp;"]
    + ["http://a.cn", "对占道的行政处罚", "《甲法》第一条", "　", " ", "0001", "1e5", "2020-08-07", "TRUE", "#REF!", "㐀𠀀", "é", "𝔘"]
    + ["注：", "合计", "‘’“”"]
)
_letters = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
any_text = st.lists(st.one_of(_PIECES, st.text(_letters, max_size=8)), max_size=6).map("".join)
"""Anything at all, control characters, half surrogates and code points that are no characters left out."""

kept_text = any_text.map(cleaned)
"""As an item keeps a text: no blanks around it, one kind of line end, NFC."""

name_text = any_text.map(lambda text: "".join(mark for mark in one_line(text) if unicodedata.category(mark) != "Cf").strip() or "甲")
code_text = st.text("0123456789ABCDEF-", max_size=16)


def sorted_set(choices):
    """A sorted tuple without repetition."""
    return st.sets(choices, max_size=4).map(lambda found: tuple(sorted(found)))


bases = st.builds(
    Basis,
    law=kept_text,
    article=st.one_of(st.sampled_from(["", "第四十二条", "第三十六条第（二）项", "第七条之一"]), kept_text),
    level=st.one_of(st.none(), st.sampled_from(LawLevel)),
    role=st.sampled_from(BasisRole),
)

item_fields = st.builds(
    ItemFields,
    name=name_text,
    kind=st.sampled_from(Kind),
    penalty_kinds=sorted_set(st.sampled_from(PenaltyKind)),
    form=st.one_of(st.none(), st.sampled_from(Form)),
    owner=kept_text,
    owner_level=st.one_of(st.none(), st.sampled_from(OwnerLevel)),
    code=code_text,
    bases=st.lists(bases, max_size=5).map(tuple),
    mode=st.one_of(st.none(), st.sampled_from(Mode)),
    scope_conduct=kept_text,
    scope_object=kept_text,
    scope_place=kept_text,
    receivers=sorted_set(st.sampled_from(["chigang", "xingang", "changgang"])),
    entrust_letter=kept_text,
    entrust_term=kept_text,
    related=sorted_set(st.integers(1, 9999)),
    remarks=kept_text,
)
