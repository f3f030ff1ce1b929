"""街道答复: which subdistricts have said something in 征求意见, 无意见 among it; silence is shown as silence."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.acting import campaign, campaign_net, hearing, read, role
from webapp.frame import deadline_note
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.items.listing import SEES_ALL
from workflows.store.items.waiting import units_that_commented


@dataclass(frozen=True)
class Reply:
    """One subdistrict, and whether it answered."""

    name: str
    answered: bool


@dataclass(frozen=True)
class Replies:
    """All subdistricts in printed order; ``open`` while items hear comments."""

    units: tuple[Reply, ...]
    open: bool
    due: Words | None

    @property
    def silent(self) -> tuple[Reply, ...]:
        """Those that have not answered."""
        return tuple(one for one in self.units if not one.answered)


def replies() -> Replies | None:
    """For whoever sees all items, once somebody has commented or something is heard; two queries."""
    if role() not in SEES_ALL:
        return None
    offices = participants(read(), campaign(), "receiver")
    answered = units_that_commented(read(), campaign().id, [office.id for office in offices])
    if not answered and not hearing():
        return None
    place = campaign_net().places[campaign().marking]
    units = tuple(Reply(office.short_name, office.id in answered) for office in offices)
    return Replies(units, bool(hearing()), deadline_note(place) if hearing() else None)
