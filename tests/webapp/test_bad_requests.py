"""What cannot be done is answered in Chinese, with what to do and a number that is in the log, and it changes nothing."""

from __future__ import annotations

import io
import re

import pytest
from sqlalchemy import func, select

from tests.operations.house import penalty
from tests.webapp.test_errors import reference
from webapp.errors import TROUBLES
from webapp.factory import UPLOAD_BYTES
from workflows.store.audit import Act
from workflows.store.comments import Comment

HOSTILE = (
    "", "-1", "9" * 30, "１２", "²", "\0", "' OR 1=1 --", "%", "<script>alert(1)</script>", "\u202e😀", "\ud800", "占" * 3000,
    "filing/fill_in_item",
)  # fmt: skip
ASKED = ("q", "department", "kind", "place", "mode", "reason", "finding", "part", "after", "from", "to", "version", "state", "item", "back")
SENT = (
    "action", "reason", "code", "number", "all", "place", "client_key", "fixed", "version", "name", "kind", "mode", "penalty_kinds",
    "receivers", "basis_law", "basis_article", "basis_level", "basis_role", "related", "item", "field", "proposal", "source", "answer",
    "comment", "appointment", "present", "new", "again", "workbook",
)  # fmt: skip
GOOD = {"number": "1", "digest": "0" * 64, "act_id": "1", "form": "csv", "name": "item_review", "code": "en", "filename": "icons.svg"}
GOOD |= {"key": "2020", "version": "1", "kind": "announcement"}
STRANGE = ("0", "-1", "9" * 30, "%00", "..%2f..%2fsecret", "%ED%A0%80", "占" * 300)
NAMES = ("对随地吐痰行为的行政处罚", "对乱扔果皮纸屑行为的行政处罚")

# Every page against every hostile value: some thousand requests in one test.
pytestmark = pytest.mark.timeout(900)


@pytest.fixture
def filed(house):
    """Two items of one department at filling in, one of another."""
    house.file(*map(penalty, NAMES))
    house.file(penalty("对擅自排放污水行为的行政处罚"), who="water_liaison")
    return house


@pytest.fixture
def reviewing(filed):
    """The two items wait for the first round."""
    filed.report([1, 2])
    filed.step("open_first_round")
    return filed


def acts(house):
    house.session.rollback()
    return house.session.scalar(select(func.count()).select_from(Act))


def answered(visitor, status, folder, *sentences):
    """The page says what to do in Chinese, and its number is in the log beside the status."""
    assert visitor.status == status, visitor.page
    for sentence in (TROUBLES[status].title.zh, *sentences):
        assert sentence in visitor.page, visitor.page
    line = next(line for line in (folder / "log" / "web.log").read_text("utf-8").splitlines() if reference(visitor.page) in line)
    assert f" {status} " in line and f"account={visitor.account}" in line
    return True


def without_reference(answer):
    """An error page without what may differ between two addresses: its number and the address itself."""
    return re.sub(r"<code>[0-9A-F]{8}</code>", "", answer.text.replace(answer.request.path, ""))


# The pages of trouble


def test_a_role_without_the_door_is_told_whom_to_ask(filed, visit, tmp_path):
    assert answered(visit("auditor").open("/desk"), 403, tmp_path, "请联系协调员为您任命")


def test_an_address_that_leads_nowhere_says_where_to_start(filed, visit, tmp_path):
    assert answered(visit("reviewer").open("/nowhere"), 404, tmp_path, "请从左侧栏目重新进入")


def test_an_upload_over_twenty_megabytes_is_refused_before_it_is_read(filed, visit, tmp_path):
    visitor, before = visit("liaison"), acts(filed)
    body = b'--edge\r\nContent-Disposition: form-data; name="workbook"; filename="a.xlsx"\r\n\r\n' + b"x" * (UPLOAD_BYTES + 100_000)
    answer = visitor.client.post("/filing/upload", data=body, content_type="multipart/form-data; boundary=edge")
    visitor.page, visitor.status = answer.text, answer.status_code
    assert answered(visitor, 413, tmp_path, "不得超过 20 MB") and acts(filed) == before
    assert list(tmp_path.glob("uploads/*")) == []


