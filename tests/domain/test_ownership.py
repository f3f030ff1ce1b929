"""Who holds a power on a day, and what proves it."""

from __future__ import annotations

import dataclasses
import datetime as dt
import doctest
import importlib

import pytest

from workflows.domain.errors import NotFound, Unfit
from workflows.domain.items import Basis, ItemFields
from workflows.domain.ownership.changes import departments_merged, obstacles, repealed
from workflows.domain.ownership.example import OFFICES, REGULATION, example_graph, example_records
from workflows.domain.ownership.graph import Edge, edges_out, organisation, ownership_graph
from workflows.domain.ownership.questions import Ground, handed_over, history, holder, load, proposed, transfers
from workflows.domain.ownership.records import Descent, Office, Power, PowerVersion, PrintedRow, Publication, Records, Supervision
from workflows.domain.vocabulary import BasisRole, Kind, LawLevel, Mode, OrganisationKind
from workflows.domain.words import Words

ALL = ("chigang", "xingang", "binjiang")
MODULES = ("graph", "records", "questions", "faults", "changes")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(f"2021-{text}")


def power(number: int, *said: tuple[str, str, ItemFields], **words) -> Power:
    """A power whose wordings are (day, department, fields)."""
    versions = tuple(PowerVersion(n, office, fields, day(on), 100 + n) for n, (on, office, fields) in enumerate(said, 1))
    return Power(number, versions, **words)


def penalty(name: str = "对占道经营的行政处罚", **fields) -> ItemFields:
    return ItemFields(**{"name": name, "kind": Kind.penalty, "bases": (REGULATION,), "mode": Mode.devolve} | fields)


def graph_of(*powers: Power, lists: tuple[Publication, ...] = (), **words):
    return ownership_graph(Records(OFFICES, powers, lists, **words))


def published(version: int, on: str, effective: str | None, *items: int) -> Publication:
    rows = {number: PrintedRow(place, 1) for place, number in enumerate(items, 1)}
    return Publication(version, day(on), day(effective) if effective else None, rows, 900 + version)


@pytest.mark.parametrize("name", MODULES)
def test_every_example_runs(name):
    tried = doctest.testmod(importlib.import_module(f"workflows.domain.ownership.{name}"))
    assert tried.attempted > 0 or name == "graph"
    assert tried.failed == 0


def test_until_the_catalogue_takes_effect_the_department_holds_the_item():
    graph = example_graph()
    assert holder(graph, 1, dt.date(2020, 12, 31)).held.holders == ("urban",)
    assert holder(graph, 1, dt.date(2021, 1, 1)).held.holders == ALL


def test_an_entrusted_item_stays_with_its_department_and_is_acted_on_in_its_name():
    held = holder(example_graph(), 3, day("03-01")).held
    assert (held.holders, held.agents, held.mode) == (("water",), ("binjiang",), Mode.entrust)


def test_a_later_version_without_the_row_gives_the_item_back_and_proves_it():
    answer = holder(example_graph(), 3, day("07-01"))
    assert (answer.held.holders, answer.held.agents) == (("water",), ())
    assert [(link.ground, link.act) for link in answer.proof] == [(Ground.reported, 13), (Ground.listed, 20), (Ground.removed, 30)]


def test_a_version_binds_nobody_before_it_was_published():
    late = published(1, "05-10", "01-01", 1)
    graph = graph_of(power(1, ("01-01", "urban", penalty())), lists=(late,))
    assert holder(graph, 1, day("05-09")).held.holders == ("urban",)
    assert holder(graph, 1, day("05-10")).held.holders == ALL


def test_without_an_effective_day_a_version_counts_from_its_publication():
    graph = graph_of(power(1, ("01-01", "urban", penalty())), lists=(published(1, "05-10", None, 1),))
    assert holder(graph, 1, day("05-10")).held.holders == ALL


def test_a_version_overtaken_before_its_first_day_never_counts():
    lists = (published(1, "05-01", "07-01", 1), published(2, "05-20", "06-01"))
    graph = graph_of(power(1, ("01-01", "urban", penalty())), lists=lists)
    assert {holder(graph, 1, day(on)).held.holders for on in ("05-30", "06-15", "07-15")} == {("urban",)}


