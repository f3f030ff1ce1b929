"""The chain over all acts: what one act's digest covers, how it is sealed, where it breaks.

Canonical form: UTF-8 JSON, keys sorted, no blanks, instants as ``…Z``. An act's ``rows_digest`` is one digest over all
audited rows it wrote, table by table in a fixed order, rows in the order of their keys; whose rows they are its ``hash`` says.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from itertools import groupby

import orjson
from sqlalchemy import Column, Integer, Select, String, Table, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from workflows.domain.words import Words
from workflows.store.attachments import Attachment, AttachmentWithdrawal
from workflows.store.audit import Act, ChainHead, FiledDocument, Registration
from workflows.store.base import Record
from workflows.store.campaigns import CampaignPassage
from workflows.store.capacity import CapacityAnswer, CapacitySheetRow
from workflows.store.catalogue import PublishedCatalogue, PublishedRow
from workflows.store.comments import Comment, CommentAnswer, CommentArrival, CommentQuote, TakenUp
from workflows.store.consultation import CommentDisplay, CommentReceipt, Consultation, ConsultedItem
from workflows.store.items.assignments import Assignment
from workflows.store.items.opinions import Opinion, OpinionWithdrawal
from workflows.store.items.rows import (
    Filing,
    ImportedRow,
    ItemVersion,
    Lineage,
    Passage,
    Step,
    WarningAnswer,
    WithdrawalAnswer,
    WithdrawalRequest,
)
from workflows.store.laws import LawRegister
from workflows.store.nudges import Nudge
from workflows.store.people import Appointment, AppointmentEnd
from workflows.store.substitutions import Substitution, SubstitutionEnd

AUDITED: tuple[type[Record], ...] = (
    Registration,
    Appointment,
    AppointmentEnd,
    LawRegister,
    FiledDocument,
    CampaignPassage,
    Filing,
    ImportedRow,
    ItemVersion,
    Lineage,
    Step,
    Passage,
    Opinion,
    WarningAnswer,
    WithdrawalRequest,
    WithdrawalAnswer,
    Comment,
    CommentAnswer,
    PublishedCatalogue,
    PublishedRow,
    Attachment,
    AttachmentWithdrawal,
    CommentQuote,
    CommentArrival,
    TakenUp,
    CapacitySheetRow,
    CapacityAnswer,
    Nudge,
    Consultation,
    ConsultedItem,
    CommentReceipt,
    CommentDisplay,
    OpinionWithdrawal,
    Assignment,
    Substitution,
    SubstitutionEnd,
)
_HEAD = ChainHead.__table__
_REACHED = {"position": bindparam("its_position", type_=Integer), "hash": bindparam("its_hash", type_=String)}
HEAD = select(_HEAD.c.position, _HEAD.c.hash).where(_HEAD.c.id == 1).with_for_update()
ADVANCE = update(_HEAD).where(_HEAD.c.id == 1).values(_REACHED)
BEGIN = insert(_HEAD).values(id=1, **_REACHED)
NOT_COVERED = {("filed_document", "content")}
GENESIS = "0" * 64
CANONICAL = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
NO_ROWS = hashlib.sha256().hexdigest()
WRONG_POSITION = Words("链上位置为 {found}，应为 {expected}", "It has place {found} in the chain, {expected} was expected")
DOES_NOT_FOLLOW = Words("与前一办理的摘要不衔接", "It does not follow the hash before it")
ROWS_DIFFER = Words("所写记录与摘要不符", "The rows it wrote differ from their digest")
HASH_DIFFERS = Words("办理记录与其摘要不符", "Its hash does not cover what stands there")
HEAD_DIFFERS = Words("链尾记为 {said}，实为 {found}", "The head of the chain says {said}, found {found}")
OF_NO_ACT = Words("{count} 条记录不属于任何办理", "{count} rows belong to no act")


def canonical(value: object) -> bytes:
    """The value as canonical JSON bytes."""
    return orjson.dumps(value, _plain, CANONICAL)


def rows_digest(session: Session, act_id: int, tables: tuple[type[Record], ...] = AUDITED) -> str:
    """Digest over the rows of ``tables`` that an act wrote. Tables without such rows add nothing."""
    folded = hashlib.sha256()
    for record in AUDITED:
        if record in tables:
            rows = session.connection().execute(_covered(record.__table__), {"act": act_id}).all()
            if rows:
                folded.update(canonical([record.__tablename__, list(map(tuple, rows))]))
    return folded.hexdigest()


def rows_digests(session: Session) -> dict[int, str]:
    """The digest over the rows of every act that wrote any, by act id; the same as ``rows_digest`` of each."""
    folded: dict[int, object] = defaultdict(hashlib.sha256)
    for record in AUDITED:
        table = record.__table__
        query = select(table.c.act_id, *_columns(table)).order_by(table.c.act_id, *table.primary_key.columns)
        rows = session.execute(query.execution_options(yield_per=5_000))
        for act_id, wrote in groupby(rows, key=lambda row: row.act_id):
            folded[act_id].update(canonical([table.name, [row[1:] for row in wrote]]))
    return {act_id: digest.hexdigest() for act_id, digest in folded.items()}


def act_hash(act: Act) -> str:
    """The hash of a sealed act, from its own columns, its rows' digest and the hash before it."""
    covered = [act.id, act.position, act.at, act.person_id, act.role, act.on_behalf_of_id, act.door, act.campaign_id, act.word]
    covered += [act.place, act.code, act.reason, act.items, act.client_key, act.undoes_id]
    covered += [act.algorithm, act.rows_digest, act.previous]
    return hashlib.sha256(canonical(covered)).hexdigest()