def test_a_file_that_is_no_workbook_says_what_to_do(filed, visit):
    visitor, before = visit("liaison").open("/filing/upload"), acts(filed)
    visitor.send("/filing/upload", workbook=(io.BytesIO(b"%PDF-1.4 not a workbook"), "采集表.xlsx"))
    assert visitor.status == 200 and "不是可导入的表格" in visitor.page and "另存为 .xlsx" in visitor.page
    assert acts(filed) == before


def test_a_failure_names_no_cause_and_alters_nothing(app, filed, visit, tmp_path):
    app.extensions["access"] |= {"fail": "signed_in"}
    app.add_url_rule("/fail", "fail", lambda: {}["对随地吐痰行为的行政处罚"])
    before = acts(filed)
    assert answered(visit("reviewer").open("/fail"), 500, tmp_path, "请把下面的编号告诉系统管理员") and acts(filed) == before


# Foreign is like missing


@pytest.mark.parametrize("path", ["/items/{}", "/filing/{}"])
def test_a_foreign_item_answers_word_for_word_like_a_missing_one(filed, visit, path):
    client = visit("water_liaison").client
    foreign, missing = client.get(path.format(1)), client.get(path.format(999))
    assert foreign.status_code == missing.status_code == 404
    assert without_reference(foreign) == without_reference(missing)


def test_a_foreign_item_is_like_a_missing_one_in_what_is_sent_too(filed, visit):
    visitor, said = visit("officer"), []
    for number in ("1", "999"):
        visitor.open("/comments/add").send("/comments/add", kind="modify", item=number, proposal="写明时限", field="")
        said.append((visitor.status, re.sub(r"<code>\w{8}</code>", "", visitor.page.replace(f" {number} ", " "))))
    assert said[0] == said[1] and said[0][0] == 409


def test_a_finding_about_the_list_names_no_foreign_item(house, visit):
    """Two departments file the same name under the same code; each reads that there is another, the bureau reads which."""
    ids = [*house.file(penalty(NAMES[0], code="A-1")), *house.file(penalty(NAMES[0], code="A-1", remarks="水务"), who="water_liaison")]
    house.report(ids[:1])
    house.report(ids[1:], who="water_")
    house.step("open_first_round")
    own, bureau = visit("liaison").open("/items/1").page, visit("reviewer").open("/items/1").page
    assert own.count("您范围以外的事项") == 2 and "第2号" not in own
    assert bureau.count("第2号") == 2 and "您范围以外" not in bureau


def test_the_draft_of_the_catalogue_holds_no_foreign_item(reviewing, visit):
    """Before the announcement a department finds its own adopted items in the draft and in the file, the bureau all of them."""
    reviewing.decide("reviewer", "approve", [1, 2])
    reviewing.step("open_solicitation")
    reviewing.wait_for_hearings()
    reviewing.step("open_second_round")
    reviewing.decide("reviewer", "approve", [1, 2])
    reviewing.step("submit")
    reviewing.decide("leader", "approve", [1, 2])
    said = {}
    for account in ("liaison", "water_head", "leader"):
        visitor = visit(account).open("/catalogue")
        said[account] = [NAMES[0] in text for text in (visitor.page, visitor.client.get("/catalogue/download.csv").text)]
    assert said == {"liaison": [True, True], "water_head": [False, False], "leader": [True, True]}


def test_an_uploaded_workbook_is_its_senders_alone(filed, visit):
    liaison = visit("liaison").open("/filing/upload")
    liaison.send("/filing/upload", workbook=(io.BytesIO("事项名称,职权类别\n对甲行为的行政处罚,行政处罚\n".encode()), "甲.csv"))
    assert liaison.status == 200 and "行报告" in liaison.page
    assert visit("water_liaison").open(liaison.at).status == visit("coordinator").open(liaison.at).status == 404


# Forged, stale, repeated


@pytest.mark.parametrize("token", ["", "forged", "IjAwMDAi.aaaa.bbbb"])
def test_a_form_with_a_forged_token_has_no_effect(reviewing, visit, tmp_path, token):
    visitor, before = visit("coordinator").open("/overview"), acts(reviewing)
    visitor.send("/campaign/advance", csrf_token=token, action="open_solicitation")
    assert answered(visitor, 400, tmp_path, "刷新后再办理") and acts(reviewing) == before


