"""研讨 through its pages: called, noted, written back, the minutes filed; staff read, the coordinator writes."""

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db

ALIKE = tuple(f"对第{number}号地块违法堆放物料行为的行政处罚" for number in range(1, 5))


@pytest.fixture
def discussed(house):
    house.report(house.file(*map(penalty, ALIKE)))
    house.step("open_first_round")
    house.decide("reviewer", "discuss", [1, 2, 3, 4], "是否重复")
    return house


@pytest.fixture
def coordinator(discussed, visit):
    visitor = visit("coordinator").open("/seminars")
    assert "4 项等待列入议程" in visitor.page
    visitor.open("/seminars/call").send("/seminars/call", title="第一次研讨会", held_on="2020-09-21", venue="三楼会议室", which="all")
    return visitor.open("/seminars/1")


def test_a_seminar_is_called_noted_and_written_back(discussed, coordinator):
    said = {"result-1": "proceed", "reason-1": "对象不同", "result-2": "keep", "code-2": "duplicate", "reason-2": "与第1项重复"}
    coordinator.send("/seminars/1", then="write_back", **said)
    assert "已办 2 项" in coordinator.page and "已写回" in coordinator.page
    assert [discussed.at(number) for number in (1, 2, 3)] == ["review_first_round", "kept", "discuss_item"]


def test_a_topic_gives_its_open_rows_one_result(discussed, coordinator):
    topic = coordinator.fields("/seminars/1")["topic-1"][0]
    whole = {f"result-of-{topic}": "proceed", f"reason-of-{topic}": "对象不同", "result-4": "send_back", "reason-4": "请写明地块"}
    coordinator.send("/seminars/1", then="write_back", **whole)
    assert [discussed.at(number) for number in range(1, 5)] == ["review_first_round"] * 3 + ["filing/fill_in_item"]


def test_a_result_that_the_rules_refuse_is_named(discussed, coordinator):
    coordinator.send("/seminars/1", **{"result-1": "keep", "reason-1": "重复"}, then="write_back")
    assert "未办 1 项（第 1 项）" in coordinator.page and discussed.at(1) == "discuss_item"


def test_items_taken_off_wait_for_another_seminar(coordinator, visit):
    fields = coordinator.fields("/seminars/1")
    coordinator.client.post("/seminars/1/take-off", data=fields | {"number": ["3", "4", "999"]})
    assert "2 项等待列入议程" in visit("coordinator").open("/seminars").page


def test_the_minutes_are_edited_and_filed(coordinator, visit):
    coordinator.send("/seminars/1", attendance="区司法局 张三 主持")
    assert "出席：区司法局张三（主持）" in coordinator.page
    coordinator.send("/minutes", text="纪要全文", then="file")
    assert "已归档，不再改动" in coordinator.page
    assert visit("leader").client.get("/seminars/1/minutes.txt").text == "\ufeff纪要全文"


def test_staff_read_and_only_the_coordinator_writes(coordinator, visit):
    reviewer = visit("reviewer").open("/seminars/1")
    assert reviewer.status == 200 and "记录并写回结论" not in reviewer.page
    assert visit("liaison").client.get("/seminars/1").status_code == 403
    assert visit("coordinator").open("/seminars/7").status == 404


def test_a_seminar_without_title_or_day_says_what_is_missing(discussed, visit):
    visitor = visit("coordinator").open("/seminars/call").send("/seminars/call", title="", held_on="x")
    assert visitor.page.count("请填写此项") >= 1 and visitor.status == 200


def test_a_long_agenda_asks_as_much_as_a_short_one(app, house, visit):
    house.report(house.file(*(penalty(f"对第{number}号地块违法堆放物料行为的行政处罚") for number in range(120))))
    house.step("open_first_round")
    house.decide("reviewer", "discuss", list(range(1, 121)), "是否重复")
    visitor, counts = visit("coordinator"), []
    for ticked in (range(1, 3), range(3, 121)):
        visitor.open("/seminars/call")
        visitor.send("/seminars/call", title="会", held_on="2020-09-21", which="ticked", number=[str(one) for one in ticked])
    with app.app_context():
        asked = statements(db.engine)
    for number in (1, 2):
        asked.clear()
        visitor.open(f"/seminars/{number}")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 20
