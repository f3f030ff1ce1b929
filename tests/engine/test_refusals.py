"""A bad diagram is refused by the element at fault, in both languages, before the engine sees it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.engine.diagrams.drawn import ITEM, SCREENED, drawn, whole
from tests.engine.diagrams.planted import CALLING, GATEWAY
from tests.engine.diagrams.refused import REFUSED
from workflows.engine.checks.places import CHINESE
from workflows.engine.checks.sets import MAX_TOLD, refusals
from workflows.engine.compiler import compile_set
from workflows.engine.refusals import Refused

ENGLISH = re.compile(r"\w+ \w+ \w+")
UNFILLED = re.compile(r"\{(name|value|limit|line|tag|id|expected|action|outcomes?|text|policy)\}")
HOUSE = Path(__file__).parents[2]
SOUND = {
    "a_round_that_opens": whole(),
    "rules_that_screen": whole(SCREENED),
    "a_call_of_another_drawing": whole(CALLING, file_item=SCREENED),
    "a_gateway_right_behind_its_task": whole(GATEWAY),
    "ways_that_come_together": whole(GATEWAY.replace("ask.left kept", "ask.left both") + "gateway both\n- kept\n"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_diagram_is_refused_at_its_element_in_both_languages(name):
    bad = REFUSED[name]
    found = refusals(bad.files)
    assert [
        refusal for refusal in found if refusal.element == bad.element and bad.zh in refusal.message.zh and bad.en in refusal.message.en
    ]
    assert all(CHINESE.search(refusal.message.zh) and ENGLISH.search(refusal.message.en) for refusal in found)
    assert not any(UNFILLED.search(words) for refusal in found for words in refusal.message)


@pytest.mark.parametrize("name", SOUND)
def test_a_sound_set_is_not_refused(name):
    assert refusals(SOUND[name]) == ()


def test_one_mistake_is_told_in_few_words():
    assert max(len(refusals(bad.files)) for bad in REFUSED.values()) <= 8


def test_the_process_as_drawn_is_not_refused():
    assert refusals({path.name: path.read_bytes() for path in sorted((HOUSE / "bpmn").iterdir())}) == ()


def test_a_place_may_take_its_round_and_count_from_the_call():
    inner = ITEM.replace(" counts=in_progress round=review visits=true", "").replace(" counts=in_progress round=review", "")
    inner = inner.replace("end adopted counts=adopted", "end adopted").replace("end kept counts=kept", "end kept")
    outer = "call filing file_item counts=in_progress round=review\napprove kept\nkeep kept\nend kept counts=kept"
    assert refusals(whole(outer, file_item=inner)) == ()
    (refusal,) = refusals(whole(outer.replace(" round=review", ""), file_item=inner))
    assert (refusal.element, refusal.file) == ("await_round.open", "file_item.bpmn")


def test_all_mistakes_of_a_set_are_told_at_once():
    files = {"campaign.bpmn": b"<!DOCTYPE x><x/>", "item_review.bpmn": drawn("item_review", ITEM.replace("by=stage", "by=weather"))}
    assert [(refusal.file, refusal.element) for refusal in refusals(files)] == [
        ("campaign.bpmn", "campaign"),
        ("item_review.bpmn", "await_round.open"),
    ]


def test_no_bad_diagram_is_compiled():
    for name, bad in REFUSED.items():
        with pytest.raises(Refused) as caught:
            compile_set(bad.files)
        assert caught.value.refusals == refusals(bad.files), name


def test_a_file_full_of_mistakes_is_told_in_bounds():
    files = whole()
    files["item_review.bpmn"] = files["item_review.bpmn"].replace(b"</bpmn:process>", b"<bpmn:scriptTask/>" * 10_000 + b"</bpmn:process>")
    assert len(refusals(files)) == MAX_TOLD


def test_the_checks_ask_no_engine():
    """In a fresh interpreter every bad diagram is refused while the engine is not even loaded."""
    program = (
        "import sys\n"
        "from tests.engine.diagrams.refused import REFUSED\n"
        "from workflows.engine.checks.sets import refusals\n"
        "assert all(refusals(bad.files) for bad in REFUSED.values())\n"
        "print(len(REFUSED), [name for name in sys.modules if name.startswith('SpiffWorkflow')])\n"
    )
    said = subprocess.run([sys.executable, "-c", program], cwd=HOUSE, capture_output=True, text=True, timeout=120, check=True)
    assert said.stdout.split(maxsplit=1) == [str(len(REFUSED)), "[]\n"]
    assert len(REFUSED) >= 80
