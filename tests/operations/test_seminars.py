"""研讨: called, noted, written back in bulk, its minutes drafted from what was said and filed."""

import datetime as dt

import pytest
from sqlalchemy import select

from tests.operations.house import House, penalty
from workflows.domain.errors import NotYours, Stale, Unfit
from workflows.domain.seminars import Attendee
from workflows.operations.audit.verifying import verify
from workflows.operations.seminars import (
    Note,
    call_seminar,
    file_minutes,
    keep_minutes,
    minutes_of,
    note_results,
    take_off_agenda,
    write_back,
)
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act, Registration
from workflows.store.seminars import awaiting, on_agenda, seminar_numbered

DAY = dt.date(2020, 9, 21)
ALIKE = tuple(f"对第{number}号地块违法堆放物料行为的行政处罚" for number in range(1, 6))
PROCEED = Note("proceed", reason="名称相近，对象不同")
KEEP = Note("keep", "no_capacity", "街道无专业人员", dissent="赤岗街道认为可以承接")
BACK = Note("send_back", reason="请写明条款")


@pytest.fixture
def discussed(house: House) -> House:
    """Five items whose likeness is warned of wait for a discussion; ids 1 to 5."""
    house.report(house.file(*map(penalty, ALIKE)))
    house.step("open_first_round")
    house.decide("reviewer", "discuss", [1, 2, 3, 4, 5], "是否重复")
    return house


def called(house: House, *ids: int) -> House:
    house.do(call_seminar, "coordinator", title="第一次研讨会", held_on=DAY, venue="区司法局三楼", item_ids=ids)
    return house


def noted(house: House, notes: dict[int, Note], **words) -> None:
    house.do(note_results, "coordinator", number=1, notes=notes, **words)


def agenda(house: House) -> dict[int, tuple[str, bool]]:
    rows = on_agenda(house.session, seminar_numbered(house.session, house.campaign.id, 1))
    return {row.item_id: (row.result, row.act_id is not None) for row in rows}


def test_items_at_a_discussion_stand_on_one_agenda_at_a_time(discussed: House):
    called(discussed, 1, 2)
    outcome = discussed.do(call_seminar, "coordinator", title="第二次", held_on=DAY, item_ids=[2, 3, 99])
    assert outcome.moved[0].item_ids == (3,)
    assert {left.item_id: left.code for left in outcome.left_out} == {2: "on_agenda", 99: "not_found"}
    assert discussed.at(1) == "discuss_item"


def test_a_seminar_without_anything_to_discuss_is_refused(house: House):
    house.file(penalty("对占道经营的行政处罚"))
    with pytest.raises(Unfit, match="都不在研讨"):
        called(house, 1)


def test_only_the_coordinator_calls_a_seminar(discussed: House):
    with pytest.raises(NotYours):
        discussed.do(call_seminar, "reviewer", title="会", held_on=DAY, item_ids=[1])


def test_noting_moves_nothing_and_writing_back_moves_all_in_one_act_a_result(discussed: House):
    called(discussed, 1, 2, 3, 4, 5)
    noted(discussed, {1: PROCEED, 2: PROCEED, 3: KEEP, 4: BACK})
    assert {discussed.at(number) for number in range(1, 6)} == {"discuss_item"}
    outcome = discussed.do(write_back, "coordinator", number=1)
    assert [discussed.at(number) for number in range(1, 6)] == [
        "review_first_round", "review_first_round", "kept", "filing/fill_in_item", "discuss_item",
    ]  # fmt: skip
    assert outcome.count == 4 and outcome.left_out == ()
    words = discussed.session.scalars(select(Act.word).order_by(Act.id.desc()).limit(4)).all()
    assert words == ["write_back", "send_back", "proceed", "keep"]
    assert verify(discussed.session) == ()


def test_an_item_decided_meanwhile_is_named_and_keeps_its_note(discussed: House):
    called(discussed, 1, 2)
    noted(discussed, {1: PROCEED, 2: PROCEED})
    discussed.decide("coordinator", "keep", [2], "重复", "duplicate")
    outcome = discussed.do(write_back, "coordinator", number=1)
    assert outcome.count == 1 and [left.item_id for left in outcome.left_out] == [2]
    assert agenda(discussed) == {1: ("proceed", True), 2: ("proceed", False)}


