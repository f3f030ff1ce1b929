"""Net and drawing agree: on every move of a long walk, and on every item's own way."""

import dataclasses
import os
from pathlib import Path

import pytest

from workflows.engine.compiler import compile_set
from workflows.engine.referee import OffTheDrawing, agrees_on, net_of, replay, walk

BPMN = Path(__file__).parents[2] / "bpmn"
STRAIGHT = ["send_for_endorsement", "report", "clear", "open", "approve", "open", "close_unopposed", "open", "approve", "open", "approve"]
LAPS = ["return", "send_for_endorsement", "report", "clear", "open"]

# A long walk is five times as long.
FARTHER = 5 if os.environ.get("DEVOLVE_LONG") == "1" else 1


@pytest.fixture(scope="module")
def process_set():
    return compile_set({path.name: path.read_bytes() for path in BPMN.iterdir()})


@pytest.mark.parametrize(("process", "steps"), [("item", 7_500), ("campaign", 2_500)])
def test_net_and_engine_agree_on_ten_thousand_steps_over_every_place_and_action(process_set, process, steps):
    walked = walk(process_set, process, seed=20_201_123, steps=steps * FARTHER)
    assert walked.disagreements == ()
    assert walked.steps == steps * FARTHER
    assert set(walked.taken) == set(net_of(process_set, process).moves)


def test_equal_seeds_walk_alike(process_set):
    seven, again, eight = (walk(process_set, "campaign", seed=seed, steps=60) for seed in (7, 7, 8))
    assert seven == again
    assert seven != eight


def test_a_move_written_down_wrong_is_found(process_set):
    moves = dict(process_set.item.moves)
    moves["review_first_round", "reject"] = dataclasses.replace(moves["review_first_round", "reject"], to="adopted")
    walked = walk(with_item(process_set, moves), "item", seed=1, steps=500)
    assert {(found.marking, found.action, found.net, found.engine) for found in walked.disagreements} == {
        ("review_first_round", "reject", "adopted", "kept")
    }


def test_a_move_left_out_of_the_net_is_found(process_set):
    moves = dict(process_set.item.moves)
    del moves["approve_item", "remand"]
    walked = walk(with_item(process_set, moves), "item", seed=1, steps=500)
    assert {(found.marking, found.action) for found in walked.disagreements} == {("approve_item", "remand")}


def test_a_straight_item_comes_to_the_catalogue(process_set):
    assert replay(process_set, "item", STRAIGHT) == "adopted"
    assert replay(process_set, "item", [*STRAIGHT, "file"]) == "adopted_filed"


def test_an_item_that_did_nothing_is_where_items_start(process_set):
    assert replay(process_set, "item", []) == "filing/fill_in_item"


def test_a_campaign_is_replayed_like_an_item(process_set):
    actions = ["launch", "open_first_round", "open_solicitation", "open_second_round", "submit", "conclude", "publish", "correct"]
    assert replay(process_set, "campaign", actions) == "published"


def test_an_item_returned_two_hundred_times_is_still_followed(process_set):
    actions = ["send_for_endorsement", "report", "clear", "open", *LAPS * 200, "reject"]
    assert len(actions) > 1_000
    assert replay(process_set, "item", actions) == "kept"


def test_an_action_that_was_not_offered_is_named_with_its_number(process_set):
    with pytest.raises(OffTheDrawing, match=r"move 3: approve at filing/screen_item"):
        replay(process_set, "item", ["send_for_endorsement", "report", "approve"])


def test_nothing_can_be_replayed_past_an_end(process_set):
    with pytest.raises(OffTheDrawing, match=r"move 2"):
        replay(process_set, "item", ["void", "reopen"])


def test_the_table_is_asked_again_by_the_decision_engine(process_set):
    facts = dict.fromkeys(process_set.table.inputs)
    assert agrees_on(process_set, facts)


def with_item(process_set, moves):
    return dataclasses.replace(process_set, item=dataclasses.replace(process_set.item, moves=moves))
