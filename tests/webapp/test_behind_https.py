"""Behind a web server that speaks HTTPS: the cookie stays on HTTPS, and that server is believed about its readers."""

import pytest
from flask import request

from webapp.config import Config
from webapp.factory import create_app

SAID = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9", "X-Forwarded-Host": "devolve.example"}


@pytest.fixture
def answered(tmp_path, engine):
    """The page of signing in as a server before us asks for it, and from where and how it was asked by then."""

    def answer(behind_https):
        app = create_app(Config(tmp_path, f"sqlite:///{tmp_path / 'devolve.sqlite'}", behind_https=behind_https))
        with app.test_client() as client:
            page = client.get("/sign-in", headers=SAID)
            asked = request.remote_addr, request.scheme, request.host
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()
        return page.headers, asked

    return answer


def test_the_cookie_is_for_https_only_and_the_reader_has_their_own_address(answered):
    headers, asked = answered(True)
    assert "Secure" in headers["Set-Cookie"] and "max-age" in headers["Strict-Transport-Security"]
    assert asked == ("203.0.113.9", "https", "devolve.example")


def test_without_such_a_server_nobody_is_believed(answered):
    headers, asked = answered(False)
    assert "Secure" not in headers["Set-Cookie"] and "Strict-Transport-Security" not in headers
    assert asked[:2] == ("127.0.0.1", "http")
