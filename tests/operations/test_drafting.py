"""Drafts: typed cells are kept, read as a workbook would be, and made versions of in one act."""

import pytest

from tests.operations.house import penalty
from workflows.domain.errors import NotOffered, NotYours
from workflows.domain.vocabulary import Kind, Mode
from workflows.operations.audit.verifying import verify
from workflows.operations.items.drafting import TypedRow, apply_drafts, discard_drafts, drafted_rows, save_drafts
from workflows.operations.items.screening import current_fields
from workflows.store.audit import Act
from workflows.store.items.drafts import draft_count


@pytest.fixture
def filed(house):
    house.file(*(penalty(f"对{name}行为的行政处罚") for name in "甲乙丙"))
    return house


def save(house, *rows, who="liaison"):
    return house.do(save_drafts, who, rows=[TypedRow(*row) for row in rows])


def read(house, who="liaison"):
    return {row.row: row for row in drafted_rows(house.session, actor=house.people[who], campaign=house.campaign)}


def fields(house, item_id):
    return current_fields(house.session, [item_id])[item_id]


def test_drafts_become_versions_in_one_act(filed):
    narrowed = {"mode": "部分下放", "scope_conduct": "限于人行道"}
    save(filed, ("1", narrowed), ("2", {"kind": "行政检查"}), ("n-a1", {"name": "对丁行为的行政处罚"}))
    outcome = filed.do(apply_drafts, "liaison")
    assert outcome.count == 3 and outcome.left_out == ()
    assert (fields(filed, 1).mode, fields(filed, 1).scope_conduct) == (Mode.devolve_in_part, "限于人行道")
    assert fields(filed, 2).kind is Kind.inspection and fields(filed, 4).name == "对丁行为的行政处罚"
    assert filed.session.get(Act, outcome.act_id).items == 3
    assert read(filed) == {} and verify(filed.session) == ()


def test_a_draft_says_nothing_about_columns_it_does_not_touch(filed):
    before = fields(filed, 1)
    save(filed, ("1", {"remarks": "已核对"}))
    filed.do(apply_drafts, "liaison")
    after = fields(filed, 1)
    assert after.remarks == "已核对" and (after.bases, after.receivers, after.name) == (before.bases, before.receivers, before.name)


def test_read_only_columns_cannot_be_pasted_over(filed):
    save(filed, ("1", {"hidden_id": "2", "department": "水务局", "number": "9", "remarks": "试"}))
    assert read(filed)["1"].cells == {"remarks": "试"}


def test_a_wrong_cell_is_named_and_keeps_its_row_a_draft(filed):
    save(filed, ("1", {"kind": "行政许可"}), ("2", {"remarks": "可"}))
    assert set(read(filed)["1"].wrong) == {"kind"}
    outcome = filed.do(apply_drafts, "liaison")
    assert [left.code for left in outcome.left_out] == ["draft_wrong"] and set(read(filed)) == {"1"}


def test_a_draft_on_an_older_version_is_not_written_over_a_newer_one(filed):
    save(filed, ("1", {"remarks": "我的"}, 1))
    save(filed, ("1", {"remarks": "协调员的"}, 1), who="coordinator")
    filed.do(apply_drafts, "coordinator")
    outcome = filed.do(apply_drafts, "liaison")
    assert outcome.act_id is None and [left.code for left in outcome.left_out] == ["changed"]
    assert fields(filed, 1).remarks == "协调员的"


def test_foreign_items_and_unknown_rows_are_not_kept(filed):
    assert save(filed, ("1", {"remarks": "试"}), who="water_liaison") == ("1",)
    assert save(filed, ("99", {"remarks": "试"}), ("../x", {"remarks": "试"})) == ("99", "../x")
    with pytest.raises(NotYours):
        save(filed, ("1", {"remarks": "试"}), who="reviewer")


def test_an_empty_row_forgets_its_draft_and_saving_writes_no_act(filed):
    acts = filed.session.query(Act).count()
    save(filed, ("1", {"remarks": "试"}))
    save(filed, ("1", {}))
    assert read(filed) == {} and filed.session.query(Act).count() == acts


def test_drafts_are_thrown_away_whole_and_only_ones_own(filed):
    save(filed, ("1", {"remarks": "试"}), ("2", {"remarks": "试"}))
    save(filed, ("1", {"remarks": "试"}), who="coordinator")
    assert filed.do(discard_drafts, "liaison") == 2
    assert draft_count(filed.session, filed.campaign.id, filed.people["coordinator"].person_id) == 1


def test_a_repeated_request_makes_one_version(filed):
    save(filed, ("1", {"remarks": "试"}))
    first = filed.do(apply_drafts, "liaison", client_key="apply-1")
    assert filed.do(apply_drafts, "liaison", client_key="apply-1") == first and filed.item(1).versions == 2


def test_new_rows_wait_for_collection(filed):
    filed.step("open_first_round")
    save(filed, ("n-1", {"name": "对丁行为的行政处罚"}))
    with pytest.raises(NotOffered):
        filed.do(apply_drafts, "liaison")
