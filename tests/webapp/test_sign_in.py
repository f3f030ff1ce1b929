"""Guessing is slow, and an unknown account is answered like a wrong password."""

import re


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
