"""The only place that commits.

Readers run deferred and query-only. Writers come one after another, so that nobody plans on what another is changing: on SQLite by
``BEGIN IMMEDIATE``, on PostgreSQL by one advisory lock a database; there they are tried again when it says that two of them crossed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import orjson
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from workflows.store import (
    attachments,
    audit,
    campaigns,
    capacity,
    catalogue,
    comments,
    consultation,
    laws,
    mails,
    notices,
    nudges,
    people,
    saved_filters,
    seminars,
    substitutions,
)
from workflows.store.base import Record
from workflows.store.items import assignments, drafts, opinions, previews
from workflows.store.items import rows as items

TABLES = (
    assignments,
    attachments,
    audit,
    campaigns,
    capacity,
    catalogue,
    comments,
    consultation,
    drafts,
    items,
    laws,
    mails,
    notices,
    nudges,
    opinions,
    people,
    previews,
    saved_filters,
    seminars,
    substitutions,
)
ENGINE = {"json_deserializer": orjson.loads}
"""How every engine is made: fields of items are read by the thousand."""
CROSSED = {"40001", "40P01"}
TRIES = 5
WRITING = 20_200_001
"""The advisory lock that writers on PostgreSQL hold until their transaction ends; any number, the same in every process."""

Result = TypeVar("Result")

db = SQLAlchemy(metadata=Record.metadata, session_options={"expire_on_commit": False})


def prepared(engine: Engine) -> Engine:
    """The engine with the rules of TRUST: on SQLite WAL, full synchronisation, foreign keys, ten seconds of patience."""
    if engine.dialect.name == "sqlite" and not getattr(engine, "devolve_prepared", False):
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        engine.devolve_prepared = True
    elif engine.dialect.name == "postgresql":
        event.listen(engine, "connect", _refuse_unsafe_postgresql, once=True)
        event.listen(engine, "begin", _begin_postgresql)
    return engine


def engine_for(url: str) -> Engine:
    """A prepared engine outside the web application."""
    return prepared(create_engine(url, **ENGINE))


def carry_out(work: Callable[[Session], Result], session: Session | None = None) -> Result:
    """Run one piece of work in one writing transaction and commit it; on an error nothing of it remains.

    Raises:
        whatever ``work`` raises; ``DBAPIError`` when the database stays unreachable or crossed after five tries.
    """
    session = session if session is not None else db.session()
    for attempt in range(1, TRIES + 1):
        session.rollback()
        try:
            session.connection(execution_options={"writing": True})
            result = work(session)
            session.commit()
            return result
        except DBAPIError as error:
            session.rollback()
            if attempt == TRIES or getattr(error.orig, "sqlstate", None) not in CROSSED:
                raise
        except BaseException:
            session.rollback()
            raise
    raise AssertionError("unreachable")


class UnsafeDatabase(RuntimeError):
    """The database may lose what it acknowledged; the program does not start on it."""


def _refuse_unsafe_postgresql(connection: object, _record: object) -> None:
    with connection.cursor() as cursor:
        for setting in ("fsync", "synchronous_commit"):
            cursor.execute(f"SHOW {setting}")
            if cursor.fetchone()[0] == "off":
                raise UnsafeDatabase(f"PostgreSQL 的 {setting} 为 off，断电会丢失已确认的办理；请改为 on 后再启动。")
    connection.rollback()


def _set_up_sqlite(connection: object, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("writing", False):
        connection.exec_driver_sql(f"SELECT set_config('lock_timeout', '10s', true), pg_advisory_xact_lock({WRITING})")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing", False)
    connection.exec_driver_sql(f"PRAGMA query_only={0 if writing else 1}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
