"""Our list beside another district's."""

from __future__ import annotations

import dataclasses

import pytest

from tests.domain.test_catalogue import ROW, listed
from workflows.domain.comparison import ForeignRow, list_comparison
from workflows.domain.vocabulary import Kind


def ours(*names: str):
    return listed(rows=tuple(dataclasses.replace(ROW, number=n, item_number=n, name=name) for n, name in enumerate(names, 1)))


def compared(our: list[str], their: list[str], kind: Kind | None = None):
    return list_comparison(ours(*our), [ForeignRow(f"表 {n}", name, kind) for n, name in enumerate(their, 1)])


def test_names_that_fold_to_one_are_the_same_item():
    found = compared(["对占道经营的行政处罚"], ["对占道经营行为的处罚"])
    assert (found.same, [one.likeness for one in found.reworded], found.missing, found.extra) == (0, [100], (), ())


def test_equal_names_are_no_rewording():
    assert compared(["对占道经营的行政处罚"], ["对占道经营的行政处罚"]).same == 1


def test_what_only_they_have_is_missing_and_what_only_we_have_is_extra():
    found = compared(["对随地吐痰的行政处罚"], ["对擅自饲养家禽家畜的行政处罚"])
    assert ([row.name for row in found.missing], [row.name for row in found.extra]) == (
        ["对擅自饲养家禽家畜的行政处罚"], ["对随地吐痰的行政处罚"],
    )  # fmt: skip


def test_of_two_like_names_the_liker_one_is_taken_and_each_only_once():
    found = compared(
        ["对未经批准擅自占用城市道路摆设摊点的行政处罚"],
        ["对未经批准擅自占用城市道路摆摊设点的行政处罚", "对未经批准占用城市道路摆设摊点的行政处罚"],
    )
    assert len(found.reworded) == 1 and len(found.missing) == 1


@pytest.mark.parametrize(("kind", "same"), [(Kind.inspection, 0), (Kind.penalty, 1), (None, 1)])
def test_a_row_of_another_kind_is_another_item(kind, same):
    assert compared(["对占道经营的行政处罚"], ["对占道经营的行政处罚"], kind).same == same


def test_every_row_of_both_lists_is_somewhere_exactly_once():
    our, their = ["甲项行为一", "甲项行为二", "丙"], ["甲项行为一", "甲项行为三", "丁", "戊"]
    found = compared(our, their)
    assert found.same + len(found.reworded) + len(found.extra) == 3
    assert found.same + len(found.reworded) + len(found.missing) == found.theirs == 4
