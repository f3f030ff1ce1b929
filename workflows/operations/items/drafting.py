"""填报 as it is typed: drafts are kept cell by cell, read as a workbook would be, and made versions of in one act."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from workflows.domain.errors import NotYours, Unfit
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.vocabulary import Role
from workflows.engine.net import Desk
from workflows.files.items.collection_template import EDITABLE, form_texts
from workflows.files.items.item_cells import control_character
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.items.item_workbook import Reading, ReadingOptions, read_items
from workflows.files.reading.grid import CELL_CHARACTERS, Sheet
from workflows.files.reading.problems import Problem
from workflows.operations.acts import Actor, open_act, repeated
from workflows.operations.items.liaison import NewItem, add_items, look_again, may_file
from workflows.operations.items.screening import current_fields, with_known_levels
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.items.versions import add_versions
from workflows.operations.processes import nets
from workflows.store.base import among
from workflows.store.campaigns import Campaign, participants
from workflows.store.items.drafts import Draft, draft_count, drafts_of, forget
from workflows.store.items.rows import Item
from workflows.store.people import Organisation

MOST_AT_ONCE = 2_000
MOST_DRAFTS = 5_000
NEW_ROW = re.compile(r"n-[0-9a-z]{1,24}")
_COLUMNS = ("hidden_id", "department", *EDITABLE, "hidden_bases")
_SHEET = "填报"


@dataclass(frozen=True, slots=True)
class TypedRow:
    """What a client says of one row: every cell that differs from the version it read; none at all forgets the draft."""

    row: str
    cells: Mapping[str, str]
    version: int | None = None


@dataclass(frozen=True, slots=True)
class DraftedRow:
    """One row of a draft as it reads: its fields (None while a cell is wrong), what is wrong by column, whether it is stale."""

    row: str
    item: Standing | None
    cells: Mapping[str, str]
    fields: ItemFields | None
    wrong: Mapping[str, Problem]
    stale: bool = False


def save_drafts(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, rows: Sequence[TypedRow]) -> tuple[str, ...]:
    """The typed cells are kept for this person; nobody else sees them and the record knows nothing of them.

    Cells of columns that nobody may edit and cells with control characters are dropped.

    Returns:
        The rows that were not kept: no item of the actor's at filling in, or no row of the grid at all.

    Raises:
        NotYours: the actor fills in nothing.
        Unfit: more than 2,000 rows at once, more than 5,000 drafts, or a cell of more than 10,000 characters.
    """
    _may_draft(actor)
    if len(rows) > MOST_AT_ONCE:
        raise Unfit("一次最多保存 2,000 行。", "At most 2,000 rows are saved at a time.")
    items = _items(session, actor, campaign, {int(row.row) for row in rows if row.row.isdecimal() and len(row.row) < 10})
    kept = {draft.row: draft for draft in drafts_of(session, campaign.id, actor.person_id)}
    refused, emptied = [], []
    for typed in rows:
        if typed.row not in items and not NEW_ROW.fullmatch(typed.row):
            refused.append(typed.row)
        elif cells := _kept_cells(typed.cells):
            _keep(session, actor, at, campaign, kept.get(typed.row), typed, items.get(typed.row), cells)
        else:
            emptied.append(typed.row)
    forget(session, campaign.id, actor.person_id, emptied)
    session.flush()
    if draft_count(session, campaign.id, actor.person_id) > MOST_DRAFTS:
        raise Unfit("草稿太多，请先保存为正式版本。", "There are too many drafts; make versions of them first.")
    return tuple(refused)


def drafted_rows(session: Session, *, actor: Actor, campaign: Campaign) -> tuple[DraftedRow, ...]:
    """The actor's drafts, each read as a row of a workbook would be; changes nothing."""
    drafts = drafts_of(session, campaign.id, actor.person_id)
    if not drafts:
        return ()
    items = _items(session, actor, campaign, {int(draft.row) for draft in drafts if draft.row.isdecimal()})
    now = current_fields(session, [item.id for item in items.values()])
    offices = {office.id: office for office in participants(session, campaign, "department")}
    receivers = participants(session, campaign, "receiver")
    names = {office.key: office.short_name for office in receivers}
    drafts = [draft for draft in drafts if draft.row in items or draft.item_id is None]
    texts = [_texts(draft, items.get(draft.row), now, names, offices, actor) for draft in drafts]
    reading = _read(texts, list(offices.values()), receivers)
    fields = dict(zip((row.row_number for row in reading.rows), with_known_levels(session, (r.fields for r in reading.rows)), strict=True))
    wrong = _wrong_cells(reading)
    return tuple(
        _drafted(draft, items.get(draft.row), fields.get(line), wrong.get(line, {})) for line, draft in enumerate(drafts, start=2)
    )


