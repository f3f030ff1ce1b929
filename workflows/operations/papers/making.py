"""Papers made from one snapshot: one as a file, or the whole package, which tells how far it is."""

from __future__ import annotations

import csv
import hashlib
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

from workflows.domain.catalogue import DEMONSTRATION
from workflows.domain.errors import NotFound
from workflows.domain.papers.composing import Wordings, paper
from workflows.domain.papers.fields import unit_name
from workflows.domain.papers.kinds import KINDS, For
from workflows.domain.papers.pages import Paper
from workflows.domain.papers.snapshot import Snapshot
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.files.comments.comment_forms import CommentFormRow, write_comment_form
from workflows.files.papers.official_docx import write_docx
from workflows.files.papers.official_pdf import write_pdf
from workflows.files.papers.paper_workbook import write_paper_workbook

WRITERS: Mapping[str, Callable[[Paper], bytes]] = {"docx": write_docx, "pdf": write_pdf, "xlsx": write_paper_workbook}
HANDS = 2
"""Files written at the same time: setting PDF pages runs beside everything else."""
NO_PAPER = ("没有这份文件。", "There is no such paper.")
CONTENTS = "清单.csv"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file of a package: kind of paper, for whom (empty: for all), docx, pdf or xlsx."""

    kind: str
    whom: str
    form: str


def paper_file(snapshot: Snapshot, wordings: Wordings, wanted: Wanted, address: str = "") -> bytes:
    """One paper as a file.

    Args:
        address: Where a printed catalogue is checked; see ``workflows.domain.papers.composing.paper``.

    Raises:
        NotFound: no such kind, not in this form, or not for this unit or item.
    """
    kind = KINDS.get(wanted.kind)
    if kind is None or wanted.form not in kind.forms or not is_for(snapshot, wanted.kind, wanted.whom):
        raise NotFound(*NO_PAPER)
    if wanted.form == "xlsx" and wanted.kind == "catalogue":
        return write_catalogue_workbook(snapshot.listed)
    if wanted.form == "xlsx" and wanted.kind == "comment_form":
        return _comment_form(snapshot, wanted.whom)
    return WRITERS[wanted.form](paper(wanted.kind, snapshot, wordings, wanted.whom, address))


def file_name(snapshot: Snapshot, wanted: Wanted) -> str:
    """What the file is called: the kind of paper, the unit or item it is for, the version of the catalogue or the day."""
    whom = f"-{unit_name(snapshot, wanted.whom) if not wanted.whom.isdecimal() else wanted.whom}" if wanted.whom else ""
    version = f"第{snapshot.listed.version}版" if snapshot.listed.version else f"{snapshot.on:%Y%m%d}"
    return f"{KINDS[wanted.kind].words.zh}{whom}-{version}.{wanted.form}"


def units_of(snapshot: Snapshot, kind: str) -> tuple[str, ...]:
    """The keys of the units that a kind is made for one by one, in printed order; for items none, there are too many."""
    made_for = KINDS[kind].made_for
    keys: list[str] = []
    if For.department in made_for:
        keys += snapshot.departments
    if For.subdistrict in made_for:
        keys += snapshot.receivers
    if For.commenter in made_for:
        gave = {comment.office for comment in snapshot.comments}
        keys += [key for key in (*snapshot.departments, *snapshot.receivers) if key in gave]
    return tuple(keys)


def is_for(snapshot: Snapshot, kind: str, whom: str) -> bool:
    """Whether a kind of paper is made for this unit, item, or (empty) for the campaign as a whole."""
    made_for = KINDS[kind].made_for
    if not whom:
        return For.campaign in made_for
    if whom.isdecimal():
        return For.item in made_for and len(whom) < 10 and int(whom) in snapshot.by_number
    return whom in units_of(snapshot, kind)


def package_contents(snapshot: Snapshot) -> tuple[Wanted, ...]:
    """Every file of the whole package: papers of the campaign once, lists and replies for each unit; the files of items are made singly."""
    return tuple(Wanted(kind, whom, form) for kind in KINDS for whom in _packed(snapshot, kind) for form in KINDS[kind].forms)


def write_package(
    snapshot: Snapshot, wordings: Wordings, into: BinaryIO, told: Callable[[int, int], None] = lambda done, all_: None, address: str = ""
) -> Mapping[str, str]:
    """The whole package as one zip, with a list of its files and their SHA-256, which are also returned by the file's name.

    Args:
        told: Called after each file with how many are done and how many there are.
    """
    contents = package_contents(snapshot)
    listed = [("文件", "SHA-256"), (f"数据截至第{snapshot.position}号办理", snapshot.chain_hash)]
    if snapshot.demonstration:
        listed.insert(0, (DEMONSTRATION.zh, ""))
    digests = {}
    with zipfile.ZipFile(into, "w") as package, ThreadPoolExecutor(HANDS) as hands:
        made = hands.map(lambda wanted: paper_file(snapshot, wordings, wanted, address), contents)
        for done, (wanted, content) in enumerate(zip(contents, made, strict=True), start=1):
            digests[file_name(snapshot, wanted)] = digest = hashlib.sha256(content).hexdigest()
            name = f"{list(KINDS).index(wanted.kind) + 1:02} {KINDS[wanted.kind].words.zh}/{file_name(snapshot, wanted)}"
            package.writestr(zipfile.ZipInfo(name, snapshot.at.timetuple()[:6]), content, zipfile.ZIP_STORED)
            listed.append((name, digest))
            told(done, len(contents))
        package.writestr(zipfile.ZipInfo(CONTENTS, snapshot.at.timetuple()[:6]), _comma_text(listed), zipfile.ZIP_DEFLATED)
    return digests


def _packed(snapshot: Snapshot, kind: str) -> Iterator[str]:
    """The campaign's own copy where there is one, else one a unit."""
    return iter(("",)) if For.campaign in KINDS[kind].made_for else iter(units_of(snapshot, kind))


def _comment_form(snapshot: Snapshot, whom: str) -> bytes:
    heard = [item for item in snapshot.items if item.heard and whom in ("", item.department, *snapshot.receivers)]
    rows = [CommentFormRow(item.number, item.fields.name, item.fields.code, str(item.number)) for item in heard]
    return write_comment_form(rows, unit=snapshot.name_of(whom) if whom else "")


def _comma_text(rows: list[tuple[str, str]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode("utf-8-sig")
