"""The tables of an installation, brought to the version this program knows."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config as AlembicConfig
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from workflows.store.base import Record

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"


def upgrade(engine: Engine) -> None:
    """All migrations stand; on a database that has them nothing happens."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.upgrade(_alembic(connection), "head")


def is_current(engine: Engine) -> bool:
    """Whether the tables are those of this version of the program."""
    with engine.connect() as connection:
        there = MigrationContext.configure(connection).get_current_revision()
    return there == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def differences(engine: Engine) -> list:
    """What the migrated tables lack or have too much, compared with the program's own; empty when they agree."""
    with engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), Record.metadata)


def new_revision(engine: Engine, revision: str, message: str) -> None:
    """A migration file with what has changed since the last one; for whoever changes the tables."""
    with engine.connect().execution_options(writing=True) as connection, connection.begin():
        command.revision(_alembic(connection), message=message, rev_id=revision, autogenerate=True)


def _alembic(connection: Connection) -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
