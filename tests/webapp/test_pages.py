"""Every page: few statements whatever the number of items, nothing inline, English without Chinese, words instead of voids."""

import dataclasses
import datetime
import re

import pytest

from tests.operations.house import SPEC, OfficeSpec, penalty
from tests.webapp.workplace import Visitor, furnished, statements
from webapp.database import db
from workflows.domain.items import Basis
from workflows.domain.vocabulary import LawLevel

PAGES = ("/todo", "/overview", "/items", "/items?q=占道&kind=penalty", "/items/7", "/items/7/glance", "/desk", "/filing",
         "/desk?finding=similar&after=100", "/desk/piles", "/desk?pile=article-7",
         "/comments", "/comments?state=all", "/comments/add?item=7", "/comments/upload", "/catalogue",
         "/catalogue/redline", "/catalogue/compare", "/verify", "/reporting")  # fmt: skip
MOST_STATEMENTS = 20
CHINESE = re.compile("[\u4e00-\u9fff]")
SWITCH = re.compile(r'<span class="language">.*?</span>', re.DOTALL)
PAPER = re.compile(r'<article class="paper".*?</article>', re.DOTALL)
INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", re.IGNORECASE)
OWN = re.compile(r'(?:src|href|action)="(?!/|#|\?)([^"]*)"')


@pytest.fixture
def busy(house):
    """1,289 items on their way, some at every desk."""
    names = [penalty(f"对第{n}类占道经营行为的行政处罚", bases=(Basis("无人知晓的办法", "第三条", LawLevel.local_rule),) * (n % 40 == 0)
             or penalty("x").bases) for n in range(1, 1290)]  # fmt: skip
    ids = house.file(*names)
    house.report(ids[:1200])
    house.step("open_first_round")
    return house


@pytest.mark.parametrize("account", ["coordinator", "liaison", "reviewer", "head", "officer"])
def test_no_page_asks_more_than_twenty_questions_at_1289_items(app, busy, visit, account):
    visitor = visit(account)
    with app.app_context():
        asked = statements(db.engine)
    for path in PAGES:
        asked.clear()
        answer = visitor.open(path)
        if answer.status == 200:
            assert len(asked) <= MOST_STATEMENTS, f"{account} {path}: {len(asked)}\n" + "\n".join(text[:200] for text in asked)


@pytest.mark.parametrize("account", ["coordinator", "liaison"])
def test_no_page_carries_inline_script_or_style_or_leads_outside(busy, visit, account):
    visitor = visit(account)
    for path in PAGES:
        page = visitor.open(path).page
        assert INLINE.search(page) is None, path
        assert OWN.findall(page) == [], path


def test_english_pages_of_an_empty_campaign_have_no_chinese(app, tmp_path):
    english = dataclasses.replace(
        SPEC,
        title="Campaign 2020",
        departments=(OfficeSpec("urban", "Urban management", "Urban"), OfficeSpec("water", "Water bureau", "Water")),
        subdistricts=tuple(OfficeSpec(key, key, key) for key in ("chigang", "xingang", "binjiang")),
        deadlines={"collection": "2020-09-25"},
    )
    house = furnished(f"sqlite:///{tmp_path / 'devolve.sqlite'}", english)
    app.extensions["clock"] = lambda: house.now
    for account in ("coordinator", "liaison", "head", "reviewer", "leader", "officer", "system"):
        visitor = Visitor(app.test_client()).sign_in(account)
        visitor.open("/language/en")
        for path in (*PAGES, "/filing/new", "/password"):
            if CHINESE.search(path):
                continue
            page = PAPER.sub("", SWITCH.sub("", visitor.open(path).page))
            found = CHINESE.search(page)
            assert found is None, f"{account} {path}: {page[found.start() - 60 : found.end() + 30]}"
    house.session.close()
    house.session.get_bind().dispose()


def test_two_characters_of_chinese_find_their_items(house, visit):
    house.file(penalty("对擅自占用城市道路行为的行政处罚"), penalty("对乱倒垃圾行为的行政处罚", code="440105-02-077"))
    visitor = visit("liaison")
    for text, count in (
        ("占用", 1),
        ("垃圾", 1),
        ("行政处罚", 2),
        ("环境卫生管理", 2),
        ("440105-02-077", 1),
        ("2", 1),
        ("冻结", 0),
        ("%", 0),
    ):
        assert f"筛出 {count} 项" in visitor.open(f"/items?q={text}").page, text


def test_a_long_list_is_paged_by_number_and_back(house, visit):
    house.file(*(penalty(f"对第{n}类行为的行政处罚") for n in range(1, 121)))
    visitor = visit("liaison").open("/items")
    assert "第 1 至 50 号" in visitor.page
    following = re.search(r'href="([^"]*after=50)"', visitor.page).group(1)
    assert "第 51 至 100 号" in visitor.open(following).page
    assert "第 1 至 50 号" in visitor.open(re.findall(r'href="([^"]*)">上一页', visitor.page)[0].replace("&amp;", "&")).page


def test_filters_add_up(house, visit):
    house.file(penalty("对占道经营的行政处罚"), penalty("对占道堆放的行政处罚", mode=None))
    visitor = visit("coordinator")
    path = "/items?q=占道&mode=devolve&department=urban&part=in_progress&place=filing/fill_in_item"
    assert "筛出 1 项" in visitor.open(path).page
    assert "没有符合筛选的事项" in visitor.open("/items?department=water").page


def test_an_item_shows_its_whole_name_its_way_and_what_changed(house, visit):
    name = "对" + "未经批准擅自在街道两侧和公共场地堆放物料、" * 8 + "影响市容行为的行政处罚"
    (item_id,) = house.file(penalty(name))
    visitor = visit("liaison").open("/filing/1")
    form = visitor.fields("/filing/1")
    visitor.send(
        "/filing/1", name=name.replace("影响", "妨碍"), kind="penalty", mode="devolve", basis_law="城市绿化条例", basis_article="第十条"
    )
    page = visit("liaison").open("/items/1").page
    assert form["version"] == ["1"] and name.replace("影响", "妨碍") in page
    assert '<span data-state="deleted">影响</span>' in page and '<span data-state="inserted">妨碍</span>' in page
    assert "liaison" in page and house.item(item_id).versions == 2


def test_a_stale_form_does_not_overwrite_a_newer_version(house, visit):
    (item_id,) = house.file(penalty("对占道经营的行政处罚"))
    first, second = visit("liaison").open("/filing/1"), visit("liaison").open("/filing/1")
    first.send("/filing/1", name="对占道经营行为的行政处罚", kind="penalty", mode="devolve")
    second.send("/filing/1", name="对占道摆卖行为的行政处罚", kind="penalty", mode="devolve")
    assert "请重新查看" in second.page
    assert house.item(item_id).name == "对占道经营行为的行政处罚"


def test_a_finding_and_the_days_waited_are_said(house, visit, clock):
    ids = house.file(penalty("对占道经营的行政处罚", bases=()))
    house.report(ids)
    clock.at = house.now + datetime.timedelta(days=20)
    assert "筛查阻断 1 项" in visit("coordinator").open("/overview").page
    assert "个工作日" in visit("liaison").open("/todo").page
