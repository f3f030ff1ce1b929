"""What the page of papers shows, and which paper its reader may have."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, g, request, url_for
from sqlalchemy import select

from webapp.acting import campaign, new_key, read, role
from webapp.numbers import bounded
from webapp.security import may_open
from workflows.domain.papers.kinds import KINDS, For, PaperKind
from workflows.domain.papers.snapshot import Snapshot
from workflows.operations.papers.making import Wanted
from workflows.operations.papers.meetings import FORMS
from workflows.operations.papers.snapshots import snapshot_now, snapshot_of_version
from workflows.operations.papers.wordings import wordings_in_force
from workflows.store.audit import Act
from workflows.store.campaigns import participants
from workflows.store.catalogue import published
from workflows.store.comments import Comment
from workflows.store.items.listing import SEES_ALL
from workflows.store.papers import announced_by, last_act
from workflows.store.people import Organisation
from workflows.store.seminars import seminars

File = tuple[str, str]


@dataclass(frozen=True)
class PaperRow:
    """One kind of paper: its files (form, address), those of each unit, and where its wording is edited (empty: not by this reader)."""

    kind: PaperKind
    files: tuple[File, ...]
    units: tuple[tuple[str, tuple[File, ...]], ...]
    wording: str
    own_wording: bool

    @property
    def of_items(self) -> bool:
        """Whether it is made for one item, by number."""
        return For.item in self.kind.made_for


@dataclass(frozen=True)
class PapersPage:
    """The papers that the reader may have of one version (0: of the present), and the act they are a snapshot of."""

    rows: tuple[PaperRow, ...]
    versions: tuple[int, ...]
    version: int
    act: Act | None
    may_pack: bool
    key: str


def papers_page() -> PapersPage:
    """The page for the version that the address names; without one the newest announced, or the present before there is any."""
    versions = tuple(row.version for row in published(read(), campaign().id))
    version = chosen_version(versions)
    own, units = wordings_in_force(read()), _Units()
    rows = (_row(kind, version, units, own_wording=kind.key in own) for kind in KINDS.values())
    return PapersPage(
        rows=tuple(row for row in rows if row.files or row.units or (row.of_items and role() in SEES_ALL)),
        versions=tuple(reversed(versions)),
        version=version,
        act=announced_by(read(), campaign(), version) if version else last_act(read(), campaign()),
        may_pack=may_open("papers.packed"),
        key=new_key(),
    )


def chosen_version(versions: tuple[int, ...]) -> int:
    """The version asked for, the newest without a word, 0 for the present; 404 for one there is not."""
    wanted = request.values.get("version", type=bounded)
    if wanted is None:
        return versions[-1] if versions else 0
    return wanted if wanted in (0, *versions) else abort(404)


def snapshot_of(version: int) -> Snapshot:
    """The snapshot of an announced version, or for 0 of the present."""
    return snapshot_of_version(read(), campaign(), version) if version else snapshot_now(read(), campaign())


def wanted_paper(kind: str, form: str, version: int) -> Wanted:
    """The paper that the address asks for, if its reader may have it; 404 for a foreign one as for one there is not."""
    whom = request.args.get("whom", "")[:100]
    known = KINDS.get(kind)
    if known is None or not readable(known, whom, version):
        abort(404)
    return Wanted(kind, whom, form)


def readable(kind: PaperKind, whom: str, version: int) -> bool:
    """Whether the reader may have this paper for this unit.

    The bureau's people and the leaders have all. Departments and subdistricts have what concerns them: open papers, their own lists
    and replies, and what was announced once it was.
    """
    if role() in SEES_ALL:
        return True
    if For.item in kind.made_for or not (kind.open or (kind.announced and version)):
        return False
    return whom == (_own_key() if kind.made_for != {For.campaign} else "")


class _Units:
    """The units that papers are made for one by one: key and name, in printed order; asked once."""

    def __init__(self) -> None:
        departments, receivers = (participants(read(), campaign(), part) for part in ("department", "receiver"))
        query = select(Organisation.key).join(Comment, Comment.organisation_id == Organisation.id)
        gave = set(read().scalars(query.where(Comment.campaign_id == campaign().id).distinct()))
        self.of: dict[For, list[Organisation]] = {
            For.department: departments,
            For.subdistrict: receivers,
            For.commenter: [office for office in (*departments, *receivers) if office.key in gave],
        }

    def made_for(self, kind: PaperKind) -> list[Organisation]:
        """The organisations a kind is made for."""
        return [office for part in self.of if part in kind.made_for for office in self.of[part]]


def _row(kind: PaperKind, version: int, units: _Units, *, own_wording: bool) -> PaperRow:
    whole = For.campaign in kind.made_for and readable(kind, "", version)
    own = [office for office in units.made_for(kind) if readable(kind, office.key, version)]
    files_of = tuple((office.name, _files(kind, office.key, version)) for office in own)
    return PaperRow(
        kind=kind,
        files=_files(kind, "", version) if whole else (),
        units=_meetings() if kind.key == "minutes" else files_of,
        wording=url_for("papers.worded", kind=kind.key) if may_open("papers.worded") else "",
        own_wording=own_wording,
    )


def _files(kind: PaperKind, whom: str, version: int) -> tuple[File, ...]:
    said = {"version": version} | ({"whom": whom} if whom else {})
    return tuple((form, url_for("papers.downloaded", kind=kind.key, form=form, **said)) for form in kind.forms)


def _meetings() -> tuple[tuple[str, tuple[File, ...]], ...]:
    """Every seminar with its own minutes, the newest first; they are of the present, whatever version is shown."""
    if not may_open("papers.minuted"):
        return ()
    held = [row for row, _items, _written in seminars(read(), campaign().id)]
    return tuple(
        (f"{row.number} · {row.held_on:%Y-%m-%d}", tuple((form, url_for("papers.minuted", number=row.number, form=form)) for form in FORMS))
        for row in held
    )


def _own_key() -> str:
    return g.appointment.organisation.key if g.appointment.organisation else ""


