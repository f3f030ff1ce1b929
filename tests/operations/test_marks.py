"""Marks of a list: what moved since an opinion, where people differ, where one must stand aside; counted in one statement."""

import pytest

from tests.operations.house import House, penalty
from tests.operations.test_statement_counts import statements
from workflows.domain.vocabulary import Answer, OpinionKind
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.items.deciding import plan
from workflows.operations.items.liaison import fill_in_items
from workflows.operations.undoing import undo_act
from workflows.store.comments import Comment
from workflows.store.items.listing import ItemFilter, counted, filtered_ids
from workflows.store.items.marks import MARKS, Reader
from workflows.store.items.rows import Item

NAMES = ("对擅自占用城市道路行为的行政处罚", "对随意倾倒建筑垃圾行为的行政处罚", "对损坏公共绿地树木行为的行政处罚")


@pytest.fixture
def again(house: House) -> House:
    """Three items passed the first round and wait for the second, the first of them with a comment and its answer; one of the
    water department still waits for the first."""
    house.ids = house.file(*map(penalty, NAMES))
    house.report(house.ids)
    house.late = house.file(penalty("对违规取水行为的行政处罚"), who="water_liaison")
    house.report(house.late, who="water_")
    house.step("open_first_round")
    house.decide("reviewer", "approve", house.ids)
    house.step("open_solicitation")
    office = house.people["officer"].organisation_id
    given = NewComment(OpinionKind.modify, "赤岗街道", house.ids[0], proposal="建议写明时限", organisation_id=office)
    house.do(give_comments, "officer", comments=[given])
    house.wait_for_hearings()
    comment = house.session.query(Comment.id).scalar()
    house.do(answer_comments, "coordinator", answers={comment: Answer.declined}, reason="条例未设时限")
    house.decide("coordinator", "answered", house.ids[:1])
    house.step("open_second_round")
    return house


def reader(house: House, who: str) -> Reader:
    actor = house.people[who]
    return Reader(actor.person_id, actor.organisation_id, actor.role.value)


def found(house: House, mark: str, who: str = "reviewer") -> list[int]:
    ids = filtered_ids(house.session, Item.campaign_id == house.campaign.id, ItemFilter(finding=mark, reader=reader(house, who)))
    house.session.rollback()
    return ids


def mended(house: House) -> None:
    house.decide("reviewer", "return", house.ids[1:2], "依据条款不准")
    house.do(fill_in_items, "liaison", texts={house.ids[1]: penalty(NAMES[1], remarks="依据已更正")})
    house.decide("liaison", "send_for_endorsement", house.ids[1:2])
    house.decide("head", "report", house.ids[1:2])


def test_a_comment_and_its_answer_are_a_change_since_ones_opinion(again: House) -> None:
    assert found(again, "moved") == again.ids[:1]
    assert found(again, "unmoved") == again.ids[1:]


def test_a_new_wording_is_a_change_since_ones_opinion(again: House) -> None:
    mended(again)
    assert found(again, "moved") == again.ids[:2]
    assert found(again, "unmoved") == again.ids[2:]


def test_whoever_gave_no_opinion_measures_by_the_last_one_given(again: House) -> None:
    assert found(again, "moved", "leader") == again.ids[:1]


def test_an_item_nobody_judged_is_neither_changed_nor_unchanged(again: House) -> None:
    assert again.late[0] not in found(again, "moved") + found(again, "unmoved")


def test_people_differ_where_their_last_words_differ(again: House) -> None:
    again.decide("water_reviewer", "return", again.ids[2:], "依据条款不准")
    assert found(again, "disagreed") == again.ids[2:]


def test_an_opinion_taken_back_is_no_disagreement(again: House) -> None:
    act = again.decide("water_reviewer", "return", again.ids[2:], "依据条款不准").act_id
    again.do(undo_act, "water_reviewer", act_id=act)
    assert found(again, "disagreed") == []


def test_standing_aside_is_what_the_act_refuses_too(again: House) -> None:
    assert found(again, "aside", "water_reviewer") == again.late
    planned = plan(again.session, actor=again.people["water_reviewer"], campaign=again.campaign, item_ids=again.late, action="approve")
    assert {left.code for left in planned.left_out} == {"own_department"}


@pytest.mark.parametrize("filters", [1, len(MARKS) + 30])
def test_any_number_of_filters_is_counted_in_one_statement(again: House, filters: int) -> None:
    asked = [ItemFilter(finding=mark, reader=reader(again, "reviewer")) for mark in MARKS] + [ItemFilter(text="占用")] * 30
    here = Item.campaign_id == again.campaign.id
    with statements(again) as seen:
        numbers = counted(again.session, here, asked[:filters])
    assert len(numbers) == filters and len(seen) == 1
