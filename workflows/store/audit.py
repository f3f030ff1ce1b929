"""Acts and the words they carry: the append-only spine that every other row hangs on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from workflows.store.base import Code, Digest, Key, Long, Record


class Wording(Record):
    """Free text or a personal name, kept by its salted digest: rows and chain hold the digest, text and salt can be erased."""

    __tablename__ = "wording"
    digest: Mapped[Digest] = mapped_column(primary_key=True)
    salt: Mapped[str | None] = mapped_column(String(32))
    body: Mapped[Long | None]


class Act(Record):
    """One thing somebody did: who, as what, for whom, through which door, when, why, to how many.

    ``position`` is the place in the chain (1, 2, 3 … without gap); ``hash`` covers the act, the digest of all rows it
    wrote and the hash before it. ``result`` is what the first request was answered, for a repeated client key.
    """

    __tablename__ = "act"
    __table_args__ = (
        CheckConstraint("(position IS NULL) = (hash IS NULL)", name="sealed_acts_have_a_place_in_the_chain"),
        CheckConstraint("items >= 0", name="an_act_counts_its_items"),
    )
    id: Mapped[Key]
    position: Mapped[int | None] = mapped_column(unique=True)
    at: Mapped[datetime] = mapped_column(index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Code]
    on_behalf_of_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    door: Mapped[Code]
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    word: Mapped[Code]
    place: Mapped[str] = mapped_column(String(200), default="")
    code: Mapped[str | None] = mapped_column(String(64))
    reason: Mapped[str | None] = mapped_column(ForeignKey("wording.digest"))
    items: Mapped[int] = mapped_column(default=0)
    client_key: Mapped[str | None] = mapped_column(String(100), unique=True)
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("act.id"), index=True)
    algorithm: Mapped[str] = mapped_column(String(16), default="sha256")
    rows_digest: Mapped[Digest | None]
    previous: Mapped[Digest | None]
    hash: Mapped[Digest | None]
    result: Mapped[dict | None]
    why: Mapped[Wording | None] = relationship(foreign_keys=[reason])
    person: Mapped[object] = relationship("Person", foreign_keys=[person_id])


class ChainHead(Record):
    """The one row that says where the chain ends; locked last in every writing transaction."""

    __tablename__ = "chain_head"
    id: Mapped[Key]
    position: Mapped[int]
    hash: Mapped[Digest]


class Registration(Record):
    """One version of something kept in a register: an organisation, a person, an appointment, a campaign's settings,
    a deployed set, the laws. ``body`` is what was registered, names as digests."""

    __tablename__ = "registration"
    __table_args__ = (UniqueConstraint("noun", "key", "number", name="uq_registration_is_numbered"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    noun: Mapped[Code]
    key: Mapped[str] = mapped_column(String(200))
    number: Mapped[int]
    body: Mapped[dict]


class FiledDocument(Record):
    """A file somebody handed in, kept as it came; row and content exist together."""

    __tablename__ = "filed_document"
    __table_args__ = (Index("ix_filed_document_digest", "digest"),)
    id: Mapped[Key]
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    name: Mapped[str] = mapped_column(String(300))
    digest: Mapped[Digest]
    content: Mapped[bytes] = mapped_column(LargeBinary)
