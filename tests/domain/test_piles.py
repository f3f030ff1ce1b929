"""Piles: what stands together, who is the odd one, and what became of others like it."""

import pytest

from tests.operations.house import penalty
from workflows.domain.items import Basis
from workflows.domain.piles import Likeness, Member, pile_of, piles, precedents
from workflows.domain.vocabulary import Kind, Mode

ARTICLES = ("第三十四条第（一）项", "第三十四条第（二）项", "第三十五条", "第三十四条")


def member(number: int, name: str = "", department: str = "城管", fate: str = "", article: str = "", **fields) -> Member:
    bases = (Basis("城市市容和环境卫生管理条例", article),) if article else ()
    said = penalty(name or f"对第{number * 7919}种互不相干行为的行政处罚", bases=bases, **fields)
    return Member(number * 10, number, department, said, fate)


def numbers(found) -> list[list[int]]:
    return [[row.number for row in pile.members] for pile in found]


def test_items_of_one_article_stand_together_whatever_the_subparagraph() -> None:
    rows = [member(number, article=article) for number, article in enumerate(ARTICLES, 1)]
    assert numbers(piles(rows, Likeness.article)) == [[1, 2, 4]]


def test_an_item_without_an_article_is_in_no_pile_of_articles() -> None:
    assert piles([member(1), member(2)], Likeness.article) == ()


def test_names_that_are_near_step_by_step_stand_together() -> None:
    names = ("对设置户外广告牌行为的行政处罚", "对设置户外广告栏行为的行政处罚", "对设置户外广告栏的处罚", "对倾倒建筑垃圾的行政处罚")
    assert numbers(piles([member(n, name) for n, name in enumerate(names, 1)], Likeness.name)) == [[1, 2, 3]]


def test_kinds_are_never_in_one_pile_of_names() -> None:
    rows = [member(1, "对占道经营的行政处罚"), member(2, "对占道经营的行政检查", kind=Kind.inspection)]
    assert piles(rows, Likeness.name) == ()


def test_one_wording_in_several_departments_is_a_pile_and_in_one_it_is_none() -> None:
    same = "对占道经营行为的行政处罚"
    rows = [member(1, same), member(2, same, "水务"), member(3, "对乱倒垃圾的处罚"), member(4, "对乱倒垃圾的处罚")]
    assert numbers(piles(rows, Likeness.wording)) == [[1, 2]]


def test_the_odd_ones_are_named_with_the_field_in_which_they_differ() -> None:
    rows = [member(1, article="第一条"), member(2, article="第一条"), member(3, article="第一条", mode=Mode.keep)]
    (pile,) = piles(rows, Likeness.article)
    assert pile.odd == {3: ("mode",)}


def test_of_two_that_differ_neither_is_the_odd_one() -> None:
    (pile,) = piles([member(1, article="第一条"), member(2, article="第一条", mode=Mode.keep)], Likeness.article)
    assert pile.odd == {}


@pytest.mark.parametrize("likeness", list(Likeness))
def test_the_pile_of_an_item_is_the_one_in_which_it_stands(likeness: Likeness) -> None:
    same = "对占道经营行为的行政处罚"
    rows = [member(1, same, article="第一条"), member(2, same, "水务", article="第一条"), member(3, article="第二条")]
    assert pile_of(rows, likeness, 2) == piles(rows, likeness)[0] and pile_of(rows, likeness, 2).key == f"{likeness}-1"
    assert pile_of(rows, likeness, 3) is None and pile_of(rows, likeness, 99) is None


def test_precedents_count_what_became_of_others_under_the_same_law() -> None:
    rows = [member(n, article=f"第{n}条", fate=fate) for n, fate in enumerate(["adopted", "adopted", "kept", "", "adopted"], 1)]
    found = precedents(rows, "《城市市容和环境卫生管理条例》", frozenset({50}))
    assert found.count == 3 and found.fates == (("adopted", 2), ("kept", 1))
