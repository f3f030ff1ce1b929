"""填报: the grid's rows and drafts through their doors, and the list that works without script."""

import json

import pytest

from tests.operations.house import penalty
from tests.webapp.workplace import statements
from webapp.database import db
from workflows.domain.vocabulary import Form, Kind, Mode
from workflows.operations.items.screening import current_fields


@pytest.fixture
def filed(house):
    seizure = penalty("对违规排水设备的扣押", kind=Kind.compulsory_measure, form=Form.seize, penalty_kinds=(), mode=Mode.entrust)
    house.file(penalty("对甲行为的行政处罚"), seizure, penalty("对丙行为的行政处罚", kind=None))
    house.file(penalty("对排水行为的行政处罚"), who="water_liaison")
    return house


def rows(visitor):
    return {row["row"]: row for row in visitor.client.get("/filing/grid.json").get_json()["rows"]}


def post(visitor, body, **headers):
    token = json.loads(visitor.open("/filing").page.split("data-grid='")[1].split("'")[0])["token"]
    body = body if isinstance(body, str) else json.dumps(body)
    return visitor.client.post("/filing/drafts", data=body, headers={"X-CSRFToken": token} | headers, content_type="application/json")


def typed(visitor, **cells):
    return post(visitor, {"rows": {"1": {"version": 1, "cells": cells}}})


def test_the_grid_holds_ones_own_rows_with_what_blocks_them_beside_the_cell(filed, visit):
    told = rows(visit("liaison"))
    assert set(told) == {"1", "2", "3"} and "委托" in told["2"]["wrong"]["mode"]
    assert [told[row]["state"] for row in "123"] == ["saved", "wrong", "unfilled"]


def test_typed_cells_survive_the_page_and_say_what_is_wrong(filed, visit):
    visitor = visit("liaison")
    answer = typed(visitor, kind="行政许可").get_json()
    assert "不在本次采集" in answer["rows"][0]["wrong"]["kind"] and answer["drafts"] == 1
    again = rows(visit("liaison"))["1"]
    assert again["cells"] == {"kind": "行政许可"} and again["base"]["kind"] == "行政处罚" and again["state"] == "wrong"
    assert filed.item(1).versions == 1


def test_a_draft_becomes_a_version_by_a_form_without_script(filed, visit):
    visitor = visit("liaison")
    typed(visitor, mode="部分下放", scope_conduct="限于人行道")
    visitor.open("/filing").send("/filing/drafts/apply")
    assert "已存为正式版本 1 项" in visitor.page
    assert current_fields(filed.session, [1])[1].mode is Mode.devolve_in_part


def test_drafts_are_thrown_away_by_a_form(filed, visit):
    visitor = visit("liaison")
    typed(visitor, remarks="试")
    assert "已放弃草稿 1 行" in visitor.open("/filing").send("/filing/drafts/discard").page


NO_DRAFTS = ("", "[]", '{"rows": []}', '{"rows": {"1": {"cells": {"name": 5}}}}', '{"rows": {"1": {"version": "x", "cells": {}}}}')


@pytest.mark.parametrize("body", NO_DRAFTS)
def test_what_is_no_draft_is_refused(filed, visit, body):
    assert post(visit("liaison"), body).status_code == 400


def test_a_request_without_its_token_or_too_large_is_refused(filed, visit):
    visitor = visit("liaison")
    assert post(visitor, {"rows": {}}, **{"X-CSRFToken": ""}).status_code == 400
    assert post(visitor, {"rows": {"1": {"cells": {"name": "长" * 5_000_000}}}}).status_code == 413


def test_a_foreign_row_is_refused_like_a_missing_one(filed, visit):
    answer = post(visit("liaison"), {"rows": {"4": {"cells": {"name": "改"}}, "99": {"cells": {"name": "改"}}}}).get_json()
    assert answer["rows"] == [] and answer["refused"] == ["4", "99"]


def test_a_returned_row_says_who_returned_it_and_why(filed, visit):
    filed.report([1])
    filed.step("open_first_round")
    filed.decide("reviewer", "return", [1], reason="请说明街道能否核定欠费数额")
    assert "请说明街道能否核定欠费数额" in rows(visit("liaison"))["1"]["note"]
    assert "请说明街道能否核定欠费数额" in visit("liaison").open("/filing").page


def test_what_was_sent_for_endorsement_is_taken_back_until_somebody_acted(filed, visit):
    visitor = visit("liaison").open("/filing").send("/desk/preview", action="send_for_endorsement", number="1").send("/decide")
    assert filed.at(1).endswith("endorse_item") and "撤销第" in visitor.page
    visitor.send("/undo")
    filed.session.rollback()
    assert filed.at(1).endswith("fill_in_item")


def test_the_grid_asks_the_same_questions_whatever_the_number_of_rows(filed, app, visit):
    visitor, counts = visit("liaison"), []
    with app.app_context():
        asked = statements(db.engine)
    for more in (0, 200):
        filed.file(*(penalty(f"对第{n}种行为的行政处罚") for n in range(more + 1)))
        before = len(asked)
        visitor.client.get("/filing/grid.json")
        counts.append(len(asked) - before)
    assert counts[0] == counts[1] <= 20
