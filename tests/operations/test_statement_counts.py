"""The number of SQL statements of an act does not depend on the number of items."""

import contextlib

import pytest
from sqlalchemy import event

from tests.operations.house import House, penalty, reviewed_by
from workflows.domain.opinions import Taking
from workflows.operations.items.deciding import plan
from workflows.operations.undoing import undo_act

FEW, MANY = 10, 1_000


@contextlib.contextmanager
def statements(house: House):
    """The statements that reach the database, in order."""
    seen: list[str] = []
    engine = house.session.get_bind()

    def note(connection, cursor, statement, parameters, context, executemany) -> None:
        seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture
def reviewed(house: House) -> tuple[list[int], list[int]]:
    """Ten items and a thousand others, all at the first review; their names are alike, so that all are warned."""
    ids = house.file(*(penalty(f"对第{number}号地块违法堆放物料行为的行政处罚") for number in range(FEW + MANY)))
    house.report(ids)
    house.step("open_first_round")
    return ids[:FEW], ids[FEW:]


def counted(house: House, word: str, ids: list[int], **given) -> int:
    with statements(house) as seen:
        assert house.decide("reviewer", word, ids, **given).count == len(ids)
    return len(seen)


@pytest.mark.parametrize(
    ("word", "given"),
    [
        ("approve", {"reason": "名称相近，对象不同"}),
        ("return", {"reason": "依据条款不准"}),
        ("reject", {"reason": "街道无人员", "code": "no_capacity"}),
    ],
)
def test_a_thousand_items_are_decided_in_as_many_statements_as_ten(house: House, reviewed, word: str, given: dict) -> None:
    few, many = reviewed
    assert counted(house, word, few, **given) == counted(house, word, many, **given) <= 40


def test_any_one_reviewer_costs_no_question_about_others(house: House, reviewed) -> None:
    with statements(house) as seen:
        house.decide("reviewer", "approve", reviewed[0], reason="名称相近，对象不同")
    assert not any("opinion_withdrawal" in text or "assignment" in text for text in seen)


def test_several_reviewers_of_a_thousand_cost_as_many_statements_as_of_ten(tmp_path) -> None:
    house = reviewed_by(tmp_path, "both", taking=Taking.unassigned)
    ids = house.file(*(penalty(f"对第{number}号地块违法堆放物料行为的行政处罚") for number in range(FEW + MANY)))
    house.report(ids)
    house.step("open_first_round")
    for who in ("reviewer", "third_reviewer"):
        asked = []
        for chosen in (ids[:FEW], ids[FEW:]):
            with statements(house) as seen:
                assert house.decide(who, "approve", chosen, reason="名称相近，对象不同").count == len(chosen)
            asked.append(len(seen))
        assert asked[0] == asked[1] <= 45


def test_a_preview_asks_as_much_of_a_thousand_as_of_ten(house: House, reviewed) -> None:
    asked = []
    for ids in reviewed:
        with statements(house) as seen:
            plan(house.session, actor=house.people["reviewer"], campaign=house.campaign, item_ids=ids, action="approve")
        house.session.rollback()
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 20


def test_an_undo_of_a_thousand_takes_as_many_statements_as_of_ten(house: House, reviewed) -> None:
    asked = []
    for ids in reviewed:
        act = house.decide("reviewer", "approve", ids, reason="名称相近，对象不同").act_id
        with statements(house) as seen:
            assert house.do(undo_act, "reviewer", act_id=act).count == len(ids)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 40


def test_a_late_arrival_of_many_settles_in_as_many_statements_as_of_few(house: House) -> None:
    house.step("open_first_round")
    house.step("reopen_collection", "补报")
    asked = []
    for count in (FEW, MANY):
        ids = house.file(*(penalty(f"对{count}号市场第{number}摊占道经营行为的行政处罚") for number in range(count)))
        house.decide("liaison", "send_for_endorsement", ids)
        with statements(house) as seen:
            house.decide("head", "report", ids)
        asked.append(len(seen))
    assert asked[0] == asked[1] <= 60
