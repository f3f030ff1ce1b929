"""The page on which the bureau writes a paper's wording: fields beside it, every fault named, a preview before it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from webapp.acting import campaign, new_key, read
from webapp.locale import Later
from workflows.domain.papers.fields import FIELDS, fields_of, values_of
from workflows.domain.papers.kinds import KINDS, For, PaperKind
from workflows.domain.papers.pages import Paragraph
from workflows.domain.papers.snapshot import Snapshot
from workflows.domain.papers.wording import Wording, filled, paragraphs, problems, required_fields
from workflows.domain.words import Words
from workflows.operations.papers.making import units_of
from workflows.operations.papers.snapshots import snapshot_now
from workflows.operations.papers.wordings import WordingVersion, versions_of, wording_in_force, wordings_in_force


class WordingForm(FlaskForm):
    """Title and text of one kind of paper."""

    title = StringField(Later("标题", "Title"))
    text = TextAreaField(Later("正文（一行一段）", "Text (a paragraph a line)"))
    client_key = HiddenField()

    @property
    def wording(self) -> Wording:
        """What was written, with one kind of line ending."""
        return Wording((self.title.data or "").strip(), (self.text.data or "").replace("\r\n", "\n").strip("\n"))


@dataclass(frozen=True)
class Preview:
    """A wording filled in from the present; None among the paragraphs stands for the table."""

    title: str
    paragraphs: tuple[Paragraph | None, ...]


@dataclass(frozen=True)
class WordingPage:
    """One kind's wording: the form, the fields it may use (name, meaning, needed), faults, preview, and what was written before."""

    kind: PaperKind
    form: WordingForm
    fields: tuple[tuple[str, Words, bool], ...]
    faults: tuple[Words, ...]
    preview: Preview | None
    versions: tuple[WordingVersion, ...]
    own: bool
    key: str


def wording_form(kind: str) -> WordingForm:
    """The form as sent, or with the wording in force; 404 for a kind there is not."""
    if kind not in KINDS:
        abort(404)
    said = wording_in_force(read(), kind)
    return WordingForm(title=said.title, text=said.text, client_key=new_key())


def wording_page(kind: str, form: WordingForm, *, previewed: bool) -> WordingPage:
    """The page; with faults where the wording has some, with a preview where it has none and one was asked for."""
    faults = problems(kind, form.wording)
    needed = required_fields(kind)
    return WordingPage(
        kind=KINDS[kind],
        form=form,
        fields=tuple((field, FIELDS[field], field in needed) for field in sorted(fields_of(kind), key=lambda field: field not in needed)),
        faults=faults if form.is_submitted() else (),
        preview=_preview(kind, form.wording) if previewed and not faults else None,
        versions=versions_of(read(), kind),
        own=kind in wordings_in_force(read()),
        key=new_key(),
    )


def _preview(kind: str, wording: Wording) -> Preview:
    snapshot = snapshot_now(read(), campaign())
    values = values_of(snapshot, _somebody(snapshot, kind), kind)
    return Preview(filled(wording.title, values), tuple(paragraphs(wording, values)))


def _somebody(snapshot: Snapshot, kind: str) -> str:
    """One of those the paper is made for, so that every field has a value; the whole campaign where there is nobody yet."""
    if For.item in KINDS[kind].made_for:
        return str(snapshot.items[0].number) if snapshot.items else ""
    return next(iter(units_of(snapshot, kind)), "") if For.campaign not in KINDS[kind].made_for else ""
