"""The workplace served on this machine, and a real Chromium that may talk to nobody else."""

import datetime
import logging
import shutil
import sqlite3
import threading
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from tests.conftest import DEMONSTRATION_PASSWORD, HOUSE
from tests.webapp.workplace import PASSWORD, furnished
from webapp.config import Config
from webapp.factory import create_app

ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
PATIENCE = 15_000
SCREENS = HOUSE / "var" / "days"
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
    password: str = PASSWORD
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> None:
        self.page.goto(self.address + path)

    def sign_in(self, account: str) -> None:
        self.page.locator("#account").fill(account)
        self.page.locator("#password").fill(self.password)
        self.page.locator("form.sheet button").click()

    def signs_in_anew(self, account: str) -> None:
        """The next person at the same machine."""
        self.page.context.clear_cookies()
        self.open("/sign-in")
        self.sign_in(account)


@pytest.fixture
def served(tmp_path):
    """The small campaign, served from a thread of this test."""
    url = f"sqlite:///{tmp_path / 'devolve.sqlite'}"
    house = furnished(url)
    with _serving(create_app(Config(tmp_path, url), lambda: house.now), house) as serving:
        yield serving
    house.session.close()
    house.session.get_bind().dispose()


@contextmanager
def _serving(app, house):
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}", house, app)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        with app.app_context():
            app.extensions["sqlalchemy"].engine.dispose()


@pytest.fixture
def browsing(chromium, served):
    """A page on the small campaign."""
    with _watched(chromium, served.address) as told:
        yield told


@contextmanager
def _watched(chromium, address, password=PASSWORD):
    """A page of the office's size. Whatever asks for another host is stopped and remembered."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        page = browser.new_context(viewport={"width": 1280, "height": 860}, locale="zh-CN").new_page()
        page.set_default_timeout(PATIENCE)
        told = Browsing(page, address, password)
        page.add_init_script(WATCH)
        page.on("console", lambda message: told.complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: told.complaints.append(str(error)))
        page.route("**/*", lambda route: _inside(route, told))
        yield told
        browser.close()


@pytest.fixture
def telling(chromium, played_home, tmp_path, request):
    """Begins a story: ``telling(stage, account)`` is a page at 待办, over a copy of the demonstration as that stage had just begun.

    After the story nothing outside was asked for and nothing complained; its last screen lies in ``var/days``.
    """
    with ExitStack() as stack:
        told = None

        def begin(stage: str, account: str | None) -> Browsing:
            nonlocal told
            shutil.copy(played_home / f"{stage}.sqlite", tmp_path / "devolve.sqlite")
            shutil.copy(played_home / "DEMONSTRATION", tmp_path)
            config = Config(tmp_path, f"sqlite:///{tmp_path / 'devolve.sqlite'}")
            with closing(sqlite3.connect(tmp_path / "devolve.sqlite")) as copy:
                (last,) = copy.execute("SELECT max(at) FROM act").fetchone()
            still = datetime.datetime.fromisoformat(last).replace(tzinfo=datetime.UTC) + datetime.timedelta(hours=1)
            serving = stack.enter_context(_serving(create_app(config, lambda: still), None))
            told = stack.enter_context(_watched(chromium, serving.address, DEMONSTRATION_PASSWORD))
            if account:
                told.open("/sign-in")
                told.sign_in(account)
            return told

        yield begin
        if told:
            SCREENS.mkdir(parents=True, exist_ok=True)
            told.page.screenshot(path=SCREENS / f"{request.node.name}.png")
            assert told.outside == [] and told.complaints == []


def _inside(route, told: Browsing) -> None:
    if urlsplit(route.request.url).hostname == "127.0.0.1":
        route.continue_()
    else:
        told.outside.append(route.request.url)
        route.abort()
