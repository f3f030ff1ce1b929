"""The desk shows what a decision will do, does exactly that once, and takes it back."""

import re

import pytest
from lxml import html

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db
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


def words(page):
    """The words of a page or a fragment, blanks folded."""
    return " ".join(html.fromstring(page).text_content().split())


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
    assert answer.at.startswith("/desk") and "没有选中事项" in answer.page


def test_a_word_the_place_does_not_offer_moves_nothing(reviewing, visit):
    page = previewed(visit("reviewer"), "publish", 1).page
    assert "没有可办理的事项" in page


def test_a_person_sees_only_the_desks_of_their_role(reviewing, visit):
    page = visit("leader").open("/desk").page
    assert "第一轮审查" not in page.split('class="desk-filter"')[1].split("</aside>")[0]


def weighed(visitor, path="/desk", **values):
    """What the bar says of a selection: a fragment; the form's page stays open."""
    visitor.open(path)
    return visitor.client.post("/desk/weigh", data=visitor.fields("/desk/preview") | values).text


def fixed(fragment, action):
    return re.search(rf'data-action="{action}"[^>]*data-fixed="([0-9a-f]*)"', fragment).group(1)


def said_at_once(visitor, action, /, **values):
    """Weighed as the bar does, then said with the digest it showed."""
    shown = weighed(visitor, **values)
    return visitor.send("/desk/preview", action=action, **values, **{f"fixed-{action}": fixed(shown, action)})


@pytest.fixture
def alike(house):
    """Of four items that wait for the first round the last two are called nearly the same, and want a reason."""
    house.report(house.file(*map(penalty, (*NAMES[:2], "对违规设置户外广告牌行为的行政处罚", "对违规设置户外广告栏行为的行政处罚"))))
    house.step("open_first_round")
    return house


def test_the_bar_weighs_a_selection_by_the_rules_of_the_act_and_decides_nothing(alike, visit):
    text = words(weighed(visit("reviewer"), all="1"))
    assert "已选 4 项 将同意 2 项 → 待征求意见" in text and "不能同意 2 项：警示缺理由 2" in text
    assert "2 项 = 城管 2处罚 2" in text
    assert {alike.at(item_id) for item_id in (1, 2, 3, 4)} == {"review_first_round"}


def test_a_word_counts_only_what_it_moves_and_a_reason_changes_the_count(alike, visit):
    visitor = visit("reviewer")
    assert 'data-action="return" data-count="0"' in weighed(visitor, all="1")
    shown = weighed(visitor, all="1", reason="依据条款不准")
    assert 'data-action="return" data-count="4"' in shown and 'data-action="approve" data-count="4"' in shown


def test_what_the_bar_showed_is_decided_at_once_and_the_filter_stays(reviewing, visit):
    visitor = visit("reviewer").open("/desk?q=绿地")
    shown = visitor.client.post("/desk/weigh", data=visitor.fields("/desk/preview") | {"all": "1"}).text
    visitor.send("/desk/preview", action="approve", all="1", **{"fixed-approve": fixed(shown, "approve")})
    assert reviewing.at(3) == "await_solicitation" and reviewing.at(1) == "review_first_round"
    assert "q=%E7%BB%BF%E5%9C%B0" in visitor.at


def test_what_the_bar_did_not_show_is_previewed_first(reviewing, visit):
    visitor = visit("reviewer")
    shown = weighed(visitor, number=["1", "2"])
    reviewing.decide("reviewer", "approve", [2])
    visitor.send("/desk/preview", action="approve", number=["1", "2"], **{"fixed-approve": fixed(shown, "approve")})
    assert visitor.at.startswith("/desk/previews/") and reviewing.at(1) == "review_first_round"


def test_what_an_act_left_out_stays_selected_with_its_reason(alike, visit):
    visitor = said_at_once(visit("reviewer"), "approve", all="1")
    assert "余 2 项，仍在选中" in visitor.page and "警示缺理由 2 项" in words(visitor.page)
    assert visitor.fields("/desk/preview")["number"] == ["3", "4"] and "有未处理的警示，通过须写明理由" in visitor.page


def test_the_rest_of_somebody_elses_act_is_not_shown(alike, visit):
    act = re.search(r"rest=(\d+)", said_at_once(visit("reviewer"), "approve", all="1").at).group(1)
    assert "仍在选中" not in visit("coordinator").open(f"/desk?rest={act}").page


def test_all_of_a_filter_leaves_out_what_was_unticked(reviewing, visit):
    said_at_once(visit("reviewer"), "approve", all="1", but=["1"], reason="已核对")
    assert [reviewing.at(item_id) for item_id in (1, 2, 3, 4)] == ["review_first_round"] + ["await_solicitation"] * 3


def test_a_large_selection_is_weighed_in_as_many_statements_as_a_small_one(app, house, visit):
    house.report(house.file(*(penalty(f"对第{n}类占道经营行为的行政处罚") for n in range(60))))
    house.step("open_first_round")
    visitor = visit("reviewer").open("/desk")
    with app.app_context():
        asked = statements(db.engine)
    costs = []
    for numbers in (["1", "2"], [str(n) for n in range(1, 61)]):
        asked.clear()
        visitor.client.post("/desk/weigh", data=visitor.fields("/desk/preview") | {"number": numbers, "reason": "已核对"})
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 45
