"""What gunicorn serves, and its one job beside the requests: hearings end when their time has come.

Started by ``devolve serve``, or by a gunicorn of one's own: ``gunicorn -c python:webapp.serving 'webapp.serving:application()'`` with
``DEVOLVE_HOME`` and ``DEVOLVE_DATABASE_URL`` in the environment.
"""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.clock import clock_of
from webapp.config import Config, from_environment
from webapp.database import carry_out, engine_for
from webapp.factory import create_app
from workflows.operations.campaigns.clock import close_hearings
from workflows.store.campaigns import Campaign

worker_class = "gthread"
timeout = 120
control_socket_disable = True  # It would lie in somebody's own folder; everything we write lies under the home.
EVERY_SECONDS = 60.0
log = logging.getLogger("devolve.web")


def application() -> Flask:
    """The workplace of the home that the environment names."""
    config = from_environment()
    return create_app(config, clock_of(config))


def post_worker_init(_worker: object) -> None:
    """gunicorn calls it in each worker: hearings end within a minute of their time. Several watchers do no harm."""
    threading.Thread(target=_watch, args=(from_environment(),), name="clock", daemon=True).start()


def close_all_hearings(session: Session, at: datetime) -> int:
    """Every hearing of every campaign that is over at that instant is closed; returns how many items went on."""
    moved = 0
    for campaign_id in session.scalars(select(Campaign.id)).all():
        outcome = carry_out(
            lambda writing, key=campaign_id: close_hearings(writing, at=at, campaign=writing.get_one(Campaign, key)), session
        )
        moved += outcome.count
    return moved


def _watch(config: Config) -> None:
    engine, pause, clock = engine_for(config.database_url), threading.Event(), clock_of(config)
    while True:
        try:
            with Session(engine) as session:
                close_all_hearings(session, clock())
        except SQLAlchemyError as error:
            log.error("the clock could not close hearings: %s", type(error).__name__)
        pause.wait(EVERY_SECONDS)