def test_nobody_decides_by_a_digest_they_made_up_or_found(reviewing, visit):
    reviewer = visit("reviewer").open("/desk")
    digest = reviewer.send("/desk/preview", action="approve", number=["1"]).at.split("?")[0].split("/")[-1]
    before = acts(reviewing)
    for account, one in (("reviewer", "f" * 64), ("coordinator", digest)):
        visitor = visit(account)
        token = visitor.open("/password").fields("/password")["csrf_token"]
        assert visitor.client.post(f"/desk/previews/{one}/decide", data={"csrf_token": token, "fixed": one}).status_code == 404
    assert acts(reviewing) == before


def test_a_preview_with_another_seal_than_the_page_showed_is_a_conflict(reviewing, visit, tmp_path):
    reviewer = visit("reviewer").open("/desk").send("/desk/preview", action="approve", number=["1"])
    before = acts(reviewing)
    assert answered(reviewer.send("/decide", fixed="f" * 64), 409, tmp_path, "请返回审查台重新选择并预览") and acts(reviewing) == before


def test_a_preview_that_went_stale_is_a_conflict(reviewing, visit, tmp_path):
    reviewer = visit("reviewer").open("/desk").send("/desk/preview", action="approve", number=["1", "2"])
    reviewing.decide("reviewer", "approve", [2])
    before = acts(reviewing)
    assert answered(reviewer.send("/decide"), 409, tmp_path, "其中 1 项有了变化") and acts(reviewing) == before


@pytest.mark.parametrize(
    ("account", "page", "form", "words"),
    [
        ("coordinator", "/overview", "/campaign/advance", {}),
        ("liaison", "/filing/new", "/filing/new", {"name": "对甲行为的行政处罚"}),
        ("liaison", "/filing/1", "/filing/1", {"remarks": "已核对"}),
        ("officer", "/comments/add", "/comments/add", {"kind": "add", "proposal": "增加一项"}),
    ],
)
def test_a_double_click_has_one_effect(filed, visit, account, page, form, words):
    visitor, before = visit(account).open(page), acts(filed)
    sent = visitor.fields(form) | words
    address = sent.pop("action:")
    answers = [visitor.client.post(address, data=sent).status_code for _ in range(2)]
    assert answers == [302, 302] and acts(filed) == before + 1


def test_having_no_comment_twice_is_having_none_once(reviewing, visit):
    reviewing.decide("reviewer", "approve", [1, 2])
    reviewing.step("open_solicitation")
    officer, before = visit("officer").open("/comments"), acts(reviewing)
    sent = officer.fields("/comments/no-opinion")
    address = sent.pop("action:")
    assert [officer.client.post(address, data=sent).status_code for _ in range(2)] == [302, 302] and acts(reviewing) == before + 1


def test_going_back_and_deciding_again_decides_nothing_twice(reviewing, visit):
    reviewer = visit("reviewer").open("/desk").send("/desk/preview", action="approve", number=["1"])
    sent = reviewer.fields("/decide")
    address = sent.pop("action:")
    reviewer.client.post(address, data=sent)
    before = acts(reviewing)
    assert reviewer.client.post(address, data=sent).status_code == 302, "the page as the browser kept it"
    again = reviewer.open(address.split("?")[0].removesuffix("/decide"))
    assert "预览之后情况已变化" in again.page and "没有可办理的事项" in again.page
    assert acts(reviewing) == before


def test_going_back_to_a_comment_sends_it_once(filed, visit):
    officer = visit("officer").open("/comments/add")
    sent = officer.fields("/comments/add") | {"kind": "add", "proposal": "增加一项"}
    address = sent.pop("action:")
    for words in ("增加一项", "增加两项"):
        officer.client.post(address, data=sent | {"proposal": words})
    assert filed.session.scalar(select(func.count()).select_from(Comment)) == 1


# Strange addresses and strange forms


@pytest.mark.parametrize("text", ["' OR '1'='1", "%", "_", "对%的", "1 OR 1=1", "\\", "占" * 300])
def test_a_search_looks_for_the_text_itself(filed, visit, text):
    assert "没有符合筛选的事项" in visit("coordinator").open(f"/items?q={percent(text)}").page


