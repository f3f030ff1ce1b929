"""The diagram is configuration: a third review round is drawn and deployed, and no code changes."""

from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from tests.engine.third_round import with_third_round
from workflows.engine.compiler import compile_set
from workflows.engine.referee import replay, walk

BPMN = Path(__file__).parents[2] / "bpmn"
FILES = {path.name: path.read_bytes() for path in BPMN.iterdir()}


@pytest.fixture(scope="module")
def redrawn():
    return compile_set(with_third_round(FILES))


def test_three_more_nodes_are_all_that_is_drawn(redrawn):
    before = compile_set(FILES)
    assert redrawn.item.places.keys() - before.item.places.keys() == {"await_third_round", "review_third_round"}
    assert redrawn.campaign.places.keys() - before.campaign.places.keys() == {"third_round"}


def test_every_marking_of_the_old_drawing_survives(redrawn):
    before = compile_set(FILES)
    assert before.item.places.keys() <= redrawn.item.places.keys()
    assert before.campaign.places.keys() <= redrawn.campaign.places.keys()


def test_an_item_goes_through_three_rounds_to_the_catalogue(redrawn):
    actions = ["send_for_endorsement", "report", "clear", "open", "approve", "open", "close_unopposed", "open", "approve"]
    assert replay(redrawn, "item", actions) == "await_third_round"
    assert replay(redrawn, "item", [*actions, "open"]) == "review_third_round"
    assert replay(redrawn, "item", [*actions, "open", "approve", "open", "approve", "file"]) == "adopted_filed"


def test_the_third_round_is_a_visit_that_its_stage_opens(redrawn):
    assert redrawn.item.places["review_third_round"].visits
    assert redrawn.item.settles("await_third_round", frozenset({"third_round"})).to == "review_third_round"
    assert [marking for marking, place in redrawn.campaign.places.items() if "third_round" in place.opens] == ["approve", "third_round"]


def test_net_and_engine_agree_on_the_new_drawing(redrawn):
    walked = walk(redrawn, "item", seed=3, steps=800)
    assert walked.disagreements == ()
    assert {marking for marking, _ in walked.taken} >= {"await_third_round", "review_third_round"}


@pytest.mark.parametrize("name", ["campaign.bpmn", "item_review.bpmn"])
def test_the_new_drawing_is_valid_bpmn(name):
    VALIDATOR.validate(etree.fromstring(with_third_round(FILES)[name]), name)
