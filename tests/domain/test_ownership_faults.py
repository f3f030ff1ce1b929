"""Faults planted in generated graphs are all found, and nothing is found in a sound one; what stands left behind agrees with a count."""

from __future__ import annotations

import dataclasses
import datetime as dt

from hypothesis import given, note, settings
from hypothesis import strategies as st

from workflows.domain.items import Basis, ItemFields
from workflows.domain.ownership.faults import (
    COMPANIONS,
    Gap,
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
from workflows.domain.ownership.questions import handed_over
from workflows.domain.ownership.records import Descent, Office, Power, PowerVersion, PrintedRow, Publication, Records
from workflows.domain.vocabulary import Kind, LawLevel, Mode, OrganisationKind

FIRST = dt.date(2021, 1, 1)
DEPARTMENTS, SUBDISTRICTS = ("urban", "water", "health"), ("chigang", "xingang", "binjiang")
OFFICES = tuple(Office(key, key, OrganisationKind.department) for key in DEPARTMENTS) + tuple(
    Office(key, key, OrganisationKind.subdistrict) for key in SUBDISTRICTS
)
KINDS = (Kind.penalty, Kind.inspection, Kind.compulsory_measure)
MODES = (Mode.devolve, Mode.devolve_in_part, Mode.entrust, Mode.keep)
SETTLED = FIRST + dt.timedelta(days=400)


def days(last: int = 300) -> st.SearchStrategy[dt.date]:
    return st.integers(0, last).map(lambda number: FIRST + dt.timedelta(days=number))


@st.composite
def wordings(draw, number: int, count: int) -> PowerVersion:
    basis = Basis("条例", f"第{number}条", LawLevel.administrative_regulation)
    related = tuple(sorted(draw(st.sets(st.integers(1, count).filter(lambda other: other != number), max_size=2))))
    fields = ItemFields(
        f"事项之{number}", draw(st.sampled_from(KINDS)), code=f"C{number}", bases=(basis,), mode=draw(st.sampled_from(MODES)),
        receivers=tuple(sorted(draw(st.sets(st.sampled_from(SUBDISTRICTS))))), related=related,
    )  # fmt: skip
    return PowerVersion(1, draw(st.sampled_from(DEPARTMENTS)), fields, FIRST, number)


@st.composite
def records(draw) -> Records:
    """A sound campaign: 3 to 6 different items, up to three lists, perhaps a split."""
    count = draw(st.integers(3, 6))
    powers = [Power(number, (draw(wordings(number, count)),), "adopted") for number in range(1, count + 1)]
    going = [power.number for power in powers if power.now.devolves]
    lists, published_on = [], FIRST
    for version in range(1, draw(st.integers(0, 3)) + 1):
        published_on = max(published_on, draw(days()))
        listed = draw(st.sets(st.sampled_from(going))) if going else ()
        rows = {number: PrintedRow(place, 1) for place, number in enumerate(sorted(listed), 1)}
        lists.append(Publication(version, published_on, draw(st.none() | days()), rows, 900 + version))
    return Records(OFFICES, tuple(powers), tuple(lists))


def with_power(made: Records, office: str, fields: ItemFields, standing: str = "adopted") -> tuple[Records, int]:
    number = len(made.powers) + 1
    added = Power(number, (PowerVersion(1, office, fields, FIRST, number),), standing)
    return dataclasses.replace(made, powers=(*made.powers, added)), number


def found_all(found, planted, before) -> bool:
    """Every planted fault is found; what else is new is a false alarm, and is listed."""
    missed, alarms = set(planted) - set(found), set(found) - set(planted) - set(before)
    note(f"missed {missed}, false alarms {alarms}")
    return not missed and not alarms


@settings(max_examples=30)
@given(records())
def test_a_sound_campaign_has_no_impossible_state(made):
    graph = ownership_graph(made)
    assert (overlaps(graph), gaps(graph), orphaned(graph), cycles(graph), contested(graph), duplicated(graph)) == ((),) * 6


@settings(max_examples=30)
@given(records(), st.sampled_from(["same_name", "same_code"]), st.integers(1, 3))
def test_one_power_under_two_departments_is_contested(made, ground, number):
    twin = made.powers[number - 1]
    office = next(key for key in DEPARTMENTS if key != twin.versions[0].department)
    says = {"same_name": {"name": f"对{twin.now.name}的行政处罚", "code": ""}, "same_code": {"name": "另一名称", "code": f" c{number} "}}
    made, added = with_power(made, office, dataclasses.replace(twin.now, **says[ground]))
    found = {(one.items, one.ground.value) for one in contested(ownership_graph(made))}
    assert found_all(found, {((number, added), ground)}, ()) and duplicated(ownership_graph(made)) == ()


@settings(max_examples=30)
@given(records(), st.integers(1, 3))
def test_an_item_reported_twice_by_one_department_is_a_duplicate(made, number):
    twin = made.powers[number - 1]
    made, added = with_power(made, twin.versions[0].department, dataclasses.replace(twin.now, code=""))
    graph = ownership_graph(made)
    assert found_all({(one.items, one.ground) for one in duplicated(graph)}, {((number, added), Ground.same_name)}, ())
    assert contested(graph) == ()


@settings(max_examples=30)
@given(records(), st.integers(1, 3))
def test_an_owner_stated_that_is_another_department_contests_the_item(made, number):
    twin = made.powers[number - 1]
    other = next(key for key in DEPARTMENTS if key != twin.versions[0].department)
    made, added = with_power(made, twin.versions[0].department, dataclasses.replace(twin.now, name="别的", code="", owner=other))
    found = contested(ownership_graph(made))
    assert [(one.items, one.ground) for one in found] == [((added,), Ground.stated_owner)]


def holders_of(graph, number: int) -> list[tuple[str, str, int]]:
    edges = graph.in_edges(item(number), keys=True, data="kind")
    return [(tail, head, key) for tail, head, key, kind in edges if kind in (Edge.owns, Edge.receives)]


@settings(max_examples=30)
@given(records(), st.integers(1, 3))
def test_an_item_without_any_holder_is_an_orphan(made, number):
    graph = ownership_graph(made)
    graph.remove_edges_from(holders_of(graph, number))
    assert found_all({one.item for one in orphaned(graph)}, {number}, ()) and gaps(graph) == ()


@settings(max_examples=30)
@given(records())
def test_an_item_of_an_unknown_department_is_an_orphan(made):
    made, added = with_power(made, "nobody", ItemFields("无主", Kind.penalty))
    graph = ownership_graph(dataclasses.replace(made, offices=(*OFFICES, Office("nobody", "nobody", OrganisationKind.department))))
    graph.remove_node(organisation("nobody"))
    assert found_all({one.item for one in orphaned(graph)}, {added}, ())


@settings(max_examples=30)
@given(records(), st.integers(1, 3), days(380))
def test_a_single_day_that_nobody_holds_is_a_gap(made, number, free):
    graph = ownership_graph(made)
    for tail, head, key in holders_of(graph, number):
        edge = graph.edges[tail, head, key]
        says = dict(edge)
        edge["until_on"] = min(day for day in (edge["until_on"], free - dt.timedelta(days=1)) if day)
        later = says["until_on"] is None or says["until_on"] > free
        if later:
            graph.add_edge(tail, head, **says | {"from_on": max(says["from_on"] or dt.date.min, free + dt.timedelta(days=1))})
        if edge["from_on"] and edge["from_on"] > edge["until_on"]:
            graph.remove_edge(tail, head, key)
    assert found_all(gaps(graph), {Gap(number, free, free)}, ()) and overlaps(graph) == ()


@settings(max_examples=30)
@given(records(), st.integers(1, 3), days())
def test_a_second_department_that_holds_an_item_is_an_overlap(made, number, from_on):
    graph = ownership_graph(made)
    owner = made.powers[number - 1].versions[0].department
    other = next(key for key in DEPARTMENTS if key != owner)
    graph.add_edge(organisation(other), item(number), kind=Edge.owns, extent=Extent.whole, from_on=from_on, until_on=None, act=1)
    found = overlaps(graph)
    assert {one.item for one in found} == {number}
    assert all(other in one.holders and one.until_on >= one.from_on >= from_on for one in found)


@settings(max_examples=30)
@given(records(), st.integers(1, 3), st.sampled_from(SUBDISTRICTS), st.sampled_from([Mode.devolve, Mode.devolve_in_part]))
def test_a_subdistrict_that_holds_what_its_department_holds_is_an_overlap(made, number, key, mode):
    graph = ownership_graph(dataclasses.replace(made, publications=()))
    graph.add_edge(organisation(key), item(number), kind=Edge.receives, mode=mode, of="", from_on=FIRST, until_on=SETTLED, act=1)
    pair = tuple(sorted((key, made.powers[number - 1].versions[0].department)))
    assert [(one.item, one.holders, one.from_on, one.until_on) for one in overlaps(graph)] == [(number, pair, FIRST, SETTLED)]


@settings(max_examples=30)
@given(records(), st.permutations(DEPARTMENTS), st.integers(1, 3))
def test_a_circle_of_supervision_is_found(made, offices, size):
    graph = ownership_graph(made)
    ring = [organisation(key) for key in offices[:size]]
    for over, under in zip(ring, (*ring[1:], ring[0]), strict=True):
        graph.add_edge(over, under, kind=Edge.supervises, from_on=FIRST, until_on=SETTLED, act=1)
    assert found_all({one.nodes for one in cycles(graph)}, {tuple(sorted(ring))}, ())


@settings(max_examples=30)
@given(records())
def test_supervision_that_turned_round_on_a_day_is_no_circle(made):
    graph = ownership_graph(made)
    one, other = organisation("urban"), organisation("water")
    graph.add_edge(one, other, kind=Edge.supervises, from_on=None, until_on=FIRST, act=1)
    graph.add_edge(other, one, kind=Edge.supervises, from_on=FIRST + dt.timedelta(days=1), until_on=None, act=1)
    assert cycles(graph) == ()


@settings(max_examples=30)
@given(records(), st.sampled_from(["split", "merge"]))
def test_a_circle_of_descent_is_found(made, kind):
    round_trip = (Descent(kind, 1, 2, FIRST, 1), Descent("split", 2, 3, FIRST, 2), Descent("merge", 3, 1, FIRST, 3))
    graph = ownership_graph(dataclasses.replace(made, descents=round_trip))
    assert found_all({one.nodes for one in cycles(graph)}, {(item(1), item(2), item(3))}, ())


@settings(max_examples=30)
@given(records())
def test_a_penalty_that_leaves_its_inspection_behind_is_found_from_either_side(made):
    inspection = ItemFields("检查甲", Kind.inspection, mode=Mode.keep)
    made, stays = with_power(made, "urban", inspection, "kept")
    made, goes = with_power(made, "urban", ItemFields("处罚甲", Kind.penalty, mode=Mode.devolve, related=(stays,)))
    graph = ownership_graph(made)
    going = {goes: frozenset(SUBDISTRICTS)}
    assert [(one.goes, one.stays, one.subdistricts) for one in closing_set(graph, FIRST, going)] == [
        (goes, stays, tuple(sorted(SUBDISTRICTS)))
    ]
    assert [(one.goes, one.stays) for one in closing_set(graph, FIRST, {stays: frozenset(SUBDISTRICTS)})] == [(stays, goes)]


@settings(max_examples=30)
@given(records(), days())
def test_the_closing_set_is_what_a_count_over_all_pairs_gives(made, on):
    graph = ownership_graph(made)
    going = handed_over(graph, on)
    kinds = {power.number: power.now.kind for power in made.powers}
    named = {(power.number, other) for power in made.powers for other in power.now.related}
    both = named | {(b, a) for a, b in named}
    served = {pair for pair in both if {kinds[n] for n in pair} & COMPANIONS and Kind.penalty in map(kinds.get, pair)}
    counted = {(a, b): going.get(a, frozenset()) - going.get(b, frozenset()) for a, b in served}
    assert {(one.goes, one.stays): frozenset(one.subdistricts) for one in closing_set(graph, on, going)} == {
        pair: missing for pair, missing in counted.items() if missing
    }


@settings(max_examples=30)
@given(records(), st.booleans())
def test_an_article_in_two_hands_is_found(made, other_office):
    shared = Basis("条例", "第一百条")
    made, one = with_power(made, "urban", ItemFields("甲一", Kind.penalty, bases=(shared,), mode=Mode.devolve))
    made, other = with_power(made, "water" if other_office else "urban", ItemFields("乙一", Kind.penalty, bases=(shared,), mode=Mode.keep))
    going = {} if other_office else {one: frozenset(SUBDISTRICTS)}
    found = split_articles(ownership_graph(made), FIRST, going)
    items = [sorted(number for _, numbers in each.hands for number in numbers) for each in found]
    assert ([each.article for each in found], items) == (["第一百条"], [[one, other]])


@settings(max_examples=30)
@given(records())
def test_an_article_in_one_hand_is_not_split(made):
    assert split_articles(ownership_graph(made), FIRST, {}) == ()
