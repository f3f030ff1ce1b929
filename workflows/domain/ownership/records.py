"""What the ownership graph is made of: offices, powers with their wordings, published versions and descents, as frozen values.

Days are days of the campaign's zone. A ``from_on`` of None means "as long as we know", an ``until_on`` of None "no end is known";
both ends belong to the time.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workflows.domain.items import ItemFields
from workflows.domain.laws import Register
from workflows.domain.vocabulary import OrganisationKind
from workflows.domain.words import Words

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Office:
    """An organisation by its key."""

    key: str
    name: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class PowerVersion:
    """One version of an item: who reports it, what it says, and the day and act that wrote it."""

    number: int
    department: str
    fields: ItemFields
    on: dt.date
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Power:
    """One item of a campaign with all its wordings, oldest first, at least one.

    ``standing`` is its part of the ledger (in_progress, adopted, kept, voided, split_or_merged). ``born_on`` is set for parts of a
    split item: before that day there was no such item. ``ended_on`` is the first day on which there is none any more. ``blocks``
    are the findings nobody may override.
    """

    number: int
    versions: tuple[PowerVersion, ...]
    standing: str = "in_progress"
    born_on: dt.date | None = None
    ended_on: dt.date | None = None
    blocks: tuple[Words, ...] = ()

    @property
    def now(self) -> ItemFields:
        """What it says now."""
        return self.versions[-1].fields


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """A row of a published version: its number there, and which version of the item was frozen in it."""

    number: int
    item_version: int


@dataclass(frozen=True, slots=True)
class Publication:
    """A published version of the catalogue: item number → row. ``document`` is its document number, may be empty."""

    version: int
    published_on: dt.date
    effective_on: dt.date | None
    rows: Mapping[int, PrintedRow]
    act: int | None = None
    document: str = ""

    @property
    def takes_effect_on(self) -> dt.date:
        """The later of effective day and day of publication: what nobody could read yet binds nobody."""
        return max(self.effective_on or self.published_on, self.published_on)


@dataclass(frozen=True, slots=True)
class InForce:
    """The days on which one published version is the list that counts."""

    from_on: dt.date
    until_on: dt.date | None
    publication: Publication


@dataclass(frozen=True, slots=True)
class Descent:
    """A split (拆分): ``parent`` ended and ``child`` began; or a merge (合并): ``parent`` ended and ``child`` goes on for it."""

    kind: str
    parent: int
    child: int
    on: dt.date
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Supervision:
    """One organisation stands over another."""

    over: str
    under: str
    from_on: dt.date | None = None
    until_on: dt.date | None = None
    act: int | None = None


@dataclass(frozen=True, slots=True)
class Records:
    """Everything one graph is made of. ``offices`` in printed order; ``powers`` may be all of a campaign or a neighbourhood."""

    offices: tuple[Office, ...]
    powers: tuple[Power, ...]
    publications: tuple[Publication, ...] = ()
    descents: tuple[Descent, ...] = ()
    supervisions: tuple[Supervision, ...] = ()
    register: Register = field(default_factory=lambda: Register(()))

    def keys(self, kind: OrganisationKind) -> tuple[str, ...]:
        """Keys of the offices of a kind, in printed order."""
        return tuple(office.key for office in self.offices if office.kind is kind)


def in_force(publications: Iterable[Publication]) -> tuple[InForce, ...]:
    """The days of each published version, in order of days, without gap or overlap from the first day on.

    On a day the highest version that has taken effect counts. A version overtaken before its first day has no days.

    >>> day = lambda number: dt.date(2021, 1, number)
    >>> first = Publication(1, day(1), day(10), {})
    >>> second = Publication(2, day(20), day(15), {})
    >>> [(one.publication.version, one.from_on.day, one.until_on and one.until_on.day) for one in in_force([first, second])]
    [(1, 10, 19), (2, 20, None)]
    """
    days: list[InForce] = []
    until: dt.date | None = None
    for publication in sorted(publications, key=lambda one: one.version, reverse=True):
        from_on = publication.takes_effect_on
        if until is None or from_on <= until:
            days.append(InForce(from_on, until, publication))
            until = from_on - ONE_DAY
    return tuple(reversed(days))


def spans(power: Power) -> Iterator[tuple[PowerVersion, dt.date | None, dt.date | None]]:
    """Each wording with its first and last day, in order; a wording overtaken on its own day has none and is passed over.

    The first wording holds backwards: the power existed before it was written down, unless it was born of a split.
    """
    last = power.ended_on - ONE_DAY if power.ended_on else None
    starts = [power.born_on, *(wording.on for wording in power.versions[1:]), power.ended_on]
    for wording, from_on, following in zip(power.versions, starts[:-1], starts[1:], strict=True):
        until = following - ONE_DAY if following else None
        until = min((day for day in (until, last) if day), default=None)
        if from_on is None or until is None or from_on <= until:
            yield wording, from_on, until
