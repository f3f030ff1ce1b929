"""Every story is told in a launched campaign, and its end is replayed by the referee."""

from __future__ import annotations

from collections import defaultdict

import pytest
from sqlalchemy import select

from tests.engine.third_round import with_third_round
from tests.operations.house import House, drawn, small_house
from workflows.engine.referee import replay
from workflows.operations.audit.verifying import verify
from workflows.operations.processes import nets
from workflows.operations.undoing import effective
from workflows.store.campaigns import CampaignPassage
from workflows.store.items.rows import Item, Passage
from workflows.store.ledger import ledger


@pytest.fixture
def house(tmp_path) -> House:
    """Collection is open, nothing is filed. Afterwards the engine itself must agree with where everything rests."""
    house = small_house(tmp_path)
    yield house
    must_hold(house)
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def house_of_three_rounds(tmp_path) -> House:
    """As ``house``, over copies of both diagrams with a third review round drawn in; no code knows of it."""
    house = small_house(tmp_path, with_third_round(drawn()))
    yield house
    must_hold(house)
    house.session.close()
    house.session.get_bind().dispose()


def must_hold(house: House) -> None:
    """Every invariant, the ledger and the referee's replay of every token agree with the store."""
    house.session.rollback()
    processes = nets(house.campaign)
    assert verify(house.session) == ()
    assert ledger(house.session, house.campaign, processes.item).balanced
    by_item = defaultdict(list)
    for passage in house.session.scalars(select(Passage).order_by(Passage.item_id, Passage.number)):
        by_item[passage.item_id].append(passage)
    rests = dict(house.session.execute(select(Item.id, Item.marking)).all())
    ways = defaultdict(set)
    for item_id, passages in by_item.items():
        standing = effective(passages)
        ways[standing[0].to_marking, tuple(one.action for one in standing[1:])].add(rests[item_id])
    for (born_at, actions), markings in ways.items():
        assert {replay(processes, "item", actions, start=born_at)} == markings
    steps = list(house.session.scalars(select(CampaignPassage).order_by(CampaignPassage.number)))
    assert replay(processes, "campaign", [one.action for one in effective(steps)[1:]]) == house.campaign.marking
