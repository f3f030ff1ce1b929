"""How often one address may try: counted in a table under a keyed digest that changes daily, so that no address is kept."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp.database import carry_out
from workflows.store.consultation import PublicAttempt

WINDOW = timedelta(hours=1)
KEPT = timedelta(days=1)
OF_AN_ADDRESS = {"comment": 10, "receipt": 20}
OF_EVERYBODY = {"comment": 600, "receipt": 3_000}


def too_many(word: str, address: str, at: datetime, secret: str) -> bool:
    """Whether this attempt is one too many within the hour; if not, it is counted.

    Args:
        word: ``comment`` or ``receipt``.
        address: As the connection says; of IPv6 only the network counts.
    """
    digest = digest_of(address, at, secret)

    def work(session: Session) -> bool:
        session.execute(delete(PublicAttempt).where(PublicAttempt.at < at - KEPT))
        here = select(func.count()).select_from(PublicAttempt).where(PublicAttempt.word == word, PublicAttempt.at > at - WINDOW)
        crowded = session.scalar(here) >= OF_EVERYBODY[word]
        crowded = crowded or session.scalar(here.where(PublicAttempt.address == digest)) >= OF_AN_ADDRESS[word]
        if not crowded:
            session.add(PublicAttempt(word=word, address=digest, at=at))
        return crowded

    return carry_out(work)


def digest_of(address: str, at: datetime, secret: str) -> str:
    """The keyed digest of an address on one day."""
    return hmac.new(secret.encode(), f"{at:%Y-%m-%d} {_network(address)}".encode(), hashlib.sha256).hexdigest()


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
