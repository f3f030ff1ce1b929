"""Every test of the operations may ask for a launched campaign."""

from __future__ import annotations

import pytest

from tests.operations.house import House, small_house
from tests.operations.played import Played


@pytest.fixture
def house(tmp_path) -> House:
    """Collection is open, nothing is filed."""
    house = small_house(tmp_path)
    yield house
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """A finished campaign with something of everything, played once a run."""
    return Played(tmp_path_factory.mktemp("played"))
