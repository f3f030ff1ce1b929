"""Split, merge, set right, ask back: the rarer acts, through their pages."""

import pytest

from tests.operations.house import penalty
from workflows.domain.vocabulary import Kind
from workflows.operations.items.screening import current_fields

NAMES = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对损坏公共绿地花草树木的行政处罚")


@pytest.fixture
def filed(house):
    house.file(*map(penalty, NAMES))
    return house


def test_a_liaison_splits_an_item_into_parts_that_keep_its_bases(filed, visit):
    visitor = visit("liaison").open("/lineage/1/split")
    visitor.send("/split", names="对占用车行道的行政处罚\n对占用人行道的行政处罚\n", reason="一项含两种行为")
    assert "已拆分为 2 项" in visitor.page and filed.at(1) == "replaced"
    assert current_fields(filed.session, [4])[4].bases == penalty("x").bases
    assert "拆并为" in visitor.open("/items/1").page and "来自" in visitor.open("/items/4").page


def test_a_split_into_one_is_refused_in_words(filed, visit):
    answer = visit("liaison").open("/lineage/1/split").send("/split", names="只有一项", reason="试")
    assert answer.status == 400 and "至少要有两个事项" in answer.page


def test_a_liaison_merges_items_and_one_survives(filed, visit):
    visitor = visit("liaison").open("/lineage/1/merge")
    visitor.send("/merge", numbers="2、3", reason="同一行为")
    assert "已合并入第 1 项" in visitor.page
    assert [filed.at(number) for number in (1, 2, 3)] == ["filing/fill_in_item", "replaced", "replaced"]


def test_chosen_items_are_merged_from_the_list_and_another_may_survive(filed, visit):
    visitor = visit("liaison").open("/lineage/merge?number=1&number=3")
    assert "合并入第 1 项" in visitor.page and NAMES[2] in visitor.page
    visitor.open("/lineage/3/merge?numbers=1").send("/lineage/3/merge", reason="同一行为")
    assert [filed.at(number) for number in (1, 3)] == ["replaced", "filing/fill_in_item"]
    assert visitor.open("/lineage/merge?number=2").status == 409


def test_a_merge_with_a_foreign_item_alters_nothing(filed, visit):
    filed.file(penalty("对损坏排水管网行为的行政处罚"), who="water_liaison")
    answer = visit("liaison").open("/lineage/1/merge").send("/merge", numbers="4", reason="同一行为")
    assert answer.status == 409 and filed.at(4) == "filing/fill_in_item"


def test_a_department_asks_back_and_the_desk_answers(filed, visit):
    filed.report([1])
    filed.step("open_first_round")
    visitor = visit("liaison").open("/items/1").send("/withdrawals/1", reason="依据即将修订")
    assert "撤回申请已送达" in visitor.page and "依据即将修订" in visitor.page
    reviewer = visit("reviewer")
    assert "撤回申请 1 项" in reviewer.open("/todo").page
    assert "部门申请撤回" in reviewer.open("/desk").send("/desk/preview", action="approve", number="1").page
    reviewer.open("/items/1").send("/decline", reason="依据仍现行有效")
    assert "已答复：不同意撤回" in reviewer.page
    assert "将办理 1 项" in reviewer.open("/desk").send("/desk/preview", action="approve", number="1").page


def test_a_department_asks_back_its_own_items_only(filed, visit):
    filed.report([1])
    visitor = visit("water_liaison").open("/password")
    token = visitor.fields("/password")["csrf_token"][0]
    assert visitor.client.post("/withdrawals/1", data={"csrf_token": token, "reason": "试"}).status_code == 404


def test_the_coordinator_sets_an_item_right_at_the_seminar(house, visit):
    (item_id,) = house.file(penalty(NAMES[0], bases=(penalty("x").bases[0].__class__("无人知晓的办法", "第三条"),)))
    house.report([item_id])
    visitor = visit("coordinator").open("/items/1")
    assert "更正本项" in visitor.page
    visitor.open("/corrections/1").send("/corrections/1", kind="inspection", reason="按名称应为检查")
    assert "已存" in visitor.page and "按名称应为检查" in visitor.page
    assert house.item(item_id).kind == Kind.inspection and house.item(item_id).name == NAMES[0]


def test_nothing_is_set_right_elsewhere(filed, visit):
    assert visit("coordinator").open("/corrections/1").status == 404
