"""A home saved into one file, and stood up again in an empty one.

The file is a zip: ``backup.json`` says what it is, with the digest of every member; SQLite is copied whole through its own backup
API (``database.sqlite``), any other database is written out table by table (``tables/NAME.jsonl``), which either database can take in.
Secrets, sessions' keys and logs stay behind.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Date, Engine, LargeBinary, Table, insert, inspect, make_url, select, text

from webapp.config import Config
from webapp.database import engine_for
from webapp.schema import upgrade
from workflows.domain.errors import Unfit
from workflows.store.audit import ChainHead
from workflows.store.base import Instant, Record

FORMAT = "devolve-backup-1"
MANIFEST, COPY = "backup.json", "database.sqlite"
LEFT_BEHIND = frozenset({"login_session", "login_failure"})
MARK = "DEMONSTRATION"
ROWS = 1_000
SECONDS = 60.0


@dataclass(frozen=True)
class Saved:
    """What a backup holds: how it was made, when, where its chain ended, and whether it is of a rehearsal."""

    method: str
    made_at: str
    revision: str
    position: int
    hash: str
    demonstration: bool
    digests: dict[str, str]


def backup(config: Config, target: Path, at: datetime) -> Saved:
    """The whole database stands in one file, as of one instant; writers go on meanwhile. The file is never half there.

    Raises:
        Unfit: the target exists.
    """
    if target.exists():
        raise Unfit(f"{target.name} 已存在，不覆盖。", f"{target.name} exists and is not overwritten.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        engine = engine_for(config.database_url)
        try:
            parts = dict(_copied(config, Path(folder)) if _is_sqlite(engine) else _written(engine, Path(folder)))
            saved = _described(engine, config, parts, at)
        finally:
            engine.dispose()
        whole = Path(folder) / "whole"
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, json.dumps({"format": FORMAT} | vars(saved), ensure_ascii=False, indent=2))
            for name, part in parts.items():
                archive.write(part, name)
        whole.chmod(0o600)
        whole.rename(target)
    return saved


def restore(config: Config, source: Path) -> Saved:
    """The home stands as it was saved. Only an empty home takes a backup in; on a failure it is empty again.

    Raises:
        Unfit: the file is no backup, is damaged, or cannot be taken in by this database.
    """
    with _opened(source) as archive:
        saved = _checked(archive)
        config.home.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            _put_back(config, archive) if saved.method == "sqlite" else _read_in(config, archive, saved)
        except BaseException:
            forget(config)
            raise
    if saved.demonstration:
        (config.home / MARK).touch()
    return saved


def forget(config: Config) -> None:
    """What a set-up that failed had begun in this home's SQLite file is gone; another database keeps empty tables at most."""
    url = make_url(config.database_url)
    if url.get_backend_name() == "sqlite" and url.database:
        for ending in ("", "-wal", "-shm"):
            Path(url.database + ending).unlink(missing_ok=True)


def _copied(config: Config, folder: Path) -> Iterator[tuple[str, Path]]:
    target = folder / COPY
    with contextlib.closing(sqlite3.connect(make_url(config.database_url).database, timeout=SECONDS)) as source:
        with contextlib.closing(sqlite3.connect(target)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE").close()
            for table in sorted(LEFT_BEHIND):
                copy.execute(f"DELETE FROM {table}")
            copy.commit()
            copy.execute("VACUUM")
    yield COPY, target


def _written(engine: Engine, folder: Path) -> Iterator[tuple[str, Path]]:
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        for table in Record.metadata.sorted_tables:
            if table.name not in LEFT_BEHIND:
                target = folder / f"{table.name}.jsonl"
                _write_rows(connection, table, target)
                yield f"tables/{target.name}", target


def _members() -> list[str]:
    return [f"tables/{table.name}.jsonl" for table in Record.metadata.sorted_tables if table.name not in LEFT_BEHIND]


def _write_rows(connection: Connection, table: Table, target: Path) -> None:
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=ROWS)
    with target.open("w", encoding="utf-8") as lines:
        for row in connection.execute(query):
            lines.write(json.dumps([_plain(value) for value in row], ensure_ascii=False) + "\n")


