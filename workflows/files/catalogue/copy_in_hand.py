"""A list in somebody's hand, read for what it says under the columns of the catalogue: xlsx, xls, CSV, JSON or a Word document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from workflows.domain.redline import FIELD_WORDS
from workflows.domain.verification import HeldCopy, HeldRow, claims_in
from workflows.domain.vocabulary import Kind, Mode
from workflows.files.items.item_columns import ITEM_HEADING
from workflows.files.reading.grid import FileRefused, Sheet, Spread, spread
from workflows.files.reading.headings import Heading, find_heading, heading_at

_FIELDS = {"serial": "number", "scope_conduct": "scope"} | {name: name for name in FIELD_WORDS}
_CODES = {"kind": {kind.value: kind.zh for kind in Kind}, "mode": {mode.value: mode.zh for mode in Mode}}


def read_copy(sheets: Sequence[Sheet]) -> HeldCopy:
    """Every row under every heading that names items, in order; the lines over them for what the copy claims.

    Nothing below a heading is passed over but blank rows and the heading repeated: a line that was never published shall be seen.

    Raises:
        FileRefused: ``no_list`` if no sheet has such a heading.
    """
    columns: dict[str, None] = {}
    rows: list[HeldRow] = []
    lines: list[str] = []
    for sheet in sheets:
        table = spread(sheet)
        found = _heading(sheet, table)
        lines += [cell for row in sheet.rows[: found[1] if found else None] for cell in row]
        if found:
            held, _, first = found
            columns |= dict.fromkeys(held)
            rows += _rows(table, held, first)
    if not columns:
        raise FileRefused("no_list")
    return HeldCopy(tuple(columns), tuple(rows), claims_in(lines))


def _heading(sheet: Sheet, table: Spread) -> tuple[Mapping[str, int], int, int] | None:
    """Field → column, the row of the heading and the first row below it; JSON heads its columns with the names themselves."""
    if sheet.rows and {"item_number", "name"} <= set(sheet.rows[0]):
        return {name: place for place, name in enumerate(sheet.rows[0]) if name in FIELD_WORDS}, 0, 1
    heading = find_heading(table, ITEM_HEADING)
    if heading is None:
        return None
    return _held(heading), heading.first, heading.last + 1


def _held(heading: Heading) -> dict[str, int]:
    """The catalogue's columns among those of a heading, the first of each."""
    return {_FIELDS[name]: places[0] for name, places in heading.columns.items() if name in _FIELDS}


def _rows(table: Spread, held: Mapping[str, int], first: int) -> Iterator[HeldRow]:
    for row in range(first, len(table.rows)):
        texts = {name: table.text(row, column) for name, column in held.items()}
        if any(text.strip() for text in table.rows[row]) and not _repeated(table, row, texts.values()):
            cells = {name: _CODES.get(name, {}).get(text, text) for name, text in texts.items()}
            yield HeldRow(f"{table.sheet.name} {row + 1}", cells)


def _repeated(table: Spread, row: int, texts: Iterable[str]) -> bool:
    """Whether the row repeats the heading, as papers do on each page."""
    return sum(bool(text.strip()) for text in texts) > 2 and heading_at(table, ITEM_HEADING, row) is not None
