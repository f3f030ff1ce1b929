"""The frame of every act: who does it, whether it was done before, and its seal in the chain."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from workflows.domain.errors import Unfit
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Door, Role
from workflows.store.audit import Act, Registration, Wording
from workflows.store.base import Record
from workflows.store.campaigns import Campaign
from workflows.store.chain import seal

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a person in one role, for one organisation where the role has one, through one door.

    The clock has no person. ``on_behalf_of_id`` is the one stood in for; both names stay on record. ``also_of`` are the
    organisations of the substitute's own appointments: their conflicts count beside those of the one stood in for.
    """

    person_id: int | None
    role: Role
    organisation_id: int | None = None
    door: Door = Door.web
    on_behalf_of_id: int | None = None
    also_of: frozenset[int] = frozenset()

    @property
    def people(self) -> set[int]:
        """Whose eyes these are: the person's own, and those of the one stood in for."""
        return {person for person in (self.person_id, self.on_behalf_of_id) if person is not None}

    @property
    def stands_as(self) -> int | None:
        """Whose seat this is: that of the one stood in for, else the person's own."""
        return self.on_behalf_of_id or self.person_id


CLOCK = Actor(person_id=None, role=Role.clock, door=Door.clock)


@dataclass
class OpenAct:
    """An act being written. ``wrote`` collects the audited tables that got rows, so that the seal reads only those; ``steps`` counts
    the ways it sent items."""

    session: Session
    row: Act
    actor: Actor
    at: datetime
    wrote: set[type[Record]] = field(default_factory=set)
    steps: int = 0

    @property
    def id(self) -> int:
        """The id every row of this act carries."""
        return self.row.id

    def add(self, *records: Record) -> None:
        """Add audited rows to the act."""
        for record in records:
            self.session.add(record)
            self.wrote.add(type(record))

    def run(self, statement: Executable, rows_of: type[Record] | None = None, **given: object) -> int:
        """Run a statement written beforehand; returns how many rows it touched and notes the audited table it wrote to, if any.

        Past the mapped objects: nobody may hold a row as an object while it is changed by the hundred.
        """
        touched = self.session.connection().execute(statement, given).rowcount
        if rows_of is not None and touched:
            self.wrote.add(rows_of)
        return touched

    def word(self, text: str | None) -> str | None:
        """Keep a free text or a name under its salted digest and return the digest; None for nothing."""
        return keep_wording(self.session, text)

    def register(self, noun: str, key: str, body: dict) -> None:
        """Add the next version of something kept in a register."""
        earlier = select(Registration.number).where(Registration.noun == noun, Registration.key == key)
        number = (self.session.scalar(earlier.order_by(Registration.number.desc()).limit(1)) or 0) + 1
        self.add(Registration(act_id=self.id, noun=noun, key=key, number=number, body=body))

    def close(self, items: int = 0, outcome: Outcome | None = None) -> None:
        """Seal the act: count its items, keep its answer for a repeated client key, take a place in the chain."""
        self.session.flush()
        self.row.items = items
        if outcome is not None and self.row.client_key:
            self.row.result = outcome.as_json()
        seal(self.session, self.row, tuple(self.wrote))


def open_act(
    session: Session,
    actor: Actor,
    at: datetime,
    word: str,
    *,
    campaign: Campaign | None = None,
    place: str = "",
    code: str | None = None,
    reason: str | None = None,
    client_key: str | None = None,
    undoes_id: int | None = None,
) -> OpenAct:
    """Begin one act; it stands in the store only when its transaction is committed.

    Args:
        word: The action of the diagram or the operation's name.
        reason: 1 to 500 characters, or None.
        client_key: Unique for each intent of a client; see ``repeated``.
    """
    row = Act(
        at=at,
        person_id=actor.person_id,
        role=actor.role.value,
        on_behalf_of_id=actor.on_behalf_of_id,
        door=actor.door.value,
        campaign_id=campaign.id if campaign is not None else None,
        word=word,
        place=place,
        code=code,
        reason=keep_wording(session, reason),
        client_key=client_key,
        undoes_id=undoes_id,
    )
    session.add(row)
    session.flush()
    return OpenAct(session, row, actor, at)


def repeated(session: Session, client_key: str | None) -> Act | None:
    """The act that this client key already made; None for a new key or none."""
    if client_key is None:
        return None
    return session.scalar(select(Act).where(Act.client_key == client_key))


def keep_wording(session: Session, text: str | None) -> str | None:
    """Store a text under its salted SHA-256 and return the digest; None for empty text."""
    if not text:
        return None
    salt = secrets.token_hex(16)
    digest = wording_digest(salt, text)
    session.add(Wording(digest=digest, salt=salt, body=text))
    session.flush()
    return digest


def wording_digest(salt: str, text: str) -> str:
    """Lower-case hex SHA-256 of salt and text."""
    return hashlib.sha256((salt + text).encode("utf-8")).hexdigest()


def checked_reason(text: str | None, *, wanted: bool) -> str | None:
    """The reason without blanks around it, None if empty.

    Raises:
        Unfit: missing where one is wanted, over 500 characters, or with control characters.
    """
    text = (text or "").strip()
    if wanted and not text:
        raise Unfit("请写明理由(1 至 500 字)。", "Please give a reason (1 to 500 characters).")
    if len(text) > LONGEST_REASON:
        raise Unfit(f"理由有 {len(text)} 字，最多 500 字，请精简。", f"The reason has {len(text)} characters; the limit is 500.")
    if any(ord(mark) < 32 and mark not in "\n\r\t" for mark in text):
        raise Unfit("理由中有不可见的控制字符，请删去后重试。", "The reason contains control characters; remove them and retry.")
    return text or None
