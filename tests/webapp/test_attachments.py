"""Attachments through their pages: handed in, listed, handed out as downloads, seen by nobody who may not see what they hang on."""

import io
import re

import pytest

from tests.files.test_attachments import PDF, png
from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db


@pytest.fixture
def filed(house):
    house.file(penalty("对擅自占用城市道路行为的行政处罚"))
    return house


def hand_in(visitor, form, name="盖章扫描件.pdf", content=PDF):
    return visitor.send(form, files=(io.BytesIO(content), name))


@pytest.fixture
def attached(filed, visit):
    hand_in(visit("liaison").open("/items/1"), "/attachments/items/1")
    return filed


def test_a_liaison_attaches_a_file_and_the_head_downloads_it(attached, visit):
    visitor = visit("head").open("/items/1")
    assert "盖章扫描件.pdf" in visitor.page
    answer = visitor.client.get("/attachments/1")
    assert answer.data == PDF and answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff" and answer.headers["Cache-Control"] == "no-store"


def test_a_web_page_handed_in_comes_out_as_text_to_keep(filed, visit):
    visitor = hand_in(visit("liaison").open("/items/1"), "/items/1", "x.html", b"<script>alert(1)</script>")
    answer = visitor.client.get("/attachments/1")
    assert answer.mimetype == "text/plain" and "x.html.txt" in answer.headers["Content-Disposition"]
    assert visitor.client.get("/attachments/1/picture").status_code == 404


def test_a_picture_may_be_looked_at_in_a_sandbox(filed, visit):
    visitor = hand_in(visit("liaison").open("/items/1"), "/items/1", "现场.png", png())
    answer = visitor.client.get("/attachments/1/picture")
    assert answer.mimetype == "image/png" and "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("account", ["water_liaison", "water_head", "officer"])
def test_a_foreign_attachment_is_like_a_missing_one(attached, visit, account):
    visitor = visit(account)
    answers = [visitor.client.get(f"/attachments/{number}") for number in (1, 999)]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert len({re.sub(r"/attachments/\d+|%2F\d+|<code>.*?</code>|\w{8}</", "", answer.text) for answer in answers}) == 1


def test_an_unfit_file_is_refused_in_words(filed, visit):
    answer = hand_in(visit("liaison").open("/items/1"), "/items/1", "程序.pdf", b"\x7fELF" + b"\0" * 40)
    assert answer.status == 400 and "“程序.pdf”不是可以接收的文件" in answer.page


def test_an_attachment_is_taken_down_with_a_reason(attached, visit):
    visitor = visit("liaison").open("/items/1").send("/attachments/1/withdraw", reason="传错了文件")
    assert "附件已撤下" in visitor.page and "没有附件" in visitor.page
    assert visitor.client.get("/attachments/1").status_code == 404


def test_a_subdistrict_adds_a_paper_to_its_own_comment_and_the_coordinator_reads_it(filed, visit):
    filed.report([1])
    filed.step("open_first_round")
    filed.decide("reviewer", "approve", [1], reason="已核对")
    filed.step("open_solicitation")
    officer = visit("officer").open("/comments/add?item=1").send("/comments/add", kind="modify", item="1", proposal="写明时限", field="")
    hand_in(officer, "/attachments/comments/1", "论证.txt", "论证材料".encode())
    assert "论证.txt" in visit("coordinator").open("/comments?state=all").page
    assert visit("water_liaison").client.get("/attachments/1").status_code == 404


def test_attachments_cost_the_page_the_same_whatever_their_number(attached, app, visit):
    visitor, counts = visit("liaison"), []
    with app.app_context():
        asked = statements(db.engine)
    for name in ("二.pdf", "三.pdf"):
        before = len(asked)
        visitor.open("/items/1")
        counts.append(len(asked) - before)
        hand_in(visitor, "/attachments/items/1", name)
    assert "附件 3" in visitor.page and counts[0] == counts[1]
