"""Several reviewers on one item: blind until all are in, decided as the policy says, taken back like everything else."""

import itertools
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from tests.operations.house import SPEC, House, penalty, reviewed_by
from workflows.domain.errors import NotOffered
from workflows.operations.audit.verifying import referee, verify
from workflows.operations.campaigns.opening import differences, revise_campaign
from workflows.operations.items.deciding import plan
from workflows.operations.items.opinions import divided_items
from workflows.operations.undoing import undo_act
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import WarningAnswer

FIRST = "review_first_round"


@pytest.fixture(scope="module")
def houses(tmp_path_factory):
    """For each policy one house whose first round is open; when all is done, every one of them is sound."""
    built: dict[str, House] = {}

    def of(policy: str) -> House:
        if policy not in built:
            built[policy] = reviewed_by(tmp_path_factory.mktemp("house"), policy)
            built[policy].step("open_first_round")
        return built[policy]

    yield of
    for house in built.values():
        house.session.rollback()
        assert verify(house.session) == () == referee(house.session, house.campaign)
        house.session.close()
        house.session.get_bind().dispose()


NAMES = itertools.count(1)


@pytest.fixture
def reviewed(houses):
    """A house under a policy, with new items at the first review; their names are alike, so that they are warned."""

    def filed(policy: str, items: int = 1) -> tuple[House, list[int]]:
        house = houses(policy)
        reopened = house.campaign.marking == "first_round" and house.step("reopen_collection", "补报")
        ids = house.file(*(penalty(f"对第{next(NAMES)}类违法堆放行为的行政处罚") for _ in range(items)))
        house.report(ids)
        if reopened:
            house.step("open_first_round")
        return house, ids

    return filed


def codes(outcome) -> list[str]:
    return [left.code for left in outcome.left_out]


def answered(house: House, ids: list[int]) -> int:
    return house.session.scalar(select(func.count()).where(WarningAnswer.item_id.in_(ids)))


def told(house: House, who: str, action: str, ids: list[int], **words) -> list[str]:
    planned = plan(house.session, actor=house.people[who], campaign=house.campaign, item_ids=ids, action=action, **words)
    house.session.rollback()
    return [sentence.zh for _move, sentence in planned.ways]


def test_the_second_equal_opinion_is_the_action(reviewed):
    house, [item] = reviewed("both")
    first = house.decide("reviewer", "approve", [item], "名称相近")
    assert (first.moved[0].to_marking, house.at(item)) == (FIRST, FIRST)
    second = house.decide("third_reviewer", "approve", [item], "名称相近")
    assert (second.moved[0].to_marking, house.at(item)) == ("await_solicitation", "await_solicitation")


def test_one_act_notes_some_opinions_and_completes_others(reviewed):
    house, ids = reviewed("both", items=3)
    house.decide("reviewer", "approve", ids[:1], "已研究")
    outcome = house.decide("third_reviewer", "approve", ids, "已研究")
    assert outcome.count == 3
    assert [house.at(item) for item in ids] == ["await_solicitation", FIRST, FIRST]


def test_nobody_gives_two_opinions_at_one_visit(reviewed):
    house, [item] = reviewed("both")
    house.decide("reviewer", "approve", [item], "已研究")
    assert codes(house.decide("reviewer", "return", [item], "再想")) == ["judged"]


def test_a_disagreement_waits_for_the_coordinator_and_for_nobody_else(reviewed):
    house, [item] = reviewed("both")
    house.decide("reviewer", "approve", [item], "已研究")
    assert divided_items(house.session, house.campaign) == []
    house.decide("water_reviewer", "return", [item], "依据不清")
    assert divided_items(house.session, house.campaign) == [item]
    assert codes(house.decide("third_reviewer", "approve", [item], "已研究")) == ["divided"]


def test_two_of_three_decide_as_soon_as_they_agree(reviewed):
    house, [one, other] = reviewed("2 of 3", items=2)
    house.decide("reviewer", "return", [one, other], "依据不清")
    house.decide("water_reviewer", "return", [one], "依据不清")
    house.decide("water_reviewer", "approve", [other], "已研究")
    house.decide("third_reviewer", "approve", [other], "已研究")
    assert (house.at(one), house.at(other)) == ("filing/fill_in_item", "await_solicitation")


def test_one_veto_decides_at_once(reviewed):
    house, [one, other] = reviewed("veto of 2", items=2)
    house.decide("reviewer", "return", [one], "依据不清")
    house.decide("reviewer", "approve", [other], "已研究")
    house.decide("third_reviewer", "reject", [other], "街道无人员", "no_capacity")
    assert (house.at(one), house.at(other)) == ("filing/fill_in_item", "kept")


@pytest.mark.parametrize("policy", ["both", "2 of 3", "veto of 2"])
def test_the_preview_tells_the_second_nothing_of_the_first(reviewed, policy):
    house, [one, other] = reviewed(policy, items=2)
    house.decide("reviewer", "approve", [one], "已研究")
    house.decide("reviewer", "discuss", [other], "须研究") if policy != "veto of 2" else None
    for word, reason in (("approve", "已研究"), ("discuss", "须研究")):
        sentences = {tuple(told(house, "third_reviewer", word, [item], reason=reason)) for item in (one, other)}
        assert len(sentences) == 1


