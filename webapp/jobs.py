"""What time does, derived from the rows each time it is asked: hearings end, reminders and digests are written, mail goes out.

Nothing is queued in memory: whoever starts after a crash finds in the rows what is still to do.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.database import carry_out
from webapp.mail import deliver, mail_server
from workflows.operations.campaigns.clock import close_hearings
from workflows.operations.mailing import gather_digests
from workflows.operations.reminding import remind
from workflows.store.campaigns import Campaign


def keep_time(session: Session, home: Path, clock: Callable[[], datetime], campaign_key: str | None = None) -> dict[str, int]:
    """Everything that is due has happened; returns how many items each campaign's ended hearings moved on.

    Each step is a transaction of its own. Digests are written only where the home sends mail, so that none pile up.
    """
    keys = [campaign_key] if campaign_key else list(session.scalars(select(Campaign.key).order_by(Campaign.id)))
    moved = {}
    for key in keys:
        moved[key] = _carried(session, key, close_hearings, clock()).count
        _carried(session, key, remind, clock())
        if mail_server(home) is not None:
            _carried(session, key, gather_digests, clock())
    deliver(session, home, clock)
    return moved


def _carried(session: Session, key: str, job: Callable, at: datetime):
    def work(writing: Session):
        return job(writing, at=at, campaign=writing.scalars(select(Campaign).where(Campaign.key == key)).one())

    return carry_out(work, session)
