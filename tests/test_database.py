"""What the one door to the database promises."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from webapp.database import UnsafeDatabase, carry_out, engine_for
from workflows.store.base import Record
from workflows.store.people import Organisation


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path / 'store.sqlite'}"


def test_a_reader_cannot_write(url: str) -> None:
    with engine_for(url).connect() as connection, pytest.raises(OperationalError, match="readonly"):
        connection.execute(text("CREATE TABLE sneaked_in (id INTEGER)"))


def test_every_connection_keeps_the_rules_that_survive_a_power_cut(url: str) -> None:
    with engine_for(url).connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        found = [connection.execute(text(f"PRAGMA {name}")).scalar() for name in names]
    assert found == ["wal", 2, 1, 10_000]


def test_of_work_that_fails_nothing_remains(url: str) -> None:
    session = Session(engine_for(url))
    carry_out(lambda writing: Record.metadata.create_all(writing.connection()), session)

    def half_done(writing: Session) -> None:
        writing.add(Organisation(key="a", kind="department", name="甲", short_name="甲"))
        writing.flush()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_out(half_done, session)
    assert session.query(Organisation).count() == 0


@pytest.mark.postgres
def test_a_postgresql_that_forgets_what_it_acknowledged_is_refused(postgres_url: str) -> None:
    engine = engine_for(f"{postgres_url}{'&' if '?' in postgres_url else '?'}options=-csynchronous_commit%3Doff")
    with pytest.raises(UnsafeDatabase, match="synchronous_commit"), engine.connect():
        pass
