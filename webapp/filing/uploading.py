"""A workbook between its upload and its import: kept aside for its sender, read and reported, then taken over or forgotten."""

from __future__ import annotations

import hashlib
import io
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import abort, current_app, g, request
from werkzeug.datastructures import FileStorage

from webapp.acting import act, actor, campaign, given_key, new_key, read, role
from webapp.filing.comparing import Comparison, comparison, taken_of
from webapp.identity import now
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words
from workflows.files.items.item_workbook import ReadingOptions
from workflows.files.items.row_report import write_row_report
from workflows.files.reading.grid import FileRefused, Sheet
from workflows.files.reading.problems import Gravity, Problem
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.items.importing import ImportReport, Workbook, import_items

KEPT_ASIDE = timedelta(days=1)
SHOWN = 200
TAKEN = Words(
    "已按行报告存入：新增 {added} 项，修改 {changed} 项，不变 {unchanged} 项。",
    "Taken over as reported: {added} added, {changed} changed, {unchanged} unchanged.",
)
NOTHING = Words("没有可存入的行，未作任何改动。", "No row could be taken over; nothing was altered.")


@dataclass(frozen=True)
class ReportPage:
    """The row report: what each row would do, every problem by its cell, and how many items may be taken over."""

    digest: str
    name: str
    report: ImportReport
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    wrong_rows: int
    ready: int
    more: int
    compared: Comparison
    key: str


def keep_aside(upload: FileStorage) -> str:
    """The file stands under ``uploads`` in the home for a day, readable by its sender; returns its digest.

    Raises:
        FileRefused: it cannot be read as a workbook at all.
    """
    content, name = upload.read(), (upload.filename or "")[:200]
    read_in_child(name, content)
    digest = hashlib.sha256(content).hexdigest()
    folder = _folder()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(folder)
    path = _path(digest)
    path.touch(mode=0o600)
    path.write_bytes(json.dumps(name).encode() + b"\n" + content)
    return digest


def report_page(digest: str) -> ReportPage:
    """The row report of a file that the reader uploaded; changes nothing. 404 if it is gone or somebody else's."""
    book = _workbook(digest)
    report = import_items(read(), actor=actor(), at=now(), campaign=campaign(), workbook=book, options=_options(), dry_run=True)
    warnings = tuple(problem for problem in report.problems if problem.gravity is Gravity.warning)
    wrong = {(problem.sheet, problem.row_number) for problem in report.errors if problem.row_number}
    return ReportPage(
        digest=digest,
        name=book.name,
        report=report,
        errors=report.errors[:SHOWN],
        warnings=warnings[:SHOWN],
        wrong_rows=len(wrong),
        ready=report.added + report.changed,
        more=max(len(report.errors) - SHOWN, 0) + max(len(warnings) - SHOWN, 0),
        compared=comparison(report),
        key=new_key(),
    )


def annotated_copy(digest: str) -> io.BytesIO:
    """The uploaded workbook with its problems coloured and annotated in their cells."""
    book = _workbook(digest)
    report = import_items(read(), actor=actor(), at=now(), campaign=campaign(), workbook=book, options=_options(), dry_run=True)
    return io.BytesIO(write_row_report(book.sheets, report.problems))


def taken_over(digest: str) -> ImportReport:
    """The good rows become items or changes of items, cell by cell as chosen; rows with an error stay out, as the report said."""
    words = {"workbook": _workbook(digest), "options": _options(), "accept_good_rows": True, "client_key": given_key()}
    words["taken"] = taken_of(request.form)
    return act(import_items, **words)


def taken_words(report: ImportReport) -> tuple[Words, str]:
    """What to tell after taking over, and its tone."""
    if report.act_id is None:
        return NOTHING, "amber"
    return TAKEN.filled(added=report.added, changed=report.changed, unchanged=report.unchanged), "act"


def _options() -> ReadingOptions:
    """Rows of a liaison that name no department are their own department's."""
    return ReadingOptions(default_department=g.appointment.organisation.key if role() is Role.liaison else None)


def _workbook(digest: str) -> Workbook:
    path = _path(digest)
    if not path.is_file():
        abort(404)
    name, _, content = path.read_bytes().partition(b"\n")
    return Workbook(json.loads(name), content, _sheets(json.loads(name), content))


def _sheets(name: str, content: bytes) -> tuple[Sheet, ...]:
    try:
        return read_in_child(name, content)
    except FileRefused:
        abort(404)


def _path(digest: str) -> Path:
    if len(digest) != 64 or set(digest) - set("0123456789abcdef"):
        abort(404)
    return _folder() / f"{digest}-{g.person.id}"


def _folder() -> Path:
    return current_app.extensions["devolve"].home / "uploads"


def _forget_old(folder: Path) -> None:
    for path in folder.iterdir():
        if datetime.now(UTC) - datetime.fromtimestamp(path.stat().st_mtime, UTC) > KEPT_ASIDE:
            path.unlink(missing_ok=True)