@pytest.mark.parametrize("fields", [{"mode": Mode.devolve_in_part}, {"receivers": ("xingang",)}])
def test_what_no_subdistrict_received_stays_with_the_department(fields):
    graph = graph_of(power(1, ("01-01", "urban", penalty(**fields))), lists=(published(1, "02-01", None, 1),))
    held = holder(graph, 1, day("03-01")).held
    assert held.rest == "urban" and "urban" not in held.holders


def test_the_scope_of_a_part_stands_in_the_answer():
    said = penalty(mode=Mode.devolve_in_part, scope_conduct="限于沿街商铺")
    graph = graph_of(power(1, ("01-01", "urban", said)), lists=(published(1, "02-01", None, 1),))
    assert holder(graph, 1, day("03-01")).held.scope == "限于沿街商铺"


def test_the_frozen_wording_counts_not_a_later_one():
    later = penalty(receivers=("xingang",))
    item = power(1, ("01-01", "urban", penalty()), ("03-01", "urban", later))
    graph = graph_of(item, lists=(published(1, "02-01", None, 1),))
    assert holder(graph, 1, day("04-01")).held.holders == ALL


def test_an_item_moved_between_departments_is_held_by_each_in_turn():
    graph = graph_of(power(1, ("01-10", "urban", penalty()), ("02-10", "water", penalty())))
    assert holder(graph, 1, day("02-09")).held.holders == ("urban",)
    moved = holder(graph, 1, day("02-10"))
    assert moved.held.holders == ("water",) and [link.ground for link in moved.proof] == [Ground.reported, Ground.moved]


def family():
    """Item 1 split into 2 and 3; item 3 merged into 4."""
    said = ("01-01", "urban", penalty())
    powers = (
        power(1, said, standing="split_or_merged", ended_on=day("02-01")),
        power(2, ("02-01", "urban", penalty("二")), born_on=day("02-01")),
        power(3, ("02-01", "urban", penalty("三")), born_on=day("02-01"), standing="split_or_merged", ended_on=day("03-01")),
        power(4, ("01-01", "urban", penalty("四"))),
    )
    descents = (Descent("split", 1, 2, day("02-01"), 7), Descent("split", 1, 3, day("02-01"), 7), Descent("merge", 3, 4, day("03-01"), 8))
    return graph_of(*powers, descents=descents)


def test_history_follows_splits_and_merges_to_the_end():
    told = history(family(), 3)
    assert [(one.item, one.from_on, one.until_on) for one in told.chapters] == [
        (1, None, day("01-31")), (4, None, None), (3, day("02-01"), day("02-28")),
    ]  # fmt: skip
    assert [kin.item for kin in told.came_from] == [1] and [kin.item for kin in told.became] == [4]


def test_before_its_birth_an_item_is_refused_with_its_parent_named():
    with pytest.raises(Unfit) as refused:
        holder(family(), 2, day("01-31"))
    assert "第 1 项" in refused.value.words.zh


def test_after_its_end_an_item_is_refused_with_its_parts_named():
    with pytest.raises(Unfit) as refused:
        holder(family(), 1, day("02-01"))
    assert "第 2 项、第 3 项" in refused.value.words.zh


def test_a_part_is_proved_by_its_split():
    assert [(link.ground, link.act) for link in holder(family(), 2, day("05-01")).proof] == [(Ground.reported, 101), (Ground.split, 7)]


def test_an_item_nobody_knows_is_refused():
    with pytest.raises(NotFound):
        holder(example_graph(), 99, day("01-01"))


def test_history_is_one_chapter_where_nothing_changed():
    assert len(history(example_graph(), 2).chapters) == 1


def test_what_is_handed_over_is_not_what_is_proposed():
    graph = graph_of(power(1, ("01-01", "urban", penalty()), standing="adopted"))
    assert handed_over(graph, day("06-01")) == {} and set(proposed(graph)) == {1}


def test_load_counts_each_item_once_in_every_subdistrict():
    rows = load(example_graph(), day("03-01"))
    assert sum(row.items for row in rows) == 4 and {row.kind for row in rows} == {Kind.penalty}
    assert [row.subdistrict for row in rows] == ["chigang", "xingang", "binjiang", "binjiang"]


