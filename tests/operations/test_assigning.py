"""Items are shared out as it was shown, handed on with a reason, and one more reviewer is asked where two disagree."""

import datetime
import itertools

import pytest
from sqlalchemy import select

from tests.conftest import NOON
from tests.operations.house import House, penalty, reviewed_by
from tests.operations.test_opinions import codes
from webapp.database import carry_out
from workflows.domain.errors import NotFound, NotYours, Stale, Unfit
from workflows.domain.opinions import Taking
from workflows.domain.vocabulary import Role
from workflows.operations.actors import INSTALLATION
from workflows.operations.audit.verifying import verify
from workflows.operations.items.assigning import ask_one_more, assign_items, hand_on, propose
from workflows.operations.items.opinions import divided_items
from workflows.operations.people import appoint
from workflows.store.audit import Act
from workflows.store.items.assignments import Assignment
from workflows.store.items.listing import ItemFilter, filtered_ids
from workflows.store.items.marks import Reader
from workflows.store.items.rows import Item

REVIEWERS = ("reviewer", "water_reviewer", "third_reviewer")
TODAY = datetime.date(2020, 9, 1)
NAMES = itertools.count(1)


@pytest.fixture(scope="module")
def panel(tmp_path_factory):
    """Three reviewers, one of them of the water office; two decide together, and only what is assigned or free may be judged."""
    house = reviewed_by(tmp_path_factory.mktemp("house"), "both", taking=Taking.unassigned)
    for who in REVIEWERS:
        office = "water" if who == "water_reviewer" else None
        words = {"account": who, "role": Role.reviewer, "from_on": TODAY, "organisation": office}
        carry_out(lambda session, words=words: appoint(session, actor=INSTALLATION, at=NOON, **words), house.session)
    house.step("open_first_round")
    yield house
    house.session.rollback()
    assert verify(house.session) == ()
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def filed(panel):
    """New items at the first review: of the city managers' office, or of the water office."""

    def file(count: int, water: str = "") -> list[int]:
        panel.step("reopen_collection", "补报")
        names = (f"对第{next(NAMES)}类违法堆放行为的行政处罚" for _ in range(count))
        ids = panel.file(*map(penalty, names), who=f"{water}liaison")
        panel.report(ids, water)
        panel.step("open_first_round")
        return ids

    return file


def proposed(house: House):
    proposal = propose(house.session, house.campaign, "first_round", TODAY)
    house.session.rollback()
    return proposal


def assigned(house: House) -> None:
    house.do(assign_items, "coordinator", round_="first_round", digest=proposed(house).digest)


def holders(house: House, item: int) -> list[str]:
    people = {actor.person_id: who for who, actor in house.people.items()}
    rows = house.session.scalars(select(Assignment).where(Assignment.item_id == item).order_by(Assignment.seat, Assignment.number))
    return [people[row] for row in {row.seat: row.person_id for row in rows}.values()]


def person(house: House, who: str) -> int:
    return house.people[who].person_id


def test_what_was_shown_is_assigned_as_one_act_and_nothing_of_the_own_department(panel, filed):
    items = filed(2) + filed(2, "water_")
    proposal = proposed(panel)
    outcome = panel.do(assign_items, "coordinator", round_="first_round", digest=proposal.digest)
    assert outcome.count == 4 and not outcome.left_out
    assert all("water_reviewer" not in holders(panel, item) for item in items[2:])
    assert all(len(set(holders(panel, item))) == 2 for item in items)
    assert not proposed(panel).shares


def test_another_proposal_than_the_one_shown_is_refused(panel, filed):
    filed(1)
    digest = proposed(panel).digest
    filed(1)
    with pytest.raises(Stale):
        panel.do(assign_items, "coordinator", round_="first_round", digest=digest)
    with pytest.raises(NotYours):
        panel.do(assign_items, "reviewer", round_="first_round", digest=digest)


def test_only_the_assignees_judge_what_is_assigned_and_anybody_what_is_not(panel, filed):
    [item] = filed(1)
    assigned(panel)
    [late] = filed(1)
    outsider = next(who for who in REVIEWERS if who not in holders(panel, item))
    assert codes(panel.decide(outsider, "approve", [item], "已研究")) == ["assigned_elsewhere"]
    assert panel.decide(outsider, "approve", [late], "已研究").count == 1
    assert panel.decide(holders(panel, item)[0], "approve", [item], "已研究").count == 1


