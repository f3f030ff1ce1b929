"""Mail goes out through the server that ``mail.toml`` in the home names; without that file none does.

host, port, sender, and where wanted starttls = true, username, password.
"""

from __future__ import annotations

import smtplib
import ssl
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path

from sqlalchemy.orm import Session

from webapp.database import carry_out
from workflows.operations.mailing import claim, settle_refused, settle_sent
from workflows.store.mails import Mail

FILE = "mail.toml"
SECONDS = 10.0
MOST_AT_ONCE = 200
TROUBLES = (smtplib.SMTPException, OSError)


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, as whom, and from which address."""

    host: str
    sender: str
    port: int = 25
    starttls: bool = False
    username: str = ""
    password: str = ""


def mail_server(home: Path) -> MailServer | None:
    """The server of this home; None where it sends no mail.

    Raises:
        TypeError: the file names something that is no setting, or lacks host or sender.
        tomllib.TOMLDecodeError: it is no TOML.
    """
    file = home / FILE
    return MailServer(**tomllib.loads(file.read_text("utf-8"))) if file.exists() else None


def deliver(session: Session, home: Path, clock: Callable[[], datetime]) -> int:
    """Every digest that waits is handed to the server, each in two transactions of its own; returns how many were taken.

    A refusal is written down and tried again later; the first one ends the round. Killed between the two transactions, a digest
    stays at sending and is not sent again.
    """
    server, sent = mail_server(home), 0
    while server is not None and sent < MOST_AT_ONCE:
        mail = carry_out(lambda writing: claim(writing, at=clock()), session)
        if mail is None:
            break
        key = mail.id
        try:
            hand_over(server, mail, clock())
        except TROUBLES as error:
            trouble = type(error).__name__
            carry_out(lambda writing, key=key, trouble=trouble: settle_refused(writing, at=clock(), mail_id=key, trouble=trouble), session)
            break
        carry_out(lambda writing, key=key: settle_sent(writing, at=clock(), mail_id=key), session)
        sent += 1
    return sent


def hand_over(server: MailServer, mail: Mail, at: datetime) -> None:
    """The server has taken the mail; it answers each step within ten seconds.

    Raises:
        smtplib.SMTPException: it refused.
        OSError: it does not answer.
    """
    with smtplib.SMTP(server.host, server.port, timeout=SECONDS) as door:
        if server.starttls:
            door.starttls(context=ssl.create_default_context())
        if server.username:
            door.login(server.username, server.password)
        door.send_message(_message(server, mail, at))


def _message(server: MailServer, mail: Mail, at: datetime) -> EmailMessage:
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = mail.subject, server.sender, mail.address
    message["Date"], message["Message-ID"] = format_datetime(at), f"<devolve-{mail.on_day}-{mail.id}@{server.sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message
