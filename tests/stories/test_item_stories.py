"""The stories that must work, told with a handful of items."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.operations.house import House, penalty
from tests.stories.conftest import stays
from workflows.domain.errors import NotOffered
from workflows.domain.items import Basis
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Answer, KeepReason, LawLevel, Mode, OpinionKind, PenaltyKind
from workflows.operations.campaigns.publishing import draft_catalogue, published_catalogue
from workflows.operations.comments.commenting import NewComment, answer_comments, give_comments
from workflows.operations.items.coordinator import decline_withdrawal
from workflows.operations.items.liaison import ask_back, fill_in_items, merge_items, split_item
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act
from workflows.store.catalogue import published
from workflows.store.comments import Comment
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import Lineage

SPITTING = "对随地吐痰行为的行政处罚"
LITTER = "对乱扔果皮纸屑行为的行政处罚"
POSTERS = "对擅自张贴宣传品行为的行政处罚"


def reported(house: House, *names: str) -> list[int]:
    ids = house.file(*(penalty(name) for name in names))
    house.report(ids)
    return ids


def to_first_round(house: House, *names: str) -> list[int]:
    ids = reported(house, *names)
    house.step("open_first_round")
    return ids


def to_hearing(house: House, *names: str) -> list[int]:
    ids = to_first_round(house, *names)
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    return ids


def to_second_round(house: House, *names: str) -> list[int]:
    ids = to_hearing(house, *names)
    house.wait_for_hearings()
    house.step("open_second_round")
    return ids


def to_approval(house: House, *names: str) -> list[int]:
    ids = to_second_round(house, *names)
    house.decide("reviewer", "approve", ids)
    house.step("submit")
    return ids


def to_announcement(house: House, *names: str) -> list[int]:
    ids = to_approval(house, *names)
    house.decide("leader", "approve", ids)
    house.step("conclude", who="leader")
    return ids


def codes(outcome: Outcome) -> list[str]:
    return [left.code for left in outcome.left_out]


def comment(house: House, item_id: int | None, kind: OpinionKind = OpinionKind.modify, proposal: str = "建议写明时限") -> int:
    office = house.people["officer"].organisation_id
    house.do(give_comments, "officer", comments=[NewComment(kind, "赤岗街道", item_id, proposal=proposal, organisation_id=office)])
    return house.session.scalar(select(func.max(Comment.id)))


def test_a_late_arrival_passes_every_open_stage_at_once(house: House) -> None:
    first = to_hearing(house, SPITTING)
    house.step("reopen_collection", "水务局补报")
    [late] = house.file(penalty(LITTER))
    house.step("open_first_round")
    house.step("open_solicitation")
    house.report([late])
    assert house.at(late) == "review_first_round"
    house.decide("reviewer", "approve", [late])
    assert [house.at(first[0]), house.at(late)] == ["hear_comments", "hear_comments"]


def test_a_late_item_is_heard_for_its_own_comment_days(house: House) -> None:
    [early] = to_hearing(house, SPITTING)
    house.step("reopen_collection", "补报")
    [late] = house.file(penalty(LITTER))
    house.step("open_first_round")
    house.step("open_solicitation")
    house.now = house.now.replace(month=9, day=29)
    house.report([late])
    house.decide("reviewer", "approve", [late])
    assert house.item(late).hear_until > house.item(early).hear_until


def test_an_item_returned_twice_in_each_round_keeps_all_reasons(house: House) -> None:
    [item] = to_first_round(house, SPITTING)
    for reason in ("依据条款不准", "名称与条例不一致"):
        house.decide("reviewer", "return", [item], reason)
        assert house.at(item) == "filing/fill_in_item"
        house.report([item])
    house.decide("reviewer", "approve", [item])
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    for reason in ("范围不清", "承接街道不全"):
        house.decide("reviewer", "return", [item], reason)
        assert house.at(item) == "mend_for_second_round/fill_in_item"
        house.report([item])
    house.decide("reviewer", "approve", [item])
    assert house.at(item) == "await_approval"
    given = select(Act.word).join(Opinion, Opinion.act_id == Act.id).where(Opinion.item_id == item).order_by(Opinion.visit)
    given = house.session.scalars(given).all()
    assert given == ["return", "return", "approve", "return", "return", "approve"]


@pytest.mark.parametrize(
    ("bring", "desk", "word", "code"),
    [
        (reported, "coordinator", "keep", KeepReason.better_centralised),
        (to_first_round, "reviewer", "reject", KeepReason.no_capacity),
        (to_hearing, None, None, None),
        (to_second_round, "reviewer", "reject", KeepReason.few_objects),
        (to_approval, "leader", "reject", KeepReason.cross_border),
    ],
)
def test_a_department_asks_its_item_back_and_the_desk_that_holds_it_answers(house: House, bring, desk, word, code) -> None:
    ids = bring(house, SPITTING, LITTER)
    house.do(ask_back, "liaison", item_ids=ids, reason="本局仍需集中行使")
    if desk is None:
        house.wait_for_hearings()
        desk, word, code = "coordinator", "keep", KeepReason.better_centralised
    house.do(decline_withdrawal, desk, item_ids=ids[1:], reason="区里已定下放")
    house.decide(desk, word, ids[:1], "同意撤回", code)
    assert house.at(ids[0]) == "kept" and house.item(ids[0]).kept_reason == code
    assert house.at(ids[1]) != "kept"


def test_an_item_asked_back_goes_no_further_before_the_answer(house: House) -> None:
    [item] = to_first_round(house, SPITTING)
    house.do(ask_back, "liaison", item_ids=[item], reason="本局仍需集中行使")
    assert codes(house.decide("reviewer", "approve", [item])) == ["asked_back"]
    house.do(decline_withdrawal, "reviewer", item_ids=[item], reason="街道急需")
    assert codes(house.decide("reviewer", "approve", [item])) == []


def test_an_item_blocked_again_after_mending_comes_back_with_its_finding(house: House) -> None:
    [item] = to_second_round(house, SPITTING)
    house.decide("reviewer", "return", [item], "处罚种类须写全")
    detained = penalty(SPITTING, penalty_kinds=(PenaltyKind.detention,))
    house.do(fill_in_items, "liaison", texts={item: detained})
    house.report([item])
    assert house.at(item) == "mend_for_second_round/fill_in_item"
    house.do(fill_in_items, "liaison", texts={item: penalty(SPITTING)})
    house.report([item])
    assert house.at(item) == "review_second_round"


def test_a_comment_on_an_item_that_round_two_returns_keeps_its_version_and_still_needs_its_answer(house: House) -> None:
    [item] = to_hearing(house, SPITTING)
    number = comment(house, item)
    house.wait_for_hearings()
    assert house.at(item) == "answer_comments"
    assert codes(house.decide("coordinator", "answered", [item])) == ["all_answered"]
    house.decide("coordinator", "revise", [item], "按意见修改范围")
    house.step("open_second_round")
    house.do(fill_in_items, "liaison", texts={item: penalty(SPITTING, scope_conduct="限于公共场所")})
    house.report([item])
    assert house.at(item) == "review_second_round"
    assert codes(house.decide("reviewer", "approve", [item])) == ["all_answered"]
    house.do(answer_comments, "coordinator", answers={number: Answer.adopted_in_part}, reason="已限定场所，未定时限")
    assert codes(house.decide("reviewer", "approve", [item])) == []
    assert house.session.get_one(Comment, number).item_version == 1


def test_the_leader_remands_and_round_two_judges_again(house: House) -> None:
    [item] = to_approval(house, SPITTING)
    house.decide("leader", "remand", [item], "请再核实承接能力")
    assert house.at(item) == "review_second_round"
    house.decide("reviewer", "approve", [item])
    assert house.at(item) == "approve_item"
    twice = ["review_second_round", "approve_item"]
    assert [stay.place for stay in stays(house, item)] == ["review_first_round", *twice, *twice]


def test_after_the_announcement_an_item_is_struck_and_the_correction_is_a_new_version(house: House) -> None:
    ids = to_announcement(house, SPITTING, LITTER)
    assert codes(house.decide("coordinator", "strike", ids[:1], "依据已失效", KeepReason.basis_lapsed)) == ["after_announcement"]
    house.step("publish")
    assert codes(house.decide("coordinator", "pull_back", ids[:1], "改主意")) == ["before_announcement"]
    house.decide("coordinator", "strike", ids[:1], "依据已失效", KeepReason.basis_lapsed)
    house.step("correct", "第 1 项依据失效")
    versions = published(house.session, house.campaign.id)
    assert [(row.version, row.replaces) for row in versions] == [(1, None), (2, 1)]
    assert [len(published_catalogue(house.session, house.campaign, number).rows) for number in (1, 2)] == [2, 1]


def test_an_item_is_added_after_the_announcement_through_every_stage(house: House) -> None:
    to_announcement(house, SPITTING)
    house.step("publish")
    house.step("supplement", "增补一项")
    house.step("solicit_again", "增补须征求意见")
    house.step("reopen_collection", "增补采集")
    [added] = reported(house, LITTER)
    house.step("open_first_round")
    house.decide("reviewer", "approve", [added])
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", [added])
    house.step("submit")
    house.decide("leader", "approve", [added])
    house.step("conclude", who="leader")
    house.step("publish")
    assert len(published_catalogue(house.session, house.campaign, 2).rows) == 2


def test_what_is_not_announced_yet_can_be_pulled_back_to_round_two(house: House) -> None:
    ids = to_announcement(house, SPITTING, LITTER)
    house.decide("coordinator", "pull_back", ids[:1], "街道来函")
    assert house.at(ids[0]) == "review_second_round"
    with pytest.raises(NotOffered, match="1 项在办"):
        house.step("publish")


def test_a_split_item_ends_and_its_parts_stand_where_it_stood(house: House) -> None:
    [item] = to_first_round(house, SPITTING)
    house.decide("reviewer", "return", [item], "一条含两项，请拆分")
    parts = [penalty("对随地吐痰的行政处罚"), penalty("对随地便溺的行政处罚")]
    house.do(split_item, "liaison", item_id=item, parts=parts, reason="按行为拆分")
    assert house.at(item) == "replaced"
    children = house.session.scalars(select(Lineage.child_id).where(Lineage.parent_id == item)).all()
    assert [house.at(child) for child in children] == ["filing/fill_in_item"] * 2
    house.report(list(children))
    assert {house.at(child) for child in children} == {"review_first_round"}


def test_an_item_split_while_mending_for_round_two_leaves_parts_in_round_two(house: House) -> None:
    [item] = to_second_round(house, SPITTING)
    house.decide("reviewer", "return", [item], "一条含两项，请拆分")
    house.do(split_item, "liaison", item_id=item, parts=[penalty("甲"), penalty("乙")], reason="按行为拆分")
    children = house.session.scalars(select(Lineage.child_id).where(Lineage.parent_id == item)).all()
    house.report(list(children))
    assert {house.at(child) for child in children} == {"review_second_round"}


def test_of_merged_items_one_survives(house: House) -> None:
    ids = house.file(penalty(SPITTING), penalty(LITTER), penalty(POSTERS))
    house.do(merge_items, "liaison", item_ids=ids, survivor_id=ids[1], reason="同一条例同一条")
    assert [house.at(one) for one in ids] == ["replaced", "filing/fill_in_item", "replaced"]


def test_a_bulk_act_is_undone_across_the_automatic_steps_it_caused(house: House) -> None:
    ids = to_first_round(house, SPITTING, LITTER, POSTERS)
    house.step("open_solicitation")
    act = house.decide("reviewer", "approve", ids).act_id
    assert {house.at(one) for one in ids} == {"hear_comments"}
    comment(house, ids[2])
    outcome = house.do(undo_act, "reviewer", act_id=act)
    assert [house.at(one) for one in ids] == ["review_first_round", "review_first_round", "hear_comments"]
    assert codes(outcome) == ["acted_on"]
    house.decide("reviewer", "approve", ids[:2])
    assert {house.at(one) for one in ids} == {"hear_comments"}


def test_the_opening_of_a_stage_is_undone_whole_or_not_at_all(house: House) -> None:
    ids = reported(house, SPITTING, LITTER)
    act = house.step("open_first_round").act_id
    house.decide("reviewer", "reject", ids[:1], "无执法对象", KeepReason.few_objects)
    with pytest.raises(NotOffered, match="已有 1 项"):
        house.do(undo_act, "coordinator", act_id=act)


def test_an_item_kept_by_its_department_is_kept_with_its_reason_and_may_be_raised_again(house: House) -> None:
    [item] = house.file(penalty(SPITTING, mode=Mode.keep))
    house.decide("liaison", "send_for_endorsement", [item])
    assert codes(house.decide("head", "report", [item])) == ["mode_devolves"]
    house.decide("head", "keep", [item], "本局集中执法更合适", KeepReason.better_centralised)
    assert house.item(item).kept_reason == KeepReason.better_centralised
    act = house.decide("coordinator", "reopen", [item], "街道提出承接").act_id
    assert house.at(item) == "filing/fill_in_item"
    house.do(undo_act, "coordinator", act_id=act)
    assert house.item(item).kept_reason == KeepReason.better_centralised


def test_an_item_filed_twice_is_voided_before_its_first_report(house: House) -> None:
    ids = house.file(penalty(SPITTING), penalty(SPITTING))
    house.decide("liaison", "void", ids[1:], "重复填报")
    assert house.at(ids[1]) == "voided"


def test_an_unknown_law_is_discussed_and_its_warning_stays_answered_while_the_values_stay(house: House) -> None:
    unknown = penalty(SPITTING, bases=(Basis("某市随地吐痰管理办法", "第三条", LawLevel.local_regulation),))
    [item] = house.file(unknown)
    house.report([item])
    assert house.at(item) == "discuss_item"
    house.decide("coordinator", "proceed", [item], "已核，市人大常委会通过")
    house.step("open_first_round")
    house.decide("reviewer", "return", [item], "补充备注")
    house.do(fill_in_items, "liaison", texts={item: penalty(SPITTING, bases=unknown.bases, remarks="已核")})
    house.report([item])
    assert house.at(item) == "review_first_round"


def test_items_alike_in_the_list_are_passed_only_with_a_reason(house: House) -> None:
    goods, rubbish = "对擅自占用城市道路堆放物料行为的行政处罚", "对擅自占用城市道路堆放杂物行为的行政处罚"
    ids = to_first_round(house, goods, rubbish, goods)
    assert set(codes(house.decide("reviewer", "approve", ids))) == {"warning_unanswered"}
    house.decide("reviewer", "approve", ids, "对象不同，分列")
    assert {house.at(one) for one in ids} == {"await_solicitation"}


def test_a_new_item_asked_for_in_the_solicitation_must_be_answered_before_the_announcement(house: House) -> None:
    to_hearing(house, SPITTING)
    number = comment(house, None, OpinionKind.add, "建议增加占道洗车")
    house.wait_for_hearings()
    house.step("open_second_round")
    everything = [row.item_number for row in draft_catalogue(house.session, house.campaign).rows]
    assert everything == []
    house.decide("reviewer", "approve", [1])
    house.step("submit")
    house.decide("leader", "approve", [1])
    house.step("conclude", who="leader")
    with pytest.raises(NotOffered, match="1 条意见未答复"):
        house.step("publish")
    house.do(answer_comments, "coordinator", answers={number: Answer.declined}, reason="不属本次范围")
    house.step("publish")
