"""Lists of items for people: who may see which, filters, counts behind each filter, pages by keyset.

Every question takes ``sight`` first: a foreign item is absent from lists, counts and pages alike.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, String, and_, cast, exists, false, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session, aliased

from workflows.domain.folding import folded, spellings
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Kind, Mode, Role
from workflows.store.audit import Wording
from workflows.store.base import among
from workflows.store.comments import Comment, CommentAnswer, unanswered
from workflows.store.items.findings import still_stands
from workflows.store.items.marks import ANY_CAMPAIGN, NOBODY, Reader, marked
from workflows.store.items.rows import Item, ItemFinding, ItemVersion, Passage, Step
from workflows.store.people import Organisation

SEES_ALL = frozenset({Role.coordinator, Role.reviewer, Role.counsel, Role.leader, Role.auditor})
SEES_OWN = frozenset({Role.liaison, Role.department_head})
SEES_HEARD = frozenset({Role.subdistrict, Role.subdistrict_head})


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """What a reader asked to see; an empty part asks nothing. Values of one part are alternatives, parts add up.

    ``finding`` is one of ``marks.MARKS``, and ``reader`` for whom it is meant; ``act`` finds what an act moved, ``ids`` these items,
    ``reached`` what came to a place at least once;
    ``text`` is looked for in name, code, number, bases, comments and answers, however it is written.
    """

    departments: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    modes: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    finding: str = ""
    text: str = ""
    act: int = 0
    ids: tuple[int, ...] = ()
    reached: str = ""
    reader: Reader = NOBODY


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One item as a list shows it. ``severities`` are those of its findings; ``comments`` counts what has no answer."""

    id: int
    number: int
    name: str
    kind: Kind | None
    mode: Mode | None
    marking: str
    passages: int
    code: str
    kept_reason: str
    department: str
    entered_at: datetime
    fields: ItemFields
    severities: Mapping[str, int] = field(default_factory=dict)
    comments: int = 0


