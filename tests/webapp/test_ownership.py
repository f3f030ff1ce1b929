"""权属图: flows with their table, one item's neighbourhood, what would follow; every picture has its numbers as text and as JSON."""

import io
import xml.etree.ElementTree as ET

import openpyxl
import pytest

from tests.operations.house import penalty
from tests.webapp.test_pages import CHINESE, INLINE, OWN, SWITCH
from tests.webapp.workplace import statements
from webapp.database import db
from workflows.domain.vocabulary import Kind

PATHS = ("/ownership", "/ownership?on=2020-12-01", "/ownership/items/1", "/ownership/asked", "/ownership/asked?taken=urban&into=water")
QUESTIONS = ("load", "transfers", "behind", "articles", "faults", "obstacles", "holder", "history", "repeal", "merge")
ASKED = {"item": "1", "law": "城市市容和环境卫生管理条例", "taken": "urban", "into": "water", "on": "2030-01-01"}


@pytest.fixture
def listed(house):
    """Two penalties and an inspection; the first two go, the inspection of the first stays at filling in."""
    house.file(
        penalty("对擅自占用城市道路摆卖行为的行政处罚", related=(3,)),
        penalty("对随意倾倒生活垃圾的行政处罚"),
        penalty("对占道经营的行政检查", kind=Kind.inspection, penalty_kinds=()),
    )
    return house


def test_the_holder_of_an_item_is_said_with_its_proof(listed, visit):
    page = visit("coordinator").open("/ownership?item=1&on=2020-09-01").page
    assert "城市管理和综合执法局行使" in page and "部门报送" in page and "一直" in page and "对占道经营的行政检查" in page


@pytest.mark.parametrize("item", ["99", "0"])
def test_an_item_nobody_knows_is_said_in_words(listed, visit, item):
    visitor = visit("coordinator")
    assert visitor.open(f"/ownership?item={item}").status == 404
    assert visitor.client.get(f"/ownership/items/{item}/picture.json").status_code == 404


@pytest.mark.parametrize("query", ["?on=yesterday", "?item=x", "?item=99999999999999", "?on=0001-01-01", "?day=-5", "?day=x", "?day=99999"])
def test_what_cannot_be_read_shows_a_page_all_the_same(listed, visit, query):
    assert visit("coordinator").open(f"/ownership{query}").status == 200


def test_a_place_on_the_line_of_days_becomes_a_lasting_address(announced, visit):
    visitor = visit("coordinator").open("/ownership?day=40")
    assert visitor.at == "/ownership?on=2020-10-11"


def test_the_flows_and_their_table_count_the_same_items(announced, visit):
    visitor = visit("coordinator")
    page = visitor.open("/ownership?on=2030-01-01").page
    told = visitor.client.get("/ownership/flows.json?on=2030-01-01").get_json()
    counts = {node["name"]: node["count"] for node in told["nodes"]}
    assert counts["department:urban"] == counts["kind:penalty"] == counts["mode:devolve"] == counts["subdistrict:chigang"] == 2
    assert sum(link["value"] for link in told["links"] if link["target"].startswith("subdistrict")) == pytest.approx(2, abs=0.01)
    assert "合计 6 项次" in page and "当日目录已施行" in page


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_answers_a_program(announced, visit, question):
    answer = visit("auditor").client.get(f"/ownership/answers/{question}.json", query_string=ASKED)
    assert answer.status_code == 200 and answer.get_json()["question"] == question and "answer" in answer.get_json()


@pytest.mark.parametrize("path", ["nothing.json", "holder.json", "repeal.json?law=无此法", "merge.json?taken=x&into=urban"])
def test_a_question_about_nothing_is_not_found(announced, visit, path):
    assert visit("auditor").client.get(f"/ownership/answers/{path}").status_code == 404


def test_what_a_repeal_and_a_merger_would_change_is_said(announced, visit):
    visitor = visit("coordinator")
    page = visitor.open("/ownership/asked?law=《城市市容和环境卫生管理条例》&on=2030-01-01").page
    assert "失去依据" in page and "街道失去" in page and "赤岗街道 2" in page
    assert "随之转移" in visitor.open("/ownership/asked?taken=urban&into=water").page
    assert "须是另一部门" in visitor.open("/ownership/asked?taken=urban&into=urban").page


def test_graph_and_tables_are_taken_along(announced, visit):
    client = visit("coordinator").client
    graph = ET.fromstring(client.get("/ownership/graph.graphml").data)
    assert sum(element.tag.endswith("}node") for element in graph.iter()) >= 8
    book = openpyxl.load_workbook(io.BytesIO(client.get("/ownership/tables.xlsx?on=2030-01-01").data))
    assert book["事项去向"].max_row == 4 and book["部门到街道"].max_row == 5


def test_the_pages_ask_few_questions_and_carry_nothing_inline(app, announced, visit):
    visitor = visit("coordinator")
    with app.app_context():
        asked = statements(db.engine)
    for path in PATHS:
        asked.clear()
        page = visitor.open(path).page
        assert len(asked) <= 25, path + "\n".join(text[:120] for text in asked)
        assert INLINE.search(page) is None and OWN.findall(page) == []


def test_departments_and_subdistricts_do_not_open_it(listed, visit):
    assert visit("liaison").open("/ownership").status == visit("officer").open("/ownership").status == 403


def test_in_english_the_sentences_are_english(app, listed, visit):
    visitor = visit("reviewer")
    visitor.open("/language/en")
    page = visitor.open("/ownership/items/2").page
    assert "held by" in page and "Companions left behind" in visitor.open("/ownership/asked").page
    head = SWITCH.sub("", visitor.open("/ownership").page).split('class="notes"')[0].split('id="page"')[1]
    assert CHINESE.search(head) is None
