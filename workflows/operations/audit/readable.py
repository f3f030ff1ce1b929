"""Values that are not of their column's kind, which SQLite lets stand; nothing more can be said of a store that has any."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import JSON, Boolean, Column, ColumnElement, Date, DateTime, Integer, LargeBinary, and_, case, func, select
from sqlalchemy.orm import Session

from workflows.domain.words import Words
from workflows.operations.audit.invariants import Broken
from workflows.store.base import Instant, Record

UNREADABLE = Words("{count} 个值无法读出", "{count} values cannot be read")
DAY, MOMENT = "____-__-__", "____-__-__ __:__:__%"


def unreadable(session: Session) -> Iterator[Broken]:
    """Each column with values of another kind, and how many; one query a table. Other databases than SQLite keep kinds themselves."""
    if session.get_bind().dialect.name != "sqlite":
        return
    for table in Record.metadata.sorted_tables:
        wrong = [func.sum(case((column.is_(None) | _fits(column), 0), else_=1)) for column in table.c]
        for column, count in zip(table.c, session.execute(select(*wrong).select_from(table)).one(), strict=True):
            if count:
                yield Broken("I3", f"{table.name}.{column.name}", UNREADABLE.filled(count=count))


def _fits(column: Column) -> ColumnElement[bool]:
    kind, held = column.type, func.typeof(column)
    if isinstance(kind, JSON):
        return and_(held == "text", func.json_valid(column) == 1, func.json_type(column).in_(("object", "array", "null")))
    if isinstance(kind, (Instant, DateTime)):
        return and_(held == "text", func.quote(column).like(f"'{MOMENT}'"))
    if isinstance(kind, Date):
        return and_(held == "text", func.quote(column).like(f"'{DAY}'"))
    return held == ("blob" if isinstance(kind, LargeBinary) else "integer" if isinstance(kind, (Integer, Boolean)) else "text")
