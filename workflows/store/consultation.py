"""The public consultation: the list as it was released, receipts for what the public said, and what of it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Row,
    ScalarSelect,
    Select,
    UniqueConstraint,
    and_,
    case,
    exists,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column, relationship

from workflows.domain.items import ItemFields
from workflows.store.audit import Wording
from workflows.store.base import Code, Digest, Key, Record
from workflows.store.comments import Comment
from workflows.store.items.rows import Item, ItemVersion
from workflows.store.people import Organisation

RELEASED, WITHDRAWN = "released", "withdrawn"
SHOWN, HIDDEN = "shown", "hidden"


class Consultation(Record):
    """One release of the draft list to the public, or its withdrawal (``word``); the last of a campaign counts."""

    __tablename__ = "consultation"
    __table_args__ = (UniqueConstraint("campaign_id", "number", name="uq_consultation_is_numbered"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    word: Mapped[Code]


class ConsultedItem(Record):
    """One item of a released list, in the version that the public reads. Never changes."""

    __tablename__ = "consulted_item"
    __table_args__ = {"sqlite_with_rowid": False}
    consultation_id: Mapped[int] = mapped_column(ForeignKey("consultation.id"), primary_key=True, autoincrement=False)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    item_version: Mapped[int]


class CommentReceipt(Record):
    """What the public gets for a comment: the digest of a code by which its answer is found later."""

    __tablename__ = "comment_receipt"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    code_digest: Mapped[Digest] = mapped_column(unique=True)


class CommentDisplay(Record):
    """Whether a comment of the public is ``shown`` to everybody or ``hidden``; the last word counts, a hidden one has its reason."""

    __tablename__ = "comment_display"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    word: Mapped[Code]
    reason: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    why: Mapped[Wording | None] = relationship()


class PublicAttempt(Record):
    """One attempt of somebody without account, counted to keep floods out: a keyed digest of the address that changes daily."""

    __tablename__ = "public_attempt"
    __table_args__ = (Index("ix_public_attempt_word_address_at", "word", "address", "at"),)
    id: Mapped[Key]
    word: Mapped[Code]
    address: Mapped[Digest]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class ReleasedItem:
    """One item as the public reads it."""

    item_id: int
    number: int
    version: int
    fields: ItemFields
    department: str


@dataclass(frozen=True, slots=True)
class PublicComment:
    """A comment of the public with its display: empty while nobody has looked at it, else ``shown`` or ``hidden`` with its reason."""

    id: int
    number: int
    item_number: int | None
    item_name: str
    kind: str
    text: str
    contact: str
    display: str
    reason: str


def standing_release(session: Session, campaign_id: int | None = None) -> Consultation | None:
    """The release that stands, of this campaign or the newest of all; None before the first and after a withdrawal."""
    later = aliased(Consultation)
    superseded = exists().where(later.campaign_id == Consultation.campaign_id, later.number > Consultation.number)
    query = select(Consultation).where(~superseded, Consultation.word == RELEASED).order_by(Consultation.id.desc())
    if campaign_id is not None:
        query = query.where(Consultation.campaign_id == campaign_id)
    return session.scalars(query.limit(1)).first()


def releases(session: Session, campaign_id: int) -> int:
    """How many releases and withdrawals a campaign has seen."""
    return session.scalar(select(func.count()).where(Consultation.campaign_id == campaign_id))


def released_items(
    session: Session, consultation_id: int, *, text: str = "", after: int = 0, limit: int = 30
) -> tuple[list[ReleasedItem], bool]:
    """Items of a released list whose words hold ``text``, by number behind ``after``; and whether more follow."""
    query = _released(consultation_id).where(Item.number > after)
    if text.strip():
        query = query.where(_holds(text.strip()))
    rows = session.execute(query.order_by(Item.number).limit(limit + 1)).all()
    return [_item(row) for row in rows[:limit]], len(rows) > limit


def released_item(session: Session, consultation_id: int, number: int) -> ReleasedItem | None:
    """The item with this number in the released list; None where it is not in it."""
    row = session.execute(_released(consultation_id).where(Item.number == number)).first()
    return _item(row) if row else None


def released_count(session: Session, consultation_id: int, text: str = "") -> int:
    """How many items of a released list hold ``text``."""
    query = _released(consultation_id).with_only_columns(func.count())
    return session.scalar(query.where(_holds(text.strip())) if text.strip() else query)


def neighbours(session: Session, consultation_id: int, number: int) -> tuple[int, int | None, int | None]:
    """Which place an item has in the list, and the numbers before and behind it."""
    before, behind = case((Item.number < number, Item.number)), case((Item.number > number, Item.number))
    query = select(func.count(before), func.max(before), func.min(behind)).join(ConsultedItem, ConsultedItem.item_id == Item.id)
    count, last, first = session.execute(query.where(ConsultedItem.consultation_id == consultation_id)).one()
    return count + 1, last, first


def public_comments(session: Session, *which: ColumnElement[bool], after: int = 0, limit: int = 100) -> list[PublicComment]:
    """Comments of the public that meet the conditions, by number behind ``after``, each with its last display."""
    said, contact, why = aliased(Wording), aliased(Wording), aliased(Wording)
    query = (
        select(Comment, Item.number, Item.name, said.body, contact.body, CommentDisplay.word, why.body)
        .join(CommentReceipt, CommentReceipt.comment_id == Comment.id)
        .join(Item, Item.id == Comment.item_id, isouter=True)
        .join(said, said.digest == Comment.proposal, isouter=True)
        .join(contact, contact.digest == Comment.contact, isouter=True)
        .join(CommentDisplay, and_(CommentDisplay.comment_id == Comment.id, CommentDisplay.number == last_display()), isouter=True)
        .join(why, why.digest == CommentDisplay.reason, isouter=True)
        .where(*which, Comment.number > after)
    )
    return [_public(row) for row in session.execute(query.order_by(Comment.number).limit(limit))]


def last_display() -> ScalarSelect[int]:
    """The number of the last display of a comment; none before the first."""
    each = aliased(CommentDisplay)
    return select(func.max(each.number)).where(each.comment_id == Comment.id).scalar_subquery()


def undecided() -> ColumnElement[bool]:
    """Nobody has said yet whether the comment is shown."""
    each = aliased(CommentDisplay)
    return ~exists().where(each.comment_id == Comment.id)


def undecided_comments(campaign_id: int) -> Select:
    """Select of the ids of a campaign's comments of the public that wait for somebody to look at them."""
    query = select(Comment.id).join(CommentReceipt, CommentReceipt.comment_id == Comment.id)
    return query.where(Comment.campaign_id == campaign_id, undecided())


