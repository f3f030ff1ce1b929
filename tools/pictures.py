"""The pictures of the README and the handbook: real pages of the demonstration, opened in Chromium, small enough for the repository.

The demonstration is played in a folder that is thrown away, with a clock that stands still one hour after its last act.
``DEVOLVE_CHROMIUM`` names another Chromium than the one on PATH.
"""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.serving import make_server

from tools.house import HOUSE
from tools.small_png import small
from webapp.config import Config
from webapp.database import engine_for
from webapp.demonstration import play
from webapp.factory import create_app
from webapp.hashing import hashing
from workflows.store.audit import Act

TARGET = HOUSE / "docs" / "images"
LARGEST = 120_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SIZE = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Picture:
    """One page as one account sees it; ``ready`` is what stands on it once it is drawn."""

    name: str
    account: str
    path: str
    ready: str = "main"


PICTURES = {
    "collection": (Picture("filing", "water-lianluo", "/filing", ".tabulator-row"),),
    "approval": (
        Picture("overview", "xietiao", "/overview", ".map-canvas svg"),
        Picture("desk", "lingdao", "/desk", ".glance h2"),
        Picture("approval", "lingdao", "/approval"),
        Picture("comments", "xietiao", "/comments?state=all"),
        Picture("item", "shenji", "/items/16"),
        Picture("reporting", "water-fuzeren", "/reporting"),
        Picture("calendar", "xitong", "/calendar"),
    ),
}
"""The stage that the demonstration is played to → the pictures of it."""


def take() -> list[Path]:
    """Every picture stands in ``docs/images``; their paths.

    Raises:
        ValueError: One is larger than a picture may be.
    """
    TARGET.mkdir(parents=True, exist_ok=True)
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        for stage, pictures in PICTURES.items():
            with _served(stage) as (address, password):
                taken += [_taken(browser, address, password, picture) for picture in pictures]
        browser.close()
    return taken


def _chromium() -> str:
    found = os.environ.get("DEVOLVE_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return found or sys.exit("pictures: no Chromium on PATH; DEVOLVE_CHROMIUM may name one")


@contextmanager
def _served(stage: str) -> Iterator[tuple[str, str]]:
    password = secrets.token_urlsafe(16)
    with tempfile.TemporaryDirectory() as folder:
        config = Config(Path(folder), f"sqlite:///{Path(folder) / 'devolve.sqlite'}")
        play(config, hashing.hash(password), until=stage)
        engine = engine_for(config.database_url)
        with Session(engine) as session:
            still = session.scalar(select(func.max(Act.at))) + timedelta(hours=1)
        engine.dispose()
        server = make_server("127.0.0.1", 0, create_app(config, lambda: still), threaded=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", password
        server.shutdown()
        server.server_close()


def _taken(browser: Browser, address: str, password: str, picture: Picture) -> Path:
    page = browser.new_context(viewport=SIZE, locale="zh-CN").new_page()
    page.goto(address + "/sign-in")
    page.locator("#account").fill(picture.account)
    page.locator("#password").fill(password)
    page.locator("form.sheet button").click()
    page.goto(address + picture.path)
    page.locator(picture.ready).first.wait_for()
    page.wait_for_load_state("networkidle")
    content = small(page.screenshot())
    page.context.close()
    if len(content) > LARGEST:
        raise ValueError(f"{picture.name}: {len(content):,} bytes, at most {LARGEST:,}")
    path = TARGET / f"{picture.name}.png"
    path.write_bytes(content)
    return path


if __name__ == "__main__":
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    for made in take():
        print(f"pictures: {made.relative_to(HOUSE)} {made.stat().st_size:,}")
