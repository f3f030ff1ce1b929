"""The one clock of the doors. Below them nobody asks what time it is.

A demonstration has a clock of its own: it goes on from the last act of its campaign, so that what waits there has waited for days
and not for years. Serving it sets the clock going; the instant it went off lies in the home, so that every process reads the same.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from webapp.config import Config
from webapp.database import engine_for
from workflows.store.audit import Act

PAUSE = timedelta(minutes=10)
"""So long after its last act a demonstration goes on."""
Clock = Callable[[], datetime]


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def clock_of(config: Config) -> Clock:
    """The clock that a home goes by: the machine's, or a demonstration's own."""
    if not config.demonstration:
        return now
    file = config.home / "clock"
    began, stood = _instants(file.read_text("ascii")) if file.exists() else (now(), _after_the_last_act(config))
    return lambda: stood + (now() - began)


def set_going(config: Config) -> None:
    """A demonstration's clock goes on from its last act; another home keeps the machine's."""
    if config.demonstration:
        written = f"{now().isoformat()} {_after_the_last_act(config).isoformat()}\n"
        (config.home / "clock").write_text(written, encoding="ascii")


def _instants(written: str) -> tuple[datetime, datetime]:
    began, stood = written.split()
    return datetime.fromisoformat(began), datetime.fromisoformat(stood)


def _after_the_last_act(config: Config) -> datetime:
    engine: Engine = engine_for(config.database_url)
    try:
        with Session(engine) as session:
            last = session.scalar(select(func.max(Act.at)))
    finally:
        engine.dispose()
    return last + PAUSE if last else now()
