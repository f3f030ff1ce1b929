"""总览: each number opens its rows, the map and its twin say the same, forecasts say how, and the whole goes out as a workbook."""

import datetime
import io
from dataclasses import replace

import pytest
from lxml import etree, html
from openpyxl import load_workbook

from tests.operations.house import SPEC, penalty
from tests.operations.test_opening import revise
from webapp.config import DIAGRAMS
from webapp.overview.folding import DC, DI, folded_for_the_map

NAMES = ("对占用城市道路堆放物料的行政处罚", "对随意倾倒生活垃圾的行政处罚", "对临街商铺超出门窗经营的行政处罚")


@pytest.fixture
def reviewing(house):
    """Three items of one department wait for the first round, the first of them has passed it."""
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids[:1])
    return house


def page_of(visitor):
    return html.fromstring(visitor.open("/overview").page)


def text_of(part):
    return " ".join(part.text_content().split())


def test_the_line_under_the_map_says_how_many_of_whom_and_opens_them(reviewing, visit):
    visitor = visit("coordinator")
    line = page_of(visitor).get_element_by_id("answer-review_first_round")
    assert "第一轮审查 2 项 等审查员：城管 2" in text_of(line)
    assert "筛出 2 项" in visitor.open(line.xpath(".//a[contains(., '打开这')]/@href")[0]).page


def test_the_table_twin_says_the_same_without_script(reviewing, visit):
    rows = page_of(visit("coordinator")).xpath("//div[@class='map-table']//tbody/tr")
    assert [[text_of(cell) for cell in row[:3]] for row in rows] == [["第一轮审查", "审查员", "2"], ["待征求意见", "协调员", "1"]]


def test_what_waits_at_a_desk_for_more_than_ten_working_days_is_late_and_a_waiting_stage_is_not(reviewing, visit, clock):
    clock.at = reviewing.now + datetime.timedelta(days=17)
    visitor = visit("coordinator")
    page = page_of(visitor)
    assert "逾期 2 项" in text_of(page.get_element_by_id("answer-review_first_round"))
    assert "逾期" not in text_of(page.get_element_by_id("answer-await_solicitation"))
    assert "第一轮审查 2 项已等超过 10 个工作日" in text_of(page)


def test_a_stage_is_overdue_while_items_rest_in_it_and_past_once_none_does(reviewing, visit, clock):
    revise(reviewing, replace(SPEC, deadlines={"first_round": "2020-09-25"}))
    clock.at = datetime.datetime(2020, 9, 29, 4, tzinfo=datetime.UTC)
    visitor = visit("coordinator")
    assert "已超 3 个工作日 · 9月25日" in text_of(page_of(visitor))
    reviewing.decide("reviewer", "approve", [2, 3])
    page = text_of(page_of(visitor))
    assert "9月25日 已过" in page and "已超" not in page.split("期限")[-1]


def test_every_number_of_the_funnel_and_the_ledger_opens_the_rows_it_counts(reviewing, visit):
    visitor, page = visit("coordinator"), page_of(visit("coordinator"))
    links = page.xpath("//table[contains(@class, 'funnel')]//a | //section[@id='ledger']//table//a")
    assert len(links) >= 6
    for link in links:
        said = visitor.open(link.get("href")).page
        assert f"共 {text_of(link)} 项" in said or f"筛出 {text_of(link)} 项" in said, link.get("href")


def test_a_department_is_forecast_from_its_own_pace_and_told_how(reviewing, visit):
    expected = text_of(page_of(visit("coordinator")).find_class("why")[0])
    assert "还要走" in expected and "近 10 个工作日净走" in expected and "月" in expected


def test_a_department_that_stands_still_gets_no_forecast(reviewing, visit, clock):
    clock.at = reviewing.now + datetime.timedelta(days=60)
    assert "数据不足" in text_of(page_of(visit("coordinator")).find_class("why")[0])


def test_the_page_goes_out_as_a_workbook(reviewing, visit):
    answer = visit("coordinator").client.get("/overview/overview.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["停在哪里", "各部门进度", "走到哪里", "台账"]
    assert [cell.value for cell in book["停在哪里"][2]][:3] == ["第一轮审查", "审查员", "2"]


def test_a_liaison_counts_own_items_only(reviewing, visit):
    assert page_of(visit("water_liaison")).xpath("//*[@data-element]") == []


def test_the_map_is_the_deployed_drawing_with_nothing_moved_past_anything_else(visit):
    drawn, folded = (DIAGRAMS / "item_review.bpmn").read_bytes(), visit("coordinator").client.get("/overview/map/item_review.bpmn").data
    for axis in ("x", "y"):
        before, after = places(drawn, axis), places(folded, axis)
        assert sorted(before, key=lambda name: (before[name], name)) == sorted(after, key=lambda name: (after[name], name))
    assert extent(folded) < extent(drawn) * 0.75


def test_folding_leaves_events_round():
    start = shapes(folded_for_the_map(DRAWN))["start"]
    assert (start.get("width"), start.get("height")) == ("24", "24")


DRAWN = (DIAGRAMS / "item_review.bpmn").read_bytes()
FRAMES = {"item_review_pool", "liaison", "coordinator", "reviewer", "leader"}


def shapes(content):
    drawn = etree.fromstring(content).iter(f"{DI}BPMNShape")
    return {shape.get("bpmnElement"): shape.find(f"{DC}Bounds") for shape in drawn}


def places(content, axis):
    side = {"x": "width", "y": "height"}[axis]
    boxes = {name: bounds for name, bounds in shapes(content).items() if name not in FRAMES}
    return {name: round(float(box.get(axis)) + float(box.get(side)) / 2) for name, box in boxes.items()}


def extent(content):
    return max(places(content, "x").values()) - min(places(content, "x").values())
