"""(b) The floor: the rows that an act wrote, written again by plain SQL, many at a time, without reading, checking or hashing.

Same tables, same indexes, same pragmas, one transaction an act. The rows are known beforehand.
"""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.stopwatch import now
from workflows.store.base import Record

MOVED = ("marking", "passages", "round", "kept_reason", "entered_at", "hear_until")
WRITTEN = {"act": "id", "step": "act_id", "opinion": "act_id", "passage": "act_id"}
MOVE_ITEMS = f"UPDATE item SET {', '.join(f'{name} = ?' for name in MOVED)} WHERE id = ?"


@dataclass
class ActRows:
    """What one act left in the tables: rows it inserted by table, items as it left them."""

    inserted: dict[str, list[tuple]] = field(default_factory=dict)
    items: list[tuple] = field(default_factory=list)


def rows_of(store: Path, act_id: int) -> ActRows:
    """The rows of an act that nobody acted on since."""
    with contextlib.closing(sqlite3.connect(store)) as connection:
        rows = ActRows()
        for table, key in WRITTEN.items():
            rows.inserted[table] = connection.execute(f"SELECT * FROM {table} WHERE {key} = ? ORDER BY 1", [act_id]).fetchall()
        columns = ", ".join(MOVED)
        moved = "SELECT item_id FROM passage WHERE act_id = ?"
        rows.items = connection.execute(f"SELECT {columns}, id FROM item WHERE id IN ({moved}) ORDER BY id", [act_id]).fetchall()
        return rows


class Plain:
    """A connection with the pragmas of the workplace."""

    def __init__(self, store: Path) -> None:
        """Open a closed store."""
        self.connection = sqlite3.connect(store, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000"):
            self.connection.execute(f"PRAGMA {pragma}")

    def write(self, rows: ActRows) -> float:
        """Write one act's rows and commit; the seconds it took."""
        began = now()
        self.connection.execute("BEGIN IMMEDIATE")
        for table, inserted in rows.inserted.items():
            if inserted:
                places = ", ".join("?" * len(Record.metadata.tables[table].c))
                self.connection.executemany(f"INSERT INTO {table} VALUES ({places})", inserted)
        self.connection.executemany(MOVE_ITEMS, rows.items)
        self.connection.execute("COMMIT")
        return now() - began

    def close(self) -> None:
        """Leave the store."""
        self.connection.close()