def test_the_preview_says_whether_an_opinion_is_noted_or_the_last(reviewed):
    house, [item] = reviewed("both")
    assert told(house, "reviewer", "approve", [item], reason="已研究") == ["记下意见，尚待 1 人"]
    house.decide("reviewer", "approve", [item], "已研究")
    assert told(house, "third_reviewer", "approve", [item], reason="已研究") == ["意见即齐：一致即 → {to}，不一致由协调员处理"]


def test_a_warning_is_answered_by_the_opinion_that_decides_and_not_by_the_first(reviewed):
    house, ids = reviewed("both", items=2)
    house.decide("reviewer", "approve", ids, "名称相近，对象不同")
    assert answered(house, ids) == 0
    assert codes(house.decide("third_reviewer", "approve", ids)) == ["warning_unanswered"] * 2
    house.decide("third_reviewer", "approve", ids, "对象不同")
    assert answered(house, ids) > 0


def test_a_noted_opinion_is_taken_back_and_given_again(reviewed):
    house, [item] = reviewed("both")
    act = house.decide("reviewer", "approve", [item], "已研究").act_id
    assert house.do(undo_act, "reviewer", act_id=act).count == 1
    assert codes(house.do(undo_act, "reviewer", act_id=act)) == ["acted_on"]
    house.decide("reviewer", "return", [item], "依据不清")
    house.decide("third_reviewer", "return", [item], "依据不清")
    assert house.at(item) == "filing/fill_in_item"
    assert house.session.scalars(select(Opinion.slot).where(Opinion.item_id == item).order_by(Opinion.slot)).all() == [1, 2, 3]


def test_who_saw_the_others_opinion_takes_theirs_back_by_the_coordinator_alone(reviewed):
    house, [item, other] = reviewed("both", items=2)
    house.decide("reviewer", "approve", [item, other], "已研究")
    act = house.decide("third_reviewer", "approve", [item], "已研究").act_id
    differing = house.decide("third_reviewer", "return", [other], "依据不清").act_id
    assert codes(house.do(undo_act, "third_reviewer", act_id=act)) == ["opinions_shown"]
    assert codes(house.do(undo_act, "third_reviewer", act_id=differing)) == ["opinions_shown"]
    assert house.do(undo_act, "coordinator", act_id=act).count == house.do(undo_act, "coordinator", act_id=differing).count == 1
    assert house.at(item) == FIRST and other not in divided_items(house.session, house.campaign)


def test_an_opinion_of_a_closed_visit_is_not_taken_back(reviewed):
    house, [item] = reviewed("both")
    first = house.decide("reviewer", "approve", [item], "已研究").act_id
    house.decide("third_reviewer", "approve", [item], "已研究")
    assert codes(house.do(undo_act, "coordinator", act_id=first)) == ["acted_on"]
    assert house.at(item) == "await_solicitation"


def test_after_a_decision_is_taken_back_everybody_is_asked_anew(reviewed):
    house, [item] = reviewed("both")
    house.decide("reviewer", "approve", [item], "已研究")
    act = house.decide("third_reviewer", "approve", [item], "已研究").act_id
    house.do(undo_act, "coordinator", act_id=act)
    assert house.decide("reviewer", "return", [item], "依据不清").count == 1
    assert house.at(item) == FIRST


def test_a_report_is_not_undone_once_an_opinion_hangs_on_it(reviewed):
    house, late = reviewed("both")
    house.step("reopen_collection", "补报")
    house.decide("reviewer", "return", late, "依据不清")
    house.decide("third_reviewer", "return", late, "依据不清")
    house.step("open_first_round")
    house.decide("liaison", "send_for_endorsement", late)
    reported = house.decide("head", "report", late).act_id
    house.decide("reviewer", "approve", late, "已研究")
    assert codes(house.do(undo_act, "coordinator", act_id=reported)) == ["acted_on"]


def test_who_judged_as_reviewer_does_not_decide_in_another_role(reviewed):
    house, [item] = reviewed("both")
    house.decide("reviewer", "approve", [item], "已研究")
    house.decide("third_reviewer", "approve", [item], "已研究")
    house.people["both_roles"] = replace(house.people["coordinator"], person_id=house.people["reviewer"].person_id)
    assert codes(house.decide("both_roles", "keep", [item], "街道无人员", "no_capacity")) == ["two_roles"]


def test_a_policy_does_not_change_while_opinions_wait(tmp_path):
    house = reviewed_by(tmp_path, "both")
    [item] = house.file(penalty("对违法堆放行为的行政处罚"))
    house.report([item])
    house.step("open_first_round")
    house.decide("reviewer", "approve", [item], "已研究")
    spec = replace(SPEC, policies={"first_round": "any", "second_round": "both"})
    house.session.rollback()
    assert [found.key for found in differences(house.session, house.campaign, spec, (), house.now.date())] == ["policies"]
    with pytest.raises(NotOffered, match="1 项"):
        house.do(revise_campaign, "coordinator", spec=spec)
    house.decide("third_reviewer", "approve", [item], "已研究")
    assert house.do(revise_campaign, "coordinator", spec=spec)
    assert verify(house.session) == ()

