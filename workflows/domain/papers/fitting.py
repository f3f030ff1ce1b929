"""What must fit on two pages is shortened until it does: later words first, then middle rows; whatever was shortened says so.

How tall a block becomes is reckoned from how the writers set it, always a little too tall, so that two pages are never three.

Source:
    ``workflows/files/papers/official.typ``: sizes, leading and insets.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from workflows.domain.papers.pages import Block, Form, Line, Paragraph, Style, Table

MM = 72 / 25.4
TYPE_AREA = 225 * MM
LINE = 156 * MM
PITCH = TYPE_AREA / 22
TITLE = 3 * PITCH
LATIN = 0.52
"""A Latin letter or digit beside a Chinese sign: most are narrower."""
CUT = "……"
SHORTENED = Paragraph("注：“……”处有节略，全文见执法职权下放工作台该事项的办理记录。", Style.note)
ALL = 10_000
LADDER = (
    *((longest, ALL) for longest in (ALL, 240, 120, 60, 30)),
    *((30, most) for most in (48, 40, 32, 28, 24, 20, 16, 12, 9, 6)),
    *((16, most) for most in (6, 4, 3)),
)
"""The longest text of a cell and the most rows of a table, tried one after the other."""


def on_two_pages(blocks: Sequence[Block], whole: Sequence[str] = ()) -> tuple[Block, ...]:
    """The blocks, shortened as little as two pages ask for.

    Args:
        whole: Texts that are never shortened, however long: the name of what the paper is about.
    """
    tried: tuple[Block, ...] = tuple(blocks)
    for tried in _shorter(blocks, frozenset(whole)):
        if _fit(tried):
            break
    return tried


def _shorter(blocks: Sequence[Block], whole: frozenset[str]) -> Iterator[tuple[Block, ...]]:
    for longest, most in LADDER:
        cut = tuple(_with_few_rows(_with_short_texts(block, longest, whole), most) for block in blocks)
        yield cut if cut == tuple(blocks) else (*cut, SHORTENED)


def _with_short_texts(block: Block, longest: int, whole: frozenset[str]) -> Block:
    def short(text: str) -> str:
        return text if len(text) <= longest or text in whole else text[:longest].rstrip() + CUT

    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(map(short, row)) for row in block.rows))
    if isinstance(block, Form):
        return Form(tuple(Line(tuple((label, short(text)) for label, text in line.pairs), line.height) for line in block.lines))
    return block


def _with_few_rows(block: Block, most: int) -> Block:
    """The first row and the newest ones, with a row of dots for those between."""
    if not isinstance(block, Table) or len(block.rows) <= most:
        return block
    first, newest = block.rows[0], block.rows[len(block.rows) - most + 2 :]
    return replace(block, rows=(first, (CUT,) * len(block.columns), *newest))


def _fit(blocks: Sequence[Block]) -> bool:
    """Whether they take two pages at most: what may stay empty at the end of the first is a table's tallest row and a heading over it."""
    whole = sum(height for block in blocks for height in _heights(block))
    tallest = max((height for block in blocks if isinstance(block, Table) for height in _heights(block)), default=0)
    return TITLE + whole + tallest + PITCH <= 2 * TYPE_AREA


def _heights(block: Block) -> Iterator[float]:
    """How tall each row of a block is, in points."""
    if isinstance(block, Table):
        share = LINE / sum(column.width for column in block.columns)
        widths = [column.width * share - 6 for column in block.columns]
        for row in (tuple(column.title for column in block.columns), *block.rows):
            yield 14 * max(_lines(text, width / 10.5) for text, width in zip(row, widths, strict=True)) + 3.5
        yield PITCH / 2
    elif isinstance(block, Form):
        for line in block.lines:
            width = (LINE - 28 * MM if len(line.pairs) == 1 else LINE / 2 - 28 * MM) - 6
            yield max(line.height * MM, *(17 * _lines(text, width / 12) + 2 for _label, text in line.pairs))
        yield PITCH / 2
    elif isinstance(block, Paragraph):
        yield 1.5 * PITCH if block.style is Style.note else PITCH * _lines(block.text, 26)


def _lines(text: str, signs: float) -> int:
    """On how many lines of so many Chinese signs a text stands; where it breaks, a sign of each line is lost to the rules of breaking."""
    return sum(_broken(sum(1 if ord(sign) > 0x2000 else LATIN for sign in line), signs) for line in text.split("\n"))


def _broken(long: float, signs: float) -> int:
    return 1 if long <= signs else math.ceil(long / max(math.floor(signs) - 1, 1))
