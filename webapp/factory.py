"""The application, put together: settings, database, language, doors."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask, request

from webapp import (
    approval,
    assignments,
    attachments,
    calendar,
    campaigns,
    capacity,
    catalogue,
    characters,
    comments,
    consultation,
    corrections,
    desk,
    errors,
    filing,
    handbook,
    identity,
    items,
    lineage,
    locale,
    moderation,
    notices,
    nudges,
    numbers,
    overview,
    ownership,
    papers,
    patterns,
    presentation,
    publication,
    qr_codes,
    replies,
    reporting,
    saved_filters,
    security,
    seminars,
    sessions,
    substitutions,
    todo,
    verification,
    vocabulary,
    windows,
    withdrawals,
)
from webapp.attachments import held
from webapp.config import Config
from webapp.database import ENGINE, db, prepared

UPLOAD_BYTES = 20 * 1024 * 1024
FORM_PARTS = 20_000

STYLESHEETS = (
    "tokens.css",
    "base.css",
    "frame.css",
    "ledger.css",
    "nav.css",
    "menu.css",
    "button.css",
    "form.css",
    "table.css",
    "tag.css",
    "notice.css",
    "plain.css",
    "public.css",
    "task.css",
    "filters.css",
    "map.css",
    "item.css",
    "desk.css",
    "fill.css",
    "comments.css",
    "files.css",
    "reporting.css",
    "seminar.css",
    "handbook.css",
    "ownership.css",
    "capacity.css",
    "paper.css",
    "papers.css",
    "print.css",
)

NOUNS = (
    sessions,
    todo,
    overview,
    campaigns,
    items,
    saved_filters,
    filing,
    reporting,
    attachments,
    lineage,
    corrections,
    withdrawals,
    desk,
    assignments,
    comments,
    replies,
    windows,
    moderation,
    consultation,
    seminars,
    catalogue,
    ownership,
    papers,
    publication,
    verification,
    capacity,
    calendar,
    nudges,
    notices,
    approval,
    substitutions,
    handbook,
)


def create_app(config: Config, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Flask:
    """The workplace of one installation. ``clock`` gives the present instant, aware."""
    app = Flask(__name__)
    app.config.from_mapping(settings(config))
    app.extensions["devolve"] = config
    app.extensions["clock"] = clock
    open_database(app)
    numbers.bound_addresses(app)
    errors.keep_log(app, config.home / "log")
    locale.teach(app)
    presentation.teach(app)
    vocabulary.teach(app)
    held.teach(app)
    qr_codes.teach(app)
    app.jinja_env.globals.update(stylesheets=STYLESHEETS, here=here)
    app.before_request(identity.identify)
    security.protect(app)
    if config.behind_https:
        security.trust_the_server_before(app)
    characters.guard_texts(app)
    errors.answer_errors(app)
    for noun in NOUNS:
        app.register_blueprint(noun.doors)
    if config.development:
        app.register_blueprint(patterns.doors)
    return app


def settings(config: Config) -> dict[str, object]:
    """What Flask and its extensions are told."""
    return {
        "SECRET_KEY": config.secret,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": ENGINE,
        "MAX_CONTENT_LENGTH": UPLOAD_BYTES + 64 * 1024,
        "MAX_FORM_PARTS": FORM_PARTS,
        "MAX_FORM_MEMORY_SIZE": 4 * 1024 * 1024,
        "SESSION_COOKIE_NAME": "devolve",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": config.behind_https,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_I18N_ENABLED": False,
        "SEND_FILE_MAX_AGE_DEFAULT": 0 if config.development else timedelta(days=365),
        "TEMPLATES_AUTO_RELOAD": config.development,
    }


def open_database(app: Flask) -> None:
    """The application's engine, with the same rules as every other door."""
    db.init_app(app)
    with app.app_context():
        prepared(db.engine)


def here() -> str:
    """The address of the page that is shown, to come back to; the start page after a form."""
    return request.full_path.rstrip("?") if request.method == "GET" else "/"
