"""Anybody reads the released list without an account, comments, keeps a code and finds the answer; nothing of the workplace leaks."""

import re

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import Visitor, statements
from webapp.consultation.limits import digest_of
from webapp.consultation.receipts import code_digest, code_for
from webapp.database import db
from workflows.operations.audit.verifying import verify
from workflows.store.consultation import PublicAttempt

EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>'
DAYS = {"public_from": "2020-09-01", "public_days": "5"}


@pytest.fixture
def hearing(house):
    """Two items hear comments; the public has its days, and reads nothing yet."""
    ids = house.file(penalty("对擅自占用城市绿化用地行为的行政处罚"), penalty("对随意倾倒生活垃圾的行政处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    yield house
    house.session.rollback()
    assert verify(house.session) == ()


@pytest.fixture
def released(hearing, visit):
    """The coordinator has released the list."""
    coordinator = visit("coordinator").open("/windows").send("/windows", **DAYS)
    assert "清单已公开，共 2 项" in coordinator.open("/moderation").send("/release").page
    return hearing


@pytest.fixture
def stranger(app):
    return Visitor(app.test_client())


def comment(visitor, number=1, kind="modify", text="请写明多大面积", **words):
    return visitor.open(f"/consultation/{number}").send(f"/consultation/{number}", kind=kind, text=text, **words)


def code_of(visitor):
    return re.search(r'class="code">([A-Z2-7-]+)<', visitor.page).group(1)


def test_before_the_release_nothing_is_visible(hearing, stranger):
    for path in ("/consultation", "/consultation/1", "/consultation?q=绿化"):
        assert stranger.open(path).status == 404 and "绿化用地" not in stranger.page and "2020年采集" not in stranger.page


def test_anybody_reads_the_list_and_one_item_in_plain_words(released, stranger):
    assert "绿化用地" in stranger.open("/consultation").page and "还可以提 5 个工作日" in stranger.page
    assert "找到 1 项" in stranger.open("/consultation?q=绿化").page and "生活垃圾" not in stranger.page
    page = stranger.open("/consultation/1").page
    assert "第 1 项，共 2 项" in page and "今后拟由所在街道办事处以自己的名义办理" in page
    assert "《城市市容和环境卫生管理条例》第三十四条" in page


def test_nothing_of_the_workplace_is_on_a_public_page(released, stranger):
    for path in ("/consultation", "/consultation/1", "/consultation/receipt", "/consultation/99"):
        answer = stranger.client.get(path)
        assert not re.search(r"<script|ledger|待办|审查|工作台|/items|/comments|/sign-in|style=", answer.text), path
        assert answer.headers["Cache-Control"] == "no-store" and "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_comment_gets_a_code_waits_to_be_looked_at_and_is_answered(released, visit, stranger):
    code = code_of(comment(stranger, contact="13900000000"))
    found = stranger.open("/consultation/receipt").send("/receipt", code=code.lower().replace("-", " "))
    assert "请写明多大面积" in found.page and "正在研究" in found.page and "等待审核" in found.page
    assert "请写明多大面积" not in stranger.open("/consultation/1").page
    coordinator = visit("coordinator").open("/todo")
    assert "公众意见 1 条待审核" in coordinator.page
    coordinator.open("/moderation").send("/display", word="shown")
    coordinator.open("/comments").send("/comments/answer", answer="adopted_in_part", reason="写明一平方米以上")
    page = stranger.open("/consultation/1").page
    assert "请写明多大面积" in page and "写明一平方米以上" in page and "13900000000" not in page and "coordinator" not in page
    assert "写明一平方米以上" in stranger.open("/consultation/receipt").send("/receipt", code=code).page


def test_a_hidden_comment_stays_hidden_and_its_author_reads_why(released, visit, stranger):
    code = code_of(comment(stranger))
    visit("coordinator").open("/moderation").send("/display", word="hidden", reason="含他人姓名")
    assert "请写明多大面积" not in stranger.open("/consultation/1").page
    assert "没有展示：含他人姓名" in stranger.open("/consultation/receipt").send("/receipt", code=code).page


def test_nothing_executable_survives(released, visit, stranger):
    comment(stranger, text=EVIL, contact=EVIL)
    coordinator = visit("coordinator").open("/moderation")
    assert EVIL not in coordinator.page and "&lt;script&gt;" in coordinator.page
    coordinator.send("/display", word="shown")
    page = stranger.open("/consultation/1").page
    assert EVIL not in page and "&lt;script&gt;" in page and EVIL not in visit("coordinator").open("/comments").page


def test_sent_twice_it_stands_once_under_one_code(released, visit, stranger):
    fields = stranger.open("/consultation/1").fields("/consultation/1") | {"kind": "delete", "text": "不同意"}
    path = fields.pop("action:")
    codes = {re.search(r'class="code">([A-Z2-7-]+)<', stranger.client.post(path, data=fields).text).group(1) for _ in range(2)}
    assert len(codes) == 1 and "待审核 1" in visit("coordinator").open("/moderation").page


def test_a_comment_on_the_list_as_a_whole(released, visit, stranger):
    code_of(stranger.open("/consultation").send("/consultation", nth=1, text="请分批下放"))
    assert "针对整个清单" in visit("coordinator").open("/comments").page


def test_what_is_wrong_is_said_beside_the_field(released, stranger):
    assert comment(stranger, text=" ").status == 400 and "请写明怎样改、为什么" in stranger.page
    assert "最多 1,000 字" in comment(stranger, text="长" * 1_001).page


def test_a_machine_that_fills_in_everything_is_turned_away(released, visit, stranger):
    assert comment(stranger, website="http://x").status == 400
    assert "待审核 0" in visit("coordinator").open("/moderation").page


def test_a_flood_from_one_address_is_stopped_and_no_address_is_kept(released, app, stranger, clock):
    for turn in range(10):
        code_of(comment(stranger, text=f"第 {turn} 次"))
    assert comment(stranger).status == 429 and "工作台" not in stranger.page
    kept = {row.address for row in released.session.query(PublicAttempt)}
    assert kept == {digest_of("127.0.0.1", released.now, app.secret_key)} and "127.0.0.1" not in str(kept)
    released.session.rollback()
    clock.at = released.now
    clock.advance(hours=2)
    code_of(comment(stranger))


def test_codes_cannot_be_guessed_and_wrong_ones_are_told(released, stranger):
    assert "没有这个回执码" in stranger.open("/consultation/receipt").send("/receipt", code="AAAA-BBBB-CCCC-DDDD").page
    assert code_for("a", "s") == code_for("a", "s") != code_for("b", "s") != code_for("b", "t")
    assert code_digest("abcd efgh") == code_digest("ABCD-EFGH")
    for _turn in range(20):
        stranger.open("/consultation/receipt").send("/receipt", code="X")
    assert stranger.status == 429


def test_after_the_days_of_the_public_the_list_is_read_only(released, visit, stranger, clock):
    clock.advance(days=9)
    assert "提意见已于 9月8日截止" in stranger.open("/consultation/1").page and "发出意见" not in stranger.page


def test_withdrawn_it_is_gone_but_receipts_still_answer(released, visit, stranger):
    code = code_of(comment(stranger))
    visit("coordinator").open("/moderation").send("/withdraw", reason="依据有误")
    assert stranger.open("/consultation").status == 404
    assert "请写明多大面积" in stranger.open("/consultation/receipt").send("/receipt", code=code).page


def test_a_contact_is_erased_from_the_page_of_moderation(released, visit, stranger):
    comment(stranger, contact="13900000000")
    coordinator = visit("coordinator").open("/moderation")
    assert "13900000000" in coordinator.page
    assert "联系方式已删除" in coordinator.send("/contact").page and "13900000000" not in coordinator.page


def test_the_public_pages_ask_the_database_little(released, app, stranger):
    with app.app_context():
        counted = statements(db.engine)
    for path in ("/consultation", "/consultation/1", "/consultation?q=绿化"):
        before = len(counted)
        stranger.open(path)
        assert len([text for text in counted[before:] if not text.startswith(("PRAGMA", "BEGIN"))]) <= 10, path
