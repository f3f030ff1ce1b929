"""Which item of the campaign a row of a workbook means: by hidden number, else by code, else by name; never by a guess.

A row and an item must be unique to each other. A row whose raw cells are those of an item's last import means that item and
says nothing new, whatever was edited since, unless it names the version it was written on: then the three wordings are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from workflows.domain.folding import folded
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.merging import Merge, three_way
from workflows.domain.words import Words
from workflows.engine.net import Desk, Net
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.items.item_rows import ReadRow
from workflows.files.reading.grid import cell_name
from workflows.files.reading.problems import Problem, cell_problem
from workflows.operations.items.standing import Standing
from workflows.store.base import among
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import ImportedRow, Item, ItemVersion


@dataclass(frozen=True, slots=True)
class Known:
    """An item of the campaign with what it says, and the raw cells of its last import if it had one."""

    standing: Standing
    fields: ItemFields
    raw: Mapping[str, str] | None


@dataclass
class Matched:
    """What the rows of a file mean: new items, changes of known ones, rows that say nothing new, and what stands in the way.

    ``changed`` rows carry the merged wording; ``merges`` says for each item by number what the workbook, the system or both changed
    since the download. ``absent`` are the numbers of items of the departments in the file that no row means; they stay as they are.
    """

    new: list[ReadRow] = field(default_factory=list)
    changed: list[tuple[ReadRow, Standing]] = field(default_factory=list)
    unchanged: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    absent: list[int] = field(default_factory=list)
    merges: dict[int, Merge] = field(default_factory=dict)


def match_rows(
    session: Session,
    campaign: Campaign,
    net: Net,
    rows: Sequence[ReadRow],
    departments: Mapping[str, int],
    taken: Mapping[int, Collection[str]],
) -> Matched:
    """Match the rows of one file against the campaign, in three queries.

    Args:
        departments: Organisation key → id.
        taken: Number of an item → the fields to take from the workbook; items not named take what only the workbook changed.
    """
    known = _known_items(session, campaign, {departments[row.department] for row in rows})
    index = _Index(known)
    bases = _bases(session, rows, index)
    matched, meant = Matched(), {}
    for row in rows:
        found = index.candidates(row, departments[row.department])
        if isinstance(found, Problem):
            matched.problems.append(found)
        elif not found:
            matched.new.append(row)
        elif len(found) > 1:
            numbers = "、".join(str(one.standing.number) for one in found)
            matched.problems.append(_problem(row, "several_candidates", numbers=numbers))
        elif (other := meant.get(found[0].standing.id)) is not None:
            matched.problems += _twice(row, other, found[0].standing.number)
        else:
            meant[found[0].standing.id] = row
            _judge(matched, net, row, found[0], bases, taken)
    matched.absent = sorted(one.standing.number for one in known if one.standing.id not in meant)
    return matched


class _Index:
    """The known items by number, by code, and by name."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.by_number: dict[str, Known] = {}
        self.by_code: dict[tuple, list[Known]] = defaultdict(list)
        self.by_name: dict[tuple, list[Known]] = defaultdict(list)
        self.by_raw: dict[tuple, list[Known]] = defaultdict(list)
        for one in known:
            department = one.standing.department_id
            self.by_number[str(one.standing.number)] = one
            if one.fields.code:
                self.by_code[department, folded(one.fields.code)].append(one)
            self.by_name[_name_key(department, one.fields)].append(one)
            if one.raw is not None:
                self.by_raw[_raw_key(department, one.raw)].append(one)

    def candidates(self, row: ReadRow, department_id: int) -> list[Known] | Problem:
        """The items a row may mean; a problem when its hidden number is no item of the department."""
        if row.hidden_id:
            one = self.by_number.get(row.hidden_id)
            if one is None or one.standing.department_id != department_id:
                return _problem(row, "id_unknown", text=row.hidden_id)
            return [one]
        if found := self.by_raw.get(_raw_key(department_id, row.raw)):
            return found
        code = folded(row.fields.code)
        if code and (found := self.by_code.get((department_id, code))):
            return found
        alike = self.by_name.get(_name_key(department_id, row.fields), [])
        return [one for one in alike if not (code and one.fields.code)]


