"""采集表 come in: rows of a workbook become items or changes of items, whole or not at all."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from workflows.domain.merging import Merge
from workflows.domain.vocabulary import Role
from workflows.files.items.item_rows import ReadRow
from workflows.files.items.item_workbook import Reading, ReadingOptions, read_items
from workflows.files.reading.grid import Sheet
from workflows.files.reading.problems import Gravity, Problem, cell_problem
from workflows.operations.acts import Actor, OpenAct, open_act, repeated
from workflows.operations.items.liaison import NewItem, add_items, look_again, may_file
from workflows.operations.items.matching import Matched, match_rows
from workflows.operations.items.screening import with_known_levels
from workflows.operations.items.versions import add_versions
from workflows.operations.processes import nets
from workflows.store.audit import FiledDocument
from workflows.store.campaigns import Campaign, participants
from workflows.store.items.rows import ImportedRow
from workflows.store.people import Organisation


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do: counts of rows, every problem by its place, the numbers of items no row meant.

    ``act_id`` is None when nothing was written. ``merges`` holds, by the numbers of items, the three wordings of each row that would
    change something.
    """

    act_id: int | None
    rows: int
    added: int
    changed: int
    unchanged: int
    problems: tuple[Problem, ...]
    absent: tuple[int, ...]
    skipped: int = 0
    merges: Mapping[int, Merge] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep a row out."""
        return tuple(problem for problem in self.problems if problem.gravity is Gravity.error)

    @property
    def refused(self) -> bool:
        """Whether nothing was imported because of errors."""
        return self.act_id is None and bool(self.errors)

    def as_json(self) -> dict:
        """Counts and problems as plain values, in the order of the file."""
        return {
            "act_id": self.act_id,
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "absent": list(self.absent),
            "skipped": self.skipped,
            "problems": [
                {"sheet": one.sheet, "cell": one.cell, "gravity": one.gravity.value, "code": one.code} | one.message._asdict()
                for one in self.problems
            ],
        }


@dataclass(frozen=True, slots=True)
class Workbook:
    """A file handed in: its name, its bytes as they came, and the sheets read from them in a limited child process."""

    name: str
    content: bytes
    sheets: Sequence[Sheet]


def read_workbook(
    session: Session, *, actor: Actor, campaign: Campaign, workbook: Workbook, options: ReadingOptions,
    taken: Mapping[int, Collection[str]] | None = None,
) -> tuple[Reading, Matched]:
    """What the workbook says to this campaign and what each row means; changes nothing."""
    departments, receivers = participants(session, campaign, "department"), participants(session, campaign, "receiver")
    subdistricts = {name: office.key for office in receivers for name in (office.name, office.short_name, *office.aliases)}
    reading = read_items(workbook.sheets, departments=_aliases(departments), subdistricts=subdistricts, options=options)
    ids = {office.key: office.id for office in departments}
    foreign = [row for row in reading.rows if actor.role is Role.liaison and ids[row.department] != actor.organisation_id]
    own = [row for row in reading.rows if actor.role is not Role.liaison or ids[row.department] == actor.organisation_id]
    texts = with_known_levels(session, (row.fields for row in own))
    rows = [replace(row, fields=fields) for row, fields in zip(own, texts, strict=True)]
    matched = match_rows(session, campaign, nets(campaign).item, rows, ids, taken or {})
    matched.problems += [cell_problem(row.sheet, row.row_number - 1, row.name_column, "other_department") for row in foreign]
    return reading, matched


def import_items(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    workbook: Workbook,
    options: ReadingOptions = ReadingOptions(),  # noqa: B008 - a frozen value
    accept_good_rows: bool = False,
    taken: Mapping[int, Collection[str]] | None = None,
    dry_run: bool = False,
    client_key: str | None = None,
) -> ImportReport:
    """The rows of a workbook stand in the campaign: new items filed, known ones changed, the file kept as it came.

    A row that was downloaded from an older version is merged: what only the workbook changed comes in, what both changed stays as the
    system has it unless ``taken`` says otherwise.

    Nothing is imported while a row has an error, unless ``accept_good_rows``; warnings never block. The same file twice
    changes nothing.

    Args:
        taken: Number of an item → the fields to take from the workbook, none to leave the row out; items not named take what only the
            workbook changed.

    Raises:
        NotOffered, NotYours: as ``liaison.file_items``, when a row would be new or changed.

    Source:
        采集; DOMAIN: real workbooks are dirty.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return ImportReport(**earlier.result | {"problems": (), "absent": tuple(earlier.result["absent"])})
    reading, matched = read_workbook(session, actor=actor, campaign=campaign, workbook=workbook, options=options, taken=taken)
    report = _report(None, reading, matched)
    if dry_run or (report.errors and not accept_good_rows) or not (matched.new or matched.changed):
        return report
    ids = {office.key: office.id for office in participants(session, campaign, "department")}
    may_file(actor, campaign, {ids[row.department] for row in [*matched.new, *(row for row, _item in matched.changed)]})
    act = open_act(session, actor, at, "import_items", campaign=campaign, client_key=client_key)
    _write(act, campaign, workbook, matched, ids)
    done = _report(act.id, reading, matched)
    act.row.result = done.as_json() | {"problems": []}
    act.close(items=done.added + done.changed)
    return done


def _write(act: OpenAct, campaign: Campaign, workbook: Workbook, matched: Matched, ids: dict[str, int]) -> None:
    document = FiledDocument(
        act_id=act.id, name=workbook.name[:300], digest=hashlib.sha256(workbook.content).hexdigest(), content=workbook.content
    )
    act.add(document)
    act.session.flush()
    new_ids = add_items(act, campaign, [NewItem(ids[row.department], row.fields) for row in matched.new]) if matched.new else []
    add_versions(act, {item: row.fields for row, item in matched.changed})
    kept = [*zip(new_ids, matched.new, strict=True), *((item.id, row) for row, item in matched.changed)]
    act.session.execute(insert(ImportedRow), [_imported(act, document, item_id, row) for item_id, row in kept])
    act.wrote.add(ImportedRow)
    look_again(act, campaign)


def _imported(act: OpenAct, document: FiledDocument, item_id: int, row: ReadRow) -> dict:
    return {
        "item_id": item_id,
        "act_id": act.id,
        "document_id": document.id,
        "sheet": row.sheet,
        "row": row.row_number,
        "raw": dict(row.raw),
    }


def _report(act_id: int | None, reading: Reading, matched: Matched) -> ImportReport:
    return ImportReport(
        act_id=act_id,
        rows=reading.lines,
        added=len(matched.new),
        changed=len(matched.changed),
        unchanged=len(matched.unchanged),
        problems=(*reading.problems, *matched.problems),
        absent=tuple(matched.absent),
        skipped=len(reading.skipped),
        merges=matched.merges,
    )


def _aliases(departments: Sequence[Organisation]) -> dict[str, str]:
    """Every way a department is written: full name, short name, the campaign's aliases, and each with 区 before it."""
    names = {}
    for office in departments:
        for name in (office.name, office.short_name, *office.aliases):
            names[name] = names[f"区{name}"] = office.key
    return names