@dataclass(frozen=True, slots=True)
class Facets:
    """How many items in sight stand behind each value of each filter."""

    total: int
    departments: Mapping[str, int]
    kinds: Mapping[str, int]
    places: Mapping[str, int]
    modes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many items rest at a marking, and since when the oldest."""

    count: int
    oldest: datetime


def in_sight(campaign_id: int, role: Role, organisation_id: int | None, hearing: Collection[str]) -> ColumnElement[bool]:
    """The items that somebody in this role may know of.

    Departments know their own; subdistricts those that came to a place of ``hearing`` at least once; the bureau's people
    and the leaders all; managers of the system none.
    """
    here = Item.campaign_id == campaign_id
    if role in SEES_ALL:
        return here
    if role in SEES_OWN:
        return and_(here, Item.department_id == organisation_id)
    if role in SEES_HEARD:
        came = aliased(Passage)
        return and_(here, exists().where(came.item_id == Item.id, came.step.has(Step.to_marking.in_(sorted(hearing)))))
    return false()


def listed_page(
    session: Session, sight: ColumnElement[bool], chosen: ItemFilter, *, after: int = 0, limit: int = 50
) -> tuple[list[ListedRow], bool]:
    """Items in order of their numbers, beginning behind number ``after``; and whether more follow."""
    query = _filtered(_wide(), sight, chosen).where(Item.number > after).order_by(Item.number).limit(limit + 1)
    rows = [_row(row) for row in session.execute(query)]
    return _with_marks(session, rows[:limit]), len(rows) > limit


def page_before(session: Session, sight: ColumnElement[bool], chosen: ItemFilter, *, first: int, limit: int = 50) -> int | None:
    """The ``after`` of the page that ends before number ``first``; None if there is none."""
    query = _filtered(select(Item.number), sight, chosen).where(Item.number < first).order_by(Item.number.desc()).limit(limit + 1)
    numbers = list(session.scalars(query))
    if not numbers:
        return None
    return numbers[limit] if len(numbers) > limit else 0


def listed_whole(session: Session, sight: ColumnElement[bool], chosen: ItemFilter, limit: int = 200_000) -> list[ListedRow]:
    """All items of a filter, for a workbook."""
    query = _filtered(_wide(), sight, chosen).order_by(Item.number).limit(limit)
    return _with_marks(session, [_row(row) for row in session.execute(query)])


class NamedRow(NamedTuple):
    """One item by number, name and short name of its department, with where it rests; enough for a plain list."""

    id: int
    number: int
    name: str
    department: str
    marking: str


def named_rows(session: Session, campaign_id: int, ids: Collection[int]) -> list[NamedRow]:
    """These items of a campaign for a plain list, by number, in one statement; ids of other campaigns are absent."""
    query = select(Item.id, Item.number, Item.name, Organisation.short_name, Item.marking).join(Item.department)
    query = query.where(Item.campaign_id == campaign_id, Item.id.in_(among(ids))).order_by(Item.number)
    return [NamedRow(*row) for row in session.execute(query)]


def rows_of_ids(session: Session, campaign_id: int, ids: Collection[int]) -> list[ListedRow]:
    """These items of a campaign as list rows, by number; ids of other campaigns are absent."""
    query = _wide().where(Item.campaign_id == campaign_id, Item.id.in_(among(ids))).order_by(Item.number)
    return _with_marks(session, [_row(row) for row in session.execute(query)])


def filtered_ids(session: Session, sight: ColumnElement[bool], chosen: ItemFilter) -> list[int]:
    """Ids of all items of a filter, ascending."""
    return list(session.scalars(_filtered(select(Item.id), sight, chosen).order_by(Item.id)))


def ids_of_numbers(session: Session, sight: ColumnElement[bool], numbers: Collection[int]) -> list[int]:
    """Ids of the items in sight with these numbers, ascending; unknown and foreign numbers are absent alike."""
    return list(session.scalars(select(Item.id).where(sight, Item.number.in_(among(numbers))).order_by(Item.id)))


def filtered_count(session: Session, sight: ColumnElement[bool], chosen: ItemFilter) -> int:
    """How many items a filter finds."""
    return session.scalar(_filtered(select(func.count(Item.id)), sight, chosen))


def counted(session: Session, sight: ColumnElement[bool], filters: Sequence[ItemFilter]) -> list[int]:
    """How many items each of these filters finds, in one statement however many they are."""
    if not filters:
        return []
    columns = [func.count().filter(meets(chosen)) for chosen in filters]
    return list(session.execute(select(*columns).select_from(Item).where(sight)).one())


def facets(session: Session, sight: ColumnElement[bool]) -> Facets:
    """Counts behind every filter value, in one query."""
    query = select(Organisation.key, Item.kind, Item.marking, Item.mode, func.count()).join(Item.department)
    counts = [Counter(), Counter(), Counter(), Counter()]
    for *values, count in session.execute(query.where(sight).group_by(Organisation.key, Item.kind, Item.marking, Item.mode)):
        for counter, value in zip(counts, values, strict=True):
            counter[value] += count
    return Facets(sum(counts[0].values()), *counts)


def severities(session: Session, sight: ColumnElement[bool], chosen: ItemFilter) -> Mapping[str, int]:
    """How many items of a filter have a finding of each severity (answered warnings aside), and under ``comment`` an open comment."""
    found = select(ItemFinding.severity, func.count(Item.id.distinct())).join(Item, Item.id == ItemFinding.item_id)
    standing = _filtered(found, sight, chosen).where(still_stands()).group_by(ItemFinding.severity)
    counts = dict(session.execute(standing).all())
    open_ = _filtered(select(func.count(Item.id)), sight, chosen).where(marked("comment"))
    return counts | {"comment": session.scalar(open_)}


def spread(session: Session, sight: ColumnElement[bool]) -> list[tuple[str, str, str, int]]:
    """Rows (department's key, its short name, kind, count), the most first."""
    columns = (Organisation.key, Organisation.short_name, Item.kind)
    query = select(*columns, func.count()).join(Item.department).where(sight).group_by(*columns)
    return [tuple(row) for row in session.execute(query.order_by(func.count().desc(), Organisation.key))]


def by_place(session: Session, sight: ColumnElement[bool]) -> dict[str, PlaceCount]:
    """Where the items in sight rest: marking → count and oldest arrival."""
    query = select(Item.marking, func.count(), func.min(Item.entered_at)).where(sight).group_by(Item.marking)
    return {marking: PlaceCount(count, oldest) for marking, count, oldest in session.execute(query)}


def by_department_and_place(session: Session, sight: ColumnElement[bool]) -> dict[tuple[int, str], int]:
    """(department id, marking) → count."""
    query = select(Item.department_id, Item.marking, func.count()).where(sight).group_by(Item.department_id, Item.marking)
    return {(department, marking): count for department, marking, count in session.execute(query)}


def arrivals(session: Session, sight: ColumnElement[bool], markings: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """For each name the number of items that came to one of its markings at least once, taken back or not."""
    every = sorted({marking for group in markings.values() for marking in group})
    query = select(Step.to_marking, Passage.item_id).distinct().join(Passage.step).join(Item, Item.id == Passage.item_id)
    came: dict[str, set[int]] = {}
    for marking, item_id in session.execute(query.where(sight, Step.to_marking.in_(every))):
        came.setdefault(marking, set()).add(item_id)
    return {name: len(set().union(*(came.get(marking, set()) for marking in group))) for name, group in markings.items()}


def _wide() -> Select:
    columns = (Item.id, Item.number, Item.name, Item.kind, Item.mode, Item.marking, Item.passages, Item.code, Item.kept_reason)
    query = select(*columns, Organisation.short_name, Item.entered_at, ItemVersion.fields).join(Item.department)
    return query.join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions))


