"""Items that belong together are shown together with their odd ones and precedents; the pile is decided, the odd ones are left out."""

import pytest
from lxml import html

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db
from workflows.domain.items import Basis
from workflows.domain.vocabulary import LawLevel, Mode

LAW = "城市道路管理条例"


def basis(article, law=LAW):
    return (Basis(law, article, LawLevel.administrative_regulation),)


@pytest.fixture
def piled(house):
    """Four items rest on one article, one of them devolved in part; a fifth on another article was kept."""
    names = ("对擅自占用城市道路行为的行政处罚", "对违规停放机械设备的行政处罚", "对堆放建筑材料的行政处罚", "对设置停车泊位的行政处罚")
    fields = [penalty(name, bases=basis("第四十二条")) for name in names[:3]]
    fields.append(penalty(names[3], bases=basis("第四十二条第（三）项"), mode=Mode.devolve_in_part, scope_conduct="仅限人行道"))
    house.report(house.file(*fields, penalty("对挖掘沥青路面的行政处罚", bases=basis("第三十三条"))))
    house.step("open_first_round")
    house.decide("reviewer", "reject", [5], "认定标准不明", "hard_to_establish")
    return house


def words(page):
    return " ".join(html.fromstring(page).text_content().split())


def test_a_pile_says_what_it_has_in_common_who_differs_and_what_became_of_others(piled, visit):
    page = words(visit("reviewer").open("/desk/piles").page)
    assert "4 项中 4 项聚成 1 类" in page and "《城市道路管理条例》第四十二条 4 项" in page
    assert "与其余不同 1 项：第 4 项（调整方式）" in page
    assert "先例 同一法规 1 项：1 项保留（认定困难）" in page


def test_the_pile_is_decided_and_the_odd_one_is_left_out(piled, visit):
    visitor = visit("reviewer").open("/desk?pile=article-1&ticked=1")
    assert visitor.fields("/desk/preview")["number"] == ["1", "2", "3"]
    visitor.send("/desk/preview", action="approve").send("/decide")
    assert [piled.at(item_id) for item_id in (1, 2, 3, 4)] == ["await_solicitation"] * 3 + ["review_first_round"]


def test_nothing_is_merged(piled, visit):
    test_the_pile_is_decided_and_the_odd_one_is_left_out(piled, visit)
    assert {piled.item(item_id).ending for item_id in range(1, 6)} == {""}


def test_the_pane_names_others_like_the_item_and_precedents(piled, visit):
    pane = words(visit("reviewer").open("/items/1/glance").page)
    assert "同一条款 3 项" in pane and "先例" in pane and "1 项保留（认定困难）" in pane


def test_a_department_meets_nothing_of_others_in_its_piles(piled, visit):
    piled.step("reopen_collection", "补报")
    piled.report(piled.file(penalty("对违规占用河道的行政处罚", bases=basis("第四十二条")), who="water_liaison"), who="water_")
    pane = words(visit("water_liaison").open("/items/6/glance").page)
    assert "同一条款" not in pane and "先例" not in pane


@pytest.mark.parametrize("key", ["article-99", "article-x", "colour-1", "name-1", "-", "article-9999999999"])
def test_a_pile_that_does_not_exist_finds_nothing(piled, visit, key):
    assert "没有符合筛选的事项" in visit("reviewer").open(f"/items?pile={key}").page


def test_piles_cost_as_many_statements_for_many_items_as_for_few(app, piled, visit):
    visitor = visit("reviewer")
    with app.app_context():
        asked = statements(db.engine)
    visitor.open("/desk/piles?by=name")
    asked.clear()
    visitor.open("/desk/piles?by=name")
    few = len(asked)
    piled.step("reopen_collection", "补报")
    piled.report(piled.file(*(penalty(f"对第{n}类占道经营行为的行政处罚") for n in range(60))))
    visitor.open("/desk/piles?by=name")
    asked.clear()
    visitor.open("/desk/piles?by=name")
    assert few == len(asked) <= 20
