"""What 通知 shows: the reader's own notices, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import g, request, url_for
from sqlalchemy import select

from webapp.acting import read
from webapp.numbers import bounded
from workflows.domain.notices import notice_words
from workflows.domain.words import Words
from workflows.operations.processes import nets
from workflows.store.campaigns import Campaign
from workflows.store.notices import Notice, notices_of

PAGE = 50


@dataclass(frozen=True)
class Line:
    """One notice."""

    words: Words
    campaign: str
    made_at: datetime
    unread: bool


@dataclass(frozen=True)
class NoticesPage:
    """The newest notices; ``newest`` is what reading all refers to, ``older`` leads on."""

    lines: tuple[Line, ...]
    unread: int
    newest: int
    older: str | None


def notices_page() -> NoticesPage:
    """The page that the address asks for; two queries."""
    rows = notices_of(read(), g.person.id, request.args.get("before", None, bounded), PAGE + 1)
    campaigns = {one.id: one for one in read().scalars(select(Campaign).where(Campaign.id.in_({row.campaign_id for row in rows})))}
    shown = rows[:PAGE]
    return NoticesPage(
        lines=tuple(_line(row, campaigns[row.campaign_id]) for row in shown),
        unread=sum(row.read_at is None for row in shown),
        newest=shown[0].id if shown else 0,
        older=url_for("notices.listed", before=shown[-1].id) if len(rows) > PAGE else None,
    )


def _line(row: Notice, campaign: Campaign) -> Line:
    return Line(words_of(row, campaign), campaign.title, row.made_at, row.read_at is None)


def words_of(row: Notice, campaign: Campaign) -> Words:
    """The sentence of a notice, places named as in the campaign's own diagram."""
    place = nets(campaign).item.places.get(row.place)
    return notice_words(row.word, Words(place.name, place.name_en) if place else Words(row.place, row.place), row.items, row.due_on)