def _described(engine: Engine, config: Config, parts: dict[str, Path], at: datetime) -> Saved:
    digests = {}
    for name, part in parts.items():
        with part.open("rb") as content:
            digests[name] = hashlib.file_digest(content, "sha256").hexdigest()
    method = "sqlite" if COPY in parts else "rows"
    position, tail, revision = _tail(parts[COPY]) if method == "sqlite" else _told_tail(engine, parts)
    return Saved(method, at.isoformat(), revision, position, tail, config.demonstration, digests)


def _tail(copy: Path) -> tuple[int, str, str]:
    with contextlib.closing(sqlite3.connect(copy)) as connection:
        head = connection.execute("SELECT position, hash FROM chain_head").fetchone() or (0, "")
        return *head, connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]


def _told_tail(engine: Engine, parts: dict[str, Path]) -> tuple[int, str, str]:
    columns = [column.name for column in ChainHead.__table__.columns]
    lines = parts["tables/chain_head.jsonl"].read_text(encoding="utf-8").splitlines()
    head = dict(zip(columns, json.loads(lines[0]), strict=True)) if lines else {"position": 0, "hash": ""}
    return head["position"], head["hash"], _revision(engine)


def _revision(engine: Engine) -> str:
    with engine.connect() as connection:
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


@contextlib.contextmanager
def _opened(source: Path) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(source)
    except (zipfile.BadZipFile, OSError) as error:
        raise Unfit(f"{source.name} 不是备份文件。", f"{source.name} is no backup.") from error
    with archive:
        yield archive


def _checked(archive: zipfile.ZipFile) -> Saved:
    try:
        plain = json.loads(archive.read(MANIFEST))
        if plain.pop("format") != FORMAT:
            raise ValueError("another format")
        saved = Saved(**plain)
        if set(saved.digests) != ({COPY} if saved.method == "sqlite" else set(_members())):
            raise ValueError("other members")
        for name, digest in saved.digests.items():
            with archive.open(name) as content:
                if hashlib.file_digest(content, "sha256").hexdigest() != digest:
                    raise ValueError(name)
    except (KeyError, ValueError, TypeError, AttributeError, zipfile.BadZipFile, OSError) as error:
        raise Unfit("不是备份文件，或文件已损坏。", "This is no backup, or it is damaged.") from error
    return saved


def _put_back(config: Config, archive: zipfile.ZipFile) -> None:
    url = make_url(config.database_url)
    if url.get_backend_name() != "sqlite":
        raise Unfit("这是 SQLite 的备份，请恢复到 SQLite。", "This is a backup of SQLite; restore it into SQLite.")
    target = Path(url.database)
    with archive.open(COPY) as content, tempfile.NamedTemporaryFile(dir=target.parent, delete=False) as copy:
        while block := content.read(1 << 20):
            copy.write(block)
    Path(copy.name).rename(target)
    engine = engine_for(config.database_url)
    try:
        upgrade(engine)
    finally:
        engine.dispose()


def _read_in(config: Config, archive: zipfile.ZipFile, saved: Saved) -> None:
    engine = engine_for(config.database_url)
    try:
        upgrade(engine)
        if _revision(engine) != saved.revision:
            raise Unfit("备份由另一版本的程序写出，请用那一版恢复后再升级。", "Another version wrote it; restore with that one first.")
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            for table in Record.metadata.sorted_tables:
                if table.name not in LEFT_BEHIND:
                    _read_rows(connection, table, archive)
            if not _is_sqlite(engine):
                _continue_numbering(connection)
    finally:
        engine.dispose()


def _read_rows(connection: Connection, table: Table, archive: zipfile.ZipFile) -> None:
    batch = []
    with archive.open(f"tables/{table.name}.jsonl") as lines:
        for line in lines:
            values = zip(table.columns, json.loads(line), strict=True)
            batch.append({column.name: _value(column.type, value) for column, value in values})
            if len(batch) == ROWS:
                connection.execute(insert(table), batch)
                batch = []
    if batch:
        connection.execute(insert(table), batch)


def _continue_numbering(connection: Connection) -> None:
    """The next ids follow the highest ones that came in."""
    for table in Record.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None and inspect(connection).has_table(table.name):
            highest = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"
            connection.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), {highest}, false)"))


def _is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return {"base64": base64.b64encode(value).decode("ascii")}
    return value.isoformat() if isinstance(value, date) else value


def _value(kind: object, value: object) -> object:
    if value is None:
        return None
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value["base64"])
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