def apply_drafts(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, client_key: str | None = None
) -> Outcome:
    """Every draft that reads well is a version of its item or a new item, in one act; the others stay drafts and are named.

    Raises:
        NotYours: the actor fills in nothing.
        NotOffered: a new item while collection is shut.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _may_draft(actor)
    rows = drafted_rows(session, actor=actor, campaign=campaign)
    left = tuple(filter(None, map(_left_out, rows)))
    good = [row for row in rows if row.fields is not None and not row.stale]
    now = current_fields(session, [row.item.id for row in good if row.item])
    fit = {row.item: row.fields for row in good if row.item and changed_fields(now[row.item.id], row.fields)}
    new = [NewItem(actor.organisation_id or 0, row.fields) for row in good if row.item is None]
    forget(session, campaign.id, actor.person_id, [row.row for row in good])
    if not fit and not new:
        return Outcome(None, (), left)
    if new:
        may_file(actor, campaign, {item.department_id for item in new})
    act = open_act(session, actor, at, "fill_in", campaign=campaign, client_key=client_key)
    add_versions(act, fit)
    ids = add_items(act, campaign, new) if new else []
    look_again(act, campaign)
    start = nets(campaign).item.start
    moved = (Moved("", "fill_in", "", tuple(sorted(item.id for item in fit))), Moved("", "file", start, tuple(ids)))
    outcome = Outcome(act.id, tuple(group for group in moved if group.item_ids), left)
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def discard_drafts(session: Session, *, actor: Actor, at: datetime, campaign: Campaign) -> int:
    """The actor has no drafts in the campaign any more; returns how many there were."""
    rows = [draft.row for draft in drafts_of(session, campaign.id, actor.person_id)]
    forget(session, campaign.id, actor.person_id, rows)
    return len(rows)


def _may_draft(actor: Actor) -> None:
    if actor.role not in (Role.liaison, Role.coordinator) or actor.person_id is None:
        raise NotYours("填报由联络员和协调员进行。", "Liaisons and the coordinator fill in.")


def _items(session: Session, actor: Actor, campaign: Campaign, numbers: set[int]) -> dict[str, Standing]:
    """The items with these numbers that the actor may fill in now, by row."""
    own = Item.department_id == actor.organisation_id if actor.role is Role.liaison else Item.campaign_id == campaign.id
    found = select(Item.id).where(Item.campaign_id == campaign.id, own, Item.number.in_(among(numbers)))
    places = nets(campaign).item.places
    standing = Selection(session, campaign, session.scalars(found)).items.values()
    return {str(item.number): item for item in standing if places[item.marking].desk is Desk.fill_in}


def _kept_cells(cells: Mapping[str, str]) -> dict[str, str]:
    kept = {column: text for column, text in cells.items() if column in EDITABLE and not control_character(text)}
    if any(len(text) > CELL_CHARACTERS for text in kept.values()):
        raise Unfit("一格最多 10,000 字，请精简。", "A cell holds at most 10,000 characters.")
    return kept


def _keep(
    session: Session, actor: Actor, at: datetime, campaign: Campaign, draft: Draft | None, typed: TypedRow, item: Standing | None,
    cells: dict[str, str],
) -> None:
    version = (typed.version or item.versions) if item else None
    if draft is None:
        draft = Draft(campaign_id=campaign.id, person_id=actor.person_id, row=typed.row, item_id=item.id if item else None)
        session.add(draft)
    draft.cells, draft.version, draft.saved_at = cells, version, at


def _texts(
    draft: Draft, item: Standing | None, now: Mapping[int, ItemFields], names: Mapping[str, str], offices: Mapping[int, Organisation],
    actor: Actor,
) -> dict[str, str]:
    """The row as the form would print it, with the typed cells over it."""
    department = offices.get(item.department_id if item else actor.organisation_id or 0)
    printed = form_texts(now[item.id], names) if item else {}
    typed = {column: text for column, text in draft.cells.items() if column in EDITABLE}
    hidden = {"hidden_id": draft.row if item else "", "department": department.name if department else ""}
    return printed | typed | hidden | ({} if "bases" not in typed else {"hidden_bases": ""})


def _read(texts: Sequence[Mapping[str, str]], departments: Sequence[Organisation], receivers: Sequence[Organisation]) -> Reading:
    heading = tuple(ITEM_HEADING.columns[column].words.zh for column in _COLUMNS)
    lines = tuple(tuple(text.get(column, "") for column in _COLUMNS) for text in texts)
    known = {name: office.key for office in departments for name in (office.name, office.short_name)}
    subdistricts = {name: office.key for office in receivers for name in (office.name, office.short_name, *office.aliases)}
    return read_items([Sheet(_SHEET, (heading, *lines))], departments=known, subdistricts=subdistricts, options=ReadingOptions())


def _wrong_cells(reading: Reading) -> dict[int, dict[str, Problem]]:
    """By row of the sheet and column of the form, the first thing that keeps the row out."""
    wrong: dict[int, dict[str, Problem]] = {}
    for problem in reading.errors:
        letters = problem.cell.rstrip("0123456789")
        column = _COLUMNS[ord(letters) - ord("A")] if len(letters) == 1 and ord(letters) - ord("A") < len(_COLUMNS) else "name"
        wrong.setdefault(problem.row_number, {}).setdefault(column if column in EDITABLE else "name", problem)
    return wrong


def _drafted(draft: Draft, item: Standing | None, fields: ItemFields | None, wrong: Mapping[str, Problem]) -> DraftedRow:
    stale = item is not None and draft.version not in (None, item.versions)
    return DraftedRow(draft.row, item, draft.cells, None if wrong else fields, wrong, stale)


def _left_out(row: DraftedRow) -> LeftOut | None:
    number = row.item.number if row.item else 0
    item_id = row.item.id if row.item else 0
    if row.stale:
        return left_out(item_id, number, "changed")
    return left_out(item_id, number, "draft_wrong") if row.fields is None else None


def missing_rows(rows: Iterable[DraftedRow]) -> int:
    """How many drafts do not read well."""
    return sum(row.fields is None or row.stale for row in rows)
