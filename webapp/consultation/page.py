"""What the public reads: the released list, one item in plain words, a comment by its receipt. Only what was released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import abort, request
from flask_wtf import FlaskForm
from sqlalchemy import select

from webapp.acting import new_key, read
from webapp.consultation.receipts import code_digest
from webapp.identity import calendar, today
from webapp.numbers import bounded
from workflows.domain.calendar import working_days_between
from workflows.domain.catalogue import scope_text
from workflows.domain.vocabulary import Answer, Audience, Mode, OpinionKind, OrganisationKind
from workflows.domain.words import Words
from workflows.operations.comments.windows import shut_to
from workflows.store.campaigns import Campaign
from workflows.store.comments import Comment
from workflows.store.consultation import (
    SHOWN,
    CommentDisplay,
    CommentReceipt,
    Consultation,
    PublicComment,
    ReleasedItem,
    last_display,
    neighbours,
    public_comments,
    released_count,
    released_item,
    released_items,
    standing_release,
)
from workflows.store.items.history import GivenAnswer, answers_given
from workflows.store.people import Organisation

PLAIN_KINDS = {
    OpinionKind.agree: Words("赞成", "Agree"),
    OpinionKind.modify: Words("建议改", "Change"),
    OpinionKind.delete: Words("反对", "Against"),
}


@dataclass(frozen=True)
class Notice:
    """Whose consultation it is, and until when one may comment."""

    bureau: str
    title: str
    demonstration: bool
    words: Words
    open: bool


@dataclass(frozen=True)
class Answered:
    """A comment as everybody may read it, with its last answer."""

    comment: PublicComment
    kind: Words
    answer: Words | None
    reason: str


@dataclass(frozen=True)
class ListPage:
    """The released list, searched."""

    notice: Notice
    consultation_id: int
    items: tuple[ReleasedItem, ...]
    count: int
    total: int
    text: str
    next: int | None
    said: tuple[Answered, ...]
    form: FlaskForm
    key: str


@dataclass(frozen=True)
class ItemPage:
    """One released item in plain words, what others said of it, and the form."""

    notice: Notice
    consultation_id: int
    item: ReleasedItem
    change: Words
    scope: str
    place: int
    total: int
    before: int | None
    behind: int | None
    said: tuple[Answered, ...]
    form: FlaskForm
    key: str


def the_release() -> tuple[Consultation, Campaign]:
    """The release that stands, and its campaign; 404 where nothing is released."""
    found = standing_release(read())
    if found is None:
        abort(404)
    return found, read().get_one(Campaign, found.campaign_id)


def list_page(form: FlaskForm) -> ListPage:
    """The list, or what of it holds the words asked for."""
    release, campaign = the_release()
    text = request.args.get("q", "").strip()[:100]
    items, more = released_items(read(), release.id, text=text, after=request.args.get("after", 0, bounded))
    total = released_count(read(), release.id)
    return ListPage(
        notice=notice_of(campaign),
        consultation_id=release.id,
        items=tuple(items),
        count=released_count(read(), release.id, text) if text else total,
        total=total,
        text=text,
        next=items[-1].number if more else None,
        said=_shown(Comment.campaign_id == campaign.id, Comment.item_id.is_(None)),
        form=form,
        key=new_key(),
    )


def item_page(number: int, form: FlaskForm) -> ItemPage:
    """One item; 404 where it is not in the list."""
    release, campaign = the_release()
    item = released_item(read(), release.id, number)
    if item is None:
        abort(404)
    place, before, behind = neighbours(read(), release.id, number)
    return ItemPage(
        notice=notice_of(campaign),
        consultation_id=release.id,
        item=item,
        change=change_words(item),
        scope=scope_text(item.fields),
        place=place,
        total=released_count(read(), release.id),
        before=before,
        behind=behind,
        said=_shown(Comment.campaign_id == campaign.id, Comment.item_id == item.item_id),
        form=form,
        key=new_key(),
    )


def by_receipt(code: str) -> Answered | None:
    """The comment with this receipt; None if there is none."""
    found = public_comments(read(), CommentReceipt.code_digest == code_digest(code), limit=1)
    return _answered(found)[0] if found else None


def notice_of(campaign: Campaign) -> Notice:
    """The head of every page of the consultation."""
    query = select(Organisation.name).where(Organisation.kind == OrganisationKind.justice_bureau.value).order_by(Organisation.id)
    bureau = read().scalars(query.limit(1)).first() or ""
    shut = shut_to(campaign, Audience.public, today(), calendar())
    window = campaign.window(Audience.public)
    words = CLOSED
    if window:
        last = window.last_on(calendar())
        words = _closed(window.opens_on, last) if shut else _until(last)
    return Notice(bureau, campaign.title, campaign.demonstration, words, shut is None)


def change_words(item: ReleasedItem) -> Words:
    """What would change, in one plain sentence."""
    office = item.department
    if item.fields.mode is Mode.entrust:
        return Words(
            f"现在由{office}办理。今后拟委托街道办事处以{office}的名义办理。",
            f"Done by {office} today. Subdistrict offices are to do it in that office's name.",
        )
    if item.fields.mode is Mode.devolve_in_part:
        return Words(
            f"现在由{office}办理。今后其中一部分拟由所在街道办事处办理，其余仍由{office}办理。",
            f"Done by {office} today. A part is to pass to the subdistrict offices; the rest stays.",
        )
    return Words(
        f"现在由{office}办理。今后拟由所在街道办事处以自己的名义办理。",
        f"Done by {office} today. Subdistrict offices are to do it in their own name.",
    )


CLOSED = Words("现在不接收意见", "Comments are not taken now")


def _until(last: date) -> Words:
    left = working_days_between(today(), last)
    weekday = "一二三四五六日"[last.weekday()]
    if not left:
        return Words(f"今天（{last.month}月{last.day}日）为止", f"Open until tonight, {last.isoformat()}")
    zh = f"还可以提 {left} 个工作日，到 {last.month}月{last.day}日（周{weekday}）为止"
    return Words(zh, f"Open for {left} more working days, until {last.isoformat()}")


def _closed(opens: date, last: date) -> Words:
    if today() < opens:
        return Words(f"{opens.month}月{opens.day}日起可以提意见", f"Comments open on {opens.isoformat()}")
    over = f"提意见已于 {last.month}月{last.day}日截止，仍可查阅和查询答复"
    return Words(over, f"Comments closed on {last.isoformat()}; answers can be read")


def _shown(*which) -> tuple[Answered, ...]:
    """What the coordinator let everybody read."""
    shown = CommentDisplay.word == SHOWN, CommentDisplay.number == last_display()
    return _answered(public_comments(read(), *which, *shown, limit=200))


def _answered(comments: list[PublicComment]) -> tuple[Answered, ...]:
    given: Mapping[int, list[GivenAnswer]] = answers_given(read(), [comment.id for comment in comments])
    return tuple(_one(comment, given.get(comment.id, [])) for comment in comments)


def _one(comment: PublicComment, answers: list[GivenAnswer]) -> Answered:
    kind = PLAIN_KINDS.get(OpinionKind(comment.kind), OpinionKind(comment.kind).words)
    last = answers[-1] if answers else None
    return Answered(comment, kind, Answer(last.answer).words if last else None, last.reason if last else "")
