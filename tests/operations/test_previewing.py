"""A preview says what an act will do; the act does exactly that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.operations.house import House, penalty
from workflows.domain.errors import Stale
from workflows.operations.items.previewing import decide_preview, fix_preview
from workflows.operations.processes import nets


def in_first_round(house: House, *names: str) -> list[int]:
    ids = house.file(*(penalty(name) for name in names))
    house.report(ids)
    house.step("open_first_round")
    return ids


def test_the_act_moves_what_the_preview_showed(house: House) -> None:
    ids = in_first_round(house, "对随地吐痰的处罚", "对乱扔果皮的处罚")
    preview, planned = house.do(fix_preview, "reviewer", item_ids=ids, action="approve")
    assert planned.count == 2 and house.at(ids[0]) == "review_first_round"
    assert house.do(decide_preview, "reviewer", digest=preview.digest).count == 2


def test_an_item_acted_on_after_the_preview_is_left_out_by_name(house: House) -> None:
    ids = in_first_round(house, "对随地吐痰的处罚", "对乱扔果皮的处罚")
    preview, _planned = house.do(fix_preview, "reviewer", item_ids=ids, action="approve")
    house.decide("water_reviewer", "return", ids[:1], "依据不清")
    outcome = house.do(decide_preview, "reviewer", digest=preview.digest)
    assert (outcome.count, [left.code for left in outcome.left_out]) == (1, ["changed"])


def test_somebody_elses_preview_is_no_preview(house: House) -> None:
    ids = in_first_round(house, "对随地吐痰的处罚")
    preview, _planned = house.do(fix_preview, "reviewer", item_ids=ids, action="approve")
    with pytest.raises(Stale):
        house.do(decide_preview, "water_reviewer", digest=preview.digest)


def test_the_plan_names_place_and_destination(house: House) -> None:
    ids = in_first_round(house, "对随地吐痰的处罚")
    _preview, planned = house.do(fix_preview, "reviewer", item_ids=ids, action="approve")
    [move] = planned.moves
    assert nets(house.campaign).item.places[move.to].name == "待征求意见"


def test_a_preview_is_gone_after_two_days(house: House) -> None:
    ids = in_first_round(house, "对随地吐痰的处罚", "对乱扔果皮的处罚")
    old, _planned = house.do(fix_preview, "reviewer", item_ids=ids, action="approve")
    digest, house.now = old.digest, house.now + timedelta(days=3)
    house.do(fix_preview, "water_reviewer", item_ids=ids[:1], action="approve")
    with pytest.raises(Stale):
        house.do(decide_preview, "reviewer", digest=digest)
