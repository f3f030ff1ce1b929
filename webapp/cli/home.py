"""The home a command works in: its settings, its database, its log, and what time it is there."""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TypeVar

import click
from sqlalchemy import Engine, inspect, make_url, select
from sqlalchemy.orm import Session

from webapp.cli.speaking import HomeRefused, log
from webapp.clock import clock_of
from webapp.config import Config
from webapp.database import carry_out, engine_for
from webapp.schema import is_current
from workflows.domain.calendar import day_of
from workflows.domain.errors import NotFound, Unfit
from workflows.store.campaigns import Campaign, campaign_of

ZONE = "Asia/Shanghai"
OTHER_VERSION = (
    "库中的表属于另一版程序。请先 devolve backup 备份，再运行 devolve upgrade；演示用 devolve demo --reset 重做。",
    "The tables are of another version of the program. Save a devolve backup, then run devolve upgrade; a demonstration is made "
    "anew with devolve demo --reset.",
)
LOG_BYTES = 5_000_000
LOG_FILES = 5
Result = TypeVar("Result")


@dataclass
class Home:
    """An open home. ``at`` is the instant a rehearsal was told; elsewhere it is that of the home's clock."""

    config: Config
    session: Session
    told_at: datetime | None = None

    @property
    def at(self) -> datetime:
        """The instant at which this command acts."""
        return self.told_at or clock_of(self.config)()

    def today(self, zone: str = ZONE) -> date:
        """The day there."""
        return day_of(self.at, zone)

    def carry(self, work: Callable[[Session], Result]) -> Result:
        """One piece of work in one transaction, committed."""
        return carry_out(work, self.session)

    def campaign(self, key: str | None) -> Campaign:
        """The campaign with this key; without one the only campaign there is.

        Raises:
            NotFound: none of that key, or none at all.
            Unfit: several, and no key.
        """
        if key is not None:
            found = campaign_of(self.session, key)
            if found is None:
                raise NotFound(f"没有采集“{key}”。", f"There is no campaign “{key}”.")
            return found
        campaigns = self.session.scalars(select(Campaign).order_by(Campaign.id)).all()
        if not campaigns:
            raise NotFound("还没有采集，请先用 devolve campaign open 开立。", "There is no campaign yet: devolve campaign open.")
        if len(campaigns) > 1:
            keys = ", ".join(campaign.key for campaign in campaigns)
            raise Unfit(f"有几次采集，请用 --campaign 指明：{keys}", f"There are several campaigns; say which with --campaign: {keys}")
        return campaigns[0]


@contextlib.contextmanager
def opened(context: click.Context | None = None, *, of_any_version: bool = False) -> Iterator[Home]:
    """The home of this command, open; closed and its engine disposed of afterwards.

    Raises:
        HomeRefused: there is no installation here, its tables are of another version of the program (unless that does not
            matter), or an instant was told outside a rehearsal.
    """
    root = (context or click.get_current_context()).find_root()
    config: Config = root.obj
    file = database_file(config)
    if file is not None and not file.exists():
        raise _nothing_here(config)
    engine = engine_for(config.database_url)
    try:
        if not is_set_up(engine):
            raise _nothing_here(config)
        if not of_any_version and not is_current(engine):
            raise HomeRefused(*OTHER_VERSION)
        keep_log(config.home)
        with Session(engine, expire_on_commit=False) as session:
            yield Home(config, session, told_instant(root.meta.get("at"), config.demonstration))
    finally:
        engine.dispose()


def database_file(config: Config) -> Path | None:
    """The file of an SQLite database; None for another database."""
    url = make_url(config.database_url)
    return Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None


def is_set_up(engine: Engine) -> bool:
    """Whether our tables stand in the database."""
    return inspect(engine).has_table("act")


def keep_log(home: Path) -> None:
    """Reports go to rotating files under the home: words of commands and causes, never what somebody wrote."""
    folder = home / "log"
    folder.mkdir(parents=True, exist_ok=True)
    close_log()
    handler = RotatingFileHandler(folder / "cli.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def close_log() -> None:
    """The log's files are closed."""
    for old in log.handlers[:]:
        if isinstance(old, RotatingFileHandler):
            log.removeHandler(old)
            old.close()


def told_instant(told: str | None, rehearsal: bool) -> datetime | None:
    """The instant that ``--at`` names; only a rehearsal may be told the time.

    Raises:
        HomeRefused: this home is no rehearsal.
        click.BadParameter: not an instant with its zone.
    """
    if told is None:
        return None
    if not rehearsal:
        raise HomeRefused("--at 只能在演练环境中使用。", "--at is for rehearsals only.")
    try:
        instant = datetime.fromisoformat(told)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise click.BadParameter(f"{told!r}: 2020-09-01T09:00+08:00", param_hint="--at")
    return instant.astimezone(UTC)


def _nothing_here(config: Config) -> HomeRefused:
    where = config.home
    return HomeRefused(f"{where} 还没有安装，请先运行 devolve init。", f"Nothing is set up in {where}; run devolve init first.")
