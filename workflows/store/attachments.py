"""Attachments: which kept document hangs on which item, comment or sign-off. The bytes stand in ``filed_document``."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from workflows.domain.attachments import AttachmentKind
from workflows.store.audit import Act, FiledDocument
from workflows.store.base import Code, Key, Record
from workflows.store.comments import Comment
from workflows.store.items.rows import Item, Passage
from workflows.store.people import Person

ONE_OWNER = " + ".join(f"CASE WHEN {name} IS NULL THEN 0 ELSE 1 END" for name in ("item_id", "comment_id", "sign_off_id"))


class Attachment(Record):
    """One file on exactly one item, comment or sign-off (the act by which it was signed). Never changes; see ``AttachmentWithdrawal``."""

    __tablename__ = "attachment"
    __table_args__ = (CheckConstraint(f"{ONE_OWNER} = 1", name="an_attachment_hangs_on_one_thing"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("filed_document.id"), unique=True)
    kind: Mapped[Code]
    size: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    sign_off_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)


class AttachmentWithdrawal(Record):
    """An attachment taken down (撤下) with the reason of the act; its bytes stay on record and are served to nobody."""

    __tablename__ = "attachment_withdrawal"
    attachment_id: Mapped[int] = mapped_column(ForeignKey("attachment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)


@dataclass(frozen=True, slots=True)
class HeldFile:
    """One attachment as lists show it, with who added it when. ``digest`` is the SHA-256 of its bytes."""

    id: int
    name: str
    kind: AttachmentKind
    size: int
    digest: str
    at: datetime
    person_id: int | None
    person: str
    item_id: int | None
    comment_id: int | None
    sign_off_id: int | None

    @property
    def owner(self) -> tuple[str, int]:
        """What it hangs on: ``item``, ``comment`` or ``act`` with the id."""
        owners = ("item", self.item_id), ("comment", self.comment_id), ("act", self.sign_off_id)
        return next((kind, owner) for kind, owner in owners if owner is not None)


def visible(items: ColumnElement[bool], comments: ColumnElement[bool]) -> ColumnElement[bool]:
    """The attachments that hang on something the reader may see: an item, a comment, or a sign-off that moved an item in sight.

    Args:
        items: Which items the reader may see.
        comments: Which comments.
    """
    signed = exists().where(Passage.act_id == Attachment.sign_off_id, Passage.item_id == Item.id, items)
    on_item = Attachment.item_id.in_(select(Item.id).where(items))
    on_comment = Attachment.comment_id.in_(select(Comment.id).where(comments))
    return and_(still_served(), or_(on_item, on_comment, signed))


def still_served() -> ColumnElement[bool]:
    """The attachment was not taken down."""
    return ~exists().where(AttachmentWithdrawal.attachment_id == Attachment.id)


def held_files(session: Session, *which: ColumnElement[bool]) -> list[HeldFile]:
    """The attachments that meet the conditions, oldest first; one query, no bytes."""
    rows = session.execute(_listed().where(*which).order_by(Attachment.id))
    return [_held(row) for row in rows]


def file_content(session: Session, attachment_id: int) -> bytes:
    """The bytes of an attachment."""
    query = select(FiledDocument.content).join(Attachment, Attachment.document_id == FiledDocument.id)
    return session.scalars(query.where(Attachment.id == attachment_id)).one()


def count_on(session: Session, owner: ColumnElement[bool]) -> int:
    """How many attachments stand on one owner."""
    return session.scalar(select(func.count(Attachment.id)).where(owner, still_served()))


def standing_attachment(session: Session, attachment_id: int) -> Attachment | None:
    """The attachment with this id; None if there is none or it was taken down."""
    return session.scalar(select(Attachment).where(Attachment.id == attachment_id, still_served()))


def _listed() -> Select:
    owners = (Attachment.item_id, Attachment.comment_id, Attachment.sign_off_id)
    columns = (Attachment.id, FiledDocument.name, Attachment.kind, Attachment.size, FiledDocument.digest, Act.at, Act.person_id)
    query = select(*columns, Person, *owners).join(FiledDocument, FiledDocument.id == Attachment.document_id)
    return query.join(Act, Act.id == Attachment.act_id).join(Person, Person.id == Act.person_id, isouter=True)


def _held(row: Iterable) -> HeldFile:
    id_, name, kind, size, digest, at, person_id, person, *owners = row
    return HeldFile(id_, name, AttachmentKind(kind), size, digest, at, person_id, person.name if person else "", *owners)
