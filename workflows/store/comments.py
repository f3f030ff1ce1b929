"""Comments received in 征求意见 and the answers given to them."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.domain.vocabulary import NEEDS_ANSWER
from workflows.store.audit import Wording
from workflows.store.base import Code, Key, Record


class Comment(Record):
    """One opinion of one unit: on a field of an item's version, or (新增) on the campaign. Never changes.

    ``field`` is empty for the item as a whole; ``item_version`` is the version that was read.
    """

    __tablename__ = "comment"
    __table_args__ = (UniqueConstraint("campaign_id", "number", name="uq_comment_is_numbered"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("item.id"), index=True)
    item_version: Mapped[int | None]
    field: Mapped[str] = mapped_column(String(64), default="")
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    unit: Mapped[str] = mapped_column(String(200))
    kind: Mapped[Code]
    source: Mapped[Code]
    proposal: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    basis: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    contact: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    proposed: Mapped[Wording | None] = relationship(foreign_keys=[proposal])
    grounds: Mapped[Wording | None] = relationship(foreign_keys=[basis])


class CommentAnswer(Record):
    """How a comment was used. A later answer stands beside the earlier one; the last counts."""

    __tablename__ = "comment_answer"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    answer: Mapped[Code]
    reason: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    why: Mapped[Wording | None] = relationship()


def unanswered(campaign_id: int) -> Select:
    """Select of the comments of a campaign that ask for an answer and have none."""
    answered = select(CommentAnswer.comment_id).where(CommentAnswer.comment_id == Comment.id).exists()
    asking = Comment.kind.in_(sorted(NEEDS_ANSWER))
    return select(Comment).where(Comment.campaign_id == campaign_id, asking, ~answered)
