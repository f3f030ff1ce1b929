"""Finding: two characters find an item by what it says and by what was said of it, however they are written, within sight."""

import io

import pytest
from openpyxl import load_workbook

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db
from workflows.operations.undoing import undo_act

NAMES = ("对擅自占用城市道路行为的行政处罚", "对随意倾倒垃圾行为的行政处罚", "对佔道經營行為的行政處罰")

CASES = {
    "垃圾": [2],
    "占用": [1],
    "佔用": [1],
    "占道": [3],
    "经营": [3],
    "行政处罚": [1, 2, 3],
    "堆放": [1],
    "时限": [1],
    "商铺": [1],
    "商鋪": [1],
    "期限": [1],
    "２": [2],
    "冻结": [],
    "%": [],
}


@pytest.fixture
def talked(house, visit):
    """Three items hear comments; a subdistrict spoke of the first, and was answered."""
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids[:2], reason="依据适用")
    house.step("open_solicitation")
    visitor = visit("officer").open("/comments/add?item=1")
    visitor.send("/comments/add", kind="modify", proposal="建議寫明堆放時限", basis="辖区商铺密集")
    coordinator = visit("coordinator").open("/comments")
    coordinator.send("/comments/answer", answer="declined", reason="条例未设期限")
    return house


def test_words_find_their_items_in_any_spelling(talked, visit):
    visitor = visit("coordinator")
    assert {text: found(visitor, text) for text in CASES} == CASES


def found(visitor, text):
    answer = visitor.client.get(f"/items/export.xlsx?q={text}")
    return [row[0].value for row in load_workbook(io.BytesIO(answer.data)).active.iter_rows(min_row=2)]


def test_what_was_said_of_a_foreign_item_finds_nothing(talked, visit):
    assert found(visit("liaison"), "堆放") == [1] and found(visit("water_liaison"), "堆放") == []
    assert found(visit("officer"), "期限") == [1] and found(visit("officer"), "占道") == []


def test_a_list_that_is_taken_away_says_what_was_last_done_by_whom_when_and_why(talked, visit):
    talked.decide("reviewer", "return", [3], reason="名称不规范")
    answer = visit("coordinator").client.get("/items/export.xlsx")
    head, *rows = load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    told = [dict(zip(head, row, strict=True)) for row in rows]
    assert [row["最近一次办理"] for row in told] == ["同意", "同意", "退回"]
    assert told[2]["由谁办理"] == "审查员" and told[2]["办理理由"] == "名称不规范" and told[2]["办理日期"].startswith("2020-")


def test_what_was_taken_back_is_not_the_last_word(talked, visit):
    act = talked.decide("reviewer", "return", [3], reason="名称不规范").act_id
    talked.do(undo_act, "reviewer", act_id=act)
    answer = visit("coordinator").client.get("/items/export.xlsx")
    *_, last = load_workbook(io.BytesIO(answer.data)).active.iter_rows(values_only=True)
    assert "报送" in last and "名称不规范" not in last


def test_a_list_is_filtered_by_whom_its_items_wait_for(talked, visit):
    page = visit("coordinator").open("/items?waits=reviewer").page
    assert "筛出 1 项" in page and NAMES[2] in page


def test_a_search_and_a_download_ask_the_same_number_of_questions_whatever_the_list(app, house, visit):
    visitor, counts = visit("coordinator"), []
    with app.app_context():
        asked = statements(db.engine)
    for count in (1, 60):
        house.report(house.file(*(penalty(f"对第{n}类占用行为的行政处罚") for n in range(count))))
        asked.clear()
        visitor.open("/items?q=占用")
        visitor.client.get("/items/export.xlsx?q=占用")
        counts.append(len(asked))
    assert counts[0] == counts[1] < 40
