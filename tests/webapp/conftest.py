"""A workplace of its own for each test: an empty home, an empty database, a frozen clock that a test may move."""

import datetime
import shutil
from dataclasses import dataclass, field

import pytest
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.operations.house import House
from tests.webapp.workplace import Visitor, announce, furnished
from webapp.config import Config
from webapp.database import db, engine_for
from webapp.factory import create_app
from workflows.store.base import Record


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


@pytest.fixture(scope="session")
def furnished_file(tmp_path_factory):
    """The small campaign as a file to copy, and who is who in it."""
    path = tmp_path_factory.mktemp("furnished") / "devolve.sqlite"
    house = furnished(f"sqlite:///{path}")
    house.session.close()
    house.session.get_bind().dispose()
    return path, house.people, house.now


@pytest.fixture(scope="session")
def announced_file(furnished_file, tmp_path_factory):
    """The small campaign after its announcement and one correction, as a file to copy."""
    path, people, now = furnished_file
    ours = tmp_path_factory.mktemp("announced") / "devolve.sqlite"
    shutil.copy(path, ours)
    house = House(Session(engine_for(f"sqlite:///{ours}"), expire_on_commit=False), now, dict(people))
    announce(house)
    house.session.close()
    house.session.get_bind().dispose()
    return ours, people, house.now


@pytest.fixture
def house(app, tmp_path, clock, furnished_file):
    """The small campaign behind the pages, collection open; the pages' clock follows its own."""
    yield from moved_in(app, tmp_path, clock, furnished_file)


@pytest.fixture
def announced(app, tmp_path, clock, announced_file):
    """The same announced in two versions: three items, then the second one struck with a reason."""
    yield from moved_in(app, tmp_path, clock, announced_file)


def moved_in(app, tmp_path, clock, kept):
    """A copy of a kept campaign behind the pages."""
    path, people, now = kept
    with app.app_context():
        db.engine.dispose()
    for end in ("", "-wal", "-shm"):
        (tmp_path / f"devolve.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(path, tmp_path / "devolve.sqlite")
    session = Session(engine_for(f"sqlite:///{tmp_path / 'devolve.sqlite'}"), expire_on_commit=False)
    house = House(session, now, dict(people))
    app.extensions["clock"] = lambda: max(house.now, clock())
    yield house
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def visit(app, request):
    """``visit("coordinator")``: that person, signed in at a browser of their own."""
    request.getfixturevalue("announced" if "announced" in request.fixturenames else "house")
    return lambda account: Visitor(app.test_client()).sign_in(account)
