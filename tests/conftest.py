"""What every test may ask for, and the loud account of what a run left out.

Environment: ``DEVOLVE_REAL_ROWS`` names the folder of real rows, ``DEVOLVE_LONG=1`` adds the long walks and trials,
``DEVOLVE_NO_SKIPS=1`` makes a run with a skipped test fail.
"""

from __future__ import annotations

import collections
import datetime
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import hypothesis
import psycopg
import pytest

from tests.postgres_cluster import Cluster, missing_programs
from webapp.config import Config
from webapp.demonstration import play
from webapp.hashing import hashing

NOON = datetime.datetime(2020, 9, 1, 4, 0, tzinfo=datetime.UTC)
"""The one frozen instant: noon in Haizhu on Tuesday 1 September 2020, early in the collection."""

HOUSE = Path(__file__).resolve().parent.parent
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")

hypothesis.settings.register_profile("house", derandomize=True, deadline=None)
hypothesis.settings.load_profile("house")

_left_out: dict[str, collections.Counter[str]] = {"skipped": collections.Counter(), "deselected": collections.Counter()}


def pytest_configure(config: pytest.Config) -> None:
    """A developer's own home and database are out of reach of the tests."""
    for name in ("DEVOLVE_HOME", "DEVOLVE_DATABASE_URL"):
        os.environ.pop(name, None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long walks wait for ``DEVOLVE_LONG=1``; they are counted, never forgotten."""
    if os.environ.get("DEVOLVE_LONG") == "1":
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
        _left_out["deselected"]["long walks and trials: DEVOLVE_LONG=1 runs them"] += len(long)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """What a worker left out at its collection is told by the one that speaks; each worker left out the same."""
    for how, reasons in getattr(node, "workeroutput", {}).get("left_out", {}).items():
        for reason, count in reasons.items():
            _left_out[how][reason] = max(_left_out[how][reason], count)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Remember each skipped test under its reason."""
    if report.skipped and not hasattr(report, "wasxfail"):
        _left_out["skipped"][report.longrepr[2].removeprefix("Skipped: ")] += 1


def pytest_collectreport(report: pytest.CollectReport) -> None:
    """Remember each file skipped as a whole."""
    if report.skipped:
        _left_out["skipped"][str(report.longrepr[2]).removeprefix("Skipped: ")] += 1


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """A run that may not skip fails when it did."""
    if (told := getattr(session.config, "workeroutput", None)) is not None:
        told["left_out"] = {"deselected": dict(_left_out["deselected"])}
    elif os.environ.get("DEVOLVE_NO_SKIPS") == "1" and _left_out["skipped"] and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what was left out, and why."""
    if not any(_left_out.values()):
        return
    terminalreporter.section("NOT TESTED HERE", sep="!", red=True, bold=True)
    for how, reasons in _left_out.items():
        for reason, count in sorted(reasons.items()):
            terminalreporter.write_line(f"{how} {count}: {reason}", red=True)
    if os.environ.get("DEVOLVE_NO_SKIPS") == "1" and _left_out["skipped"]:
        terminalreporter.write_line("DEVOLVE_NO_SKIPS=1: this run fails, because a test was skipped", red=True, bold=True)


@pytest.fixture
def noon() -> datetime.datetime:
    """The frozen instant."""
    return NOON


@pytest.fixture(scope="session")
def real_rows() -> Path:
    """The folder of real rows that ``DEVOLVE_REAL_ROWS`` names; they are never copied into the project."""
    named = os.environ.get("DEVOLVE_REAL_ROWS")
    if not named:
        pytest.skip("DEVOLVE_REAL_ROWS names no folder of real rows")
    folder = Path(named).resolve()
    assert any(folder.glob("*.tsv")), f"DEVOLVE_REAL_ROWS={named} holds no rows"
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; ``DEVOLVE_CHROMIUM`` names another than the one on PATH."""
    found = os.environ.get("DEVOLVE_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if not found:
        pytest.skip("no Chromium on PATH: the pages were not opened in a browser")
    return found


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster of this run alone, on a socket nobody else may open."""
    missing = missing_programs()
    if missing:
        pytest.skip(missing)
    with Cluster.started() as cluster:
        yield cluster


@pytest.fixture
def postgres_url(postgres_cluster: Cluster) -> Iterator[str]:
    """The SQLAlchemy URL of an empty UTF-8 database (C.UTF-8), dropped after the test."""
    with psycopg.connect(postgres_cluster.conninfo("postgres"), autocommit=True) as connection:
        name = postgres_cluster.new_name()
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'")
        yield postgres_cluster.url(name)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


DEMONSTRATION_PASSWORD = "演示 correct horse"


@pytest.fixture(scope="session")
def played_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of the demonstration campaign, played once a run to the announced catalogue; whoever writes to it takes a copy.

    ``<stage>.sqlite`` beside its database is the campaign as that stage had just begun, for each stage of ``UNTIL``.
    """
    home = tmp_path_factory.mktemp("demonstration")
    database = home / "devolve.sqlite"

    def keep(stage: str) -> None:
        with closing(sqlite3.connect(database)) as played, closing(sqlite3.connect(home / f"{stage}.sqlite")) as copy:
            played.backup(copy)

    play(Config(home=home, database_url=f"sqlite:///{database}"), hashing.hash(DEMONSTRATION_PASSWORD), reached=keep)
    keep("announcement")
    return home
