"""What the page of replies shows: the items that wait for the office's word."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for

from webapp.acting import campaign, new_key, read, role, unanswered_by_us
from webapp.numbers import bounded
from webapp.windows.page import AudienceRow, standing_of
from workflows.domain.vocabulary import OpinionKind
from workflows.domain.windows import AUDIENCES
from workflows.operations.comments.commenting import NewComment
from workflows.store.items.listing import ListedRow, ids_of_numbers, rows_of_ids
from workflows.store.items.rows import Item

A_PAGE = 20


@dataclass(frozen=True)
class RepliesPage:
    """Some of the items that wait, and how many there are in all."""

    days: AudienceRow
    left: int
    items: tuple[ListedRow, ...]
    next: str | None
    key: str


def replies_page() -> RepliesPage:
    """The next items, beginning behind ``after``, in a fixed number of queries."""
    waiting, skipped = unanswered_by_us(), request.args.get("after", 0, bounded)
    here = waiting[max(skipped, 0) : max(skipped, 0) + A_PAGE]
    following = max(skipped, 0) + A_PAGE
    return RepliesPage(
        days=standing_of(AUDIENCES[role()]),
        left=len(waiting),
        items=tuple(rows_of_ids(read(), campaign().id, here)),
        next=url_for("replies.listed", after=following) if following < len(waiting) else None,
        key=new_key(),
    )


def no_opinions(numbers: list[int]) -> list[NewComment]:
    """无意见 of the reader's office on those of the items that still wait for its word."""
    office, waiting = g.appointment.organisation, set(unanswered_by_us())
    ids = [item_id for item_id in ids_of_numbers(read(), Item.campaign_id == campaign().id, numbers) if item_id in waiting]
    return [NewComment(OpinionKind.no_opinion, office.name, item_id, organisation_id=office.id) for item_id in ids]
