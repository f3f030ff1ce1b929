"""Passwords: argon2id, slow to guess, the same answer whether the account exists or not."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.database import carry_out
from webapp.hashing import hashing
from workflows.store.people import LoginFailure, Person, person_of

WINDOW = timedelta(minutes=15)
TRIES_AT_ONE_ADDRESS = 5
TRIES_ANYWHERE = 25
TRIES_OF_AN_ADDRESS = 100
WEAK = frozenset(
    ("123456789012", "1234567890123", "password1234", "passwordpassword", "qwertyuiop12", "qwerty123456", "admin1234567", "administrator",
     "111111111111", "000000000000", "abcdefghijkl", "abc123456789", "iloveyou1234", "woaini1314520", "a12345678910")
)  # fmt: skip

_nobody = hashing.hash("nobody has this password")


def checked_person(session: Session, account: str, password: str, demonstration: bool) -> Person | None:
    """The person whose account and password these are; None otherwise, after the same work.

    Disabled people, and demonstration accounts outside the demonstration's home, are answered like a wrong password.
    """
    person = person_of(session, account)
    known = person is not None and person.password_hash is not None
    fits = hashing.verify(password, person.password_hash if known else _nobody)
    if not (known and fits) or person.disabled_at is not None or (person.demonstration and not demonstration):
        return None
    return person


def too_weak(password: str, account: str) -> bool:
    """Whether the new password is short, on the weak list, one sign repeated, or built on the account."""
    folded = password.casefold()
    return len(password) < 12 or folded in WEAK or len(set(folded)) < 5 or (len(account) > 3 and account.casefold() in folded)


def minutes_to_wait(account: str, address: str, at: datetime) -> int:
    """0 and the attempt is counted; else the minutes until another attempt is heard.

    An attempt is counted before the password is looked at, so that a hundred at once are not a hundred guesses.
    """
    account, address = account[:100], address[:64]

    def work(session: Session) -> int:
        since = LoginFailure.at > at - WINDOW
        crowded = [
            _wait(session, at, limit, since, *which)
            for limit, which in (
                (TRIES_AT_ONE_ADDRESS, (LoginFailure.account == account, LoginFailure.address == address)),
                (TRIES_ANYWHERE, (LoginFailure.account == account,)),
                (TRIES_OF_AN_ADDRESS, (LoginFailure.address == address,)),
            )
        ]
        if max(crowded) == 0:
            session.add(LoginFailure(account=account, address=address, at=at))
        return max(crowded)

    return carry_out(work)


def forget_failures(account: str, address: str) -> None:
    """After the right password the counter of this account at this address is empty."""
    which = (LoginFailure.account == account[:100], LoginFailure.address == address[:64])
    carry_out(lambda session: session.execute(delete(LoginFailure).where(*which)) and None)


def _wait(session: Session, at: datetime, limit: int, *which) -> int:
    count = session.scalar(select(func.count()).select_from(LoginFailure).where(*which))
    if count < limit:
        return 0
    newest = select(LoginFailure.at).where(*which).order_by(LoginFailure.at.desc()).offset(limit - 1).limit(1)
    return max(1, -int((at - WINDOW - session.scalar(newest)).total_seconds() // 60))
