"""Stages are levels: what an open stage lets pass, passes at once, however late it comes."""

from __future__ import annotations

import pytest

from tests.engine.diagrams.netted import net
from workflows.engine.settling import Unsettled, settle, settled

ROUNDS = net(
    "item_review",
    """
    await_first wait round=first
      open await_hearing by=stage
      keep kept
    await_hearing wait round=hearing
      open await_second by=stage
      keep kept
    await_second wait round=second
      open decide_item by=stage
      keep kept
    decide_item decide round=second
      approve kept
    kept end
    """,
)


@pytest.mark.parametrize(
    ("stages", "rests_at"),
    [
        ("", "await_first"),
        ("hearing second", "await_first"),
        ("first", "await_hearing"),
        ("first second", "await_hearing"),
        ("first hearing", "await_second"),
        ("first hearing second", "decide_item"),
    ],
)
def test_an_item_passes_every_stage_that_is_open_and_waits_at_the_first_that_is_not(stages, rests_at):
    assert settled(ROUNDS, "await_first", frozenset(stages.split())) == rests_at


def test_a_late_item_passes_all_that_is_open_as_further_moves():
    moves = settle(ROUNDS, "await_first", frozenset({"first", "hearing"}))
    assert [(move.marking, move.action, move.to) for move in moves] == [
        ("await_first", "open", "await_hearing"),
        ("await_hearing", "open", "await_second"),
    ]


@pytest.mark.parametrize("marking", ROUNDS.places)
def test_settling_what_has_settled_moves_nothing(marking):
    stages = frozenset({"first", "hearing"})
    assert settle(ROUNDS, settled(ROUNDS, marking, stages), stages) == ()


def test_closing_a_stage_moves_nobody_back():
    assert settle(ROUNDS, "decide_item", frozenset()) == ()


def test_an_open_stage_does_not_decide_for_the_reviewer():
    assert settle(ROUNDS, "decide_item", frozenset({"second"})) == ()


def test_a_circle_of_stages_is_an_error_and_not_an_endless_run():
    circle = net("item_review", "there wait round=a\n      go back by=stage\nback wait round=b\n      go there by=stage")
    assert settled(circle, "there", frozenset({"a"})) == "back"
    with pytest.raises(Unsettled):
        settle(circle, "there", frozenset({"a", "b"}))
