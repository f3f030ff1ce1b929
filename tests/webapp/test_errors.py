"""What went wrong is said in words, with a number that is in the log, and the log keeps nobody's words."""

import re
import sqlite3

import pytest
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException

from webapp.errors import TROUBLES, Conflict
from workflows.domain.words import Words


def reference(page: str) -> str:
    return re.search(r"<code>([0-9A-F]{8})</code>", page).group(1)


def raising(app, error):
    def fail():
        raise error

    app.extensions["access"] |= {"fail": "public"}
    app.add_url_rule("/fail", "fail", fail)


class Teapot(HTTPException):
    code = 418


@pytest.mark.parametrize("status", sorted(TROUBLES))
def test_each_trouble_says_what_it_is_and_what_to_do_in_both_languages(app, client, status):
    raising(app, type("Trouble", (HTTPException,), {"code": status})())
    chinese = client.get("/fail")
    client.get("/language/en")
    english = client.get("/fail")
    assert chinese.status_code == english.status_code == status
    assert TROUBLES[status].title.zh in chinese.text and TROUBLES[status].advice.zh in chinese.text
    assert TROUBLES[status].title.en in english.text and TROUBLES[status].advice.en in english.text


def test_the_reference_number_is_in_the_log(client, tmp_path):
    number = reference(client.get("/nothing-here?q=张三").text)
    log = (tmp_path / "log" / "web.log").read_text("utf-8")
    assert f"{number} 404 GET /nothing-here account=-" in log


def test_the_log_keeps_neither_forms_nor_queries(client, tmp_path):
    client.post("/nothing-here?q=张三", data={"password": "李四的密码"})
    log = (tmp_path / "log" / "web.log").read_text("utf-8")
    assert "张三" not in log and "李四" not in log


def test_a_failure_of_ours_is_logged_with_its_cause_and_shown_without_it(app, client, tmp_path):
    raising(app, ZeroDivisionError("secret cause"))
    answer = client.get("/fail")
    log = (tmp_path / "log" / "web.log").read_text("utf-8")
    assert answer.status_code == 500 and "secret cause" not in answer.text
    assert reference(answer.text) in log and "ZeroDivisionError" in log


@pytest.mark.parametrize(("cause", "status"), [("database is locked", 503), ("no such table: item", 500)])
def test_a_busy_database_asks_for_patience_and_never_shows_its_own_words(app, client, cause, status):
    raising(app, OperationalError("select", {}, sqlite3.OperationalError(cause)))
    answer = client.get("/fail")
    assert answer.status_code == status and cause not in answer.text


def test_a_conflict_says_its_own_sentence(app, client):
    raising(app, Conflict(Words("第 3 项刚被办理。", "Item 3 was just decided.")))
    answer = client.get("/fail")
    assert answer.status_code == 409 and "第 3 项刚被办理。" in answer.text


def test_an_unforeseen_status_still_gets_a_page(app, client):
    raising(app, Teapot())
    answer = client.get("/fail")
    assert answer.status_code == 418 and reference(answer.text)
