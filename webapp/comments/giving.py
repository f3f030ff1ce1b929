"""From a form to a comment."""

from __future__ import annotations

from flask import g

from webapp.acting import campaign, read, role, sight, unanswered_by_us
from webapp.comments.forms import GiveComment
from webapp.comments.marking import MarkedText, marked_texts
from webapp.errors import Conflict
from workflows.domain.outcomes import LeftOut, Outcome
from workflows.domain.vocabulary import CommentSource, OpinionKind, Role
from workflows.domain.words import Words
from workflows.operations.acts import repeated
from workflows.operations.comments.commenting import NewComment
from workflows.store.campaigns import participants
from workflows.store.items.history import item_in_sight
from workflows.store.items.rows import Item, version_of
from workflows.store.people import Organisation

NO_SUCH_ITEM = Words("没有编号为 {number} 的事项。请返回核对编号。", "There is no item number {number}. Go back and check.")

OTHER_ITEMS = Words(
    "这段时间里等待回复的事项有变动。请返回重看，再回复“无意见”。",
    "The items that wait for your reply have changed. Go back, look again, then reply.",
)


def subject_of(form: GiveComment) -> Item | None:
    """The item the form names, if the reader may see it."""
    number = (form.item.data or "").strip()
    return item_in_sight(read(), sight(), int(number)) if number.isdecimal() and len(number) < 10 else None


def comment_of(form: GiveComment) -> NewComment:
    """The comment, for the reader's own organisation; a coordinator registers whose it is and how it came.

    Raises:
        Conflict: the number names no item in sight.
    """
    item = subject_of(form)
    if item is None and (form.item.data or "").strip():
        raise Conflict(NO_SUCH_ITEM.filled(number=form.item.data))
    registering = role() is Role.coordinator
    office = g.appointment.organisation
    named = next((one for one in offices() if one.key == form.office.data), None) if registering else None
    return NewComment(
        kind=OpinionKind(form.kind.data),
        unit=(named.name if named else form.unit.data.strip() or "司法局") if registering else office.name,
        item_id=item.id if item else None,
        field=form.field.data,
        proposal=form.proposal.data.strip(),
        basis=form.basis.data.strip(),
        contact=form.contact.data.strip(),
        organisation_id=(named.id if named else None) if registering else office.id,
        source=CommentSource(form.source.data) if registering else CommentSource.page,
        quote=form.quote.data.strip() if item else "",
        received_on=form.received_on.data if registering else None,
    )


def offices() -> list[Organisation]:
    """The subdistricts and departments that are asked, in printed order."""
    return [*participants(read(), campaign(), "receiver"), *participants(read(), campaign(), "department")]


def text_of(item: Item) -> tuple[MarkedText, ...]:
    """What an item says, for whoever comments on it."""
    return marked_texts(version_of(read(), item).says, {})


def no_opinions_of(count: str, key: str) -> list[NewComment]:
    """无意见 of the reader's organisation on each item that hears comments and on which it has said nothing.

    Nothing again for a key that was sent before: the operation answers it as the first time.

    Raises:
        Conflict: the reader has no organisation, nothing is left to say, or there are not as many such items as the page showed.
    """
    office, left = g.appointment.organisation, unanswered_by_us()
    if repeated(read(), key) is not None:
        return []
    if office is None:
        raise Conflict(Words("无意见须由单位回复。", "“No comment” is given by an organisation."))
    if not left or count != str(len(left)):
        raise Conflict(OTHER_ITEMS)
    return [NewComment(OpinionKind.no_opinion, office.name, item_id, organisation_id=office.id) for item_id in left]


def taken_words(outcome: Outcome, empty: int) -> Words:
    """How many of a form's comments stand, why the others do not, and how many printed rows nobody filled in."""
    left = outcome.left_out
    if not left and empty:
        zh = f"反馈表中的意见已全部记录；另有 {empty} 行没有填写，按未回复处理，不算无意见。"
        return Words(zh, f"Every comment of the form is recorded; {empty} rows are empty and count as not replied, never as “no comment”.")
    if not left:
        return Words("反馈表中的意见已全部记录。", "Every comment of the form is recorded.")
    zh = f"有 {len(left)} 条未记录（{_about(left[0]).zh}：{left[0].why.zh}），其余已记录。"
    return Words(zh, f"{len(left)} were not recorded ({_about(left[0]).en}: {left[0].why.en}); the others were.")


def _about(left: LeftOut) -> Words:
    return Words(f"第 {left.number} 项", f"item {left.number}") if left.number else Words("整个清单", "the whole list")


def counted_words(outcome: Outcome) -> Words:
    """What became of what was given."""
    if outcome.left_out:
        return outcome.left_out[0].why
    if outcome.count > 1:
        return Words(f"已对 {outcome.count:,} 项回复无意见。", f"“No comment” is recorded on {outcome.count:,} items.")
    return Words("意见已记录，处理情况会在此答复。", "The comment is recorded; you will find its answer here.")
