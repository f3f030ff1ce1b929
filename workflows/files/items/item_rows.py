"""One line of an item list becomes the fields of an item, with every doubt said aloud.

To store an item a name and a department are enough; everything else may be missing and is asked for later.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from workflows.domain.folding import folded
from workflows.domain.items import UNKNOWN, Basis, ItemFields
from workflows.domain.vocabulary import Kind, Mode, PenaltyKind
from workflows.domain.words import Words
from workflows.files.items import item_cells
from workflows.files.items.item_cells import cleaned, one_line
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.reading.grid import CELL_CHARACTERS, CellMark
from workflows.files.reading.problems import Gravity, Problem, cell_problem
from workflows.files.reading.tables import Line

MOST_BASES = 5
_CODE_DIGITS = 12
_SAME_AS_ABOVE = ("同上", "〃", '"', "″")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d+")
_READ_FIELDS = tuple(field for field in ITEM_HEADING.columns if field not in ("serial", "unread"))


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One item as the file has it.

    ``department`` is the organisation's key; ``hidden_id`` and ``item_version`` come from the hidden columns of our own form.
    ``raw`` is the row as it was, heading to text. ``row_number`` counts from 1; ``name_column``, from 0, is where the name stands.
    """

    sheet: str
    row_number: int
    department: str
    hidden_id: str | None
    item_version: int | None
    fields: ItemFields
    raw: Mapping[str, str]
    name_column: int = 0


@dataclass(slots=True)
class Known:
    """What the campaign knows while a file is read: departments and subdistricts by folded name, and the defaults."""

    departments: Mapping[str, str]
    subdistricts: Mapping[str, str]
    default_department: str | None
    default_kind: Kind | None


@dataclass(slots=True)
class RowReading:
    """The reading of one line; problems gather while the fields are read."""

    line: Line
    known: Known
    sheet_department: str | None
    department_above: str | None = None
    problems: list[Problem] = field(default_factory=list)
    owner: str = ""

    def row(self) -> ReadRow | None:
        """The item of the line; None if any error keeps it out."""
        self.problems.extend(_cell_problems(self.line))
        department = self._department()
        fields = self._fields()
        version = self._version()
        if department is None or any(problem.gravity is Gravity.error for problem in self.problems):
            return None
        hidden_id = cleaned(self.line.text("hidden_id")) or None
        row, column = self.line.place("name", "name")
        return ReadRow(self.line.table.sheet.name, row + 1, department, hidden_id, version, fields, self.line.raw(), column)

    def say(self, about: str, code: str, **values: object) -> None:
        """Note a finding about one field of the line."""
        row, column = self.line.place(about, "name")
        self.problems.append(cell_problem(self.line.table.sheet.name, row, column, code, **values))

    def _fields(self) -> ItemFields:
        name = one_line(self.line.text("name"))
        if not name:
            self.say("name", "name_missing")
        parts = [part for part in re.split("[；;]", name) if part]
        if len(parts) > 1:
            self.say("name", "several_items", count=len(parts))
        receivers, place = self._receivers()
        return ItemFields(
            name=name,
            kind=self._kind(name),
            penalty_kinds=self._penalty_kinds(),
            form=self._choice("form", item_cells.form_of),
            owner=cleaned(self.line.text("owner")) or self.owner,
            owner_level=self._choice("owner_level", item_cells.owner_level_of),
            code="".join(self.line.text("code").split()),
            bases=self._bases(),
            mode=self._mode(),
            scope_conduct=self._text("scope_conduct"),
            scope_object=self._text("scope_object"),
            scope_place=place,
            receivers=receivers,
            entrust_letter=self._text("entrust_letter"),
            entrust_term=self._text("entrust_term"),
            related=self._related(),
            remarks=self._text("remarks"),
        )

    def _text(self, about: str) -> str:
        return cleaned(self.line.text(about))

    def _choice(self, about: str, meaning):  # noqa: ANN001, ANN202 - the term of whichever closed list is asked
        text = self._text(about)
        found = meaning(text) if text else None
        if text and found is None:
            self.say(about, "choice_unknown", field=ITEM_HEADING.columns[about].words, text=text)
        return found

    def _version(self) -> int | None:
        text = self._text("item_version")
        if not text:
            return None
        if text.isascii() and text.isdecimal() and len(text) <= 9:
            return int(text)
        self.say("item_version", "version_unread", text=text)
        return None

    def _department(self) -> str | None:
        text = self._text("department")
        if text in _SAME_AS_ABOVE:
            text = ""
        if text:
            return self._named_department(text)
        if self.department_above and not self.line.section:
            self.say("department", "department_filled_down")
            return self.department_above
        found = self.known.departments.get(folded(self.line.section)) or self.sheet_department or self.known.default_department
        if found is None:
            self.say("department", "department_missing")
        return found

    def _named_department(self, text: str) -> str | None:
        found = self.known.departments.get(folded(text))
        if found is None and self.known.default_department:
            self.say("department", "department_replaced", text=text)
            self.owner = text
            return self.known.default_department
        if found is None:
            self.say("department", "department_unknown", text=text)
        return found

    def _kind(self, name: str) -> Kind | None:
        text = self._text("kind")
        if text:
            stated = item_cells.kind_of(text)
            if stated is None:
                self.say("kind", "kind_unknown", text=text)
            return stated
        if self.known.default_kind:
            return self.known.default_kind
        label = self.line.heading.labels[self.line.place("name", "name")[1]]
        suggested = item_cells.kind_by_name(name) or item_cells.kind_by_heading(label)
        if suggested:
            self.say("kind", "kind_suggested", kind=suggested.words)
        elif name:
            self.say("kind", "kind_missing")
        return suggested

    def _penalty_kinds(self) -> tuple[PenaltyKind, ...]:
        text = self._text("penalty_kinds")
        found, stated = item_cells.penalty_kinds_of(text)
        if text and not found:
            self.say("penalty_kinds", "choice_unknown", field=ITEM_HEADING.columns["penalty_kinds"].words, text=text)
        elif text and not stated:
            zh, en = ("、".join(kind.zh for kind in found), ", ".join(kind.en for kind in found))
            self.say("penalty_kinds", "penalty_kinds_suggested", found=Words(zh, en))
        return found

    def _bases(self) -> tuple[Basis, ...]:
        text = self._text("bases")
        kept = item_cells.hidden_bases_of(self.line.text("hidden_bases"), text)
        if kept is not None:
            return kept
        found = item_cells.bases_of(text, self._text("law"))
        if len(found) == 1 and not found[0].article and found[0].law == " ".join(text.split()):
            self.say("bases", "bases_unread")
        if len(found) > MOST_BASES:
            left_out = "、".join(basis.cited for basis in found[MOST_BASES:])
            self.say("bases", "bases_too_many", count=len(found), left_out=left_out)
        return found[:MOST_BASES]

    def _mode(self) -> Mode | None:
        text = self._text("mode")
        if text:
            stated = item_cells.mode_of(text)
            if stated is None:
                self.say("mode", "mode_unknown", text=text)
            return stated
        return self._mode_by_extent()

    def _mode_by_extent(self) -> Mode | None:
        text = self._text("extent")
        suggested = item_cells.mode_by_extent(text)
        if suggested:
            self.say("extent", "mode_suggested", text=text, mode=suggested.words)
        elif text:
            self.say("extent", "mode_unknown", text=text)
        return suggested

    def _receivers(self) -> tuple[tuple[str, ...], str]:
        """The receivers' keys, unknown names marked, and the scope of place: a cell with an unknown name is kept there whole."""
        text, place = self._text("receivers"), self._text("scope_place")
        keys, unknown = item_cells.receivers_of(text, self.known.subdistricts)
        if unknown:
            self.say("receivers", "receivers_unknown", text="、".join(unknown))
            place = "\n".join(each for each in (place, text) if each)
        return (*keys, *(UNKNOWN + name.lstrip(UNKNOWN) for name in unknown)), place

    def _related(self) -> tuple[int, ...]:
        text = self._text("related")
        numbers = item_cells.related_of(text)
        if numbers is None:
            self.say("related", "related_unread", text=text)
        return numbers or ()


