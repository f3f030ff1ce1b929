"""A subdistrict says what it can take over, and nobody else says it for it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.operations.house import penalty
from tests.operations.test_rebuilding import emptied, rebuilt
from workflows.domain.capacity import CapacitySheet, Said
from workflows.domain.errors import NotFound, NotYours, Unfit
from workflows.domain.vocabulary import Capacity, Mode
from workflows.operations.audit.rebuilding import export_audit
from workflows.operations.audit.verifying import verify
from workflows.operations.capacity import fill_in_capacity_sheet, matrix_items, say_capacity, take_down_capacity
from workflows.store.audit import Act
from workflows.store.capacity import CapacityAnswer, said_of, sheets_of

SHEET = CapacitySheet(5, 1, 10, 120, "执法车 2 辆")
ABLE, UNABLE = Said(Capacity.able), Said(Capacity.unable, "没有检测设备")


@pytest.fixture
def hearing(house):
    """Three items: two heard (one for another subdistrict alone), the third still at filling in."""
    first, second, third = house.file(
        penalty("对占道经营的行政处罚"), penalty("对乱倒垃圾的行政处罚", receivers=("xingang",)), penalty("对随地吐痰的行政处罚")
    )
    house.report([first, second])
    house.step("open_first_round")
    house.decide("reviewer", "approve", [first, second])
    house.step("open_solicitation")
    return house, first, second, third


def own(house, item):
    return said_of(house.session, house.campaign).get((house.people["officer"].organisation_id, item), (None, 0))


def test_the_last_word_counts_and_the_earlier_one_stays(hearing):
    house, first, *_ = hearing
    house.do(say_capacity, "officer", answers={first: UNABLE})
    house.do(say_capacity, "officer", answers={first: ABLE})
    assert own(house, first) == (ABLE, 2)
    assert house.session.scalar(select(func.count()).select_from(CapacityAnswer)) == 2


def test_the_same_word_again_is_no_act(hearing):
    house, first, *_ = hearing
    house.do(say_capacity, "officer", answers={first: ABLE})
    assert house.do(say_capacity, "officer", answers={first: ABLE}).act_id is None


def test_the_same_click_twice_has_one_effect(hearing):
    house, first, *_ = hearing
    outcomes = [house.do(say_capacity, "officer", answers={first: ABLE}, client_key="k") for _ in range(2)]
    assert outcomes[0] == outcomes[1] and house.session.scalar(select(func.count()).where(Act.client_key == "k")) == 1


def test_what_is_not_heard_not_received_or_foreign_is_left_out_by_name(hearing):
    house, first, second, third = hearing
    outcome = house.do(say_capacity, "officer", answers={first: ABLE, second: ABLE, third: ABLE, 999: ABLE})
    assert outcome.count == 1
    assert [(left.item_id, left.code) for left in outcome.left_out] == [(second, "not_received"), (third, "not_found"), (999, "not_found")]


def test_after_the_hearing_nothing_is_said_any_more(hearing):
    house, first, *_ = hearing
    house.wait_for_hearings()
    assert [left.code for left in house.do(say_capacity, "officer", answers={first: ABLE}).left_out] == ["not_hearing"]


@pytest.mark.parametrize("capacity", [Capacity.supported, Capacity.unable])
def test_what_is_not_able_says_why(hearing, capacity):
    house, first, *_ = hearing
    with pytest.raises(Unfit):
        house.do(say_capacity, "officer", answers={first: Said(capacity, "  ")})


@pytest.mark.parametrize("who", ["coordinator", "liaison", "leader"])
def test_nobody_speaks_for_a_subdistrict(hearing, who):
    house, first, *_ = hearing
    with pytest.raises(NotYours):
        house.do(say_capacity, who, answers={first: ABLE})
    with pytest.raises(NotYours):
        house.do(fill_in_capacity_sheet, who, sheet=SHEET)


def on_paper(house, answers, who="coordinator", **words):
    return house.do(take_down_capacity, who, **{"subdistrict": "chigang", "source": "赤岗街办函〔2020〕7号", "answers": answers} | words)


def test_an_answer_on_paper_counts_with_its_source_until_the_subdistrict_speaks_itself(hearing):
    house, first, *_ = hearing
    outcome = on_paper(house, {first: UNABLE})
    assert own(house, first)[0] == replace(UNABLE, source="赤岗街办函〔2020〕7号")
    act = house.session.get_one(Act, outcome.act_id)
    assert (act.role, act.person_id) == ("coordinator", house.people["coordinator"].person_id)
    assert on_paper(house, {first: UNABLE}).act_id is None
    house.do(say_capacity, "officer", answers={first: UNABLE})
    assert own(house, first) == (UNABLE, 2) and verify(house.session) == ()


def test_a_paper_answers_no_more_than_the_subdistrict_could(hearing):
    house, first, second, third = hearing
    left = on_paper(house, {first: ABLE, second: ABLE, third: ABLE, 999: ABLE}).left_out
    assert [(one.item_id, one.code) for one in left] == [(second, "not_received"), (third, "not_hearing"), (999, "not_found")]


@pytest.mark.parametrize(("words", "refused"), [
    ({"source": " "}, Unfit), ({"source": "字" * 501}, Unfit), ({"subdistrict": "urban"}, NotFound), ({"who": "officer"}, NotYours),
    ({"who": "reviewer"}, NotYours),
])  # fmt: skip
def test_a_paper_needs_its_source_its_subdistrict_and_the_coordinator(hearing, words, refused):
    house, first, *_ = hearing
    with pytest.raises(refused):
        on_paper(house, {first: ABLE}, **words)


def test_a_sheet_is_kept_in_editions_and_bounded(hearing):
    house, *_ = hearing
    house.do(fill_in_capacity_sheet, "officer", sheet=SHEET)
    house.do(fill_in_capacity_sheet, "officer", sheet=CapacitySheet(1, 0, 0, 3))
    found = sheets_of(house.session, house.campaign)
    assert list(found.values()) == [CapacitySheet(1, 0, 0, 3)] and next(iter(found.values())).short_handed
    assert house.do(fill_in_capacity_sheet, "officer", sheet=CapacitySheet(1, 0, 0, 3)).act_id is None
    with pytest.raises(Unfit):
        house.do(fill_in_capacity_sheet, "officer", sheet=CapacitySheet(-1, 0, 0, 0))


def test_the_record_stays_sound_and_is_rebuilt_with_every_word(hearing, tmp_path):
    house, first, *_ = hearing
    house.do(fill_in_capacity_sheet, "officer", sheet=SHEET)
    house.do(say_capacity, "officer", answers={first: UNABLE})
    assert verify(house.session) == ()
    for empty in emptied(f"sqlite:///{tmp_path / 'empty.sqlite'}"):
        again = rebuilt(empty, list(export_audit(house.session)))
        assert verify(again) == ()
        assert own(house, first)[0] == UNABLE and said_of(again, house.campaign) == said_of(house.session, house.campaign)


def test_the_matrix_holds_what_may_still_go(house):
    going, _kept = house.file(penalty("对占道经营的行政处罚"), penalty("对乱倒垃圾的行政处罚", mode=Mode.keep))
    assert [item.id for item in matrix_items(house.session, house.campaign)] == [going]
