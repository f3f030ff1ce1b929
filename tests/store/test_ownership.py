"""The graph read from the store: random histories agree with SQL's own answer; the demonstration; neighbourhoods of a large list."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, event, insert, text
from sqlalchemy.orm import Session

from tests.operations.house import build, penalty, small_house
from webapp.database import engine_for
from workflows.demonstration.campaign import KEY
from workflows.domain.errors import Unfit
from workflows.domain.items import ItemFields
from workflows.domain.laws import Register
from workflows.domain.ownership.faults import cycles, gaps, orphaned, overlaps
from workflows.domain.ownership.graph import Edge
from workflows.domain.ownership.questions import Held, handed_over, history, holder, load, proposed, transfers
from workflows.domain.vocabulary import Kind, Mode
from workflows.engine.net import Desk, Net, Place
from workflows.files.law_register import own_register
from workflows.operations.items.liaison import split_item
from workflows.operations.processes import nets
from workflows.store.audit import Act
from workflows.store.base import Record
from workflows.store.campaigns import Campaign, Participation, campaign_of
from workflows.store.catalogue import PublishedCatalogue, PublishedRow
from workflows.store.items.rows import Filing, Item, ItemVersion, Lineage, Passage, Step
from workflows.store.ownership import campaign_graph, held_on, neighbourhood
from workflows.store.people import Organisation

NOON = dt.datetime(2020, 9, 1, 4, tzinfo=dt.UTC)
SUBDISTRICTS = ("chigang", "xingang")
OFFICES = (("urban", "department"), ("water", "department"), *((key, "subdistrict") for key in SUBDISTRICTS))
NET = Net("item_review", "kept", {m: Place(m, "item_review", m, m, m, "协调员", Desk.rest, m) for m in ("kept", "split_or_merged")}, {})
MODES = (Mode.devolve, Mode.devolve_in_part, Mode.entrust, Mode.keep)
NO_LAWS = Register(())

AS_OF = text("""
    WITH acted AS (SELECT id, date(at, '+8 hours') AS day FROM act),
    listed AS (
        SELECT c.id, c.version, max(a.day, coalesce(c.effective_on, a.day)) AS first_day
        FROM published_catalogue c JOIN acted a ON a.id = c.act_id),
    wording AS (
        SELECT v.item_id, o.key, row_number() OVER (PARTITION BY v.item_id ORDER BY (a.day <= :on) DESC,
               CASE WHEN a.day <= :on THEN -v.number ELSE v.number END) AS place
        FROM item_version v JOIN acted a ON a.id = v.act_id JOIN organisation o ON o.id = v.department_id)
    SELECT i.number, w.key, json_extract(f.fields, '$.mode'), json_extract(f.fields, '$.receivers'),
           (SELECT a.day FROM lineage l JOIN acted a ON a.id = l.act_id WHERE l.parent_id = i.id) AS ended_on
    FROM item i JOIN wording w ON w.item_id = i.id AND w.place = 1
    LEFT JOIN published_row r ON r.item_id = i.id AND r.catalogue_id =
        (SELECT id FROM listed WHERE first_day <= :on ORDER BY version DESC LIMIT 1)
    LEFT JOIN item_version f ON f.item_id = r.item_id AND f.number = r.item_version
    ORDER BY i.number""")
"""Written apart from the code under test: the list in force is the highest version whose first day has come."""


def held_by_sql(session: Session, on: dt.date) -> dict[int, Held | None]:
    """Who holds each item on a day; None where it has ended."""
    found = {}
    for number, department, mode, receivers, ended_on in session.execute(AS_OF, {"on": on.isoformat()}):
        keys = tuple(key for key in SUBDISTRICTS if not json.loads(receivers or "[]") or key in json.loads(receivers or "[]"))
        if mode is None:
            held = Held((department,), (), None, None, "")
        elif mode == Mode.entrust:
            held = Held((department,), keys, None, Mode.entrust, "")
        else:
            whole = mode == Mode.devolve and keys == SUBDISTRICTS
            held = Held(keys, (), None if whole else department, Mode(mode), "")
        found[number] = None if ended_on and ended_on <= on.isoformat() else held
    return found


class Past:
    """A store that is filled with acts one after the other, some hours apart."""

    def __init__(self, session: Session) -> None:
        self.session, self.at, self.acts = session, NOON, 0
        Record.metadata.create_all(session.connection())
        self.wordings: dict[int, list[ItemFields]] = {}
        for place, (key, kind) in enumerate(OFFICES, 1):
            self.add(Organisation, id=place, key=key, kind=kind, name=key, short_name=key, aliases=[])
            part = "department" if kind == "department" else "receiver"
            self.add(Participation, id=place, campaign_id=1, organisation_id=place, part=part, position=place)
        plain = {"title": "", "catalogue_title": "", "marking": "", "deadlines": {}, "deployed_set_id": 1, "law_as_of": NOON.date()}
        self.add(Campaign, id=1, key="2020", **plain)

    @property
    def campaign(self) -> Campaign:
        return self.session.get_one(Campaign, 1)

    def add(self, record: type[Record], **columns: object) -> None:
        self.session.execute(insert(record).values(**columns))

    def act(self, hours: int) -> int:
        """An act so many hours after the last; its id."""
        self.at, self.acts = self.at + dt.timedelta(hours=hours), self.acts + 1
        self.add(Act, id=self.acts, at=self.at, role="clock", door="clock", word="word")
        return self.acts

    def word(self, item: int, hours: int, department: int, fields: ItemFields) -> None:
        """The item says this from now on; its first wording files it."""
        said, act = self.wordings.setdefault(item, []), self.act(hours)
        said.append(fields)
        self.add(ItemVersion, item_id=item, number=len(said), act_id=act, department_id=department, fields=fields.as_json())
        if len(said) == 1:
            plain = {"marking": "kept", "passages": 1, "department_id": department, "name": "", "entered_at": self.at}
            self.add(Item, id=item, campaign_id=1, number=item, versions=1, **plain)
            self.add(Filing, item_id=item, act_id=act, campaign_id=1, number=item, origin="filed", department_id=department, kind="")
        self.session.get_one(Item, item).versions = len(said)

    def publish(self, version: int, hours: int, effective_after: int | None, items: set[int]) -> None:
        """A version with what these items say now; those that keep are left out."""
        act = self.act(hours)
        effective_on = None if effective_after is None else (self.at + dt.timedelta(days=effective_after)).date()
        plain = {"title": "", "number": "", "digest": ""}
        self.add(PublishedCatalogue, id=version, act_id=act, campaign_id=1, version=version, effective_on=effective_on, **plain)
        listed = [item for item in sorted(items) if self.wordings[item][-1].devolves]
        for place, item in enumerate(listed, 1):
            frozen = {"item_id": item, "item_version": len(self.wordings[item]), "cells": {}}
            self.add(PublishedRow, catalogue_id=version, number=place, act_id=act, **frozen)

    def merge(self, parent: int, child: int, hours: int) -> None:
        """The parent ends in the child."""
        act = self.act(hours)
        self.add(Lineage, parent_id=parent, child_id=child, act_id=act, kind="merged")
        ended = self.session.get_one(Item, parent)
        ended.marking, ended.passages = "split_or_merged", 2
        way = {"from_marking": "kept", "to_marking": "split_or_merged", "action": "replace", "by": "person"}
        self.add(Step, act_id=act, number=1, **way)
        self.add(Passage, item_id=parent, number=2, act_id=act, step_number=1, item_version=1)


says = st.builds(
    lambda mode, receivers, related: ItemFields(
        "事项", Kind.penalty, mode=mode, receivers=tuple(sorted(receivers)), related=tuple(sorted(related))
    ),
    st.sampled_from(MODES),
    st.sets(st.sampled_from(SUBDISTRICTS)),
    st.sets(st.integers(1, 4), max_size=2),
)
four = st.lists(says, min_size=4, max_size=4)
steps = st.one_of(
    st.tuples(st.just("word"), st.integers(1, 4), st.integers(0, 60), st.integers(1, 2), says),
    st.tuples(st.just("publish"), st.integers(0, 200), st.none() | st.integers(-10, 20), st.sets(st.integers(1, 4))),
)


@contextmanager
def past(happened: list[tuple], first: list[ItemFields], merged: bool) -> Iterator[Past]:
    """A store in memory in which four items were filed and all this happened."""
    engine = create_engine("sqlite://")
    with Session(engine) as session:
        told = Past(session)
        for item, fields in enumerate(first, 1):
            told.word(item, 1, 1, fields)
        versions = 0
        for step, *words in happened:
            versions += step == "publish"
            told.word(*words) if step == "word" else told.publish(versions, *words)
        if merged:
            told.merge(1, 2, 30)
        session.flush()
        yield told
    engine.dispose()


@settings(max_examples=50)
@given(st.lists(steps, max_size=8), four, st.booleans(), st.sets(st.integers(-5, 80), min_size=4, max_size=4))
def test_over_random_histories_the_graph_says_what_sql_says(happened, first, merged, asked):
    with past(happened, first, merged) as told:
        graph = campaign_graph(told.session, told.campaign, NET, NO_LAWS)
        for on in [NOON.date() + dt.timedelta(days=each) for each in asked]:
            listed = {row.item: row for row in held_on(told.session, told.campaign, on)}
            for number, held in held_by_sql(told.session, on).items():
                if held is None:
                    with pytest.raises(Unfit):
                        holder(graph, number, on)
                    continue
                assert holder(graph, number, on).held == held
                row = listed[number]
                assert (row.mode or None, bool(row.version)) == (held.mode, held.mode is not None)
                assert row.department in (held.rest, *held.holders) or held.rest is None and held.mode is Mode.devolve
        assert (overlaps(graph), gaps(graph), orphaned(graph), cycles(graph)) == ((),) * 4


@settings(max_examples=20)
@given(st.lists(steps, max_size=6), four, st.booleans(), st.integers(-5, 80))
def test_a_neighbourhood_says_of_its_item_what_the_whole_graph_says(happened, first, merged, after):
    on = NOON.date() + dt.timedelta(days=after)
    with past(happened, first, merged) as told:
        whole = campaign_graph(told.session, told.campaign, NET, NO_LAWS)
        near = neighbourhood(told.session, told.campaign, NET, NO_LAWS, 3)
        assert holder(near, 3, on) == holder(whole, 3, on)
        assert related_now(near, "item:3") == related_now(whole, "item:3")


def related_now(graph, node: str) -> set[tuple[str, str]]:
    edges = [*graph.in_edges(node, data=True), *graph.out_edges(node, data=True)]
    return {(tail, head) for tail, head, edge in edges if edge["kind"] is Edge.related and edge["until_on"] is None}


def test_an_item_nobody_knows_has_no_neighbourhood():
    with past([], [ItemFields("事项")] * 4, False) as told:
        graph = neighbourhood(told.session, told.campaign, NET, NO_LAWS, 99)
        assert not [node for node in graph if node.startswith("item:")]


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    texts: list[str] = []

    def note(_connection, _cursor, statement, *_rest) -> None:
        texts.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    yield texts
    event.remove(session.get_bind(), "before_cursor_execute", note)


def test_a_large_list_is_not_read_for_one_neighbourhood():
    with past([], [ItemFields("事项", related=(2,))] * 4, False) as told:
        rows = range(5, 3_005)
        plain = {"campaign_id": 1, "marking": "kept", "passages": 1, "versions": 1, "department_id": 1, "name": ""}
        told.session.execute(insert(Item), [plain | {"id": n, "number": n, "entered_at": NOON} for n in rows])
        wording = {"number": 1, "act_id": 1, "department_id": 1}
        said = [ItemFields(f"事项{n}", related=(1,) if n == 3_000 else ()).as_json() for n in rows]
        told.session.execute(insert(ItemVersion), [wording | {"item_id": n, "fields": each} for n, each in zip(rows, said, strict=True)])
        with counted(told.session) as texts:
            near = neighbourhood(told.session, told.campaign, NET, NO_LAWS, 1)
        assert {node for node in near if node.startswith("item:")} == {"item:1", "item:2", "item:3000"}
        assert len(texts) <= 16


def test_a_split_is_followed_from_the_parent_to_its_parts(tmp_path):
    house = small_house(tmp_path)
    (parent,) = house.file(penalty("对乱扔乱倒行为的行政处罚"))
    house.now += dt.timedelta(days=2)
    parts = [penalty("对乱扔行为的行政处罚"), penalty("对乱倒行为的行政处罚")]
    house.do(split_item, "liaison", item_id=parent, parts=parts, reason="两种行为")
    graph = neighbourhood(house.session, house.campaign, nets(house.campaign).item, NO_LAWS, 2)
    split_on = NOON.date() + dt.timedelta(days=2)
    assert [(one.item, one.from_on) for one in history(graph, 2).chapters] == [(1, None), (2, split_on)]
    assert holder(graph, 1, NOON.date()).held.holders == holder(graph, 3, split_on).held.holders == ("urban",)
    house.session.close()
    house.session.get_bind().dispose()


@pytest.mark.postgres
def test_postgresql_answers_alike(postgres_url):
    house = build(postgres_url)
    house.step("launch")
    house.file(penalty("对占道经营行为的行政处罚", related=(2,)), penalty("对乱倒垃圾行为的行政处罚"), penalty("对随地吐痰行为的行政处罚"))
    near = neighbourhood(house.session, house.campaign, nets(house.campaign).item, NO_LAWS, 2)
    assert {node for node in near if node.startswith("item:")} == {"item:1", "item:2"}
    rows = held_on(house.session, house.campaign, NOON.date(), [2, 3])
    assert [(row.item, row.department, row.version) for row in rows] == [(2, "urban", 0), (3, "urban", 0)]
    whole = campaign_graph(house.session, house.campaign, nets(house.campaign).item, NO_LAWS)
    assert holder(whole, 2, NOON.date()) == holder(near, 2, NOON.date())
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture(scope="module")
def demonstration(played_home: Path) -> Iterator[Session]:
    engine = engine_for(f"sqlite:///{played_home / 'devolve.sqlite'}")
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture(scope="module")
def graph(demonstration: Session):
    campaign = campaign_of(demonstration, KEY)
    return campaign_graph(demonstration, campaign, nets(campaign).item, own_register())


def test_the_graph_of_the_demonstration_is_read_in_ten_statements(demonstration):
    campaign = campaign_of(demonstration, KEY)
    item_net = nets(campaign).item
    with counted(demonstration) as texts:
        campaign_graph(demonstration, campaign, item_net, own_register())
    assert len(texts) <= 10


def test_963_items_are_handed_over_on_the_day_the_catalogue_takes_effect(graph):
    assert handed_over(graph, dt.date(2020, 12, 31)) == {}
    assert len(handed_over(graph, dt.date(2021, 1, 1))) == 963 == len(proposed(graph))


def test_every_row_of_the_demonstration_catalogue_proves_its_holders(graph):
    on = dt.date(2021, 1, 1)
    rows = sorted(link.row for number in handed_over(graph, on) for link in holder(graph, number, on).proof if link.version)
    assert rows == list(range(1, 964))


def test_load_and_transfers_count_the_same_hands(graph):
    on = dt.date(2021, 6, 1)
    table = transfers(graph, on)
    assert sum(table.items) == 963
    assert sum(row.items for row in load(graph, on)) == sum(map(sum, table.counts))


def test_the_demonstration_holds_no_impossible_state(graph):
    assert (overlaps(graph), gaps(graph), orphaned(graph), cycles(graph)) == ((),) * 4


def test_sql_and_graph_agree_on_every_item_of_the_demonstration(demonstration, graph):
    on = dt.date(2021, 6, 1)
    rows = held_on(demonstration, campaign_of(demonstration, KEY), on)
    going = handed_over(graph, on)
    everybody = graph.graph["subdistricts"]
    assert {row.item: frozenset(row.receivers or everybody) for row in rows if row.version} == dict(going)
