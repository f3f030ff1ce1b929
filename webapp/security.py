"""Who may open which door, and what a browser may do with the page it gets.

Deny by default: a route that ``access.toml`` does not list answers nobody. The policy is a file of its own so that it can be
reviewed without reading code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

POLICY_FILE = Path(__file__).with_name("access.toml")

CONTENT_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}

HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in CONTENT_POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

WITH_FIRST_PASSWORD = frozenset({"sessions.change_password", "sessions.sign_out"})

csrf = CSRFProtect()


def read_policy(path: Path = POLICY_FILE) -> dict[str, str | frozenset[str]]:
    """Endpoint → ``"public"``, ``"signed_in"`` or the set of roles that may open it."""
    listed = tomllib.loads(path.read_text("utf-8"))
    groups = listed.pop("groups", {})
    policy = {}
    for blueprint, doors in listed.items():
        for name, rule in doors.items():
            endpoint = name if blueprint == "app" else f"{blueprint}.{name}"
            policy[endpoint] = rule if rule in ("public", "signed_in") else frozenset(_roles(rule, groups))
    return policy


def permits(rule, roles: frozenset[str]) -> bool:
    """Whether somebody who is signed in with ``roles`` passes ``rule``; no rule lets nobody pass."""
    if rule is None:
        return False
    return rule in ("public", "signed_in") or bool(rule & roles)


def protect(app: Flask, policy: Mapping | None = None) -> None:
    """Every request passes the policy, then the forgery check; every answer carries the headers."""
    app.extensions["access"] = read_policy() if policy is None else policy
    app.before_request(check_access)
    csrf.init_app(app)
    app.after_request(add_headers)
    app.jinja_env.globals["may_open"] = may_open


def check_access() -> Response | None:
    """None lets the request through; the anonymous go to the sign-in page, anybody else without the role gets 403."""
    if request.endpoint is None:
        return None
    rule = _policy().get(request.endpoint)
    if rule == "public":
        return None
    if g.get("person") is None:
        return _to_sign_in()
    if not permits(rule, g.get("roles", frozenset())):
        abort(403)
    if g.person.must_change_password and request.endpoint not in WITH_FIRST_PASSWORD:
        return redirect(url_for("sessions.change_password", back=_this_page()))
    return None


def may_open(endpoint: str) -> bool:
    """Whether the person who reads this page may open ``endpoint``: menus show what opens."""
    return g.get("person") is not None and permits(_policy().get(endpoint), g.get("roles", frozenset()))


def add_headers(answer: Response) -> Response:
    """Strict headers on everything; pages of signed-in people are never kept by a cache."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    if request.endpoint != "static":
        answer.headers.setdefault("Cache-Control", "no-store")
    return answer


def trust_the_server_before(app: Flask) -> None:
    """Address, scheme and host are those that the one web server before this one saw; browsers come back by HTTPS only.

    Without it every reader would have that server's address, and one who guesses passwords would shut out all the others.
    """
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=1, x_proto=1, x_host=1)
    app.after_request(_https_only)


def _https_only(answer: Response) -> Response:
    answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return answer


def safe_path(path: str | None) -> str | None:
    """``path`` if it is an address inside this workplace, else None; so that nobody is sent elsewhere after signing in."""
    if not path or not path.startswith("/") or path.startswith(("//", "/\\")) or any(ord(sign) < 32 for sign in path):
        return None
    return path


def _policy():
    return current_app.extensions["access"]


def _to_sign_in() -> Response:
    return redirect(url_for("sessions.sign_in", back=_this_page()))


def _this_page() -> str | None:
    return request.full_path.rstrip("?") if request.method == "GET" else None


def _roles(rule, groups):
    for name in rule:
        yield from groups.get(name, [name])