def test_transfers_have_a_row_for_every_department_and_a_column_for_every_subdistrict():
    table = transfers(example_graph(), day("08-01"))
    assert table.counts == ((1, 1, 1), (0, 0, 0)) and table.items == (1, 0)


def test_entrusting_makes_the_department_stand_over_the_subdistrict_for_those_days():
    edges = list(edges_out(example_graph(), organisation("water"), Edge.supervises))
    assert [(head, str(edge["from_on"]), str(edge["until_on"]), edge["act"]) for head, edge in edges] == [
        (organisation("binjiang"), "2021-01-01", "2021-06-30", 20)
    ]


def test_a_government_stands_over_its_departments():
    government = Office("district", "区人民政府", OrganisationKind.government)
    records = dataclasses.replace(
        example_records(), offices=(*OFFICES, government), supervisions=(Supervision("district", "urban"),)
    )
    assert (organisation("district"), organisation("urban")) in ownership_graph(records).edges()


def test_an_article_that_is_repealed_takes_only_what_rests_on_it():
    two = penalty("乙", bases=(dataclasses.replace(REGULATION, article="第三十五条"),))
    part = penalty("丙", bases=(dataclasses.replace(REGULATION, article="第三十四条第（二）项"),))
    said = (penalty("甲"), two, part)
    graph = graph_of(*(power(number, ("01-01", "urban", fields)) for number, fields in enumerate(said, 1)))
    assert repealed(graph, REGULATION.law, day("02-01"), "第三十四条").falls == (1, 3)
    assert repealed(graph, REGULATION.law, day("02-01")).falls == (1, 2, 3)


@pytest.mark.parametrize(
    "other",
    [Basis("通告", "第一条", LawLevel.normative_document), Basis("水法", "第一条", LawLevel.law, BasisRole.forbids)],
)
def test_a_penalty_falls_when_what_is_left_gives_no_power(other):
    graph = graph_of(power(1, ("01-01", "urban", penalty(bases=(REGULATION, other)))))
    assert repealed(graph, REGULATION.law, day("02-01")).falls == (1,)


def test_an_item_reworded_before_the_day_does_not_fall():
    reworded = penalty(bases=(Basis("水法", "第一条", LawLevel.law),))
    graph = graph_of(power(1, ("01-01", "urban", penalty()), ("02-01", "urban", reworded)))
    assert repealed(graph, REGULATION.law, day("01-15")).falls == (1,)
    assert repealed(graph, REGULATION.law, day("02-15")).falls == ()


def test_a_law_no_item_rests_on_is_refused():
    with pytest.raises(NotFound):
        repealed(example_graph(), "食品安全法", day("01-01"))


def test_merging_departments_ends_their_contests_and_shows_what_then_stands_twice():
    graph = graph_of(power(1, ("01-01", "urban", penalty())), power(2, ("01-01", "water", penalty())))
    merger = departments_merged(graph, "water", "urban", day("02-01"))
    assert [one.items for one in merger.contests_settled] == [(1, 2)] == [one.items for one in merger.doubled]


@pytest.mark.parametrize(("taken", "into", "error"), [("water", "water", Unfit), ("water", "chigang", NotFound), ("x", "urban", NotFound)])
def test_only_two_different_departments_can_be_merged(taken, into, error):
    with pytest.raises(error):
        departments_merged(example_graph(), taken, into, day("02-01"))


def test_the_shortest_explanation_leads_to_the_blocked_item():
    block = (Words("设定依据只有规范性文件", "only a normative document"),)
    powers = (
        power(1, ("01-01", "urban", penalty("甲", related=(2, 3)))),
        power(2, ("01-01", "urban", penalty("乙", related=(3,)))),
        power(3, ("01-01", "urban", penalty("丙")), blocks=block),
        power(4, ("01-01", "urban", penalty("丁", mode=Mode.keep)), blocks=block),
    )
    assert [(one.item, one.path, one.why) for one in obstacles(graph_of(*powers))] == [
        (1, (1, 3), block), (2, (2, 3), block), (3, (3,), block),
    ]  # fmt: skip
