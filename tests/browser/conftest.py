"""The workplace served on this machine, and a real Chromium that may talk to nobody else."""

import logging
import threading
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.webapp.workplace import PASSWORD, furnished
from webapp.config import Config
from webapp.factory import create_app

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
WATCH = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error("violation: " + event.violatedDirective));
"""


@dataclass
class Served:
    """The address of the workplace, the campaign behind it, and the application that serves it."""

    address: str
    house: object
    app: object


@dataclass
class Browsing:
    """One person's page, with everything that should not have happened."""

    page: object
    address: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, account: str) -> None:
        self.page.locator("#account").fill(account)
        self.page.locator("#password").fill(PASSWORD)
        self.page.locator("form.sheet button").click()


@pytest.fixture
def served(tmp_path):
    """The small campaign, served from a thread of this test."""
    url = f"sqlite:///{tmp_path / 'devolve.sqlite'}"
    house = furnished(url)
    app = create_app(Config(tmp_path, url), lambda: house.now)
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", house, app)
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    house.session.close()
    house.session.get_bind().dispose()


@pytest.fixture
def browsing(chromium, served):
    """A page of the office's size. Whatever asks for another host is stopped and remembered."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN").new_page()
        told = Browsing(page, served.address)
        page.add_init_script(WATCH)
        page.on("console", lambda message: told.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.complaints.append(str(error)))
        page.route("**/*", lambda route: _inside(route, told))
        yield told
        browser.close()


def _inside(route, told: Browsing) -> None:
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        told.outside.append(route.request.url)
        route.abort()
