"""代理: given on the page, chosen in the account menu, both names on record, revoked at once."""

import pytest

from tests.operations.house import penalty

ITEM = "对擅自占用城市道路摆卖行为的行政处罚"


@pytest.fixture
def waiting(house):
    """One item waits for the first round."""
    ids = house.file(penalty(ITEM))
    house.report(ids)
    house.step("open_first_round")
    return house


def given(visit, by: str = "reviewer", substitute: str = "counsel"):
    visitor = visit(by).open("/substitutions")
    return visitor.send("/substitutions", substitute=substitute, from_on="2020-09-01", until_on="2020-09-10", campaign="0")


def test_a_reviewer_is_stood_in_for_and_both_names_stand_in_the_history(waiting, visit):
    assert "代理已登记" in given(visit).page
    visitor = visit("counsel").open("/todo")
    visitor.send("/act-as", substitution="1")
    assert "代 reviewer 办理 · 审查员" in visitor.page
    visitor.open("/desk").send("/desk/preview", action="approve", number="1")
    visitor.send("/decide")
    assert waiting.at(1) == "await_solicitation"
    assert "审查员 counsel（代 reviewer）" in visitor.open("/items/1").page


def test_a_revoked_substitution_ends_at_once(waiting, visit):
    giver = given(visit)
    visitor = visit("counsel").open("/todo")
    visitor.send("/act-as", substitution="1")
    giver.send("/revoke")
    assert "代理已撤回" in giver.page
    assert visitor.open("/desk").at.startswith("/sign-in")


def test_the_security_manager_keeps_all_and_finds_them_in_the_menu(waiting, visit):
    keeper = visit("security").open("/todo")
    assert 'href="/substitutions"' in keeper.page
    keeper.open("/substitutions")
    assert "登记代理" in keeper.page and "reviewer · 审查员" in keeper.page and "security · " not in keeper.page
    assert '<a href="/substitutions">代理</a>' not in visit("reviewer").open("/todo").page


@pytest.mark.parametrize(("substitute", "why"), [("nobody", "没有账号"), ("reviewer", "本人代理本人"), ("security", "不能被代理")])
def test_what_cannot_be_given_is_said_beside_the_field(waiting, visit, substitute, why):
    assert why in given(visit, substitute=substitute).page


def test_nobody_takes_a_name_that_was_not_given(waiting, visit):
    given(visit)
    visitor = visit("auditor").open("/password")
    token = visitor.fields("/password")["csrf_token"]
    assert visitor.client.post("/act-as", data={"csrf_token": token, "substitution": "1"}).status_code == 404
