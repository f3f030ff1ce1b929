"""What every table shares: one metadata, aware instants, named constraints, ids by the thousand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Annotated

import orjson
from sqlalchemy import JSON, DateTime, Integer, MetaData, Select, String, Text, TypeDecorator, bindparam, column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class Instant(TypeDecorator):
    """An aware instant, kept in UTC on both databases; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        """The instant in UTC; SQLite keeps no zone, so it is dropped there after conversion."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        """The instant, aware and in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Record(DeclarativeBase):
    """The root of all tables. Constraint names are stable so that migrations and refusals can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Instant, dict: JSON, list: JSON}


Key = Annotated[int, mapped_column(Integer, primary_key=True)]
Code = Annotated[str, mapped_column(String(64))]
Marking = Annotated[str, mapped_column(String(200))]
Long = Annotated[str, mapped_column(Text)]
Digest = Annotated[str, mapped_column(String(64))]
Day = date


class IdsTold(FunctionElement):
    """The ids of a JSON list as rows of one column, ``value``; a function that each database names differently."""

    name = "ids_told"
    inherit_cache = True


@compiles(IdsTold, "sqlite")
def _on_sqlite(element: IdsTold, compiler: SQLCompiler, **how: object) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


@compiles(IdsTold, "postgresql")
def _on_postgresql(element: IdsTold, compiler: SQLCompiler, **how: object) -> str:
    told = compiler.process(element.clauses, **how)
    return f"(SELECT CAST(value AS integer) AS value FROM json_array_elements_text(CAST({told} AS json)))"


def _rows_of(parameter: object) -> Select:
    return select(IdsTold(parameter).table_valued(column("value", Integer)).c.value)


TOLD = _rows_of(bindparam("ids", type_=Text))
"""For ``in_`` in a statement that is written once: it runs with ``ids=told(…)``."""


def told(ids: Iterable[int]) -> str:
    """These ids as the one bound value of ``TOLD``, however many they are."""
    return orjson.dumps(list(ids)).decode()


def among(ids: Iterable[int]) -> Select:
    """Exactly these ids, for ``in_``: one bound value however many they are.

    Source: hundreds of thousands of ids must not become hundreds of thousands of bound parameters.
    """
    return _rows_of(bindparam("ids", told(ids), Text, unique=True))
