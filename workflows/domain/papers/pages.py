"""What stands on a paper, block by block, before anybody writes it as docx, PDF or workbook.

Texts are plain: no mark in a name is ever a command. Sizes and fonts are the writers' business.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterator
from dataclasses import dataclass


class Style(enum.StrEnum):
    """How a paragraph stands: indented text, flush left, first and second level of headings, centred, small print."""

    body = "body"
    flush = "flush"
    heading = "heading"
    subheading = "subheading"
    centre = "centre"
    note = "note"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    text: str
    style: Style = Style.body


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``width`` is its share of the line beside the other columns' shares."""

    title: str
    width: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under columns, each row as long as the columns; the heading stands on every page. ``name`` is that of a workbook's sheet."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form: one pair over the whole width or two beside each other, each a label and what is written there.

    ``height`` is the least height in millimetres, so that a hand can sign there.
    """

    pairs: tuple[tuple[str, str], ...]
    height: int = 12


@dataclass(frozen=True, slots=True)
class Form:
    """A form of labels and fields."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who issues the paper, and the day in full."""

    office: str
    dated: str


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``text`` with a caption beside it."""

    text: str
    caption: str


Block = Paragraph | Table | Form | Signature | Code


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that begin on a page of their own. ``label`` stands above the title (附件1), ``foot`` small on every page's foot."""

    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    landscape: bool = False
    foot: str = ""

    @property
    def width(self) -> int:
        """Of its type area, in millimetres."""
        return 225 if self.landscape else 156


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper. ``name`` is that of its file; ``mark`` stands on the head of every page (演示数据), empty for real ones."""

    name: str
    author: str
    made_at: dt.datetime
    sections: tuple[Section, ...]
    mark: str = ""

    @property
    def tables(self) -> Iterator[tuple[Section, Table]]:
        """Every table with the section it stands in."""
        for section in self.sections:
            for block in section.blocks:
                if isinstance(block, Table):
                    yield section, block
