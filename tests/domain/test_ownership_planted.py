"""Faults of every kind planted at once in one generated graph: all are found, and every false alarm would be listed.

What a repeal takes and what blocks are held against a plain count over the records, written apart from the code under test.
"""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given, note, settings
from hypothesis import strategies as st

from tests.domain.test_ownership_faults import FIRST, SUBDISTRICTS, days, records, with_power
from workflows.domain.items import Basis, ItemFields
from workflows.domain.ownership.changes import departments_merged, obstacles, repealed
from workflows.domain.ownership.faults import (
    Ground,
    closing_set,
    contested,
    cycles,
    duplicated,
    gaps,
    orphaned,
    overlaps,
    split_articles,
)
from workflows.domain.ownership.graph import Edge, Extent, item, organisation, ownership_graph
from workflows.domain.ownership.questions import proposed
from workflows.domain.vocabulary import Kind, LawLevel, Mode
from workflows.domain.words import Words

SHARED = Basis("共用条例", "第一条", LawLevel.administrative_regulation)
BLOCK = (Words("设定依据只有规范性文件", "only a normative document"),)


def planted(made):
    """The records with seven more powers, and the graph with edges that cannot be; what must be found, by kind."""
    going = {"kind": Kind.penalty, "mode": Mode.devolve}
    made, twin = with_power(made, "urban", ItemFields("对某行为的行政处罚", bases=(SHARED,), **going))
    made, copy = with_power(made, "urban", ItemFields("对某行为的处罚", **going))
    kept = ItemFields("对某某行为的行政处罚", Kind.penalty, code="X1", bases=(SHARED,), mode=Mode.keep)
    made, rival = with_power(made, "water", kept, "kept")
    made, other = with_power(made, "health", ItemFields("对另一行为的行政处罚", code="X1", **going))
    made, stays = with_power(made, "urban", ItemFields("对某行为的行政检查", Kind.inspection, mode=Mode.keep), "kept")
    made, goes = with_power(made, "urban", ItemFields("对别的行为的行政处罚", related=(stays,), **going))
    made, lost = with_power(made, "urban", ItemFields("无主之事", Kind.penalty))
    graph = ownership_graph(dataclasses.replace(made, publications=()))
    graph.remove_edges_from([edge[:3] for edge in graph.in_edges(item(lost), keys=True)])
    whole = {"kind": Edge.owns, "extent": Extent.whole, "until_on": None, "act": 1}
    graph.add_edge(organisation("water"), item(other), from_on=FIRST, **whole)
    for _, _, edge in list(graph.in_edges(item(copy), data=True)):
        if edge["kind"] is Edge.owns:
            edge["until_on"] = FIRST
    graph.add_edge(organisation("urban"), item(copy), from_on=FIRST + dt.timedelta(days=2), **whole)
    graph.add_edge(organisation("urban"), organisation("water"), kind=Edge.supervises, from_on=FIRST, until_on=None, act=1)
    graph.add_edge(organisation("water"), organisation("urban"), kind=Edge.supervises, from_on=FIRST, until_on=None, act=1)
    wanted = {
        "contested": {((rival, other), Ground.same_code)},
        "duplicated": {((twin, copy), Ground.same_name)},
        "orphaned": {lost},
        "overlaps": {other},
        "gaps": {(copy, FIRST + dt.timedelta(days=1))},
        "cycles": {("organisation:urban", "organisation:water")},
        "behind": {(goes, stays)},
        "articles": {("共用条例", "第一条")},
    }
    return graph, wanted


@settings(max_examples=25)
@given(records())
def test_faults_of_every_kind_at_once_are_all_found_and_nothing_else(made):
    before = {(one.goes, one.stays) for one in closing_set(ownership_graph(made), FIRST, proposed(ownership_graph(made)))}
    graph, wanted = planted(made)
    found = {
        "contested": {(one.items, one.ground) for one in contested(graph)},
        "duplicated": {(one.items, one.ground) for one in duplicated(graph)},
        "orphaned": {one.item for one in orphaned(graph)},
        "overlaps": {one.item for one in overlaps(graph)},
        "gaps": {(one.item, one.from_on) for one in gaps(graph)},
        "cycles": {one.nodes for one in cycles(graph)},
        "behind": {(one.goes, one.stays) for one in closing_set(graph, FIRST, proposed(graph))} - before,
        "articles": {(one.law, one.article) for one in split_articles(graph, FIRST, proposed(graph))},
    }
    missed = {kind: wanted[kind] - found[kind] for kind in wanted if wanted[kind] - found[kind]}
    alarms = {kind: found[kind] - wanted[kind] for kind in wanted if found[kind] - wanted[kind]}
    note(f"missed {missed}, false alarms {alarms}")
    assert missed == {} and alarms == {}


@settings(max_examples=25)
@given(records(), st.sets(st.integers(1, 3)), st.sets(st.integers(1, 3)), st.booleans())
def test_what_falls_with_a_law_is_what_a_count_over_the_records_gives(made, resting, kept, normative):
    spare = Basis("别的条例", "第二条", LawLevel.normative_document if normative else LawLevel.administrative_regulation)
    powers = []
    for power in made.powers:
        bases = ((SHARED,) if power.number in resting else ()) + ((spare,) if power.number in kept else ())
        said = dataclasses.replace(power.versions[0], fields=dataclasses.replace(power.now, bases=bases))
        powers.append(dataclasses.replace(power, versions=(said,)))
    made, anchor = with_power(dataclasses.replace(made, powers=tuple(powers)), "urban", ItemFields("锚", Kind.penalty, bases=(SHARED,)))
    kinds = {power.number: power.now.kind for power in made.powers}
    saved = {number for number in resting & kept if not (normative and kinds[number] is Kind.penalty)}
    found = repealed(ownership_graph(made), "《共用条例》", FIRST)
    assert (set(found.falls), set(found.shaken)) == ((resting | {anchor}) - saved, saved)


@settings(max_examples=25)
@given(records(), st.sets(st.integers(1, 3), min_size=1))
def test_every_blocked_item_on_its_way_is_named_with_itself_as_the_reason(made, blocked):
    powers = tuple(dataclasses.replace(power, blocks=BLOCK if power.number in blocked else ()) for power in made.powers)
    found = obstacles(ownership_graph(dataclasses.replace(made, powers=powers)))
    assert {one.item for one in found if one.path == (one.item,)} == blocked
    assert all(one.path[-1] in blocked and one.why == BLOCK for one in found)


@settings(max_examples=25)
@given(records(), st.sampled_from([("urban", "water"), ("health", "urban")]), days(400))
def test_a_merger_moves_exactly_what_the_department_holds_on_the_day(made, both, on):
    graph = ownership_graph(made)
    owners = {power.number: power.versions[0].department for power in made.powers}
    merger = departments_merged(graph, *both, on)
    assert {*merger.owned, *merger.handed_over} == {number for number, owner in owners.items() if owner == both[0]}
    assert set(merger.entrusted) <= set(merger.owned) and set(merger.subdistricts) <= set(SUBDISTRICTS)
