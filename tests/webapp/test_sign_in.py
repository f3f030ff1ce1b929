"""Guessing is slow, and an unknown account is answered like a wrong password."""

import datetime
import re

import pytest
from sqlalchemy import update

from tests.webapp.workplace import APPOINTER, HASHED, KEEPER, PASSWORD, Visitor
from webapp.database import carry_out
from workflows.domain.vocabulary import Role
from workflows.operations.people import appoint, disable_person, reset_password
from workflows.store.people import Person


def attempt(client, account, password="wrong password 1", **extra):
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text).group(1)
    return client.post("/sign-in", data={"csrf_token": token, "account": account, "password": password, **extra})


def test_the_sixth_attempt_within_a_quarter_of_an_hour_waits(client, clock):
    for _ in range(5):
        assert "账号或密码不对" in attempt(client, "nobody").text
    refused = attempt(client, "nobody")
    assert refused.status_code == 429 and "请 15 分钟后再试" in refused.text
    clock.advance(minutes=16)
    assert "账号或密码不对" in attempt(client, "nobody").text


def test_waiting_for_one_account_does_not_stop_another(client):
    for _ in range(6):
        attempt(client, "nobody")
    assert attempt(client, "somebody").status_code == 200


def test_an_empty_form_says_what_is_missing(client):
    assert "请填写此项" in attempt(client, "").text


def test_the_right_password_leads_back_to_the_page_that_was_asked_for(app, house):
    visitor = Visitor(app.test_client()).open("/items?kind=penalty")
    assert "账号" in visitor.page
    assert visitor.send("/sign-in", account="coordinator", password=PASSWORD).at == "/items?kind=penalty"


def test_the_right_password_empties_the_counter(app, house):
    visitor = Visitor(app.test_client())
    for _ in range(4):
        visitor.sign_in("coordinator", "wrong password 1")
    assert visitor.sign_in("coordinator").at == "/todo"
    for _ in range(4):
        assert Visitor(app.test_client()).sign_in("coordinator", "wrong password 1").status == 200


def test_a_session_ends_when_it_is_idle_and_not_while_it_is_used(visit, clock, house):
    clock.at = house.now
    visitor = visit("coordinator")
    for _ in range(3):
        clock.advance(minutes=50)
        assert visitor.open("/items").at == "/items"
    clock.advance(minutes=61)
    assert visitor.open("/items").at.startswith("/sign-in")


def test_disabling_somebody_ends_their_session_at_once(visit, house):
    visitor = visit("reviewer")
    carry_out(lambda session: disable_person(session, actor=KEEPER, at=house.now, account="reviewer"), house.session)
    assert visitor.open("/desk").at.startswith("/sign-in")
    assert "账号或密码不对" in visitor.sign_in("reviewer").page


def test_a_change_of_role_ends_the_session_at_once(visit, house):
    visitor = visit("reviewer")
    words = {"account": "reviewer", "role": Role.counsel, "from_on": datetime.date(2020, 9, 1)}
    carry_out(lambda session: appoint(session, actor=APPOINTER, at=house.now, **words), house.session)
    assert visitor.open("/desk").at.startswith("/sign-in")


def test_a_first_password_is_changed_before_anything_else(app, house):
    reset = {"account": "reviewer", "password_hash": HASHED}
    carry_out(lambda session: reset_password(session, actor=KEEPER, at=house.now, **reset), house.session)
    visitor = Visitor(app.test_client()).sign_in("reviewer")
    assert visitor.at.startswith("/password") and visitor.open("/items").at.startswith("/password")
    visitor.send("/password", present=PASSWORD, new="街道 and 事项 2020", again="街道 and 事项 2020")
    assert visitor.at == "/items"


def test_a_new_password_ends_the_other_sessions_of_its_owner(visit):
    here, there = visit("reviewer"), visit("reviewer")
    here.open("/password").send("/password", present=PASSWORD, new="街道 and 事项 2020", again="街道 and 事项 2020")
    assert here.open("/items").at == "/items"
    assert there.open("/items").at.startswith("/sign-in")


@pytest.mark.parametrize(
    ("present", "new", "again", "said"),
    [
        ("wrong password 1", "街道 and 事项 2020", "街道 and 事项 2020", "现密码不对"),
        (PASSWORD, PASSWORD, PASSWORD, "新密码须与现密码不同"),
        (PASSWORD, "short", "short", "新密码至少 12 个字符"),
        (PASSWORD, "my reviewer password", "my reviewer password", "太容易猜到"),
        (PASSWORD, "password1234", "password1234", "太容易猜到"),
        (PASSWORD, "街道 and 事项 2020", "街道 and 事项 2021", "两次输入不一致"),
    ],
)
def test_a_bad_new_password_is_refused_with_the_reason(visit, present, new, again, said):
    assert said in visit("reviewer").open("/password").send("/password", present=present, new=new, again=again).page


def test_signing_out_ends_the_session_in_the_table_too(app, visit):
    visitor = visit("reviewer")
    with visitor.client.session_transaction() as cookie:
        kept = dict(cookie)
    visitor.send("/sign-out")
    with visitor.client.session_transaction() as cookie:
        cookie.update(kept)
    assert visitor.open("/items").at.startswith("/sign-in")


def test_demonstration_accounts_are_refused_in_any_other_home(app, house, tmp_path):
    carry_out(lambda session: session.execute(update(Person).values(demonstration=True)) and None, house.session)
    assert "账号或密码不对" in Visitor(app.test_client()).sign_in("reviewer").page
    (tmp_path / "DEMONSTRATION").touch()
    assert Visitor(app.test_client()).sign_in("reviewer").at == "/todo"


def test_somebody_with_two_roles_acts_as_one_at_a_time(visit, app, house):
    words = {"account": "counsel", "role": Role.coordinator, "from_on": datetime.date(2020, 9, 1)}
    carry_out(lambda session: appoint(session, actor=APPOINTER, at=house.now, **words), house.session)
    visitor = visit("counsel")
    assert visitor.client.get("/filing").status_code == 403
    value = re.search(r'name="appointment" value="(\d+)"(?! aria)', visitor.page).group(1)
    visitor.send("/act-as", appointment=value)
    assert visitor.client.get("/filing").status_code == 200


def test_nobody_acts_under_a_foreign_appointment(visit):
    visitor = visit("reviewer").open("/password")
    token = visitor.fields("/password")["csrf_token"]
    assert visitor.client.post("/act-as", data={"csrf_token": token, "appointment": "1"}).status_code == 404
