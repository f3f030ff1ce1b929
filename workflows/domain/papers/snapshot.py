"""A campaign as it stood after one act of the chain: everything its papers say comes from this value and from nowhere else."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from workflows.domain.calendar import day_of
from workflows.domain.catalogue import ALL_SUBDISTRICTS, Catalogue, CatalogueRow
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import NEEDS_ANSWER, Answer, KeepReason, OpinionKind, Role

FIRST_ROUND = "first_round"


@dataclass(frozen=True, slots=True)
class Step:
    """One passage of an item: when, by whom, from which place by which word to which place, and why.

    ``round`` is the review round of the place it left (empty elsewhere), ``discussed`` says that place was a seminar.
    ``standing`` is false for what was taken back and for taking back; ``person`` is empty where rules or a stage moved it.
    """

    at: dt.datetime
    act: int
    person: str
    role: Role
    place: str
    word: str
    to: str
    code: KeepReason | None
    reason: str
    round: str
    discussed: bool
    standing: bool


@dataclass(frozen=True, slots=True)
class Wrote:
    """One version of an item: when and by whom it was written, and what it says."""

    number: int
    at: dt.datetime
    person: str
    fields: ItemFields


@dataclass(frozen=True, slots=True)
class SnapshotItem:
    """One item: whose it is (key), what it says, where it rests and what it counts as, its steps and versions in order.

    ``heard`` says that it came to a hearing of comments.
    """

    number: int
    department: str
    fields: ItemFields
    place: str
    counts: str
    kept: KeepReason | None
    heard: bool
    steps: tuple[Step, ...]
    versions: tuple[Wrote, ...]

    @property
    def kept_because(self) -> str:
        """Why it is kept, in the words of who decided it; empty where nobody wrote any."""
        return next((step.reason for step in reversed(self.steps) if step.standing and step.code), "")


@dataclass(frozen=True, slots=True)
class SnapshotComment:
    """One comment with its last answer. ``office`` is the key of the organisation that gave it, empty for others."""

    number: int
    at: dt.datetime
    office: str
    unit: str
    item: int | None
    item_name: str
    kind: OpinionKind
    proposal: str
    basis: str
    answer: Answer | None
    reason: str


@dataclass(frozen=True)
class Snapshot:
    """One campaign after the act at ``position`` of the chain; ``chain_hash`` is that act's hash and covers all before it.

    ``opened`` tells the day on which each stage first opened. ``departments``, ``receivers`` and ``offices`` (government, justice
    bureau by kind) are key → name; the first two in printed order. ``listed`` is the version that the act announced, or the draft
    of that moment (version 0). ``filed`` counts filings of departments.
    """

    position: int
    chain_hash: str
    at: dt.datetime
    zone: str
    key: str
    title: str
    demonstration: bool
    law_as_of: dt.date
    comments_until: dt.date | None
    deadlines: Mapping[str, str]
    opened: Mapping[str, dt.date]
    departments: Mapping[str, str]
    receivers: Mapping[str, str]
    offices: Mapping[str, str]
    filed: int
    items: tuple[SnapshotItem, ...]
    comments: tuple[SnapshotComment, ...]
    listed: Catalogue

    @property
    def on(self) -> dt.date:
        """The day of the act where the campaign is."""
        return day_of(self.at, self.zone)

    @cached_property
    def counts(self) -> Counter[str]:
        """How many items count as what: in_progress, adopted, kept, voided, split_or_merged."""
        return Counter(item.counts for item in self.items)

    @cached_property
    def by_number(self) -> Mapping[int, SnapshotItem]:
        """Items by number."""
        return {item.number: item for item in self.items}

    @cached_property
    def judged(self) -> tuple[frozenset[str], ...]:
        """For each item the review rounds that judged it."""
        return tuple(frozenset(step.round for step in item.steps if step.standing and step.round) for item in self.items)

    @cached_property
    def discussed(self) -> int:
        """How many items a seminar discussed."""
        return sum(any(step.discussed and step.standing for step in item.steps) for item in self.items)

    @cached_property
    def heard(self) -> int:
        """How many items came to a hearing of comments."""
        return sum(item.heard for item in self.items)

    @cached_property
    def row_of(self) -> Mapping[int, CatalogueRow]:
        """The row of the catalogue by its item's number."""
        return {row.item_number: row for row in self.listed.rows}

    def spoken_about(self, department: str) -> tuple[SnapshotItem, ...]:
        """The items of a department on which somebody gave a reason that counts or an opinion that asks for an answer."""
        asking = {comment.item for comment in self.comments if comment.kind in NEEDS_ANSWER}
        own = (item for item in self.items if item.department == department)
        return tuple(item for item in own if item.number in asking or any(step.standing and step.reason for step in item.steps))

    def name_of(self, key: str) -> str:
        """The name of a department, a subdistrict or an office."""
        return self.departments.get(key) or self.receivers.get(key) or self.offices.get(key, key)

    def rows_for(self, whom: str) -> tuple[CatalogueRow, ...]:
        """The rows of the catalogue that a department hands over or a subdistrict receives."""
        name = self.name_of(whom)
        if whom in self.departments:
            return tuple(row for row in self.listed.rows if row.department == name)
        return tuple(row for row in self.listed.rows if row.receivers == ALL_SUBDISTRICTS.zh or name in row.receivers.split("、"))

    def comments_of(self, whom: str) -> tuple[SnapshotComment, ...]:
        """The comments that an organisation gave."""
        return tuple(comment for comment in self.comments if comment.office == whom)
