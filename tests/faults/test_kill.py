"""A process killed at any moment leaves each act whole or absent, and everything it had answered."""

from __future__ import annotations

import pytest

from tests.faults.acting import intents
from tests.faults.clients import close, collecting, live_and_die, reviewing
from workflows.operations.audit.verifying import referee, verify

FEW, MANY = 3, 60
BEGINNINGS = {"decide": reviewing, "import": collecting}


def must_hold_after_kills(doing: str, folder, trials: int) -> None:
    """After every kill each acknowledged act is there once and every other whole or absent."""
    url, journals = f"sqlite:///{folder / 'store.sqlite'}", folder / "journals"
    house = BEGINNINGS[doing](url)
    journals.mkdir()
    for trial in range(trials):
        live_and_die(doing, url, journals, trial)
        house.session.rollback()
        assert verify(house.session, journal=intents(journals.iterdir())) == (), f"after trial {trial}"
    wanted = intents(journals.iterdir())
    assert any(intent.acknowledged for intent in wanted)
    if trials == MANY:
        assert any(intent.acknowledged is None for intent in wanted), "no client was killed in the midst of an act"
    assert referee(house.session, house.campaign) == ()
    close(house)


@pytest.mark.parametrize("doing", BEGINNINGS)
def test_a_client_killed_at_any_moment_leaves_acts_whole_or_absent(doing: str, tmp_path) -> None:
    must_hold_after_kills(doing, tmp_path, FEW)


@pytest.mark.long
@pytest.mark.timeout(1_800)
@pytest.mark.parametrize("doing", BEGINNINGS)
def test_sixty_clients_killed_at_random_leave_acts_whole_or_absent(doing: str, tmp_path) -> None:
    must_hold_after_kills(doing, tmp_path, MANY)