def test_a_seat_is_somebodys_task_only_while_the_item_is_at_that_review(panel, filed):
    gone, waiting = filed(2)
    assigned(panel)
    who, other = holders(panel, gone)
    for each in (who, other):
        panel.decide(each, "approve", [gone], "已研究")
    tasks = ItemFilter(finding="mine", reader=Reader(person(panel, who), None, "reviewer"))
    free = ItemFilter(finding="unassigned")
    here = Item.id.in_([gone, waiting])
    mine, unassigned = (filtered_ids(panel.session, here, asked) for asked in (tasks, free))
    panel.session.rollback()
    assert mine == [item for item in (waiting,) if who in holders(panel, item)] and unassigned == []


def test_a_task_is_handed_on_with_a_reason_and_both_names_stand_on_record(panel, filed):
    [item] = filed(1)
    assigned(panel)
    giver, _other = holders(panel, item)
    taker = next(who for who in REVIEWERS if who not in holders(panel, item))
    act = panel.do(hand_on, giver, item_ids=[item], to_id=person(panel, taker), reason="出差").act_id
    assert taker in holders(panel, item) and giver not in holders(panel, item)
    row = panel.session.scalar(select(Assignment).where(Assignment.act_id == act))
    assert (row.person_id, row.instead_of_id) == (person(panel, taker), person(panel, giver))
    assert panel.session.get(Act, act).reason


def test_what_stands_against_handing_on_is_said_item_by_item(panel, filed):
    [city], [water] = filed(1), filed(1, "water_")
    assigned(panel)
    giver, other = holders(panel, water)
    refused = panel.do(hand_on, giver, item_ids=[water], to_id=person(panel, "water_reviewer"), reason="出差")
    assert codes(refused) == ["receiver_department"]
    assert codes(panel.do(hand_on, giver, item_ids=[water], to_id=person(panel, other), reason="出差")) == ["receiver_on_it"]
    panel.decide(giver, "approve", [water], "已研究")
    words = {"item_ids": [water], "to_id": person(panel, "water_reviewer"), "reason": "出差", "from_id": person(panel, giver)}
    assert codes(panel.do(hand_on, "coordinator", **words)) == ["judged_seat"]
    with pytest.raises(Unfit):
        panel.do(hand_on, holders(panel, city)[0], item_ids=[city], to_id=person(panel, "leader"), reason="出差")
    with pytest.raises(Unfit):
        panel.do(hand_on, holders(panel, city)[0], item_ids=[city], to_id=person(panel, "reviewer"), reason="")
    with pytest.raises(NotYours):
        panel.do(hand_on, "leader", item_ids=[city], to_id=person(panel, "reviewer"), reason="出差")


def test_where_two_disagree_the_one_more_who_is_asked_decides(panel, filed):
    [item] = filed(1)
    for who, word in (("reviewer", "approve"), ("third_reviewer", "return")):
        panel.decide(who, word, [item], "已研究")
    assert item in divided_items(panel.session, panel.campaign)
    assert codes(panel.decide("water_reviewer", "approve", [item], "已研究")) == ["divided"]
    panel.do(ask_one_more, "coordinator", item_ids=[item], to_id=person(panel, "water_reviewer"), reason="两位意见不一")
    panel.decide("water_reviewer", "return", [item], "依据不清")
    assert panel.at(item) == "filing/fill_in_item"


def test_one_more_is_asked_for_only_where_reviewers_disagree(panel, filed):
    [item] = filed(1)
    words = {"item_ids": [item], "to_id": person(panel, "water_reviewer"), "reason": "两位意见不一"}
    assert codes(panel.do(ask_one_more, "coordinator", **words)) == ["not_divided"]
    with pytest.raises(NotYours):
        panel.do(ask_one_more, "reviewer", **words)


def test_who_judged_it_gets_it_again(panel, filed):
    [item] = filed(1)
    for who in ("water_reviewer", "third_reviewer"):
        panel.decide(who, "return", [item], "依据不清")
    panel.step("reopen_collection", "补报")
    panel.report([item])
    panel.step("open_first_round")
    again = [share for share in proposed(panel).shares if share.item_id == item]
    assert {share.reviewer_id for share in again} == {person(panel, "water_reviewer"), person(panel, "third_reviewer")}
    assert {share.why.value for share in again} == {"continuity"}


def test_a_round_nobody_drew_has_nothing_to_share(panel):
    with pytest.raises(NotFound):
        propose(panel.session, panel.campaign, "fifth_round", TODAY)
