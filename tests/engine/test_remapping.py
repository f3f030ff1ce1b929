"""One set laid over another: what a map may say, and what it may not."""

from functools import cache

import pytest

from tests.engine.third_round import BPMN, with_third_round
from workflows.engine.compiler import compile_set
from workflows.engine.net import ProcessSet
from workflows.engine.remapping import Remap, crosses, image, objections

HERE = ("review_second_round", "review_third_round", "kept")
BACK = {"await_third_round": "await_approval", "review_third_round": "await_second_round"}


@cache
def sets() -> tuple[ProcessSet, ProcessSet]:
    """The set of two rounds and the set of three."""
    files = {path.name: path.read_bytes() for path in sorted(BPMN.iterdir())}
    return compile_set(files), compile_set(with_third_round(files))


def refused(led: Remap, at: str = "third_round", items: tuple[str, ...] = HERE) -> list[tuple[str, str]]:
    two, three = sets()
    return [(one.element, one.message.zh) for one in objections(three, two, led, at, items)]


def test_what_both_drawings_have_stays_and_the_rest_goes_where_the_map_says():
    two, _three = sets()
    assert image(two.item, BACK, "kept") == "kept"
    assert image(two.item, BACK, "review_third_round") == "await_second_round"
    assert image(two.item, {}, "review_third_round") is None
    assert refused(Remap({"third_round": "second_round"}, BACK)) == []


def test_a_token_crosses_only_where_it_stands_elsewhere():
    two, three = sets()
    assert not any(crosses(two.item, three.item, marking, marking) for marking in two.item.places)
    assert crosses(three.item, two.item, "review_third_round", "review_second_round")


def test_without_a_map_each_place_that_is_gone_is_named():
    assert [element for element, _why in refused(Remap())] == ["third_round", "review_third_round"]


@pytest.mark.parametrize(
    ("marking", "to", "element", "why"),
    [
        ("nowhere", "review_second_round", "nowhere", "不是现行流程"),
        ("review_third_round", "attic", "review_third_round", "没有这个环节"),
        ("review_third_round", "filing/screen_item", "review_third_round", "由规则处理"),
        ("review_third_round", "adopted", "review_third_round", "不能替人作出决定"),
        ("kept", "kept_filed", "kept", "不能替人作出决定"),
    ],
)
def test_a_map_decides_nothing_and_leads_nowhere_else(marking, to, element, why):
    found = refused(Remap({"third_round": "second_round"}, {**BACK, marking: to}))
    assert [(one, why in said) for one, said in found] == [(element, True)]


def test_a_map_does_not_close_a_running_campaign():
    found = refused(Remap({"third_round": "closed"}, BACK))
    assert found and found[0][0] == "third_round"