def _judge(
    matched: Matched, net: Net, row: ReadRow, one: Known, bases: Mapping[tuple, ItemFields], taken: Mapping[int, Collection[str]]
) -> None:
    number, place = one.standing.number, net.places[one.standing.marking]
    base = bases.get((one.standing.id, row.item_version))
    merge = three_way(base or one.fields, one.fields, row.fields)
    said_before = row.item_version is None and one.raw == dict(row.raw)
    if said_before or not (merge.only_mine or merge.both):
        matched.unchanged.append(number)
    elif place.desk is not Desk.fill_in:
        matched.problems.append(_problem(row, "not_at_fill_in", number=number, place=place.name))
    elif row.item_version is not None and base is None:
        matched.problems.append(_problem(row, "stale_version", number=number, version=one.standing.versions))
    else:
        _merge(matched, row, one, merge, taken.get(number, merge.only_mine))


def _merge(matched: Matched, row: ReadRow, one: Known, merge: Merge, taken: Collection[str]) -> None:
    """The row as it comes in; fields that both changed and nobody chose stay as they are, and are named."""
    number, merged = one.standing.number, merge.taking(taken)
    matched.merges[number] = merge
    for name in merge.both:
        if name not in taken:
            words = ITEM_HEADING.columns[name].words if name in ITEM_HEADING.columns else Words(name, name)
            matched.problems.append(_problem(row, "both_changed", number=number, field=words))
    if changed_fields(one.fields, merged):
        matched.changed.append((replace(row, fields=merged), one.standing))
    else:
        matched.unchanged.append(number)


def _bases(session: Session, rows: Sequence[ReadRow], index: _Index) -> dict[tuple[int, int], ItemFields]:
    """The versions that the rows were downloaded from, where they are there; one query."""
    found = [(index.by_number.get(row.hidden_id), row.item_version) for row in rows if row.hidden_id and row.item_version]
    wanted = {(one.standing.id, version) for one, version in found if one is not None}
    if not wanted:
        return {}
    older = select(ItemVersion.item_id, ItemVersion.number, ItemVersion.fields)
    query = older.where(ItemVersion.item_id.in_(among({item_id for item_id, _ in wanted})))
    return {(row[0], row[1]): ItemFields.from_json(row[2]) for row in session.execute(query) if (row[0], row[1]) in wanted}


def _known_items(session: Session, campaign: Campaign, department_ids: set[int]) -> list[Known]:
    last = select(ImportedRow.item_id, func.max(ImportedRow.act_id).label("act_id")).group_by(ImportedRow.item_id).subquery()
    columns = [getattr(Item, name) for name in Standing._fields]
    query = (
        select(*columns, ItemVersion.fields, ImportedRow.raw)
        .join(ItemVersion, and_(ItemVersion.item_id == Item.id, ItemVersion.number == Item.versions))
        .join(last, last.c.item_id == Item.id, isouter=True)
        .join(ImportedRow, and_(ImportedRow.item_id == Item.id, ImportedRow.act_id == last.c.act_id), isouter=True)
        .where(Item.campaign_id == campaign.id, Item.department_id.in_(sorted(department_ids)))
        .order_by(Item.number)
    )
    return [Known(Standing._make(standing), ItemFields.from_json(fields), raw) for *standing, fields, raw in session.execute(query)]


def _name_key(department_id: int, fields: ItemFields) -> tuple:
    return department_id, fields.kind, folded(fields.name), folded(fields.remarks)


def _raw_key(department_id: int, raw: Mapping[str, str]) -> tuple:
    return department_id, *sorted(raw.items())


def _twice(row: ReadRow, other: ReadRow, number: int) -> list[Problem]:
    return [
        _problem(one, "matched_twice", number=number, other=f"“{two.sheet}”{cell_name(two.row_number - 1, two.name_column)}")
        for one, two in ((row, other), (other, row))
    ]


def _problem(row: ReadRow, code: str, **values: object) -> Problem:
    return cell_problem(row.sheet, row.row_number - 1, row.name_column, code, **values)
