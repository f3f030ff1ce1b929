"""The diagram is configuration: a third review round drawn into both diagrams is lived through to the catalogue."""

from __future__ import annotations

from tests.operations.house import House, penalty
from workflows.domain.vocabulary import KeepReason
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import nets
from workflows.operations.undoing import undo_act
from workflows.store.ledger import ledger


def test_a_campaign_of_three_rounds_ends_in_the_catalogue(house_of_three_rounds: House) -> None:
    house = house_of_three_rounds
    ids = house.file(penalty("对随地吐痰的处罚"), penalty("对乱扔果皮的处罚"), penalty("对焚烧落叶的处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids)
    assert {house.at(one) for one in ids} == {"await_third_round"}
    house.step("open_third_round")
    act = house.decide("reviewer", "approve", ids).act_id
    house.do(undo_act, "reviewer", act_id=act)
    house.decide("reviewer", "reject", ids[:1], "第三轮认为集中更好", KeepReason.better_centralised)
    house.decide("reviewer", "approve", ids[1:])
    house.step("submit")
    house.decide("leader", "approve", ids[1:])
    house.step("conclude", who="leader")
    house.step("publish")
    assert len(published_catalogue(house.session, house.campaign).rows) == 2
    book = ledger(house.session, house.campaign, nets(house.campaign).item)
    assert book.balanced and book.total.reasons == {"better_centralised": 1}


def test_an_item_waits_in_the_third_round_in_the_ledger(house_of_three_rounds: House) -> None:
    house = house_of_three_rounds
    ids = house.file(penalty("对随地吐痰的处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_third_round")
    assert ledger(house.session, house.campaign, nets(house.campaign).item).total.places == {"review_third_round": 1}
