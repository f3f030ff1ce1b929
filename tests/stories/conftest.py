"""Every story is told in a launched campaign, and its end is replayed by the referee."""

from __future__ import annotations

import pytest

from tests.engine.third_round import with_third_round
from tests.operations.house import House, drawn, small_house
from workflows.operations.audit.retracing import Stay, retraced
from workflows.operations.audit.verifying import referee, verify
from workflows.operations.processes import eras, nets
from workflows.store.items.rows import Passage, passages_told
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


def stays(house: House, item: int) -> list[Stay]:
    """The visits of an item, as its passages tell them."""
    passages = house.session.execute(passages_told().where(Passage.item_id == item).order_by(Passage.number)).all()
    return retraced(eras(house.session, house.campaign), passages).stays


def must_hold(house: House) -> None:
    """Every invariant, the ledger and the referee's replay of every token agree with the store."""
    house.session.rollback()
    processes = nets(house.campaign)
    assert verify(house.session) == ()
    assert ledger(house.session, house.campaign, processes.item).balanced
    assert referee(house.session, house.campaign) == ()
