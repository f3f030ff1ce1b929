"""Somebody at a browser without script: reads pages, fills their forms in, presses their buttons, and counts what it costs."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from werkzeug.test import TestResponse

from tests.conftest import NOON
from tests.operations.house import House
from tests.webapp.workplace import PASSWORD, appointed
from webapp.config import Config
from webapp.database import carry_out
from webapp.factory import create_app
from workflows.operations.campaigns.clock import close_hearings

TYPED = frozenset({"text", "search", "password", "hidden", "email", "number", ""})


@dataclass
class Button:
    """What a form offers to press: its words, the pair it sends, whether it can be pressed."""

    words: str
    name: str
    value: str
    disabled: bool


@dataclass
class Form:
    """One form as a browser holds it: where it goes, what it would send untouched, its buttons."""

    action: str
    method: str
    values: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


class Page(HTMLParser):
    """A page read: the words people see and the forms they may send."""

    def __init__(self, html: str) -> None:
        """Read ``html`` at once."""
        super().__init__()
        self.forms: list[Form] = []
        self.words: list[str] = []
        self._open: Form | None = None
        self._button: Button | None = None
        self._area: list[str] | None = None
        self._select: dict | None = None
        self._silent = 0
        self.feed(html)

    @property
    def text(self) -> str:
        """All words in order, blanks folded."""
        return re.sub(r"\s+", " ", "".join(self.words)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Forms, fields and buttons are kept; everything else is only words."""
        got = {name: value or "" for name, value in attrs}
        if tag in ("script", "style"):
            self._silent += 1
        elif tag == "form":
            self._open = Form(got.get("action", ""), got.get("method", "get").lower())
            self.forms.append(self._open)
        elif self._open is not None and (begin := getattr(self, f"_begin_{tag}", None)):
            begin(got)
        if tag not in ("b", "a", "span", "i", "code", "u", "em", "strong"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        """What ended is put where it belongs."""
        if tag in ("script", "style"):
            self._silent -= 1
        elif tag == "form":
            self._open = None
        elif tag == "button" and self._button is not None:
            self._button.words = re.sub(r"\s+", " ", self._button.words).strip()
            self._button = None
        elif tag == "textarea" and self._area is not None:
            self._open.values.append((self._area[0], "".join(self._area[1:]).removeprefix("\n")))
            self._area = None
        elif tag == "select" and self._select is not None:
            self._open.values += [(self._select["name"], value) for value in self._select["chosen"] or self._select["first"]]
            self._select = None

    def handle_data(self, data: str) -> None:
        """Words of the page, of a button or of a text area."""
        if self._silent:
            return
        self.words.append(data)
        if self._button is not None:
            self._button.words += data
        if self._area is not None:
            self._area.append(data)

    def _begin_input(self, got: dict[str, str]) -> None:
        self._open.names.add(got.get("name", ""))
        ticked = got.get("type") in ("checkbox", "radio") and "checked" in got
        if "name" in got and (ticked or got.get("type", "") in TYPED):
            self._open.values.append((got["name"], got.get("value", "on" if ticked else "")))

    def _begin_button(self, got: dict[str, str]) -> None:
        self._button = Button("", got.get("name", ""), got.get("value", ""), "disabled" in got)
        self._open.buttons.append(self._button)

    def _begin_textarea(self, got: dict[str, str]) -> None:
        self._open.names.add(got["name"])
        self._area = [got["name"]]

    def _begin_select(self, got: dict[str, str]) -> None:
        self._open.names.add(got["name"])
        self._select = {"name": got["name"], "chosen": [], "first": []}

    def _begin_option(self, got: dict[str, str]) -> None:
        if self._select is None:
            return
        if "selected" in got:
            self._select["chosen"].append(got.get("value", ""))
        elif not self._select["first"]:
            self._select["first"].append(got.get("value", ""))


@dataclass
class Clerk:
    """One person signed in at a browser of their own. ``page`` is what stands before them, ``status`` how it was answered."""

    client: FlaskClient
    account: str
    counted: list[str]
    answer: TestResponse | None = None
    page: Page | None = None
    cost: int = 0

    @property
    def status(self) -> int:
        """The status of the answer."""
        return self.answer.status_code

    @property
    def at(self) -> str:
        """The address of the page."""
        return self.answer.request.path

    @property
    def ledger(self) -> str:
        """The equation of the strip, and whether it says that the books balance."""
        found = re.search(r"[\d,]+ = .*?(账实相符|相差 -?[\d,]+ 项)", self.page.text)
        return re.sub(r"\s+", " ", found.group()) if found else ""

    def sign_in(self, password: str = PASSWORD) -> Clerk:
        """Through the form."""
        self.open("/sign-in")
        return self.press("登录", account=self.account, password=password)

    def open(self, path: str) -> Clerk:
        """Read a page, following where it leads."""
        return self._read(lambda: self.client.get(path, follow_redirects=True))

    def press(self, words: str, /, *, nth: int = 0, **values: object) -> Clerk:
        """Fill in the form that has a button with these words (the ``nth`` such form), and press it.

        A value is a text, a list of texts (boxes ticked), or a pair of name and bytes (a file).
        """
        form, button = self.found(words, values, nth)
        sent = [(name, value) for name, value in form.values if name not in values]
        for name, value in values.items():
            sent += [(name, one) for one in (value if isinstance(value, list) else [value])]
        return self.send(form, [*sent, (button.name, button.value)] if button.name else sent)

    def found(self, words: str, values: dict | None = None, nth: int = 0) -> tuple[Form, Button]:
        """The form with such a button and the fields asked for; a button that cannot be pressed is a failure."""
        offered = [(form, button) for form in self.page.forms for button in form.buttons]
        fits = [(f, b) for f, b in offered if words in b.words and set(values or {}) <= f.names]
        assert fits, f"{self.account} finds no button “{words}” on {self.at}: {[b.words for _, b in offered]}"
        able = [(form, button) for form, button in fits if not button.disabled]
        assert able, f"{self.account} cannot press “{words}” on {self.at}: {self.page.text[-800:]}"
        shortest = min(len(button.words) for _, button in able)
        return [pair for pair in able if len(pair[1].words) == shortest][nth]

    def send(self, form: Form, values: list[tuple[str, object]]) -> Clerk:
        """Send a form as a browser does."""
        fields: dict[str, list] = {}
        for name, value in values:
            fields.setdefault(name, []).append(value)
        path = form.action or self.answer.request.full_path.rstrip("?")
        if form.method == "get":
            return self._read(lambda: self.client.get(path.split("?")[0], query_string=fields, follow_redirects=True))
        return self._read(lambda: self.client.post(path, data=fields, follow_redirects=True))

    def says(self, *sentences: str) -> Clerk:
        """The page is there and says each of these."""
        assert self.status == 200, f"{self.account} at {self.at}: {self.status} {self.page.text[:400]}"
        for sentence in sentences:
            assert sentence in self.page.text, f"{self.account} at {self.at} does not read “{sentence}”: {self.page.text}"
        return self

    def says_why(self, status: int, *sentences: str) -> Clerk:
        """The page answers with this status, says each of these, and gives a number to ask by."""
        assert self.status == status, f"{self.account} at {self.at}: {self.status} {self.page.text[:400]}"
        for sentence in (*sentences, "编号"):
            assert sentence in self.page.text, f"{self.account} at {self.at} does not read “{sentence}”: {self.page.text}"
        return self

    def numbers(self) -> list[int]:
        """The numbers of the items that the page links to, each once, ascending."""
        return sorted({int(number) for number in re.findall(r'href="/items/(\d+)"', self.answer.text)})

    def boxes(self, *wanted: str) -> list[str]:
        """The numbers of the rows with these words in them, as their boxes carry them."""
        rows = re.findall(r"<tr\b.*?</tr>", self.answer.text, re.DOTALL)
        found = {re.search(r'name="number" value="(\d+)"', row).group(1) for row in rows for one in wanted if one in row}
        assert len(found) >= len(wanted), f"{self.account} at {self.at} does not see {wanted}: {self.page.text}"
        return sorted(found)

    def _read(self, ask) -> Clerk:
        before = len(self.counted)
        self.answer = ask()
        self.cost = len(self.counted) - before
        self.page = Page(self.answer.text if self.answer.mimetype == "text/html" else "")
        return self


@dataclass
class Workplace:
    """The application with its store; ``now`` is its clock."""

    app: Flask
    house: House
    counted: list[str] = field(default_factory=list)
    clerks: dict[str, Clerk] = field(default_factory=dict)
    now: datetime.datetime = NOON

    def clerk(self, account: str) -> Clerk:
        """That person, signed in; a moment later than the last thing done."""
        self.now += datetime.timedelta(seconds=10)
        if account not in self.clerks:
            self.clerks[account] = Clerk(self.app.test_client(), account, self.counted).sign_in()
        return self.clerks[account]

    def days_pass(self, days: int) -> None:
        """Time passes, hearings end with it, and everybody signs in anew."""
        self.now += datetime.timedelta(days=days)
        carry_out(lambda session: close_hearings(session, at=self.now, campaign=self.house.campaign), self.house.session)
        self.clerks.clear()


def opened(folder: Path) -> Iterator[Workplace]:
    """A workplace in an empty home with one campaign, not launched yet, and everybody of ``POSTS`` able to sign in."""
    url = f"sqlite:///{folder / 'devolve.sqlite'}"
    house = appointed(url)
    app = create_app(Config(folder, url), lambda: place.now)
    place = Workplace(app, house)
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: _count(place.counted, statement))
    yield place
    house.session.close()
    house.session.get_bind().dispose()
    engine.dispose()


def _count(counted: list[str], statement: str) -> None:
    if not statement.startswith(("PRAGMA", "BEGIN")):
        counted.append(statement)
