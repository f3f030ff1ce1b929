"""The desk shows what a decision will do, does exactly that once, and takes it back."""

import pytest

from tests.operations.house import penalty
from workflows.domain.items import Basis
from workflows.domain.vocabulary import LawLevel

NAMES = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对损坏公共绿地花草树木的行政处罚")
DOUBTFUL = penalty("对违反某某办法行为的行政处罚", bases=(Basis("无人知晓的办法", "第三条", LawLevel.local_rule),))


@pytest.fixture
def reviewing(house):
    """Three plain items and one with a warning wait for the first round."""
    ids = house.file(*map(penalty, NAMES), DOUBTFUL)
    house.report(ids)
    house.decide("coordinator", "proceed", [ids[3]], reason="依据待核,先行审查")
    house.step("open_first_round")
    return house


def previewed(visitor, action, *numbers, **words):
    visitor.open("/desk")
    return visitor.send("/desk/preview", action=action, number=[str(number) for number in numbers], **words)


def test_a_preview_says_what_moves_and_what_is_left_out_and_why(reviewing, visit):
    page = previewed(visit("reviewer"), "return", 1, 2).page
    assert "不能办理 2 项" in page and "须写明理由" in page and "随意倾倒生活垃圾" in page


def test_previewing_decides_nothing(reviewing, visit):
    previewed(visit("reviewer"), "approve", 1, 2, 3)
    assert {reviewing.at(item_id) for item_id in (1, 2, 3)} == {"review_first_round"}


def test_deciding_moves_exactly_what_the_preview_showed(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2)
    visitor.send("/decide")
    assert [reviewing.at(item_id) for item_id in (1, 2, 3)] == ["await_solicitation", "await_solicitation", "review_first_round"]
    assert "2 项 → 待征求意见" in visitor.page and "撤销第" in visitor.page


def test_a_reason_typed_at_the_preview_makes_a_new_preview(reviewing, visit):
    visitor = previewed(visit("reviewer"), "return", 1)
    visitor.send("/change", action="return", reason="名称须与条例一致")
    assert "将办理 1 项" in visitor.page and "名称须与条例一致" in visitor.page
    visitor.send("/decide")
    assert reviewing.at(1) == "filing/fill_in_item"


def test_every_item_of_the_filter_can_be_chosen_at_once(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", all="1", reason="已核对")
    assert "已选 4 项" in visitor.page and "将办理 4 项" in visitor.page


def test_an_item_decided_since_the_preview_is_a_conflict_and_nothing_moves(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2)
    reviewing.decide("reviewer", "approve", [2])
    answer = visitor.send("/decide")
    assert answer.status == 409 and "其中 1 项有了变化" in answer.page
    assert reviewing.at(1) == "review_first_round"


def test_a_decision_sent_twice_has_one_effect_and_one_answer(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2)
    form = visitor.fields("/decide")
    address = form.pop("action:")
    first, second = (visitor.client.post(address, data=form) for _ in range(2))
    assert first.status_code == second.status_code == 302 and first.location == second.location
    assert reviewing.item(1).passages == reviewing.item(3).passages + 1


def test_undo_brings_the_items_back_and_the_receipt_goes(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2).send("/decide")
    visitor.send("/undo")
    assert "已撤销，2 项回到原处" in visitor.page and "撤销第" not in visitor.page
    assert reviewing.at(1) == reviewing.at(2) == "review_first_round"


def test_undo_names_what_somebody_acted_on_since(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2).send("/decide")
    reviewing.decide("coordinator", "keep", [1], reason="部门申请暂缓", code="other")
    assert "其中 1 项此后已有人办理" in visitor.open("/desk").page
    visitor.send("/undo")
    assert "已撤销，1 项回到原处" in visitor.page and "1 项未撤销：此后已有人办理此项" in visitor.page
    assert reviewing.at(1) == "kept" and reviewing.at(2) == "review_first_round"


def test_a_decision_on_which_everything_moved_on_offers_no_undo(reviewing, visit):
    visitor = previewed(visit("reviewer"), "approve", 1, 2).send("/decide")
    reviewing.step("open_solicitation")
    assert "/undo" not in visitor.open("/desk").page


def test_a_preview_of_somebody_else_is_not_found(reviewing, visit):
    path = previewed(visit("reviewer"), "approve", 1).at
    assert visit("leader").open(path).status == 404


def test_nothing_chosen_is_said_and_nothing_happens(reviewing, visit):
    answer = previewed(visit("reviewer"), "approve")
    assert answer.status == 409 and "没有选中事项" in answer.page


def test_a_word_the_place_does_not_offer_moves_nothing(reviewing, visit):
    page = previewed(visit("reviewer"), "publish", 1).page
    assert "没有可办理的事项" in page


def test_a_person_sees_only_the_desks_of_their_role(reviewing, visit):
    page = visit("leader").open("/desk").page
    assert "第一轮审查" not in page.split('class="desk-filter"')[1].split("</aside>")[0]
