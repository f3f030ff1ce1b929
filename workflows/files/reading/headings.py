"""Where a table begins: the heading of one to three rows among titles and notes, and which column says what.

Column names are compared by their folded letters only, first with and then without what stands in brackets, so
"事项名称（必填）", "事 项 名 称" and "*事项名称" are one. A lower heading row is more exact than the one above it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.domain.folding import folded
from workflows.domain.words import Words
from workflows.files.reading.grid import COLUMNS, Sheet, Spread, cell_name
from workflows.files.reading.problems import Problem, cell_problem

_SEARCHED_ROWS = 30
_HIGHEST = 3
_CERTAIN = 2
_LONGEST = 60
_BRACKETS = re.compile(r"\([^()]*\)")


@dataclass(frozen=True, slots=True)
class Column:
    """One thing a table can say: its name for people and the headings it goes by, the best first in ``ranks``.

    ``joined`` columns may stand several times and are read together.
    """

    field: str
    words: Words
    ranks: tuple[tuple[str, ...], ...]
    joined: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading rows (first and last, from 0), the columns of each field in order, and every column's label as written."""

    first: int
    last: int
    columns: Mapping[str, tuple[int, ...]]
    labels: Mapping[int, str]

    def column(self, field: str) -> int | None:
        """The first column of a field; None if the table has none."""
        return self.columns[field][0] if field in self.columns else None


class HeadingWords:
    """The columns a kind of table knows, ready to compare."""

    def __init__(self, columns: Sequence[Column], required: str) -> None:
        self.columns = {column.field: column for column in columns}
        self.required = required
        self._meaning = {
            plain_label(label): (column.field, rank)
            for column in reversed(columns)
            for rank, labels in enumerate(column.ranks)
            for label in labels
        }

    def meaning(self, label: str) -> tuple[str, int] | None:
        """The field a heading stands for and its rank (0 is best); None if nobody knows it or it is too long for a heading."""
        if len(label) > _LONGEST:
            return None
        return self._meaning.get(plain_label(label)) or self._meaning.get(plain_label(_BRACKETS.sub("", folded(label))))


@lru_cache(maxsize=4096)
def plain_label(label: str) -> str:
    """The letters and digits of a heading, folded."""
    return "".join(mark for mark in folded(label) if mark.isalnum())


def find_heading(table: Spread, words: HeadingWords) -> Heading | None:
    """The heading within the first 30 rows that names the required field and most others; None if there is none."""
    found = [_scored(table, words, first) for first in range(min(_SEARCHED_ROWS, len(table.rows)))]
    scored = [each for each in found if each]
    return max(scored, key=lambda each: each[0])[1] if scored else None


def heading_at(table: Spread, words: HeadingWords, row: int) -> Heading | None:
    """The heading that begins exactly in this row; None if the row is no heading."""
    found = _scored(table, words, row)
    return found[1] if found else None


def _scored(table: Spread, words: HeadingWords, first: int) -> tuple[int, Heading] | None:
    """The best heading beginning in a row. Known cells count two, unknown cells take one away."""
    best: tuple[int, Heading] | None = None
    known = unknown = 0
    for last in range(first, min(first + _HIGHEST, len(table.rows))):
        in_row = [words.meaning(cell) is not None for cell in table.sheet.rows[last][:COLUMNS] if cell.strip()]
        if not any(in_row):
            break
        known += sum(in_row)
        unknown += len(in_row) - sum(in_row)
        score = 2 * known - unknown
        if score < _CERTAIN or (best and score <= best[0]):
            continue
        heading = Heading(first, *_columns(table, words, first, last))
        if words.required in heading.columns:
            best = score, heading
    return best


def _merged_end(table: Spread, words: HeadingWords, first: int, last: int) -> int:
    """Known heading cells merged downwards make the heading higher, up to three rows."""
    ends = [
        bottom
        for top, column, bottom, _ in table.sheet.merged
        if first <= top <= last and bottom < first + _HIGHEST and words.meaning(table.sheet.cell(top, column))
    ]
    return max([last, *ends])


def _columns(
    table: Spread, words: HeadingWords, first: int, lowest: int
) -> tuple[int, dict[str, tuple[int, ...]], dict[int, str]]:
    last = _merged_end(table, words, first, lowest)
    ranked: dict[str, list[tuple[int, int]]] = {}
    labels: dict[int, str] = {}
    for column in range(max(len(table.rows[row]) for row in range(first, last + 1))):
        path = _path(table, first, last, column)
        if path:
            labels[column] = "/".join(path)
        meaning = _deepest(words, path)
        if meaning:
            ranked.setdefault(meaning[0], []).append((meaning[1], column))
    return last, {field: _best(words.columns[field], found) for field, found in ranked.items()}, labels


def _best(column: Column, found: list[tuple[int, int]]) -> tuple[int, ...]:
    rank = min(found)[0]
    return tuple(place for each, place in found if column.joined or each == rank)


def _deepest(words: HeadingWords, path: Sequence[str]) -> tuple[str, int] | None:
    candidates = [*reversed(path), "".join(path)]
    return next((meaning for label in candidates if (meaning := words.meaning(label))), None)


def _path(table: Spread, first: int, last: int, column: int) -> list[str]:
    """The heading texts above a column, from the top, none twice in a row."""
    path: list[str] = []
    for row in range(first, last + 1):
        text = " ".join(table.text(row, column).split())
        if text and (not path or path[-1] != text):
            path.append(text)
    return path


def repeated_columns(sheet: Sheet, words: HeadingWords, heading: Heading) -> Iterator[Problem]:
    """One error for each field that two equally good columns claim."""
    for field, columns in heading.columns.items():
        if len(columns) > 1 and not words.columns[field].joined:
            first, second = columns[:2]
            yield cell_problem(
                sheet.name,
                heading.last,
                second,
                "column_twice",
                label=heading.labels[second],
                other=heading.labels[first],
                other_cell=cell_name(heading.last, first),
                field=words.columns[field].words,
            )


def repeats_heading(sheet: Sheet, heading: Heading, row: int) -> bool:
    """Whether a row says again what one of the heading rows said (printed headings on every page)."""
    said = _texts(sheet.rows[row])
    return bool(said) and any(said == _texts(sheet.rows[above]) for above in range(heading.first, heading.last + 1))


def _texts(cells: Iterable[str]) -> list[tuple[int, str]]:
    return [(column, plain_label(cell)) for column, cell in enumerate(cells) if cell.strip()]
