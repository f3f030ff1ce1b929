"""What is proved of the nets before anyone works with them, and refused by the element that breaks it."""

from __future__ import annotations

from pathlib import Path

import networkx
import pytest

from tests.engine.diagrams import drawn
from tests.engine.diagrams.netted import net
from workflows.engine.checks.sets import refusals
from workflows.engine.compiler import compile_set
from workflows.engine.net import Desk, Net, ProcessSet
from workflows.engine.proofs import State, joint, prove, states
from workflows.engine.refusals import Refused
from workflows.engine.settling import settle

HOUSE = Path(__file__).parents[2]

CAMPAIGN = """
    prepare decide
      launch review
    review decide opens=review
      close closed needs=all_settled
      step_back prepare
    closed end
"""
ITEM = """
    fill_in fill_in
      report screen
      void voided
    screen rules
      clear await_round by=rules
      warn await_round by=rules
      block fill_in by=rules
    await_round wait round=review
      open decide_item by=stage
      keep kept
    decide_item decide round=review
      approve kept
      send_back fill_in
    kept rest
      file filed by=closing
      reopen fill_in
    filed end
    voided end
"""


def changed(old: str, new: str, text: str = ITEM) -> str:
    assert old in text
    return text.replace(old, new)


BROKEN = {
    "a_place_without_an_end": (
        changed("      void voided\n", "      void voided\n      lose lost\n") + "    lost wait\n",
        CAMPAIGN,
        ("lost", "没有去路", "has no way out"),
    ),
    "a_place_that_only_leads_round": (
        changed("void voided", "argue dispute") + "    dispute decide\n      answer reply\n    reply decide\n      object dispute\n",
        CAMPAIGN,
        ("dispute", "走不到结束", "No way leads"),
    ),
    "a_place_nobody_comes_to": (
        ITEM + "    attic decide\n      leave voided\n",
        CAMPAIGN,
        ("attic", "走不到", "is never reached"),
    ),
    "rules_that_never_let_go": (
        changed("      void voided\n", "").replace("    voided end\n", ""),
        CAMPAIGN,
        ("fill_in", "总是阻断", "always blocks"),
    ),
    "rules_that_forget_to_block": (
        changed("      block fill_in by=rules\n", ""),
        CAMPAIGN,
        ("screen", "总是阻断", "always blocks"),
    ),
    "a_stage_that_is_the_only_way_out": (
        changed("      open decide_item by=stage\n      keep kept\n", "      open decide_item by=stage\n"),
        CAMPAIGN,
        ("await_round", "不再有阶段开启", "no stage opens again"),
    ),
    "a_stage_nobody_opens": (
        changed("await_round wait round=review", "await_round wait round=seminar"),
        CAMPAIGN,
        ("await_round", "等待的阶段 seminar", "waits for the stage seminar"),
    ),
    "a_stage_without_a_name": (
        changed("await_round wait round=review", "await_round wait"),
        CAMPAIGN,
        ("await_round", "等待的阶段", "waits for the stage"),
    ),
    "stages_that_lead_round": (
        changed("decide_item decide round=review\n", "decide_item decide round=review\n      again await_round by=stage\n"),
        CAMPAIGN,
        ("await_round", "回到自身", "lead back to it"),
    ),
    "an_action_that_no_open_stage_leaves_time_for": (
        changed("reopen fill_in", "reopen pause").replace(
            "    filed end\n", "    filed end\n    pause wait round=review\n      go fill_in by=stage\n      keep kept\n"
        ),
        changed("prepare decide", "prepare decide opens=review", CAMPAIGN),
        ("pause.keep", "永远不会发生", "can never happen"),
    ),
    "a_campaign_that_cannot_end": (
        ITEM,
        changed("      close closed needs=all_settled\n", "", CAMPAIGN),
        ("prepare", "走不到结束", "No way leads"),
    ),
    "an_item_and_a_campaign_that_wait_for_each_other": (
        changed("kept rest\n      file filed by=closing\n      reopen fill_in\n", "kept decide\n      file filed by=closing\n"),
        CAMPAIGN,
        ("kept", "工作处于“环节review”时", "While the campaign is at Place review"),
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_net_that_breaks_a_proof_is_refused_at_its_element(name):
    item, campaign, (element, zh, en) = BROKEN[name]
    found = prove(net("campaign", campaign), net("item_review", item))
    assert [refusal for refusal in found if refusal.element == element and zh in refusal.message.zh and en in refusal.message.en]
    assert all(refusal.file in ("campaign.bpmn", "item_review.bpmn") for refusal in found)


def test_nets_in_order_are_proved():
    assert prove(net("campaign", CAMPAIGN), net("item_review", ITEM)) == ()


def test_each_place_is_told_its_worst_fault_only():
    item, campaign, _ = BROKEN["a_place_without_an_end"]
    assert [refusal.element for refusal in prove(net("campaign", campaign), net("item_review", item))] == ["lost"]


def test_an_item_rests_nowhere_that_an_open_stage_leads_on_from():
    together = states(net("campaign", CAMPAIGN), net("item_review", ITEM))
    assert State("prepare", "await_round") in together
    assert State("review", "await_round") not in together
    assert State("review", "decide_item") in together


def test_a_campaign_that_waits_for_all_closes_only_over_items_at_rest():
    together = states(net("campaign", CAMPAIGN), net("item_review", ITEM))
    assert {state.item for state in together if state.campaign == "closed"} == {"filed", "voided"}


@pytest.fixture(scope="module")
def drawn_set() -> ProcessSet:
    return compile_set({path.name: path.read_bytes() for path in sorted((HOUSE / "bpmn").iterdir())})


def test_the_process_as_drawn_is_proved(drawn_set):
    assert prove(drawn_set.campaign, drawn_set.item) == ()
    assert (len(drawn_set.item.places), len(drawn_set.item.moves)) == (22, 50)


def test_from_every_state_of_campaign_and_item_both_can_finish(drawn_set):
    graph = joint(drawn_set.campaign, drawn_set.item)
    finished = {state for state in graph if ended(drawn_set.campaign, state.campaign) and ended(drawn_set.item, state.item)}
    assert len(graph) == len(states(drawn_set.campaign, drawn_set.item)) == 148
    assert all(finished & ({state} | networkx.descendants(graph, state)) for state in graph)


def test_the_drawn_stages_settle_everywhere_and_once(drawn_set):
    for place in drawn_set.campaign.places.values():
        for marking in drawn_set.item.places:
            moves = settle(drawn_set.item, marking, place.opens)
            assert not moves or settle(drawn_set.item, moves[-1].to, place.opens) == ()


DISPROVED = {
    "rules_that_always_block": (
        drawn.whole(drawn.SCREENED.replace("      void voided\n", "").replace("    end voided counts=voided\n", "")),
        "fill_in",
        "总是阻断",
    ),
    "a_stage_that_may_stay_shut": (
        drawn.whole(
            drawn.ITEM.replace("      keep kept reason=code\n", "").replace("approve adopted", "approve adopted\n      reject kept")
        ),
        "await_round",
        "不再有阶段开启",
    ),
    "a_stage_that_no_place_of_the_campaign_opens": (
        drawn.whole(drawn.ITEM.replace("wait counts=in_progress round=review", "wait counts=in_progress round=seminar")),
        "await_round",
        "没有任何阶段开启",
    ),
    "an_action_that_is_never_offered": (
        drawn.whole(
            drawn.ITEM.replace("send_back await_round", "send_back kept"),
            drawn.CAMPAIGN.replace("prepare 协调员 decide", "prepare 协调员 decide opens=review"),
        ),
        "await_round.keep",
        "永远不会发生",
    ),
    "stages_that_pass_an_item_round": (
        drawn.whole(drawn.ITEM.replace("send_back await_round reason=text", "send_back await_round by=stage")),
        "await_round",
        "回到自身",
    ),
    "an_item_that_only_the_end_of_its_campaign_ends": (
        drawn.whole(
            drawn.ITEM.replace(
                "end kept counts=kept", "place kept 协调员 answer counts=kept\n      file filed by=closing\n    end filed counts=kept"
            ),
            drawn.CAMPAIGN.replace("close closed", "close closed needs=all_settled"),
        ),
        "kept",
        "无法与工作一同办结",
    ),
}


@pytest.mark.parametrize("name", DISPROVED)
def test_a_drawing_that_breaks_a_proof_is_not_deployed(name):
    files, element, zh = DISPROVED[name]
    assert refusals(files) == ()
    with pytest.raises(Refused) as caught:
        compile_set(files)
    assert (element, "item_review.bpmn") in {
        (refusal.element, refusal.file) for refusal in caught.value.refusals if zh in refusal.message.zh
    }


def ended(of: Net, marking: str) -> bool:
    return of.places[marking].desk is Desk.end
