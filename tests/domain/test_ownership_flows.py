"""What flows where: widths and counts are of the same items, before and after a list is in force."""

from __future__ import annotations

import datetime as dt
import doctest
from collections import Counter

import pytest
from hypothesis import given, settings

from tests.domain.test_ownership_faults import days, records
from workflows.domain.ownership import flows as module
from workflows.domain.ownership.example import example_graph
from workflows.domain.ownership.flows import flows, weightiest_laws
from workflows.domain.ownership.graph import ownership_graph
from workflows.domain.ownership.questions import load


def test_the_examples_run():
    assert doctest.testmod(module).failed == 0


@settings(max_examples=40)
@given(records(), days(400))
def test_every_stage_is_as_wide_as_its_items(made, on):
    graph = ownership_graph(made)
    found = flows(graph, on)
    widths = [sum(stage.values()) for stage in (found.departments, found.kinds, found.modes, found.to_kind, found.to_mode)]
    assert set(widths) == {len(found.items)} and sum(found.shares.values()) == pytest.approx(len(found.items))
    if found.in_force:
        assert found.hands == sum(row.items for row in load(graph, on))


@settings(max_examples=40)
@given(records(), days(400))
def test_what_arrived_is_what_the_load_counts_cell_by_cell(made, on):
    graph = ownership_graph(made)
    found = flows(graph, on)
    cells = Counter((key, one.department, one.kind, one.mode) for one in found.items for key in one.receivers)
    counted = {(row.subdistrict, row.department, row.kind, row.mode): row.items for row in load(graph, on)}
    assert not found.in_force or cells == counted


def test_before_any_list_counts_it_is_what_is_adopted():
    found = flows(example_graph(), dt.date(2020, 12, 1))
    assert not found.in_force and [one.number for one in found.items] == [1, 3]


def test_a_law_counts_once_an_item_however_many_articles_it_gives():
    assert all(count <= 2 for _, count in weightiest_laws(example_graph(), dt.date(2021, 3, 1), [1, 3]))
