"""Digests leave by a real mail server: once, later where it refuses, and never again when the sender was killed in the middle."""

import datetime
import socket

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import select

from tests.operations.test_reminding import due, on  # noqa: F401 the campaign whose collection is due
from webapp.database import carry_out
from webapp.jobs import keep_time
from webapp.mail import deliver, mail_server
from workflows.operations.mailing import claim, gather_digests
from workflows.operations.reminding import remind
from workflows.store.mails import Mail, mails_by_state

MORNING = datetime.datetime.fromisoformat("2020-09-27T11:00+08:00")


class PostOffice:
    """Keeps what it is handed; refuses so many messages first."""

    def __init__(self) -> None:
        self.received, self.refusals = [], 0

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 the name aiosmtpd calls
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def office(tmp_path):
    """A mail server on a free port, named by the settings of the home."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    (tmp_path / "mail.toml").write_text(f'host = "127.0.0.1"\nport = {port}\nsender = "devolve@example.org"\n', encoding="utf-8")
    yield office
    controller.stop()


@pytest.fixture
def waiting(due):  # noqa: F811
    """One digest waits to be sent."""
    on(due, "2020-09-27", remind)
    on(due, "2020-09-27", gather_digests, 11)
    return due


def states(house):
    house.session.rollback()
    return dict(mails_by_state(house.session))


def test_a_digest_is_handed_over_once(office, waiting, tmp_path):
    assert [deliver(waiting.session, tmp_path, lambda: MORNING) for _ in range(2)] == [1, 0]
    [envelope] = office.received
    assert envelope.rcpt_tos == ["liaison@example.org"] and states(waiting) == {"sent": 1}


def test_a_server_that_refuses_is_asked_again_later(office, waiting, tmp_path):
    office.refusals = 2
    minutes = (0, 1, 6, 7, 17)
    sent = [deliver(waiting.session, tmp_path, lambda m=m: MORNING + datetime.timedelta(minutes=m)) for m in minutes]
    assert sent == [0, 0, 0, 0, 1] and len(office.received) == 1


def test_a_sender_killed_in_the_middle_sends_nothing_twice(office, waiting, tmp_path):
    carry_out(lambda session: claim(session, at=MORNING), waiting.session)
    assert deliver(waiting.session, tmp_path, lambda: MORNING + datetime.timedelta(days=1)) == 0
    assert office.received == [] and states(waiting) == {"sending": 1}


def test_a_server_that_is_not_there_is_written_down(waiting, tmp_path):
    (tmp_path / "mail.toml").write_text('host = "127.0.0.1"\nport = 1\nsender = "devolve@example.org"\n', encoding="utf-8")
    assert deliver(waiting.session, tmp_path, lambda: MORNING) == 0
    assert waiting.session.scalars(select(Mail.trouble)).one() == "ConnectionRefusedError"


def test_a_home_without_a_mail_server_writes_no_digests(due, tmp_path):  # noqa: F811
    on(due, "2020-09-27", remind)
    keep_time(due.session, tmp_path, lambda: MORNING)
    assert mail_server(tmp_path) is None and states(due) == {}


def test_the_clock_reminds_gathers_and_sends(office, due, tmp_path):  # noqa: F811
    for at in (MORNING, MORNING + datetime.timedelta(minutes=31), MORNING + datetime.timedelta(minutes=32)):
        keep_time(due.session, tmp_path, lambda at=at: at)
    assert len(office.received) == 1
