"""Visits of items at review and approval places, and the opinions given there."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from workflows.store.base import Code, Key, Marking, Record


class Visit(Record):
    """One stay of an item at a review or approval place; freezes the version it judges. One stay is open at most."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("item_id", "number", name="uq_visit_is_numbered"),
        Index(
            "uq_visit_open_once",
            "item_id",
            unique=True,
            sqlite_where=text("closed_act_id IS NULL"),
            postgresql_where=text("closed_act_id IS NULL"),
        ),
    )
    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"))
    number: Mapped[int]
    place: Mapped[Marking]
    round: Mapped[Code]
    item_version: Mapped[int]
    opened_act_id: Mapped[int] = mapped_column(ForeignKey("act.id"))
    closed_act_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"))
    verdict: Mapped[str] = mapped_column(default="")


class Opinion(Record):
    """What one person decided at one visit, in one slot of the policy; never changed, never overwritten."""

    __tablename__ = "opinion"
    __table_args__ = {"sqlite_with_rowid": False}
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    visit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    action: Mapped[Code]
    code: Mapped[str] = mapped_column(default="")


class OpinionWithdrawal(Record):
    """An opinion taken back before it decided anything; it stays on record and counts no more."""

    __tablename__ = "opinion_withdrawal"
    __table_args__ = {"sqlite_with_rowid": False}
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    visit: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    slot: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
