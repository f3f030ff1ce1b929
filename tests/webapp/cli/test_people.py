"""Accounts and appointments from the command line."""

import re

PASSWORD = re.compile(r"\w{5}-\w{5}-\w{5}-\w{5}")


def test_an_account_is_added_listed_and_disabled(fresh):
    assert PASSWORD.fullmatch(fresh.told("people", "add", "lin", "林审查", "--as", "admin")["password"])
    fresh.run("people", "disable", "lin", "--as", "admin")
    assert [one["state"] for one in fresh.told("people", "list")] == ["active", "disabled"]


def test_the_last_system_manager_stays(fresh):
    assert "最后一名" in fresh.run("people", "disable", "admin", "--as", "admin", status=3).stderr


def test_a_password_is_reset_and_shown_once(fresh):
    first = fresh.told("people", "add", "lin", "林审查", "--as", "admin")["password"]
    again = fresh.told("people", "reset-password", "lin", "--as", "admin")["password"]
    assert PASSWORD.fullmatch(again) and again != first


def test_a_list_of_people_comes_in_whole_or_not_at_all(fresh):
    fresh.run("people", "import", fresh.file("a.csv", "lin,林\nlin,又一个林\n"), "--as", "admin", status=3)
    assert len(fresh.told("people", "list")) == 1
    told = fresh.told("people", "import", fresh.file("b.csv", "账号,姓名\nlin,林\nzhou,周\n"), "--as", "admin")
    assert [one["account"] for one in told] == ["lin", "zhou"] and len({one["password"] for one in told}) == 2
    fresh.run("people", "import", fresh.file("c.csv", "only an account\n"), "--as", "admin", status=3)


def test_every_acting_command_asks_who_acts(fresh):
    assert "--as" in fresh.run("people", "add", "a", "b", status=2).stderr


def test_an_unknown_account_acts_like_a_disabled_one(fresh):
    assert "不能办理" in fresh.run("people", "add", "a", "b", "--as", "nobody", status=3).stderr
    fresh.run("people", "add", "lin", "林", "--as", "admin")
    assert "没有任何任职" in fresh.run("people", "add", "a", "b", "--as", "lin", status=3).stderr


def test_an_appointment_is_made_and_ended(fresh):
    fresh.run("people", "add", "lin", "林", "--as", "admin")
    number = fresh.told("appointments", "add", "lin", "审查员", "--as", "admin", "--from", "2020-08-01")["appointment"]
    fresh.run("appointments", "end", number, "--as", "admin", "--on", "2020-08-31")
    assert fresh.told("appointments", "list")[-1] == {
        "appointment": number, "account": "lin", "role": "审查员", "organisation": "", "campaign": "",
        "from": "2020-08-01", "until": "2020-08-31",
    }  # fmt: skip
    fresh.run("appointments", "end", number, "--as", "admin", status=3)


def test_the_three_managers_are_kept_apart(fresh):
    assert "三人分任" in fresh.run("appointments", "add", "admin", "reviewer", "--as", "admin", status=3).stderr


def test_a_word_nobody_knows_is_answered_with_the_list(fresh):
    assert "coordinator 协调员" in fresh.run("appointments", "add", "admin", "emperor", "--as", "admin", status=2).stderr


def test_an_account_with_two_roles_says_which(collecting):
    collecting.run("appointments", "add", "xie", "reviewer", "--as", "guard")
    said = collecting.run("campaign", "advance", "open_first_round", "--as", "xie", status=3).stderr
    assert "请指明身份" in said and "coordinator" in said
    collecting.run("campaign", "advance", "open_first_round", "--as", "xie", "--role", "coordinator")


def test_the_address_for_the_digest_is_set_and_taken_away(fresh):
    fresh.run("people", "add", "chen", "陈联络", "--as", "admin")
    assert fresh.told("people", "address", "chen", "chen@example.org", "--as", "admin")["address"] == "chen@example.org"
    assert "不是邮箱地址" in fresh.run("people", "address", "chen", "chen at home", "--as", "admin", status=3).stderr
    assert "无" in fresh.run("people", "address", "chen", "--as", "admin").stdout
