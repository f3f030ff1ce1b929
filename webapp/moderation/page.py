"""What the page of moderation shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import campaign, hearing, new_key, read
from webapp.numbers import bounded
from webapp.windows.page import AudienceRow, standing_of
from workflows.domain.vocabulary import Audience
from workflows.store.comments import Comment
from workflows.store.consultation import (
    Consultation,
    PublicComment,
    public_comments,
    released_count,
    standing_release,
    undecided,
    undecided_count,
)

PAGE = 50


@dataclass(frozen=True)
class ModerationPage:
    """Whether the list is public, and the comments that wait to be looked at (or all)."""

    days: AudienceRow
    release: Consultation | None
    released: int
    hearing: int
    state: str
    waiting: int
    comments: tuple[PublicComment, ...]
    next: str | None
    key: str


def moderation_page() -> ModerationPage:
    """The page in a fixed number of queries."""
    state = "all" if request.args.get("state") == "all" else "open"
    which = [Comment.campaign_id == campaign().id] + ([undecided()] if state == "open" else [])
    found = public_comments(read(), *which, after=request.args.get("after", 0, bounded), limit=PAGE + 1)
    more, found = len(found) > PAGE, found[:PAGE]
    release = standing_release(read(), campaign().id)
    return ModerationPage(
        days=standing_of(Audience.public),
        release=release,
        released=released_count(read(), release.id) if release else 0,
        hearing=hearing(),
        state=state,
        waiting=undecided_count(read(), campaign().id),
        comments=tuple(found),
        next=url_for("moderation.shown", state=state, after=found[-1].number) if more else None,
        key=new_key(),
    )