def _row(row: Sequence) -> ListedRow:
    id_, number, name, kind, mode, *rest, fields = row
    terms = Kind(kind) if kind else None, Mode(mode) if mode else None
    return ListedRow(id_, number, name, *terms, *rest, ItemFields.from_json(fields))


def _filtered(query: Select, sight: ColumnElement[bool], chosen: ItemFilter) -> Select:
    return query.where(sight, meets(chosen))


def meets(chosen: ItemFilter) -> ColumnElement[bool]:
    """Whether an item is what the filter asks for."""
    parts = [column.in_(values) for column, values in _listed_values(chosen) if values]
    if chosen.departments:
        parts.append(Item.department_id.in_(select(Organisation.id).where(Organisation.key.in_(chosen.departments))))
    if chosen.places:
        parts.append(or_(*(_at(place) for place in chosen.places)))
    if chosen.finding:
        parts.append(marked(chosen.finding, chosen.reader))
    if chosen.act:
        parts.append(Item.id.in_(select(Passage.item_id).where(Passage.act_id == chosen.act)))
    if chosen.ids:
        parts.append(Item.id.in_(chosen.ids))
    if chosen.reached:
        parts.append(Item.id.in_(select(Passage.item_id).join(Passage.step).where(Step.to_marking == chosen.reached)))
    if spellings(chosen.text):
        parts.append(_says(chosen.text))
    return and_(true(), *parts)


def _listed_values(chosen: ItemFilter) -> tuple[tuple[ColumnElement, tuple[str, ...]], ...]:
    return ((Item.kind, chosen.kinds), (Item.mode, chosen.modes), (Item.kept_reason, chosen.reasons))


def _at(place: str) -> ColumnElement[bool]:
    """A marking itself, or every marking inside the called process of that name."""
    return or_(Item.marking == place, Item.marking.startswith(place + "/", autoescape=True))


def _says(text: str) -> ColumnElement[bool]:
    """The text stands in name, code or (Chinese only) any field, comment or answer, or is the number, in any of its spellings.

    Whoever sees an item sees what was said about it, so comments need no sight of their own.
    """
    ways = spellings(text[:200])
    found = [func.coalesce(Item.folded_name, Item.name).contains(folded(way), autoescape=True) for way in ways]
    found += [Item.code.contains(way, autoescape=True) for way in ways]
    found += [Item.number == int(way) for way in ways if way.isdecimal() and way.isascii() and len(way) < 9]
    chinese = [way for way in ways if not way.isascii()]
    if not all(folded(way).isascii() for way in ways):
        found += [_written(chinese), _said_of(chinese)]
    return or_(*found)


def _written(ways: Sequence[str]) -> ColumnElement[bool]:
    """The newest version says it; fields are JSON with escaped Chinese, so what is looked for is escaped too."""
    version = aliased(ItemVersion)
    fields = cast(version.fields, String)
    says = or_(*(fields.contains(json.dumps(way)[1:-1], autoescape=True) for way in ways))
    return exists().where(version.item_id == Item.id, version.number == Item.versions, says)


def _said_of(ways: Sequence[str]) -> ColumnElement[bool]:
    """A comment on the item, its grounds or an answer to it says it."""
    heard = select(Comment.item_id).where(or_(*(Wording.body.contains(way, autoescape=True) for way in ways)))
    answered = heard.join(CommentAnswer, CommentAnswer.comment_id == Comment.id).join(Wording, Wording.digest == CommentAnswer.reason)
    commented = (heard.join(Wording, Wording.digest == part) for part in (Comment.proposal, Comment.basis))
    return Item.id.in_(union_all(*commented, answered))


def _with_marks(session: Session, rows: list[ListedRow]) -> list[ListedRow]:
    told = among([row.id for row in rows])
    found = select(ItemFinding.item_id, ItemFinding.severity, func.count()).where(ItemFinding.item_id.in_(told), still_stands())
    open_ = unanswered(ANY_CAMPAIGN).with_only_columns(Comment.item_id, literal("comment"), func.count())
    both = union_all(
        found.group_by(ItemFinding.item_id, ItemFinding.severity), open_.where(Comment.item_id.in_(told)).group_by(Comment.item_id)
    )
    marks: dict[int, Counter] = {}
    for item_id, mark, count in session.execute(both):
        marks.setdefault(item_id, Counter())[mark] = count
    return [_marked(row, marks.get(row.id, Counter())) for row in rows]


def _marked(row: ListedRow, marks: Counter) -> ListedRow:
    comments = marks.pop("comment", 0)
    return replace(row, severities=dict(marks), comments=comments)
