"""A whole campaign through the pages, every role at its own browser, from the launch to the announced catalogue."""

import hashlib
import json

import pytest
from lxml import html

from tests.webapp.workplace import Visitor, appointed
from workflows.operations.processes import nets
from workflows.store.chain import breaks
from workflows.store.ledger import ledger

DISCUSSED = "对违反某某办法行为的行政处罚"
KEPT = "对专业性很强的违法行为的行政处罚"
BLOCKED = "对未写依据的违法行为的行政处罚"
PLAIN = ("对擅自占用城市道路摆卖行为的行政处罚", "对随意倾倒生活垃圾的行政处罚", KEPT, BLOCKED, DISCUSSED)
WATER = ("对损坏排水管网行为的行政处罚",)


@pytest.fixture
def house(app, tmp_path):
    house = appointed(f"sqlite:///{tmp_path / 'devolve.sqlite'}")
    app.extensions["clock"] = lambda: house.now
    yield house
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def people(app, house):
    accounts = ("liaison", "head", "water_liaison", "water_head", "coordinator", "reviewer", "leader", "officer", "auditor")
    return {account: Visitor(app.test_client()).sign_in(account) for account in accounts}


def add(liaison, name):
    law = "无人知晓的办法" if name == DISCUSSED else "城市市容和环境卫生管理条例"
    bases = {} if name == BLOCKED else {"basis_law": law, "basis_article": "第三十四条", "basis_level": "administrative_regulation"}
    bases |= {"basis_role": "punishes"} if bases else {}
    liaison.open("/filing/new").send("/filing/new", name=name, kind="penalty", mode="devolve", penalty_kinds=["fine"], **bases)
    assert "已新增 1 项" in liaison.page


def decide(visitor, place, action, **words):
    """Choose at the desk (or at filling in), preview, decide: one act of a person; returns what the preview said."""
    visitor.open("/filing" if action == "send_for_endorsement" else f"/desk?place={place}")
    if "number" not in words:
        words["all"] = "1"
    preview = visitor.send("/desk/preview", action=action, **words).page
    visitor.send("/decide")
    assert visitor.status == 200, visitor.page
    return preview


def step(visitor, action, page="/overview", **words):
    visitor.open(page)
    forms = [n for n in range(9) if _action_of(visitor, n) == action]
    visitor.send("/campaign/advance", forms[0], **words)
    assert visitor.status == 200


def _action_of(visitor, nth):
    try:
        return visitor.fields("/campaign/advance", nth)["action"][0]
    except IndexError:
        return None


def collect(people):
    for name in PLAIN:
        add(people["liaison"], name)
    for name in WATER:
        add(people["water_liaison"], name)
    for who in ("", "water_"):
        decide(people[f"{who}liaison"], "filing/fill_in_item", "send_for_endorsement")
        decide(people[f"{who}head"], "filing/endorse_item", "report")


def mend_what_screening_blocked(people):
    liaison = people["liaison"]
    assert "筛查阻断 1 项" in people["coordinator"].open("/overview").page
    liaison.open("/filing/4")
    assert "依据" in liaison.page
    law = {"basis_law": "城市绿化条例", "basis_article": "第二十七条", "basis_level": "administrative_regulation", "basis_role": "punishes"}
    liaison.send("/filing/4", **law)
    decide(liaison, "filing/fill_in_item", "send_for_endorsement")
    decide(people["head"], "filing/endorse_item", "report")


def review_the_first_round(people):
    coordinator, reviewer = people["coordinator"], people["reviewer"]
    decide(coordinator, "discuss_item", "proceed", reason="依据已由法规科核对")
    step(coordinator, "open_first_round")
    assert "须选择理由代码" in decide_preview(reviewer, "review_first_round", "reject", number=["3"])
    decide(reviewer, "review_first_round", "reject", number=["3"], code="too_specialised", reason="须专业鉴定")
    decide(reviewer, "review_first_round", "return", number=["1"], reason="名称须与条例一致")
    decide(people["liaison"], "filing/fill_in_item", "send_for_endorsement")
    decide(people["head"], "filing/endorse_item", "report")
    decide(reviewer, "review_first_round", "approve", reason="依据适用")


def decide_preview(visitor, place, action, **words):
    return visitor.open(f"/desk?place={place}").send("/desk/preview", action=action, **words).page


def hear_and_answer(people, house):
    coordinator, officer = people["coordinator"], people["officer"]
    step(coordinator, "open_solicitation")
    officer.open("/comments/add?item=2")
    officer.send("/comments/add", kind="modify", field="scope_conduct", proposal="限于生活垃圾", basis="建筑垃圾另有规定")
    assert "意见已记录" in officer.page
    officer.open("/comments").send("/comments/no-opinion")
    house.wait_for_hearings()
    for account, visitor in people.items():
        visitor.sign_in(account)
    coordinator.open("/comments").send("/comments/answer", answer="declined", reason="名称已经限定")
    assert "已答复 1 条" in coordinator.page
    assert "名称已经限定" in officer.open("/comments?state=all").page
    decide(coordinator, "answer_comments", "answered")


def review_again_and_approve(people):
    coordinator, reviewer, leader = people["coordinator"], people["reviewer"], people["leader"]
    step(coordinator, "open_second_round")
    decide(reviewer, "review_second_round", "approve", reason="复核无误")
    step(coordinator, "submit")
    decide(leader, "approve_item", "approve", reason="同意")
    step(leader, "conclude")


def test_a_campaign_runs_through_the_pages_from_launch_to_catalogue(people, house):
    coordinator = people["coordinator"]
    assert "还不能公告" in people["auditor"].open("/catalogue").page
    step(coordinator, "launch")
    collect(people)
    mend_what_screening_blocked(people)
    review_the_first_round(people)
    hear_and_answer(people, house)
    review_again_and_approve(people)
    step(coordinator, "publish", "/catalogue")
    page = people["auditor"].open("/catalogue?version=1").page
    assert "第 1 版（已公告）" in page and "共 5 项" in page and KEPT not in page
    published = people["auditor"].client.get("/catalogue/download.json?version=1").data
    assert hashlib.sha256(published).hexdigest()[:4] in page and len(json.loads(published)["rows"]) == 5
    step(coordinator, "close")
    assert "6 = 在办 0 + 拟下放 5 + 保留 1" in words_of(coordinator.open("/overview").page)
    assert list(breaks(house.session)) == []
    assert ledger(house.session, house.campaign, nets(house.campaign).item).balanced


def words_of(page):
    """The ledger's equation without its marks."""
    return " ".join(html.fromstring(page).xpath('//p[@class="ledger-equation"]')[0].text_content().split())
