"""What gunicorn serves, and its one job beside the requests: what time does is done within a minute.

Started by ``devolve serve``, or by a gunicorn of one's own: ``gunicorn -c python:webapp.serving 'webapp.serving:application()'`` with
``DEVOLVE_HOME`` and ``DEVOLVE_DATABASE_URL`` in the environment.
"""

from __future__ import annotations

import gc
import logging
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from webapp.clock import clock_of
from webapp.config import Config, from_environment
from webapp.database import engine_for
from webapp.factory import create_app
from webapp.jobs import keep_time

worker_class = "gthread"
timeout = 120
control_socket_disable = True  # It would lie in somebody's own folder; everything we write lies under the home.
EVERY_SECONDS = 60.0
OBJECTS_OF_A_REQUEST = 20_000
"""So many new objects are made before the collector looks; a bulk act over a thousand items makes fewer."""
TROUBLES = (SQLAlchemyError, TypeError, ValueError)
"""The database does not answer, or ``mail.toml`` cannot be read; tried again in a minute."""
log = logging.getLogger("devolve.web")


def application() -> Flask:
    """The workplace of the home that the environment names."""
    config = from_environment()
    return create_app(config, clock_of(config))


def post_worker_init(_worker: object) -> None:
    """gunicorn calls it in each worker: hearings end and reminders go out within a minute. Several watchers do no harm."""
    spare_the_collector()
    threading.Thread(target=_watch, args=(from_environment(),), name="clock", daemon=True).start()


def spare_the_collector() -> None:
    """What is loaded by now stays for good: the collector walks through it no more, nor many times through one act."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(OBJECTS_OF_A_REQUEST)


def _watch(config: Config) -> None:
    engine, pause, clock = engine_for(config.database_url), threading.Event(), clock_of(config)
    while True:
        try:
            with Session(engine) as session:
                keep_time(session, config.home, clock)
        except TROUBLES as error:
            log.error("what time does was left undone: %s", type(error).__name__)
        pause.wait(EVERY_SECONDS)
