"""What the page of comments shows."""

from __future__ import annotations

from dataclasses import dataclass

from flask import g, request, url_for
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from webapp.acting import campaign, comments_in_sight, new_key, place_words, read, role, sight, unanswered_by_us
from webapp.numbers import bounded
from workflows.domain.vocabulary import Answer, Role
from workflows.domain.words import Words
from workflows.store.comments import Comment
from workflows.store.items.history import CommentTotals, HeardComment, comment_totals, heard_comments, open_comment
from workflows.store.items.rows import Item

PAGE = 100


@dataclass(frozen=True)
class Group:
    """The comments on one item, or those that propose a new one."""

    number: int | None
    name: str
    place: Words | None
    comments: tuple[HeardComment, ...]
    open: tuple[HeardComment, ...]


@dataclass(frozen=True)
class CommentsPage:
    """Comments by item, with how many were used how."""

    state: str
    groups: tuple[Group, ...]
    totals: CommentTotals
    may_answer: bool
    may_give: bool
    silent: int
    next: str | None
    key: str


def comments_page() -> CommentsPage:
    """Comments the reader may see: staff all, others those on items in sight and their own."""
    state = request.args.get("state", "open" if role() is Role.coordinator else "all")
    which = [Comment.campaign_id == campaign().id, comments_in_sight()] + ([open_comment()] if state == "open" else [])
    if request.args.get("item"):
        number = request.args.get("item", 0, bounded)
        which.append(Comment.item_id.in_(select(Item.id).where(sight(), Item.number == number)))
    found = heard_comments(read(), which, after=request.args.get("after", 0, bounded), limit=PAGE + 1)
    more, found = len(found) > PAGE, found[:PAGE]
    office = g.appointment.organisation_id
    return CommentsPage(
        state=state,
        groups=_groups(found),
        totals=comment_totals(read(), [Comment.campaign_id == campaign().id, comments_in_sight()]),
        may_answer=role() is Role.coordinator,
        may_give=role() in (Role.coordinator, Role.subdistrict, Role.subdistrict_head, Role.liaison, Role.department_head),
        silent=len(unanswered_by_us()) if office is not None else 0,
        next=url_for("comments.listed", state=state, after=found[-1].number) if more else None,
        key=new_key(),
    )


def answers_of(form: MultiDict) -> dict[int, Answer]:
    """Comment id → answer, for the ticked comments; empty if nothing is ticked or said."""
    if form.get("answer") not in set(Answer):
        return {}
    ids = [int(text) for text in form.getlist("comment") if text.isdecimal() and len(text) < 10]
    return {comment_id: Answer(form["answer"]) for comment_id in ids}


def _groups(found: list[HeardComment]) -> tuple[Group, ...]:
    by_item: dict[int | None, list[HeardComment]] = {}
    for comment in found:
        by_item.setdefault(comment.item_number, []).append(comment)
    return tuple(_group(number, comments) for number, comments in by_item.items())


def _group(number: int | None, comments: list[HeardComment]) -> Group:
    first = comments[0]
    waiting = tuple(comment for comment in comments if comment.asks and not comment.answers)
    return Group(number, first.item_name, place_words(first.marking) if number else None, tuple(comments), waiting)