@pytest.mark.parametrize("path", ["/items?q=%00", "/items?q=a%00b", "/items?place=%1b", "/comments?%07=1", "/catalogue/download.%00"])
def test_a_control_character_in_an_address_is_named_and_refused(filed, visit, tmp_path, path):
    assert answered(visit("coordinator").open(path), 400, tmp_path, "看不见的控制字符 U+00", "请返回删去后重试")


def test_a_control_character_in_a_form_reaches_no_record(filed, visit, tmp_path):
    visitor, before = visit("liaison").open("/filing/1"), acts(filed)
    assert answered(visitor.send("/filing/1", remarks="备\0注"), 400, tmp_path, "U+0000") and acts(filed) == before


@pytest.mark.parametrize(("field", "text"), [("name", "对随地吐\u200b痰行为的处罚"), ("name", "对\u202e行为的处罚"), ("code", "02\u2066")])
def test_a_name_or_code_that_hides_something_is_not_saved(filed, visit, field, text):
    visitor, before = visit("liaison").open("/filing/1"), acts(filed)
    assert "看不见的字符 U+20" in visitor.send("/filing/1", **{field: text}).page and acts(filed) == before


def test_parameters_nobody_knows_change_nothing(filed, visit):
    visitor = visit("coordinator")
    plain, asked = (visitor.open(path).page for path in ("/items", "/items?utm_source=x&__proto__=1&q[]=a"))
    assert "共 3 项" in plain and "共 3 项" in asked


def test_an_address_of_a_hundred_thousand_characters_is_answered(filed, visit):
    visitor = visit("coordinator").open("/items?q=" + percent("占") * 11_000)
    assert visitor.status == 200 and "没有符合筛选的事项" in visitor.page


def addresses(app, method, strange=None):
    """Every address of the workplace that answers to the method; with ``strange`` only those with places, filled with it."""
    for rule in app.url_map.iter_rules():
        if method in rule.methods and rule.endpoint != "sessions.sign_out" and (rule.arguments or strange is None):
            yield re.sub(r"<(?:\w+:)?(\w+)>", lambda place: GOOD[place.group(1)] if strange is None else strange, rule.rule)


def percent(value):
    return "".join(f"%{byte:02X}" for byte in value.encode("utf-8", "surrogatepass"))


def failures(client, requests):
    """The requests that ended as a failure of ours, by address and what was asked."""
    found = []
    for method, path, asked, sent in requests:
        with client.open(f"{path}?{asked}", method=method, data=sent) as answer:
            if answer.status_code >= 500:
                found.append(f"{method} {path}?{asked[:60]} {answer.status_code}")
    return found


@pytest.mark.parametrize("account", ["coordinator", "officer"])
def test_no_address_fails_whatever_is_asked(app, filed, visit, account):
    numbers = ("q", "place", "after", "from", "to", "version", "item")
    all_at_once = ("&".join(f"{name}={percent(value)}" for name in ASKED) + "&nobody=knows" for value in HOSTILE)
    one_by_one = (f"{name}={value}" for name in numbers for value in ("9" * 30, "%ED%A0%80"))
    asked = [*all_at_once, *(one_by_one if account == "coordinator" else ())]
    pages = [path for path in addresses(app, "GET") if not path.startswith("/static")]
    assert failures(visit(account).client, [("GET", path, one, None) for path in pages for one in asked]) == []


def test_no_address_fails_whatever_stands_in_it(app, filed, visit):
    client, paths = visit("coordinator").client, [path for strange in STRANGE for path in addresses(app, "GET", strange)]
    assert failures(client, [("GET", path, "", None) for path in paths]) == []
    assert {client.get(path).status_code for path in paths if path.startswith(("/items/", "/filing/", "/desk/"))} <= {400, 404}


@pytest.mark.parametrize("account", ["coordinator", "liaison"])
def test_no_form_fails_whatever_is_sent(app, filed, visit, account):
    visitor = visit(account)
    token = visitor.open("/password").fields("/password")["csrf_token"][0]
    values = [value.encode("utf-8", "surrogatepass").decode("utf-8", "replace") for value in HOSTILE]
    sent = [dict.fromkeys(SENT, value) | {"csrf_token": token} for value in values]
    assert failures(visitor.client, [("POST", path, "", one) for path in addresses(app, "POST") for one in sent]) == []
