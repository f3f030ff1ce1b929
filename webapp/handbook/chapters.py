"""The chapters of the handbook: one for each role, its sections named like the pages of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flask import g, url_for
from markupsafe import Markup

from webapp.frame import MENU
from webapp.handbook.markdown import rendered, sections
from webapp.security import may_open
from workflows.domain.vocabulary import Role
from workflows.domain.words import Words

HANDBOOK = Path(__file__).resolve().parents[2] / "docs" / "handbook"
PICTURES = HANDBOOK.parent / "images"

CHAPTERS: dict[str, tuple[Words, frozenset[Role]]] = {
    "start": (Words("开始使用", "First steps"), frozenset()),
    "liaison": (Words("部门联络员", "Liaison"), frozenset({Role.liaison})),
    "department_head": (Words("部门负责人", "Head of department"), frozenset({Role.department_head})),
    "subdistrict": (Words("街道", "Subdistrict"), frozenset({Role.subdistrict, Role.subdistrict_head})),
    "coordinator": (Words("协调员", "Coordinator"), frozenset({Role.coordinator})),
    "reviewer": (Words("审查员、法律顾问", "Reviewer, counsel"), frozenset({Role.reviewer, Role.counsel})),
    "leader": (Words("审定领导", "Approving leader"), frozenset({Role.leader})),
    "auditor": (Words("审计员", "Auditor"), frozenset({Role.auditor})),
    "manager": (Words("三员", "Managers"), frozenset({Role.system_manager, Role.security_manager, Role.audit_manager})),
}

PAGES = {name.zh: endpoint for endpoint, name, _ in MENU}
EXPLAINED_WITH = {
    "lineage": "filing", "corrections": "items", "withdrawals": "items", "windows": "comments", "verification": "catalogue",
    "notices": "todo", "nudges": "overview",
}  # fmt: skip


@dataclass(frozen=True)
class Section:
    """One section; ``href`` is the page it explains, empty where there is none or the reader may not open it."""

    name: str
    href: str
    body: Markup


@dataclass(frozen=True)
class ChapterLink:
    """A chapter by its name; ``mine`` marks the reader's own."""

    key: str
    name: Words
    current: bool
    mine: bool


@dataclass(frozen=True)
class HandbookPage:
    """A chapter as it is shown, and the names of all."""

    opening: Markup
    sections: tuple[Section, ...]
    chapters: tuple[ChapterLink, ...]


def own_chapter() -> str:
    """The chapter of the role that the reader acts in; the common one where there is none."""
    role = Role(g.appointment.role) if g.appointment else None
    return next((key for key, (_, roles) in CHAPTERS.items() if role in roles), "start")


def section_about(key: str, noun: str) -> str | None:
    """The name of a chapter's section about the pages of this noun; None where it has none."""
    noun = EXPLAINED_WITH.get(noun, noun)
    written = {name for name, _ in sections(text_of(key))[1]}
    return next((name for name, endpoint in PAGES.items() if endpoint.split(".")[0] == noun and name in written), None)


def handbook_page(key: str) -> HandbookPage:
    """One chapter, each section with the page it explains."""
    opening, parts = sections(text_of(key))
    shown = tuple(Section(name, _page_behind(PAGES.get(name)), rendered(body, _lead)) for name, body in parts)
    mine = own_chapter()
    links = tuple(ChapterLink(other, name, other == key, other == mine) for other, (name, _) in CHAPTERS.items())
    return HandbookPage(rendered(opening, _lead), shown, links)


def text_of(key: str) -> str:
    """The chapter as it is written."""
    return (HANDBOOK / f"{key}.md").read_text(encoding="utf-8")


def _page_behind(endpoint: str | None) -> str:
    return url_for(endpoint) if endpoint and may_open(endpoint) else ""


def _lead(address: str) -> str | None:
    """Chapters and pictures are served; the papers for whoever keeps the machine lie beside the program, not here."""
    name = address.rsplit("/", 1)[-1]
    if address.startswith("../images/"):
        return url_for("handbook.picture", name=name)
    key = address.removesuffix(".md")
    return url_for("handbook.shown", key=key) if key in CHAPTERS else None
