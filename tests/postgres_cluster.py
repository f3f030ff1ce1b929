"""A PostgreSQL cluster of our own for the length of a test run.

PostgreSQL refuses to run as root, so root's tests start it as another user, with its files outside root's home.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SECONDS = 60
OTHER_USERS = ("postgres", "nobody")


def missing_programs() -> str:
    """Why no cluster can be started here; empty when it can."""
    if _programs() is None:
        return "no PostgreSQL programs (initdb, pg_ctl): nothing was tried on PostgreSQL"
    if os.geteuid() == 0 and _other_user() is None:
        return "no user but root: PostgreSQL refuses to run as root"
    return ""


@dataclass(frozen=True)
class Cluster:
    """A running cluster; ``folder`` holds its files and its socket, and only its user may enter it."""

    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count, repr=False, compare=False)

    @classmethod
    @contextlib.contextmanager
    def started(cls) -> Iterator[Cluster]:
        """A cluster that is stopped and removed afterwards, whatever happened."""
        folder = Path(tempfile.mkdtemp(prefix="devolve-pg-"))
        try:
            if os.geteuid() == 0:
                shutil.chown(folder, _other_user())
            rows, log = folder / "rows", folder / "log"
            _run("initdb", "--pgdata", rows, "--username", "devolve", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
            options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c max_connections=60"
            _run("pg_ctl", "start", "--pgdata", rows, "--log", log, "--wait", "--options", options)
            try:
                yield cls(folder)
            finally:
                _run("pg_ctl", "stop", "--pgdata", rows, "--mode", "immediate", "--wait")
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def new_name(self) -> str:
        """A database name not given before."""
        return f"devolve_{next(self._numbers)}"

    def conninfo(self, database: str) -> str:
        """What psycopg connects with."""
        return f"host={self.folder} user=devolve dbname={database}"

    def url(self, database: str) -> str:
        """What SQLAlchemy connects with."""
        return f"postgresql+psycopg://devolve@/{database}?host={self.folder}"


def _programs() -> Path | None:
    """The newest folder with both programs; None where there is none."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    on_path = shutil.which("pg_ctl")
    folders = [*debian, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in folders if (folder / "initdb").exists() and (folder / "pg_ctl").exists()), None)


def _other_user() -> str | None:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in OTHER_USERS if name in names), None)


def _run(program: str, *arguments: object) -> None:
    """Run one of PostgreSQL's programs as a user that is not root; its words go into the failure."""
    user = _other_user() if os.geteuid() == 0 else None
    with tempfile.TemporaryFile() as words:
        done = subprocess.run(
            [str(_programs() / program), *map(str, arguments)],
            user=user, group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None,
            cwd="/", env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}, stdin=subprocess.DEVNULL,
            stdout=words, stderr=subprocess.STDOUT, timeout=SECONDS, check=False,
        )
        words.seek(0)
        assert done.returncode == 0, f"{program}: {words.read().decode(errors='replace')}"