def _cell_problems(line: Line) -> Iterator[Problem]:
    """Errors of the cells themselves, before their meaning is asked."""
    sheet = line.table.sheet.name
    for row, column, text in line.cells():
        character = item_cells.control_character(text)
        if character:
            yield cell_problem(sheet, row, column, "control_character", character=character)
        if len(text) > CELL_CHARACTERS:
            yield cell_problem(sheet, row, column, "too_long", count=f"{len(text):,}")
    for about in _READ_FIELDS:
        yield from _marked(line, about)
    for about in ("name", "code"):
        character = item_cells.hidden_character(line.text(about))
        if character:
            row, column = line.place(about, "name")
            words = ITEM_HEADING.columns[about].words
            yield cell_problem(sheet, row, column, "hidden_character", field=words, character=character)


def _marked(line: Line, about: str) -> Iterator[Problem]:
    sheet = line.table.sheet.name
    for row, column, mark in line.marks(about):
        text = line.text(about).strip()
        if mark is CellMark.formula:
            yield cell_problem(sheet, row, column, "formula")
        elif mark is CellMark.error:
            yield cell_problem(sheet, row, column, "cell_error")
        elif mark is CellMark.long_number:
            yield cell_problem(sheet, row, column, "digits_lost", text=text)
        elif about == "code" and len(text) != _CODE_DIGITS:
            yield cell_problem(sheet, row, column, "leading_zeros", text=text)
    if about == "code" and _SCIENTIFIC.fullmatch(line.text(about).strip()):
        yield cell_problem(sheet, *line.place("code", "name"), "digits_lost", text=line.text(about).strip())


def row_place(row: ReadRow) -> Words:
    """A row as another row's finding names it."""
    return Words(f"工作表“{row.sheet}”第 {row.row_number} 行", f"sheet “{row.sheet}” row {row.row_number}")

