"""The way of an item from the department's list to the catalogue, step by step."""

from __future__ import annotations

from tests.operations.house import House, penalty
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import nets
from workflows.operations.undoing import undo_act
from workflows.store.chain import breaks, orphans
from workflows.store.ledger import ledger

SPITTING = "对随地吐痰行为的行政处罚"
LITTER = "对乱扔果皮纸屑行为的行政处罚"


def test_two_items_go_from_filing_to_the_catalogue(house: House) -> None:
    ids = house.file(penalty(SPITTING), penalty(LITTER))
    house.report(ids)
    assert {house.at(i) for i in ids} == {"await_first_round"}
    house.step("open_first_round")
    assert {house.at(i) for i in ids} == {"review_first_round"}
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    assert {house.at(i) for i in ids} == {"hear_comments"}
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids)
    house.step("submit")
    house.decide("leader", "approve", ids)
    house.step("conclude", who="leader")
    house.step("publish")
    book = ledger(house.session, house.campaign, nets(house.campaign).item)
    assert book.balanced and book.as_json()["adopted"] == 2
    assert [row.name for row in published_catalogue(house.session, house.campaign).rows] == [SPITTING, LITTER]
    assert list(breaks(house.session)) == [] and list(orphans(house.session)) == []


def test_an_opening_undone_brings_every_item_back_to_its_wait(house: House) -> None:
    ids = house.file(penalty(SPITTING), penalty(LITTER))
    house.report(ids)
    act = house.step("open_first_round").act_id
    house.do(undo_act, "coordinator", act_id=act)
    assert {house.at(i) for i in ids} == {"await_first_round"} and house.campaign.marking == "collect"
    assert list(breaks(house.session)) == []
