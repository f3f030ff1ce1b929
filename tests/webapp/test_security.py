"""What a browser may do with a page, and what an unlisted door answers."""

import re
import tomllib

import pytest
from flask import Flask

from webapp.security import POLICY_FILE, permits, read_policy, safe_path
from workflows.domain.vocabulary import Role

INLINE = re.compile(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=|javascript:", re.IGNORECASE)
MANAGERS = {Role.system_manager, Role.security_manager, Role.audit_manager}


def test_every_answer_forbids_inline_script_and_style_and_strangers(client):
    for path in ("/sign-in", "/nothing-here", "/static/icons.svg"):
        with client.get(path) as answer:
            rules = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in rules and "script-src 'self'" in rules and "frame-ancestors 'none'" in rules
        assert "unsafe" not in rules and "http" not in rules


def test_pages_are_not_kept_by_a_cache_but_assets_are(client):
    assert client.get("/sign-in").headers["Cache-Control"] == "no-store"
    with client.get("/static/icons.svg") as answer:
        assert "max-age=31536000" in answer.headers["Cache-Control"]


def test_no_template_carries_inline_script_or_style(app):
    found = [
        f"{name}: {INLINE.search(text).group()}"
        for name in app.jinja_env.list_templates()
        if INLINE.search(text := app.jinja_env.loader.get_source(app.jinja_env, name)[0])
    ]
    assert found == []


def test_a_door_that_the_policy_does_not_list_sends_the_stranger_to_sign_in(app, client):
    app.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    answer = client.get("/forgotten?page=2")
    assert answer.status_code == 302
    assert answer.location == "/sign-in?back=/forgotten?page%3D2"


def test_nobody_passes_a_missing_rule():
    assert not permits(None, frozenset(Role))


def test_the_policy_names_only_roles_there_are():
    listed = {role for rule in read_policy().values() if isinstance(rule, frozenset) for role in rule}
    assert listed <= set(Role)
    groups = tomllib.loads(POLICY_FILE.read_text("utf-8"))["groups"]
    assert {role for group in groups.values() for role in group} <= set(Role)


def test_every_door_is_listed_and_every_listed_door_is_there(app: Flask):
    there = {rule.endpoint for rule in app.url_map.iter_rules()}
    listed = set(read_policy())
    assert there - listed == set()
    assert {endpoint for endpoint in listed - there if not endpoint.startswith("patterns.")} == set()


@pytest.mark.parametrize("path", ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "items", "/a\nb", "", None])
def test_nobody_is_sent_elsewhere_after_signing_in(path):
    assert safe_path(path) is None


def test_an_address_inside_is_kept_with_its_query():
    assert safe_path("/items?q=占道") == "/items?q=占道"


def test_a_form_without_its_token_is_refused(client):
    answer = client.post("/sign-in", data={"account": "a", "password": "b"})
    assert answer.status_code == 400
    assert "编号" in answer.text