def test_a_result_without_its_reason_is_left_out_by_name(discussed: House):
    called(discussed, 1)
    noted(discussed, {1: Note("keep", "no_capacity")})
    outcome = discussed.do(write_back, "coordinator", number=1)
    assert outcome.act_id is None and outcome.left_out[0].code == "code_missing"


def test_the_same_key_writes_back_once(discussed: House):
    called(discussed, 1)
    noted(discussed, {1: PROCEED})
    first = discussed.do(write_back, "coordinator", number=1, client_key="k")
    assert discussed.do(write_back, "coordinator", number=1, client_key="k") == first


def test_a_result_taken_back_lets_the_item_onto_another_agenda(discussed: House):
    called(discussed, 1)
    noted(discussed, {1: PROCEED})
    discussed.do(write_back, "coordinator", number=1)
    act = discussed.session.scalar(select(Act.id).where(Act.word == "proceed"))
    discussed.do(undo_act, "coordinator", act_id=act)
    assert called(discussed, 1).at(1) == "discuss_item"
    assert awaiting(discussed.session, discussed.campaign.id) == {1}


def test_an_item_taken_off_waits_for_another_seminar(discussed: House):
    called(discussed, 1, 2)
    assert discussed.do(take_off_agenda, "coordinator", number=1, item_ids=[2]) == 1
    assert list(agenda(discussed)) == [1]


@pytest.mark.parametrize(
    ("note", "sentence"),
    [(Note("approve"), "没有这个结论"), (Note("keep", "because"), "没有这个理由代码"), (Note(dissent="\x07"), "控制字符")],
)
def test_a_note_that_cannot_be_is_refused_in_words(discussed: House, note: Note, sentence: str):
    called(discussed, 1)
    with pytest.raises(Unfit, match=sentence):
        noted(discussed, {1: note})


def test_the_minutes_are_drafted_from_what_was_said(discussed: House):
    called(discussed, 1, 3, 5)
    noted(discussed, {1: PROCEED, 3: KEEP}, attendees=[Attendee("区司法局", "张三", "主持"), Attendee("赤岗街道", "李四")])
    text = minutes_of(discussed.session, discussed.campaign, seminar_numbered(discussed.session, discussed.campaign.id, 1))
    assert "时间：2020年9月21日" in text and "出席：区司法局张三（主持）；赤岗街道李四" in text
    assert "结论：进入审查。理由：名称相近，对象不同。" in text and "不同意见：赤岗街道认为可以承接" in text
    assert text.rstrip().endswith("合计：进入审查1项，保留1项，继续研讨1项。")


def test_filed_minutes_never_change_and_stand_in_the_audit(discussed: House):
    called(discussed, 1)
    noted(discussed, {1: PROCEED})
    with pytest.raises(Unfit, match="尚未写回"):
        discussed.do(file_minutes, "coordinator", number=1, text="")
    discussed.do(write_back, "coordinator", number=1)
    discussed.do(file_minutes, "coordinator", number=1, text="会议纪要正文")
    with pytest.raises(Stale, match="已归档"):
        discussed.do(keep_minutes, "coordinator", number=1, text="改")
    records = discussed.session.scalars(select(Registration).where(Registration.noun == "seminar")).all()
    assert [row.key for row in records] == ["2020/1"] * 3 and records[-1].body["minutes"] is not None
    assert verify(discussed.session) == ()


def test_a_name_on_the_record_is_a_digest(discussed: House):
    called(discussed, 1)
    noted(discussed, {1: PROCEED}, attendees=[Attendee("区司法局", "张三")])
    discussed.do(write_back, "coordinator", number=1)
    record = discussed.session.scalars(select(Registration).where(Registration.noun == "seminar").order_by(Registration.id)).all()[-1]
    assert "张三" not in str(record.body) and record.body["attendance"][0][0] == "区司法局"


