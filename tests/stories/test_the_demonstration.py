"""The demonstration campaign: 1,289 items collected, 963 proposed for adjustment, 326 kept, each with its reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp.database import engine_for
from workflows.demonstration.campaign import KEY
from workflows.operations.audit.verifying import verify
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign, campaign_of
from workflows.store.items.rows import ImportedRow, Item, Step
from workflows.store.ledger import ledger


@pytest.fixture(scope="module")
def session(played_home: Path) -> Iterator[Session]:
    engine = engine_for(f"sqlite:///{played_home / 'devolve.sqlite'}")
    with Session(engine) as session:
        yield session
    engine.dispose()


@pytest.fixture
def campaign(session: Session) -> Campaign:
    return campaign_of(session, KEY)


def test_1289_items_end_as_963_adopted_and_326_kept(session: Session, campaign: Campaign) -> None:
    told = ledger(session, campaign, nets(campaign).item).as_json()
    assert (told["filed"], told["adopted"], told["kept"], told["balanced"]) == (1289, 963, 326, True)


def test_each_kept_item_has_its_reason_code_and_text(session: Session, campaign: Campaign) -> None:
    book = ledger(session, campaign, nets(campaign).item)
    assert sum(book.total.reasons.values()) == 326 and "" not in book.total.reasons


def test_the_catalogue_announced_is_what_was_adopted(session: Session, campaign: Campaign) -> None:
    catalogue = published_catalogue(session, campaign)
    assert len(catalogue.rows) == 963 and catalogue.demonstration
    assert [row.number for row in catalogue.rows] == list(range(1, 964))


def test_every_decision_went_through_the_process(session: Session, campaign: Campaign) -> None:
    moves = nets(campaign).item.moves
    taken = session.execute(select(Step.from_marking, Step.action, Step.to_marking).where(Step.from_marking != "").distinct())
    assert all(moves[origin, action].to == to for origin, action, to in taken)


def test_every_item_came_from_a_row_of_a_workbook(session: Session) -> None:
    rows = session.scalar(select(func.count(func.distinct(ImportedRow.item_id))))
    assert rows == session.scalar(select(func.count(Item.id))) == 1289


def test_every_invariant_holds(session: Session) -> None:
    assert verify(session) == ()
