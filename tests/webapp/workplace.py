"""A small campaign with everybody able to sign in, and a visitor who walks its pages as a browser without script would."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import event, update

from tests.conftest import NOON
from tests.operations.house import DEPARTMENTS, SPEC, SUBDISTRICTS, House, build, penalty
from webapp.database import carry_out
from webapp.sessions.passwords import hashing
from workflows.domain.vocabulary import Door, KeepReason, Role
from workflows.operations.acts import Actor
from workflows.operations.people import add_person, appoint
from workflows.store.people import Person

PASSWORD = "海珠区 correct horse"
HASHED = hashing.hash(PASSWORD)
POSTS = {
    "liaison": ("liaison", "urban"),
    "head": ("department_head", "urban"),
    "water_liaison": ("liaison", "water"),
    "water_head": ("department_head", "water"),
    "coordinator": ("coordinator", None),
    "reviewer": ("reviewer", None),
    "leader": ("leader", None),
    "officer": ("subdistrict", "chigang"),
    "office_head": ("subdistrict_head", "xingang"),
    "counsel": ("counsel", None),
    "auditor": ("auditor", None),
    "system": ("system_manager", None),
    "security": ("security_manager", None),
    "audit": ("audit_manager", None),
}
NAMES = ("对占道摆卖商品行为的行政处罚", "对随意倾倒垃圾行为的行政处罚", "对违法搭建窝棚行为的行政处罚")
KEEPER = Actor(None, Role.system_manager, door=Door.cli)
APPOINTER = Actor(None, Role.security_manager, door=Door.cli)


def furnished(url: str, spec=SPEC) -> House:
    """A launched campaign in which every post of ``POSTS`` is held by somebody with the password."""
    house = appointed(url, spec)
    house.step("launch")
    return house


def appointed(url: str, spec=SPEC) -> House:
    """The same before its launch."""
    house = build(url, spec)
    carry_out(lambda session: _people(session, house), house.session)
    return house


def _people(session, house: House) -> None:
    session.execute(update(Person).values(password_hash=HASHED, must_change_password=False))
    for account, (role, office) in POSTS.items():
        if account not in house.people:
            person = add_person(
                session, actor=KEEPER, at=NOON, account=account, name=account, password_hash=HASHED, must_change_password=False
            )
            house.people[account] = Actor(person.id, Role(role))
        appoint(session, actor=APPOINTER, at=NOON, account=account, role=Role(role), from_on=datetime.date(2020, 9, 1), organisation=office)


def announce(house: House) -> None:
    """Three items go through to the announcement, then the second one is struck and the list corrected."""
    ids = house.file(*map(penalty, NAMES))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids)
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", ids)
    house.step("submit")
    house.decide("leader", "approve", ids)
    house.step("conclude", who="leader")
    house.step("publish")
    house.decide("coordinator", "strike", ids[1:2], "依据已废止", KeepReason.basis_lapsed)
    house.step("correct", "第二项依据已废止")


def appoint_third_reviewer(house: House) -> None:
    """One more reviewer of the house may sign in and judge."""
    words = {"account": "third_reviewer", "role": Role.reviewer, "from_on": datetime.date(2020, 9, 1)}
    carry_out(lambda session: appoint(session, actor=APPOINTER, at=NOON, **words), house.session)


@dataclass
class Visitor:
    """Somebody at a browser without script: reads pages, sends their forms as they stand."""

    client: FlaskClient
    account: str = ""
    page: str = ""
    status: int = 0
    at: str = ""

    def sign_in(self, account: str, password: str = PASSWORD, back: str = "") -> Visitor:
        """Through the form."""
        self.account = account
        self.open("/sign-in" + (f"?back={back}" if back else ""))
        return self.send("/sign-in", account=account, password=password)

    def open(self, path: str) -> Visitor:
        """Read a page, following where it leads."""
        return self._read(self.client.get(path, follow_redirects=True))

    def send(self, form: str, /, nth: int = 0, **values) -> Visitor:
        """Send the ``nth`` form of the page whose address ends so (its own, if it names none) as it stands, with these values."""
        fields = self.fields(form, nth) | values
        return self._read(self.client.post(fields.pop("action:"), data=fields, follow_redirects=True))

    def fields(self, form: str, nth: int = 0) -> dict[str, object]:
        """What a browser would send of a form of the page, and its address under ``action:``."""
        forms = [(one.get("action") or self.at, one) for one in html.fromstring(self.page).forms]
        found = [(address, one) for address, one in forms if address.split("?")[0].endswith(form)]
        assert found, f"no form for {form} on {self.at}: {[address for address, _ in forms]}"
        address, one = found[nth]
        sent: dict[str, object] = {"action:": address}
        for name, value in one.form_values():
            sent[name] = [*sent[name], value] if name in sent else [value]
        return sent

    def _read(self, answer) -> Visitor:
        self.page, self.status, self.at = answer.text if answer.mimetype == "text/html" else "", answer.status_code, answer.request.path
        if answer.request.query_string:
            self.at += "?" + answer.request.query_string.decode()
        return self


def statements(engine):
    """A list that grows by one text for each SQL statement the engine runs from now on."""
    texts: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: texts.append(statement))
    return texts


__all__ = ["DEPARTMENTS", "PASSWORD", "POSTS", "SUBDISTRICTS", "Visitor", "furnished", "statements"]
