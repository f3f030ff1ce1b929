"""Comments received in 征求意见 and the answers given to them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, Select, String, UniqueConstraint, case, exists, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from workflows.domain.vocabulary import NEEDS_ANSWER, OpinionKind
from workflows.store.audit import Wording
from workflows.store.base import Code, Key, Long, Record
from workflows.store.items.rows import Item, Passage, Step


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


class CommentQuote(Record):
    """The words a comment is about, as they stood in its field in the version that was read: where they begin there, and the words."""

    __tablename__ = "comment_quote"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    start: Mapped[int]
    words: Mapped[Long]


class CommentArrival(Record):
    """The day on which a comment that staff registered had reached the bureau, by letter, telephone or in a meeting."""

    __tablename__ = "comment_arrival"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    received_on: Mapped[date]


class TakenUp(Record):
    """A proposal of a new item (新增) that was adopted, and the item that stands for it now. One each."""

    __tablename__ = "taken_up"
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), unique=True)


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


@dataclass(frozen=True, slots=True)
class Reply:
    """What one organisation said in a campaign: items it spoke on, those among them it agreed to or had nothing against, and how
    many of its comments ask for an answer. ``whole``: it said 无意见 to the list as a whole."""

    items: int = 0
    quiet: int = 0
    asking: int = 0
    whole: bool = False

    def silent(self, heard: int) -> int:
        """On how many of ``heard`` items it has said nothing: silence is never 无意见."""
        return 0 if self.whole else max(heard - self.items, 0)


def replies(session: Session, campaign_id: int) -> dict[int, Reply]:
    """What each organisation said, by its id; those that said nothing are absent. One query."""
    asks = Comment.kind.in_(sorted(NEEDS_ANSWER))
    whole = (Comment.kind == OpinionKind.no_opinion.value) & Comment.item_id.is_(None)
    query = select(
        Comment.organisation_id,
        func.count(Comment.item_id.distinct()),
        func.count(case((~asks, Comment.item_id)).distinct()),
        func.sum(case((asks, 1), else_=0)),
        func.max(case((whole, 1), else_=0)),
    ).where(Comment.campaign_id == campaign_id, Comment.organisation_id.is_not(None))
    rows = session.execute(query.group_by(Comment.organisation_id))
    return {office: Reply(items, quiet, asking, bool(said_whole)) for office, items, quiet, asking, said_whole in rows}


def heard_by_department(session: Session, campaign_id: int, hearing: Collection[str]) -> Mapping[int, int]:
    """How many items came to a place of ``hearing`` at least once, by department id; subdistricts are asked about all of them."""
    came = exists().where(Passage.item_id == Item.id, Passage.step.has(Step.to_marking.in_(sorted(hearing))))
    query = select(Item.department_id, func.count()).where(Item.campaign_id == campaign_id, came).group_by(Item.department_id)
    return dict(session.execute(query).all())


def unspoken(sight: ColumnElement[bool], hearing: Collection[str], organisation_id: int | None) -> Select:
    """Select of the ids of the items that hear comments now and on which this organisation has said nothing, by number."""
    said = exists().where(Comment.item_id == Item.id, Comment.organisation_id == organisation_id)
    return select(Item.id).where(sight, Item.marking.in_(sorted(hearing)), ~said).order_by(Item.number)
