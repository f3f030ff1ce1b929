"""Eight clients decide selections that overlap: every item once, nobody sees a locked database, and all counts add up."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from tests.faults.acting import REVIEW, intents, told
from tests.faults.clients import ITEMS, client, close, collecting, reviewing
from tests.operations.played import play
from workflows.operations.audit.verifying import referee, verify
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import Item

CLIENTS = 8


def must_decide_each_item_once(url: str, journals) -> None:
    """All answers together are what stands in the store."""
    house = reviewing(url)
    journals.mkdir()
    with client("contend", url, journals, 1, CLIENTS) as process:
        assert process.wait() == 0
    lines = told(journals.iterdir())
    assert [line["error"] for line in lines if "error" in line] == []
    assert verify(house.session, journal=intents(journals.iterdir())) == ()
    opinions = house.session.scalar(select(func.count()).select_from(Opinion))
    left = house.session.scalar(select(func.count()).where(Item.marking == REVIEW))
    assert opinions == sum(line["count"] for line in lines if "count" in line) == ITEMS - left
    assert sum(bool(line.get("count")) for line in lines) > 3, "one client alone decided everything: nothing was contended"
    close(house)


def test_eight_clients_on_sqlite_decide_each_item_once(tmp_path) -> None:
    must_decide_each_item_once(f"sqlite:///{tmp_path / 'store.sqlite'}", tmp_path / "journals")


@pytest.mark.postgres
def test_eight_clients_on_postgresql_decide_each_item_once(postgres_url: str, tmp_path) -> None:
    must_decide_each_item_once(postgres_url, tmp_path / "journals")


@pytest.mark.postgres
def test_a_whole_campaign_on_postgresql_is_sound(postgres_url: str) -> None:
    house = collecting(postgres_url)
    play(house)
    assert verify(house.session) == () == referee(house.session, house.campaign)
    close(house)
