"""A check that cannot fail proves nothing: each bug planted here is caught, by a refusal or by verify."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update

from tests.faults.clients import close, reviewing
from tests.operations.house import House
from webapp.database import carry_out
from workflows.domain.errors import Stale
from workflows.operations import acts
from workflows.operations.acts import open_act
from workflows.operations.audit.verifying import verify
from workflows.operations.items import deciding, tokens
from workflows.operations.items.deciding import Plan, plan
from workflows.operations.items.tokens import carry
from workflows.store.base import among
from workflows.store.items.opinions import Opinion
from workflows.store.items.rows import Item


@pytest.fixture
def house(tmp_path) -> House:
    house = reviewing(f"sqlite:///{tmp_path / 'store.sqlite'}")
    yield house
    close(house)


def planned(house: House, ids: list[int]) -> Plan:
    """What a reviewer was shown before somebody else acted."""
    made = plan(house.session, actor=house.people["reviewer"], campaign=house.campaign, item_ids=ids, action="approve", reason="名称相近")
    house.session.rollback()
    return made


def carry_late(house: House, shown: Plan) -> None:
    """Make an old plan true without looking again."""

    def work(session) -> None:
        act = open_act(session, house.people["reviewer"], house.now, "approve", campaign=house.campaign)
        carry(act, house.campaign, {move: [item.id for item in items] for move, items in shown.moves.items()})
        act.close(items=shown.count)

    carry_out(work, house.session)


def broken(house: House) -> set[str]:
    house.session.rollback()
    return {found.invariant for found in verify(house.session)}


def test_an_old_plan_is_stale_and_nothing_of_it_remains(house: House) -> None:
    ids = list(range(1, 41))
    shown = planned(house, ids)
    house.decide("reviewer", "approve", ids[:5], "名称相近")
    with pytest.raises(Stale):
        carry_late(house, shown)
    assert broken(house) == set()


def test_moving_without_comparing_is_caught(house: House, monkeypatch) -> None:
    def set_marking_blindly(act, ids, from_marking, place, **words) -> None:
        values = {"marking": place.marking, "passages": Item.passages + 1, "round": place.round, "entered_at": act.at}
        act.session.execute(update(Item).where(Item.id.in_(among(ids))).values(values))

    shown = planned(house, [1, 2, 3])
    house.decide("reviewer", "return", [2], "依据条款不准")
    monkeypatch.setattr(tokens, "_set_marking", set_marking_blindly)
    carry_late(house, shown)
    assert broken(house) >= {"I1", "I5"}


def test_a_verdict_that_overwrites_another_is_caught(house: House, monkeypatch) -> None:
    def give_opinions_over_others(act, campaign, moves) -> None:
        ids = [item.id for items in moves.values() for item in items]
        act.session.execute(delete(Opinion).where(Opinion.item_id.in_(ids)))
        give_opinions(act, campaign, moves)

    give_opinions = deciding.give_opinions
    house.decide("reviewer", "return", [2], "依据条款不准")
    house.report([2])
    monkeypatch.setattr(deciding, "give_opinions", give_opinions_over_others)
    house.decide("reviewer", "approve", [2], "名称相近")
    assert broken(house) >= {"I3", "I5"}


def test_an_act_that_is_never_sealed_is_caught(house: House, monkeypatch) -> None:
    monkeypatch.setattr(acts, "seal", lambda session, act, tables: session.flush())
    house.decide("reviewer", "approve", [1, 2], "名称相近")
    assert "I3" in broken(house)


def test_a_row_that_the_seal_did_not_see_is_caught(house: House, monkeypatch) -> None:
    def seal_too_early(session, act, tables) -> None:
        seal(session, act, ())

    seal = acts.seal
    monkeypatch.setattr(acts, "seal", seal_too_early)
    house.decide("reviewer", "approve", [1, 2], "名称相近")
    assert "I3" in broken(house)


def test_an_opinion_for_a_visit_that_nobody_made_is_caught(house: House) -> None:
    house.decide("reviewer", "approve", [1], "名称相近")
    carry_out(lambda session: session.execute(update(Opinion).where(Opinion.item_id == 1).values(visit=1)), house.session)
    assert "I5" in broken(house)
