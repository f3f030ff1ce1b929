"""The calendar as it was loaded: one registration a year, the newest counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session

from workflows.domain.calendar import PUBLISHED, Calendar, YearList
from workflows.store.audit import Registration

NOUN = "calendar"


def loaded_calendar(session: Session) -> Calendar:
    """The published lists with the loaded ones before them, in one query."""
    rows = session.scalars(select(Registration).where(Registration.noun == NOUN).order_by(Registration.number))
    return calendar_of(row.body for row in rows)


def calendar_edition() -> ScalarSelect:
    """The id of the newest registration of a list, None before the first: it stands for all that was loaded, to ask along with others."""
    return select(func.max(Registration.id)).where(Registration.noun == NOUN).scalar_subquery()


def calendar_of(bodies: Iterable[Mapping]) -> Calendar:
    """The calendar that registrations in order of their numbers give."""
    return PUBLISHED.with_lists(year_list(body) for body in bodies)


def body_of(one: YearList) -> dict[str, object]:
    """A year's list as it is registered."""
    days = {"holidays": one.holidays, "made_up": one.made_up}
    return {"year": one.year, "source": one.source} | {name: sorted(day.isoformat() for day in group) for name, group in days.items()}


def year_list(body: Mapping) -> YearList:
    """A registered list."""
    groups = (frozenset(map(date.fromisoformat, body[name])) for name in ("holidays", "made_up"))
    return YearList(body["year"], *groups, body["source"])