def seal(session: Session, act: Act, tables: tuple[type[Record], ...]) -> None:
    """Give the act its place in the chain; the rows it wrote are flushed. The head is locked here, last in the transaction."""
    with session.no_autoflush:
        act.rows_digest = rows_digest(session, act.id, tables)
        head = session.connection().execute(HEAD).first()
        position, act.previous = head or (0, GENESIS)
        act.position = position + 1
        act.hash = act_hash(act)
        session.connection().execute(ADVANCE if head else BEGIN, {"its_position": act.position, "its_hash": act.hash})
    session.flush()


def breaks(session: Session) -> Iterator[tuple[str, Words]]:
    """Where and how the chain does not verify; nothing when it does. One query a table, whatever the number of acts."""
    previous, position, digests = GENESIS, 0, rows_digests(session)
    for act in session.scalars(select(Act).order_by(Act.position)):
        position += 1
        if act.position != position:
            yield f"act/{act.id}", WRONG_POSITION.filled(found=act.position, expected=position)
        if act.previous != previous:
            yield f"act/{act.id}", DOES_NOT_FOLLOW
        if act.rows_digest != digests.get(act.id, NO_ROWS):
            yield f"act/{act.id}", ROWS_DIFFER
        if act.hash != act_hash(act):
            yield f"act/{act.id}", HASH_DIFFERS
        previous = act.hash or ""
    head = session.get(ChainHead, 1, populate_existing=True)
    if (head.position, head.hash) != (position, previous) if head else position:
        yield "chain_head", HEAD_DIFFERS.filled(said=head.position if head else 0, found=position)


def orphans(session: Session) -> Iterator[tuple[str, Words]]:
    """Each audited table with rows of no act, and how many."""
    for record in AUDITED:
        table = record.__table__
        query = select(func.count()).select_from(table).where(table.c.act_id.not_in(select(Act.id)))
        if count := session.scalar(query):
            yield table.name, OF_NO_ACT.filled(count=count)


@cache
def _covered(table: Table) -> Select:
    return select(*_columns(table)).where(table.c.act_id == bindparam("act")).order_by(*table.primary_key.columns)


def _columns(table: Table) -> list[Column]:
    return [column for column in table.c if column.name != "act_id" and (table.name, column.name) not in NOT_COVERED]


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no canonical form for {type(value).__name__}")
