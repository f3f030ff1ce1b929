"""What the pages of seminars show: the list, what waits for one, one seminar's paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort
from sqlalchemy import select

from webapp.acting import actor, campaign, item_net, new_key, read, sight
from webapp.seminars.forms import attendance_text
from workflows.domain.seminars import AgendaItem, Meeting
from workflows.domain.vocabulary import KeepReason, Role
from workflows.engine.net import Move
from workflows.operations.items.coordinator import discusses
from workflows.operations.seminars import minutes_of, results_offered
from workflows.store.items.listing import ItemFilter, ListedRow, listed_whole, rows_of_ids
from workflows.store.items.rows import Item
from workflows.store.seminars import Seminar, awaiting, meeting_of, seminar_numbered, seminars

SHOWN = 500


@dataclass(frozen=True)
class ListedSeminar:
    """One line of the list."""

    seminar: Seminar
    items: int
    decided: int


@dataclass(frozen=True)
class SeminarsPage:
    """Every seminar, and how many items wait for one."""

    seminars: tuple[ListedSeminar, ...]
    waiting: int
    may_call: bool


@dataclass(frozen=True)
class WaitingPage:
    """The items that may be put on an agenda; ``total`` counts those not listed too."""

    rows: tuple[ListedRow, ...]
    total: int
    key: str


@dataclass(frozen=True)
class SeminarPage:
    """One seminar's paper. ``moves`` are the results a discussion may end in, ``minutes`` the text as it stands; ``why`` gives
    each item as lists show it, by its number."""

    seminar: Seminar
    meeting: Meeting
    moves: tuple[Move, ...]
    codes: tuple[KeepReason, ...]
    minutes: str
    why: Mapping[int, ListedRow]
    may_record: bool
    key: str

    @property
    def filed(self) -> bool:
        """Whether the minutes were filed, after which the paper no longer changes."""
        return self.seminar.filed_id is not None

    @property
    def attendance(self) -> str:
        """Who attended, as written in the field."""
        return attendance_text(self.meeting.attendees)

    @property
    def decided(self) -> int:
        """How many results were written back."""
        return sum(item.act_id is not None for item in self.meeting.agenda)


def seminars_page() -> SeminarsPage:
    """The list, newest first."""
    rows = tuple(ListedSeminar(*row) for row in seminars(read(), campaign().id))
    waiting = _resting_ids() - awaiting(read(), campaign().id)
    return SeminarsPage(rows, len(waiting), actor().role is Role.coordinator)


def waiting_page() -> WaitingPage:
    """What waits for a discussion and stands on no agenda."""
    rows = waiting_rows()
    return WaitingPage(tuple(rows[:SHOWN]), len(rows), new_key())


def waiting_rows() -> list[ListedRow]:
    """All items that may be put on an agenda, by number."""
    taken = awaiting(read(), campaign().id)
    rows = listed_whole(read(), sight(), ItemFilter(places=tuple(_discussions())))
    return [row for row in rows if row.id not in taken]


def known_seminar(number: int) -> Seminar:
    """The campaign's seminar of this number; 404 if there is none."""
    found = seminar_numbered(read(), campaign().id, number)
    if found is None:
        abort(404)
    return found


def seminar_page(number: int) -> SeminarPage:
    """One seminar's paper."""
    seminar = known_seminar(number)
    meeting = meeting_of(read(), seminar, campaign().title)
    return SeminarPage(
        seminar=seminar,
        meeting=meeting,
        moves=tuple(results_offered(item_net()).values()),
        codes=tuple(KeepReason),
        why={row.number: row for row in rows_of_ids(read(), campaign().id, ids_of(meeting.agenda).values())},
        minutes=minutes_of(read(), campaign(), seminar),
        may_record=actor().role is Role.coordinator and seminar.filed_id is None,
        key=new_key(),
    )


def ids_of(agenda: Sequence[AgendaItem]) -> dict[int, int]:
    """Item number → id of an agenda."""
    here = select(Item.number, Item.id).where(Item.campaign_id == campaign().id)
    return dict(read().execute(here.where(Item.number.in_([item.number for item in agenda]))).all())


def _discussions() -> list[str]:
    return [marking for marking, place in item_net().places.items() if discusses(place)]


def _resting_ids() -> set[int]:
    query = select(Item.id).where(Item.campaign_id == campaign().id, Item.marking.in_(_discussions()))
    return set(read().scalars(query))
