"""What the page of comments shows: each item's text with the words that comments are about, and beside it what was said and answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import g, request, url_for
from sqlalchemy import ColumnElement, select
from werkzeug.datastructures import MultiDict

from webapp.acting import campaign, comments_in_sight, new_key, place_words, read, role, sight, unanswered_by_us
from webapp.comments.marking import MarkedText, Said, marked_texts, said_about
from webapp.numbers import bounded
from workflows.domain.alike import piles
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import NEEDS_ANSWER, Answer, OpinionKind, Role
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.comments import Comment
from workflows.store.items.history import (
    CommentTotals,
    HeardComment,
    comment_totals,
    commented_items,
    heard_comments,
    open_comment,
    versions_said,
)
from workflows.store.items.rows import Item
from workflows.store.people import Organisation

ITEMS_A_PAGE = 20
MOST_ALIKE = 3_000
STATES = ("open", "alike", "all", "quiet")


@dataclass(frozen=True)
class Pile:
    """Comments that say nearly the same; ``open`` are those that wait for an answer, ``mark`` their number beside the text."""

    mark: int
    said: tuple[Said, ...]
    open: tuple[Said, ...]

    @property
    def answered(self) -> tuple[Said, ...]:
        """Those that have their answer."""
        return tuple(one for one in self.said if one not in self.open)


@dataclass(frozen=True)
class Group:
    """The comments on one item (or on the list as a whole), in piles, and who agreed or had none."""

    number: int | None
    name: str
    version: int
    place: Words | None
    texts: tuple[MarkedText, ...]
    piles: tuple[Pile, ...]
    quiet: tuple[tuple[Words, tuple[str, ...]], ...]


@dataclass(frozen=True)
class CommentsPage:
    """Comments by item, with how many were used how; ``alike`` are piles of unanswered ones across items."""

    state: str
    groups: tuple[Group, ...]
    alike: tuple[Pile, ...]
    totals: CommentTotals
    open_items: int
    may_answer: bool
    may_give: bool
    silent: int
    departments: Sequence[Organisation]
    next: str | None
    key: str


def comments_page() -> CommentsPage:
    """Comments the reader may see: staff all, others those on items in sight and their own."""
    state = request.args.get("state") if request.args.get("state") in STATES else "open" if role() is Role.coordinator else "all"
    seen = [Comment.campaign_id == campaign().id, comments_in_sight()]
    groups, next_after = _groups(seen, state) if state != "alike" else ((), None)
    may_answer = role() is Role.coordinator
    return CommentsPage(
        state=state,
        groups=groups,
        alike=_alike(seen) if state == "alike" else (),
        totals=comment_totals(read(), seen),
        open_items=_open_items(seen),
        may_answer=may_answer,
        may_give=role() in (Role.coordinator, Role.subdistrict, Role.subdistrict_head, Role.liaison, Role.department_head),
        silent=len(unanswered_by_us()) if g.appointment.organisation_id is not None else 0,
        departments=participants(read(), campaign(), "department") if may_answer and _may_take_up(groups) else (),
        next=url_for("comments.listed", state=state, after=next_after) if next_after else None,
        key=new_key(),
    )


def answers_of(form: MultiDict) -> dict[int, Answer]:
    """Comment id → answer, for the ticked comments; empty if nothing is ticked or said."""
    if form.get("answer") not in set(Answer):
        return {}
    ids = [int(text) for text in form.getlist("comment") if text.isdecimal() and len(text) < 10]
    return {comment_id: Answer(form["answer"]) for comment_id in ids}


def _groups(seen: list[ColumnElement[bool]], state: str) -> tuple[tuple[Group, ...], int | None]:
    """The groups of the page, the list as a whole first, and behind which number the next page begins."""
    which, after = [*seen, *_asked(state)], request.args.get("after", 0, bounded)
    if request.args.get("item"):
        number = request.args.get("item", 0, bounded)
        which.append(Comment.item_id.in_(select(Item.id).where(sight(), Item.number == number)))
    ids, more = commented_items(read(), which, after=after, limit=ITEMS_A_PAGE)
    found = heard_comments(read(), [*seen, Comment.item_id.in_(ids)], limit=MOST_ALIKE) if ids else []
    whole = heard_comments(read(), [*which, Comment.item_id.is_(None)]) if not after and not request.args.get("item") else []
    by_item: dict[int | None, list[HeardComment]] = defaultdict(list)
    for comment in (*whole, *found):
        by_item[comment.item_number].append(comment)
    ordered = sorted(by_item, key=lambda number: number or 0)
    says = versions_said(read(), ids)
    numbered = dict(read().execute(select(Item.number, Item.id).where(Item.id.in_(ids))).all()) if ids else {}
    groups = tuple(_group(number, by_item[number], says, numbered.get(number)) for number in ordered)
    return groups, groups[-1].number if more and groups else None


def _asked(state: str) -> list[ColumnElement[bool]]:
    asking = Comment.kind.in_(sorted(NEEDS_ANSWER))
    return {"open": [open_comment()], "all": [asking], "quiet": [~asking]}[state]


def _group(
    number: int | None, comments: list[HeardComment], says: Mapping[tuple[int, int], ItemFields], item_id: int | None
) -> Group:
    versions = {version: fields for (item, version), fields in says.items() if item == item_id}
    newest = max(versions, default=0)
    asking = [comment for comment in comments if comment.asks]
    found = _piles([said_about(comment, versions) for comment in asking])
    first = comments[0]
    return Group(
        number=number,
        name=first.item_name,
        version=newest,
        place=place_words(first.marking) if number else None,
        texts=marked_texts(versions[newest], {pile.mark: pile.said for pile in found}) if newest else (),
        piles=found,
        quiet=_quiet(comments),
    )


def _quiet(comments: Iterable[HeardComment]) -> tuple[tuple[Words, tuple[str, ...]], ...]:
    units: dict[str, list[str]] = defaultdict(list)
    for comment in comments:
        if not comment.asks:
            units[comment.kind].append(comment.unit)
    return tuple((OpinionKind(kind).words, tuple(dict.fromkeys(names))) for kind, names in sorted(units.items()))


def _piles(said: Sequence[Said]) -> tuple[Pile, ...]:
    grouped = piles([one.text for one in said])
    return tuple(
        Pile(mark, tuple(said[place] for place in places), tuple(said[place] for place in places if said[place].waits))
        for mark, places in enumerate(grouped, 1)
    )


def _alike(seen: list[ColumnElement[bool]]) -> tuple[Pile, ...]:
    """Unanswered comments of all items that say nearly the same, the largest pile first."""
    found = heard_comments(read(), [*seen, open_comment()], limit=MOST_ALIKE)
    ordered = sorted(_piles([said_about(comment, {}) for comment in found]), key=lambda pile: -len(pile.said))
    return tuple(pile for pile in ordered if len(pile.said) > 1)


def _open_items(seen: list[ColumnElement[bool]]) -> int:
    return len(read().scalars(select(Comment.item_id).where(*seen, open_comment(), Comment.item_id.is_not(None)).distinct()).all())


def _may_take_up(groups: Iterable[Group]) -> bool:
    return any(one.may_be_taken_up for group in groups for pile in group.piles for one in pile.said)
