"""What a campaign is opened with: its settings, its offices and the posts in it, as frozen values.

Source: the 工作方案 and the 采集通知, which name departments, subdistricts, dates and contacts.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from workflows.domain.opinions import Taking
from workflows.domain.vocabulary import Audience, OrganisationKind, Role
from workflows.domain.windows import Window

REMINDERS = (-3, 0, 2)
"""When people are reminded unless a campaign says otherwise: working days relative to a deadline."""


@dataclass(frozen=True, slots=True)
class OfficeSpec:
    """An organisation of a campaign: key, full and short name, other ways in which workbooks write it."""

    key: str
    name: str
    short_name: str
    aliases: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class PostSpec:
    """A role somebody is to hold in the campaign; ``organisation`` is a key or None, days are inclusive.

    ``from_on`` None means: from the day of the appointment; ``until_on`` None: until ended.
    """

    account: str
    role: Role
    organisation: str | None = None
    from_on: datetime.date | None = None
    until_on: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """Everything a campaign is opened with; ``deadlines`` maps a stage to its last day (ISO), ``windows`` an audience to its days.

    ``reminders`` are working days relative to a deadline: -3 is three before it, 0 on the day, 2 two after it.
    ``policies`` maps a review round to how many reviewers decide it together; ``taking`` says who may judge what was assigned.
    ``offices`` are organisations that neither hand over nor take over (justice bureau, government), by kind.
    """

    key: str
    title: str
    catalogue_title: str
    law_as_of: datetime.date
    departments: Sequence[OfficeSpec]
    subdistricts: Sequence[OfficeSpec]
    catalogue_number: str = ""
    comments_until: datetime.date | None = None
    comment_days: int = 7
    undo_minutes: int = 30
    effective_on: datetime.date | None = None
    zone: str = "Asia/Shanghai"
    deadlines: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, str] = field(default_factory=dict)
    taking: Taking = Taking.anyone
    demonstration: bool = False
    offices: Sequence[tuple[OrganisationKind, OfficeSpec]] = ()
    windows: Mapping[Audience, Window] = field(default_factory=dict)
    reminders: Sequence[int] = REMINDERS

    @property
    def settings(self) -> dict[str, object]:
        """The settings that may change while the campaign runs, plain: field name → text, number or None."""
        return {
            "title": self.title,
            "catalogue_title": self.catalogue_title,
            "catalogue_number": self.catalogue_number,
            "law_as_of": self.law_as_of.isoformat(),
            "comments_until": self.comments_until.isoformat() if self.comments_until else None,
            "comment_days": self.comment_days,
            "undo_minutes": self.undo_minutes,
            "effective_on": self.effective_on.isoformat() if self.effective_on else None,
            "zone": self.zone,
            "deadlines": dict(self.deadlines),
            "reminders": list(self.reminders),
            "windows": {audience.value: window.written for audience, window in self.windows.items()},
            "policies": dict(self.policies),
            "taking": self.taking.value,
        }


@dataclass(frozen=True, slots=True)
class CampaignFile:
    """A campaign as its file describes it: the campaign and who holds which post in it."""

    spec: CampaignSpec
    posts: tuple[PostSpec, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """One point in which a campaign as it stands differs from its file.

    ``part`` is ``setting``, ``department``, ``receiver``, ``office`` or ``post``; ``before`` and ``after`` are texts, empty for
    what is not there.
    """

    part: str
    key: str
    before: str
    after: str
