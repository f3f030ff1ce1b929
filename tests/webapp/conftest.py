"""A workplace of its own for each test: an empty home, an empty database, a frozen clock that a test may move."""

import datetime
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from webapp.config import Config
from webapp.database import engine_for
from webapp.factory import create_app
from workflows.store.base import Record

PASSWORD = "海珠区 correct horse"


@dataclass
class Clock:
    """Says the instant it was set to."""

    at: datetime.datetime = field(default=NOON)

    def __call__(self) -> datetime.datetime:
        return self.at

    def advance(self, **length) -> None:
        self.at += datetime.timedelta(**length)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def engine(tmp_path):
    engine = engine_for(f"sqlite:///{tmp_path / 'devolve.sqlite'}")
    with engine.connect().execution_options(writing=True) as connection:
        Record.metadata.create_all(connection)
        connection.commit()
    yield engine
    engine.dispose()


@pytest.fixture
def write(engine):
    """Carry out one piece of work in a writing transaction and keep it."""

    def carry(work):
        with Session(engine.execution_options(writing=True), expire_on_commit=False) as session:
            result = work(session)
            session.commit()
            return result

    return carry


@pytest.fixture
def app(tmp_path, engine, clock):
    app = create_app(Config(tmp_path, f"sqlite:///{tmp_path / 'devolve.sqlite'}"), clock)
    app.config["TESTING"] = False
    yield app
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def client(app):
    return app.test_client()
