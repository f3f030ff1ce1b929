"""Diagrams nobody thought of: what the checks allow, the engine carries, and net and engine never differ."""

from __future__ import annotations

import dataclasses
import os
import random
from collections import Counter

import pytest

from tests.engine.generating import damaged, generated
from workflows.engine.checks.sets import refusals
from workflows.engine.compiler import compile_net, compile_set
from workflows.engine.net import Net, ProcessSet
from workflows.engine.proofs import prove
from workflows.engine.referee import walk
from workflows.engine.refusals import Refused
from workflows.engine.settling import settled

LONG = os.environ.get("DEVOLVE_LONG") == "1"
BLOCKS = range(0, 100, 10)


def compiled(seed: int) -> ProcessSet:
    files = generated(seed)
    assert refusals(files) == (), seed
    process_set = compile_set(files)
    assert prove(process_set.campaign, process_set.item) == (), seed
    return process_set


def walked(process_set: ProcessSet, seed: int) -> int:
    """How many steps net and engine took together without a disagreement."""
    walks = [walk(process_set, "item", seed=seed, steps=140), walk(process_set, "campaign", seed=seed, steps=35)]
    assert [walked.disagreements for walked in walks] == [(), ()], seed
    return sum(walked.steps for walked in walks)


@pytest.mark.parametrize("first", BLOCKS)
def test_net_and_engine_never_differ_on_generated_diagrams(first):
    assert sum(walked(compiled(seed), seed) for seed in range(first, first + 10)) == 10 * 175


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.skipif(not LONG, reason="long: 300 generated diagrams and over 50,000 steps; run with DEVOLVE_LONG=1")
def test_net_and_engine_never_differ_in_fifty_thousand_steps_over_three_hundred_diagrams():
    assert sum(walked(compiled(seed), seed) for seed in range(1_000, 1_300)) >= 50_000


def test_the_referee_sees_a_net_that_leads_elsewhere():
    """The walk can fail: one move bent to another place is found on each of ten diagrams."""
    for seed in range(10):
        process_set = compiled(seed)
        bent = dataclasses.replace(process_set, item=_bent(process_set.item, random.Random(seed)))
        assert walk(bent, "item", seed=seed, steps=300).disagreements, seed


def _bent(net: Net, chance: random.Random) -> Net:
    """The same net, but one move out of its start leads to another place."""
    key = chance.choice([key for key, move in net.moves.items() if move.marking == net.start])
    elsewhere = chance.choice([marking for marking in net.places if marking != net.moves[key].to])
    return dataclasses.replace(net, moves={**net.moves, key: dataclasses.replace(net.moves[key], to=elsewhere)})


def test_generated_diagrams_hold_every_kind_of_thing():
    seen = Counter(thing for seed in range(100) for thing in _things(b"".join(generated(seed).values()).decode()))
    assert min(seen[thing] for thing in ("rules", "call", "nested call", "gateway", "stage", "loop", "visit")) >= 10, seen


def _things(text: str) -> list[str]:
    marks = {
        "rules": "<bpmn:businessRuleTask",
        "call": "<bpmn:callActivity",
        "nested call": 'id="called_2',
        "gateway": "<bpmn:exclusiveGateway",
        "stage": 'value="stage"',
        "loop": ".send_back",
        "visit": 'name="visits"',
    }
    return [thing for thing, mark in marks.items() if mark in text]


def test_equal_seeds_generate_equal_diagrams():
    assert generated(7) == generated(7)
    assert len({tuple(generated(seed).values()) for seed in range(50)}) == 50


def test_items_settle_once_on_every_generated_net():
    for seed in range(0, 100, 5):
        process_set = compiled(seed)
        for stages in {place.opens for place in process_set.campaign.places.values()}:
            resting = {settled(process_set.item, marking, stages) for marking in process_set.item.places}
            assert all(process_set.item.settles(marking, stages) is None for marking in resting)


def test_what_the_checks_allow_of_damaged_diagrams_the_engine_carries():
    """A hundred and fifty diagrams with random damage: refused by checks, refused by a proof, or walked without a disagreement."""
    allowed = {seed: files for seed in range(150) if not refusals(files := damaged(seed))}
    disproved = 0
    for seed, files in allowed.items():
        try:
            process_set = compile_set(files)
        except Refused as refused:
            nets = [compile_net(files, process) for process in ("campaign", "item_review")]
            assert refused.refusals == prove(*nets), seed
            disproved += 1
        else:
            assert walk(process_set, "item", seed=seed, steps=30).disagreements == (), seed
    assert 10 <= len(allowed) <= 75
    assert disproved < len(allowed) / 4
