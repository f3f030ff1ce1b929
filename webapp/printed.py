"""Where the code on a printed copy leads."""

from __future__ import annotations

from urllib.parse import unquote

from flask import current_app, url_for


def check_address() -> str:
    """The page that checks a copy, ``{digest}`` in the digest's place: at the public address, else at the one this page was asked under."""
    told = unquote(url_for("verification.told", digest="{digest}", _external=True))
    return current_app.extensions["devolve"].check_address or told
