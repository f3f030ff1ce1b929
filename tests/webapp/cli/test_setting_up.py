"""A bureau's real start: an empty home, one account, nothing overwritten."""

import re

import pytest

from tests.webapp.cli.house import Terminal
from webapp.database import engine_for
from webapp.schema import differences


def test_an_empty_home_becomes_an_installation_with_one_account_shown_its_password_once(tmp_path):
    terminal = Terminal(tmp_path / "home")
    said = terminal.run("init", "--account", "zhang", "--name", "张三").stdout
    assert re.search(r"zhang 的初始密码：\w{5}-\w{5}-\w{5}-\w{5}", said) and "只显示这一次" in said
    assert terminal.told("people", "list") == [{"account": "zhang", "name": "张三", "state": "active", "roles": ["系统管理员"]}]
    assert terminal.told("verify")["sound"]


def test_the_tables_are_those_of_the_migrations(tmp_path):
    Terminal(tmp_path / "home").run("init")
    engine = engine_for(f"sqlite:///{tmp_path / 'home' / 'devolve.sqlite'}")
    assert differences(engine) == []
    engine.dispose()


def test_a_home_that_holds_anything_is_refused_and_left_alone(tmp_path):
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "letter.txt").write_text("dear", encoding="utf-8")
    said = Terminal(tmp_path / "home").run("init", status=4).stderr
    assert "不是空目录" in said
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["letter.txt"]


def test_a_second_init_is_refused(fresh):
    before = fresh.told("verify")["hash"]
    assert "is not empty" in fresh.run("init", status=4, lang="en").stderr
    assert fresh.told("verify")["hash"] == before


@pytest.mark.parametrize("words", [("ledger",), ("items", "list"), ("clock",), ("verify",), ("people", "add", "a", "b", "--as", "admin")])
def test_without_an_installation_every_command_says_what_to_do(tmp_path, words):
    assert "devolve init" in Terminal(tmp_path / "nowhere").run(*words, status=4).stderr
    assert not (tmp_path / "nowhere").exists()


def test_a_name_that_is_no_account_leaves_nothing_behind(tmp_path):
    Terminal(tmp_path / "home").run("init", "--account", "two words", status=3)
    Terminal(tmp_path / "home").run("init", "--account", "one")


def test_only_a_rehearsal_is_told_the_time(tmp_path):
    terminal = Terminal(tmp_path / "home")
    terminal.run("init")
    terminal.at = "2020-09-01T09:00:00+08:00"
    assert "演练" in terminal.run("clock", status=4).stderr


@pytest.mark.parametrize("told", ["yesterday", "2020-09-01", "2020-09-01T09:00:00"])
def test_an_instant_has_its_zone(fresh, told):
    fresh.at = told
    fresh.run("clock", status=2)