def undecided_count(session: Session, campaign_id: int) -> int:
    """How many comments of the public wait for somebody to look at them."""
    return session.scalar(select(func.count()).select_from(undecided_comments(campaign_id).subquery()))


def _released(consultation_id: int) -> Select:
    query = select(ConsultedItem.item_id, Item.number, ConsultedItem.item_version, ItemVersion.fields, Organisation.name)
    query = query.select_from(ConsultedItem).join(Item, Item.id == ConsultedItem.item_id)
    read = and_(ItemVersion.item_id == ConsultedItem.item_id, ItemVersion.number == ConsultedItem.item_version)
    query = query.join(ItemVersion, read).join(Organisation, Organisation.id == ItemVersion.department_id)
    return query.where(ConsultedItem.consultation_id == consultation_id)


def _holds(text: str) -> ColumnElement[bool]:
    """The text stands in the name as released or in the department's; nothing else of an item can be found by searching."""
    name = ItemVersion.fields["name"].as_string()
    return or_(name.contains(text[:100], autoescape=True), Organisation.name.contains(text[:100], autoescape=True))


def _item(row: Row) -> ReleasedItem:
    item_id, number, version, plain, department = row
    return ReleasedItem(item_id, number, version, ItemFields.from_json(plain), department)


def _public(row: Row) -> PublicComment:
    comment, number, name, text, contact, word, why = row
    return PublicComment(comment.id, comment.number, number, name or "", comment.kind, text or "", contact or "", word or "", why or "")
