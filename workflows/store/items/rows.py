"""Items, the versions of what they say, the passages of their tokens, and what screening found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, ForeignKeyConstraint, Index, Row, Select, String, Text, UniqueConstraint, exists, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from workflows.domain.items import ItemFields
from workflows.store.base import Code, Key, Long, Marking, Record
from workflows.store.people import Organisation


class Item(Record):
    """Where one power stands now. All of it can be rebuilt from filings, versions and passages.

    ``passages`` counts its steps and is the version of the compare-and-set; ``versions`` is the number of the version in
    force; ``round`` is the review it is in, empty elsewhere; ``folded_name`` is what searches look at, None where it is the
    name; ``ready``: it says enough to be reported; ``kept_reason`` is set while the item counts as kept.
    """

    __tablename__ = "item"
    __table_args__ = (
        UniqueConstraint("campaign_id", "number", name="uq_item_is_numbered"),
        Index("ix_item_campaign_id_marking", "campaign_id", "marking"),
        CheckConstraint("passages >= 0 AND versions >= 1", name="an_item_has_versions"),
    )
    id: Mapped[Key]
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    marking: Mapped[Marking]
    passages: Mapped[int]
    versions: Mapped[int]
    round: Mapped[str] = mapped_column(String(64), default="")
    department_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[Long]
    folded_name: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(64), default="")
    mode: Mapped[str] = mapped_column(String(64), default="")
    code: Mapped[str] = mapped_column(String(200), default="")
    ready: Mapped[bool] = mapped_column(default=False)
    kept_reason: Mapped[str] = mapped_column(String(64), default="")
    ending: Mapped[str] = mapped_column(String(16), default="")
    entered_at: Mapped[datetime]
    hear_until: Mapped[datetime | None]
    department: Mapped[Organisation] = relationship()


class Filing(Record):
    """How an item came into the campaign: as filed by a department or as a part of a split one. Never changes; ``kind`` may be empty."""

    __tablename__ = "filing"
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    number: Mapped[int]
    origin: Mapped[Code]
    department_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str] = mapped_column(String(64))


class ImportedRow(Record):
    """A row of a workbook that made or changed an item, as it stood: place in the document, heading → cell. Never changes."""

    __tablename__ = "imported_row"
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True, index=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("filed_document.id"))
    sheet: Mapped[str] = mapped_column(String(200))
    row: Mapped[int]
    raw: Mapped[dict]


class ItemVersion(Record):
    """What an item says, as of one edit; numbered without gap from 1, the wording as filed."""

    __tablename__ = "item_version"
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    department_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    fields: Mapped[dict]

    @property
    def says(self) -> ItemFields:
        """The fields as a frozen value."""
        return ItemFields.from_json(self.fields)


class Step(Record):
    """One way that an act sent items, said once however many went it; numbered within the act from 1.

    ``undoes`` is the number of the first passage taken back; ``code`` the reason code; ``by`` who takes such a move.
    """

    __tablename__ = "step"
    __table_args__ = {"sqlite_with_rowid": False}
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    from_marking: Mapped[Marking]
    to_marking: Mapped[Marking]
    action: Mapped[Code]
    by: Mapped[Code]
    code: Mapped[str] = mapped_column(String(64), default="")
    undoes: Mapped[int | None]


class Passage(Record):
    """One item going one step, numbered without gap from 1 (its birth, from nowhere). Five numbers, for there are millions.

    At a place of review a visit begins with the passage that led there and ends with the next one.
    """

    __tablename__ = "passage"
    __table_args__ = (
        ForeignKeyConstraint(["act_id", "step_number"], ["step.act_id", "step.number"], name="fk_passage_act_id_step"),
        Index("ix_passage_of_act", "act_id", "item_id", "number", "step_number", "item_version"),
        {"sqlite_with_rowid": False},
    )
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    act_id: Mapped[int]
    step_number: Mapped[int]
    item_version: Mapped[int]
    step: Mapped[Step] = relationship(lazy="raise")


class Lineage(Record):
    """A split (拆分) or a merge (合并): parent → child."""

    __tablename__ = "lineage"
    parent_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    child_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True, index=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    kind: Mapped[Code]


class ItemFinding(Record):
    """What screening or the look over the whole list found for the values an item says now; rebuilt at each change.

    ``scope`` is ``item`` or ``list``; ``key`` is the digest of the values judged, by which an answer stays an answer.
    """

    __tablename__ = "item_finding"
    __table_args__ = (UniqueConstraint("item_id", "scope", "code", "key", name="uq_item_finding_once"),)
    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    scope: Mapped[Code]
    code: Mapped[Code]
    severity: Mapped[Code]
    citation: Mapped[str] = mapped_column(String(300))
    zh: Mapped[Long]
    en: Mapped[Long]
    key: Mapped[str] = mapped_column(String(64))


class WarningAnswer(Record):
    """A warning somebody decided on, with the reason of the act; it holds while the judged values stay."""

    __tablename__ = "warning_answer"
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(64), primary_key=True)
    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), primary_key=True, index=True)


class WithdrawalRequest(Record):
    """A department asks for its item back (撤回申请); the desk that holds the item answers."""

    __tablename__ = "withdrawal_request"
    id: Mapped[Key]
    item_id: Mapped[int] = mapped_column(ForeignKey("item.id"), index=True)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)


class WithdrawalAnswer(Record):
    """The answer to such a request: ``granted`` with the item kept, or ``declined``. One each."""

    __tablename__ = "withdrawal_answer"
    request_id: Mapped[int] = mapped_column(ForeignKey("withdrawal_request.id"), primary_key=True, autoincrement=False)
    act_id: Mapped[int] = mapped_column(ForeignKey("act.id"), index=True)
    answer: Mapped[Code]


def item_numbered(session: Session, campaign_id: int, number: int) -> Item | None:
    """The item with this number in the campaign."""
    return session.scalar(select(Item).where(Item.campaign_id == campaign_id, Item.number == number))


def version_of(session: Session, item: Item) -> ItemVersion:
    """The version in force."""
    return session.get_one(ItemVersion, (item.id, item.versions))


def passages_told() -> Select:
    """Select of whole passages: the item's, and the way it went; one row each, columns by their names."""
    way = (Step.from_marking, Step.to_marking, Step.action, Step.by, Step.code, Step.undoes)
    return select(Passage.item_id, Passage.number, Passage.act_id, Passage.item_version, *way).join(Passage.step)


def by_item(rows: Iterable[Row]) -> dict[int, list[Row]]:
    """Rows by their item id, in the order in which they came; no rows for an id not among them."""
    grouped: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.item_id].append(row)
    return grouped


def asked_back() -> Select:
    """Select of the withdrawal requests that wait for an answer."""
    answered = exists().where(WithdrawalAnswer.request_id == WithdrawalRequest.id)
    return select(WithdrawalRequest).where(~answered)
