"""A running campaign goes over to another drawing: rehearsed, changed, lived through to the catalogue, or taken back as a whole."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.engine.third_round import with_third_round
from tests.operations.house import House, drawn, penalty, small_house
from tests.operations.test_statement_counts import statements
from tests.stories.conftest import must_hold, stays
from tests.stories.everywhere import one_everywhere
from webapp.database import carry_out, engine_for
from workflows.domain.errors import NotOffered, NotYours, Stale
from workflows.domain.vocabulary import Answer, KeepReason
from workflows.engine.net import Desk
from workflows.engine.refusals import Refused
from workflows.engine.remapping import Remap
from workflows.operations.acts import CLOCK
from workflows.operations.audit.rebuilding import export_audit, rebuild
from workflows.operations.audit.verifying import verify
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.campaigns.registers import deploy_set
from workflows.operations.campaigns.remapping import Rehearsal, change_set, rehearse
from workflows.operations.comments.commenting import answer_comments
from workflows.operations.processes import nets
from workflows.operations.undoing import undo_act
from workflows.store.audit import Act
from workflows.store.base import Record
from workflows.store.comments import Comment
from workflows.store.items.rows import Item

BEYOND = 3
"""Items that had passed the second round before the change: at await_approval, approve_item and adopted."""
BACK = Remap({"third_round": "second_round"}, {"await_third_round": "await_approval", "review_third_round": "await_second_round"})


def deployed(house: House, files: dict[str, bytes]) -> str:
    """The digest of another set, ready to be gone over to."""
    return carry_out(lambda session: deploy_set(session, actor=CLOCK, at=house.now, files=files).signed, house.session)


def rehearsed(house: House, signed: str, led: Remap | None = None) -> Rehearsal:
    return rehearse(house.session, campaign=house.campaign, signed=signed, led=led or Remap())


def changed(house: House, signed: str, led: Remap | None = None, who: str = "coordinator") -> int:
    """The campaign goes over as rehearsed; the act."""
    words = {"signed": signed, "led": led or Remap(), "rehearsed": rehearsed(house, signed, led).digest}
    return house.do(change_set, who, reason="增加第三轮审查", **words).act_id


def standing(house: House) -> dict[int, str]:
    return dict(house.session.execute(select(Item.id, Item.marking).order_by(Item.id)).all())


def rebuilt_alike(house: House, folder) -> None:
    """From the audit alone the same items stand again, and everything holds there too."""
    lines = list(export_audit(house.session))
    again = Session(engine_for(f"sqlite:///{folder / 'again.sqlite'}"))
    carry_out(lambda session: Record.metadata.create_all(session.connection()), again)
    carry_out(lambda session: rebuild(session, lines), again)
    assert verify(again) == ()
    one, other = (session.execute(select(*Item.__table__.c).order_by(Item.id)).all() for session in (house.session, again))
    assert one == other
    again.close()
    again.get_bind().dispose()


@pytest.fixture
def third(house: House) -> str:
    """A set with a third round, deployed beside a campaign of two."""
    return deployed(house, with_third_round(drawn()))


def test_a_rehearsal_names_every_item_and_changes_nothing(house: House, third: str) -> None:
    everywhere = one_everywhere(house)
    assert set(everywhere) == {key for key, place in nets(house.campaign).item.places.items() if _rests(place)}
    before, acts = standing(house), house.session.scalar(select(func.count(Act.id)))
    found = rehearsed(house, third)
    assert (found.refusals, found.without_image, found.items) == ((), (), len(before))
    assert {way.marking for way in found.ways} == set(before.values())
    assert {way.marking: way.rests for way in found.ways} == {key: key for key in set(before.values())}
    offers = {way.marking: {move.to for move in way.offers} for way in found.ways}
    assert "await_third_round" in offers["review_second_round"]
    assert (standing(house), house.session.scalar(select(func.count(Act.id)))) == (before, acts)


def test_a_running_campaign_gets_a_third_round_and_ends_in_the_catalogue(house: House, third: str, tmp_path) -> None:
    everywhere = one_everywhere(house)
    must_hold(house)
    changed(house, third)
    must_hold(house)
    rebuilt_alike(house, tmp_path)
    _carry_through(house, everywhere)
    adopted = house.session.scalar(select(func.count()).where(Item.marking == "adopted"))
    assert len(published_catalogue(house.session, house.campaign).rows) == adopted == 16
    every = house.session.scalars(select(Item.id))
    reviewed = sum(stay.place == "review_third_round" for item in every for stay in stays(house, item))
    assert reviewed == adopted - BEYOND


def test_a_change_is_taken_back_as_a_whole_while_nothing_followed(house: House, third: str, tmp_path) -> None:
    one_everywhere(house)
    before, kept = standing(house), house.campaign.deployed_set.signed
    house.do(undo_act, "coordinator", act_id=changed(house, third))
    assert (standing(house), house.campaign.deployed_set.signed) == (before, kept)
    must_hold(house)
    rebuilt_alike(house, tmp_path)


def test_what_was_done_since_keeps_a_change_and_closes_what_was_before(house: House, third: str) -> None:
    everywhere = one_everywhere(house)
    earlier = house.decide("reviewer", "approve", [everywhere["review_first_round"]]).act_id
    act = changed(house, third)
    with pytest.raises(NotOffered, match="另一套流程"):
        house.do(undo_act, "reviewer", act_id=earlier)
    house.decide("reviewer", "approve", [everywhere["review_second_round"]])
    with pytest.raises(NotOffered, match="改图之后已有办理"):
        house.do(undo_act, "coordinator", act_id=act)


def test_places_without_an_image_are_refused_by_id_in_both_languages(third_running: House, two: str) -> None:
    found = rehearsed(third_running, two)
    assert [one.element for one in found.refusals] == ["third_round", "review_third_round"]
    assert all("请指明" in one.message.zh and "say where" in one.message.en for one in found.refusals)
    assert set(found.without_image) == {"third_round", "await_third_round", "review_third_round"}
    with pytest.raises(Refused):
        changed(third_running, two)


def test_items_of_the_third_round_move_back_into_the_second_and_again_forward(third_running: House, two: str, tmp_path) -> None:
    house, three = third_running, third_running.campaign.deployed_set.signed
    before = standing(house)
    act = changed(house, two, BACK)
    assert standing(house) == {1: "review_second_round", 2: "review_second_round"} and house.campaign.marking == "second_round"
    must_hold(house)
    rebuilt_alike(house, tmp_path)
    house.do(undo_act, "coordinator", act_id=act)
    assert (standing(house), house.campaign.marking, house.campaign.deployed_set.signed) == (before, "third_round", three)
    must_hold(house)
    assert [stay.verdict for stay in stays(house, 2)][-3:] == ["change_set", "undone", ""]


def test_a_passage_that_the_map_does_not_tell_is_found(third_running: House, two: str) -> None:
    changed(third_running, two, BACK)
    found = []

    def spoilt(session: Session) -> None:
        session.execute(text("UPDATE step SET to_marking = 'await_approval' WHERE by = 'change'"))
        found.extend(broken.invariant for broken in verify(session))
        raise LookupError

    with pytest.raises(LookupError):
        carry_out(spoilt, third_running.session)
    assert {"I1", "I3"} <= set(found)


def test_a_rehearsal_counts_the_stays_it_would_cut_short(third_running: House, two: str) -> None:
    found = {way.marking: way for way in rehearsed(third_running, two, BACK).ways}
    assert (found["review_third_round"].items, found["review_third_round"].visits) == (1, 1)
    assert (found["review_third_round"].image, found["review_third_round"].rests) == ("await_second_round", "review_second_round")
    assert (found["review_second_round"].items, found["review_second_round"].visits) == (1, 0)


def test_only_the_coordinator_changes_and_only_what_was_rehearsed(third_running: House, two: str) -> None:
    house = third_running
    with pytest.raises(NotYours):
        changed(house, two, BACK, who="reviewer")
    digest = rehearsed(house, two, BACK).digest
    house.decide("reviewer", "return", [2], "范围不清")
    with pytest.raises(Stale):
        house.do(change_set, "coordinator", signed=two, led=BACK, rehearsed=digest, reason="改图")


def test_a_change_takes_as_many_statements_for_two_hundred_items_as_for_two(house: House, third: str) -> None:
    onwards, counts = Remap(item={"filing/fill_in_item": "filing/endorse_item"}), []
    for more in (1, 1, 200):
        house.file(*(penalty(f"对第{number}种行为的处罚") for number in range(more)))
        with statements(house) as seen:
            act = changed(house, third, onwards)
        house.do(undo_act, "coordinator", act_id=act)
        counts.append(len(seen))
    assert counts[1] == counts[2]


@pytest.fixture
def third_running(tmp_path) -> House:
    """A campaign in its third round: item 2 is under review there, item 1 still in the second."""
    house = small_house(tmp_path, with_third_round(drawn()))
    ids = house.file(penalty("对随地吐痰的处罚"), penalty("对乱扔果皮的处罚"))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids[1:])
    house.step("open_third_round")
    yield house
    must_hold(house)
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def two(third_running: House) -> str:
    """The set of two rounds, deployed beside a campaign of three."""
    return deployed(third_running, drawn())


def _rests(place) -> bool:
    return place.desk is not Desk.rules and not place.marking.endswith("_filed")


def _carry_through(house: House, left: dict[str, int]) -> None:
    """Everything that can still be decided goes on, by the new drawing, to an announcement."""
    house.decide("coordinator", "keep", [left["discuss_item"]], "集中更好", KeepReason.better_centralised)
    waiting = house.session.scalars(select(Item.id).where(Item.marking == "filing/fill_in_item")).all()
    house.report(waiting)
    house.decide("head", "report", [left["filing/endorse_item"]])
    house.step("open_first_round")
    house.decide("reviewer", "approve", _at(house, "review_first_round"))
    house.step("open_solicitation")
    house.wait_for_hearings()
    answers = dict.fromkeys(house.session.scalars(select(Comment.id)), Answer.adopted)
    house.do(answer_comments, "coordinator", answers=answers)
    house.decide("coordinator", "answered", [left["answer_comments"]])
    house.report([left["mend_for_second_round/fill_in_item"]])
    house.decide("head", "report", [left["mend_for_second_round/endorse_item"]])
    house.step("open_second_round")
    house.decide("reviewer", "approve", _at(house, "review_second_round"))
    house.step("open_third_round")
    house.decide("reviewer", "approve", _at(house, "review_third_round"))
    house.step("submit")
    house.decide("leader", "approve", _at(house, "approve_item"))
    house.step("conclude", who="leader")
    house.step("publish")


def _at(house: House, marking: str) -> list[int]:
    return list(house.session.scalars(select(Item.id).where(Item.marking == marking)))
