"""The tables an installation gets are those the program knows, on both databases."""

import pytest

from webapp.database import engine_for
from webapp.schema import differences, upgrade


def test_migrations_and_tables_agree(tmp_path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path / 'new.sqlite'}")
    upgrade(engine)
    assert differences(engine) == []
    upgrade(engine)
    engine.dispose()


@pytest.mark.postgres
def test_migrations_and_tables_agree_on_postgresql(postgres_url: str) -> None:
    engine = engine_for(postgres_url)
    upgrade(engine)
    assert differences(engine) == []
    engine.dispose()
