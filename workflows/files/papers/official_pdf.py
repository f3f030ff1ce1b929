"""A paper as PDF/A-2b: the layout is ``official.typ``, what it says goes in as data. The same paper gives the same bytes.

Source: GB/T 9704-2012 (margins, type area, sizes, page numbers); ISO 19005-2 (PDF/A-2b).
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import typst

from workflows.domain.papers.pages import Block, Code, Form, Paper, Paragraph, Section, Signature, Table
from workflows.domain.papers.titles import title_lines
from workflows.files.papers.codes import code_as_svg
from workflows.files.papers.glyphs import FONTS, printable

LAYOUT = Path(__file__).with_name("official.typ").read_bytes()
LONG = 50_000
"""Signs of a paper, some 350 rows of a catalogue, from which on it is worth forgetting how it was set."""
REMEMBERED = 11
"""Typst keeps what it has set until it has set ten other papers; so many empty ones take no time."""
WHOLE_ROW = 400
"""A row with a longer cell may break across pages; shorter rows stay whole."""


def write_pdf(paper: Paper) -> bytes:
    """The paper as PDF/A-2b with embedded fonts; no text of it is read as a command."""
    said = {
        "title": printable(paper.sections[0].title),
        "author": printable(paper.author),
        "mark": paper.mark,
        "sections": [_section(section) for section in paper.sections],
    }
    told = json.dumps(said, ensure_ascii=False)
    compiler = typst.Compiler(font_paths=_fonts(), ignore_system_fonts=True)
    content = compiler.compile(
        LAYOUT,
        sys_inputs={"paper": told},
        format="pdf",
        pdf_standards="a-2b",
        timestamp=int(paper.made_at.timestamp()),
        pdf_tags=False,
    )
    if len(told) > LONG:
        _forget(compiler)
    return content


def _forget(compiler: typst.Compiler) -> None:
    """What typst remembers of this paper, some 80 MB of a thousand rows, is let go: nobody sets the same rows again."""
    for _ in range(REMEMBERED):
        compiler.compile(b"", format="svg")


@cache
def _fonts() -> typst.Fonts:
    """The two embedded fonts and no other, read once."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _section(section: Section) -> dict[str, object]:
    told = {"label": printable(section.label), "foot": printable(section.foot), "landscape": section.landscape}
    title = title_lines(printable(section.title), section.width)
    return told | {"title": "\n".join(title), "blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> dict[str, object]:
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "style": block.style.value, "text": printable(block.text)}
    if isinstance(block, Table):
        columns = [{"title": one.title, "width": one.width, "centred": one.centred} for one in block.columns]
        return {"is": "table", "columns": columns, "rows": [_row(row) for row in block.rows]}
    if isinstance(block, Form):
        lines = [{"height": line.height, "pairs": [[printable(text) for text in pair] for pair in line.pairs]} for line in block.lines]
        return {"is": "form", "lines": lines}
    if isinstance(block, Signature):
        return {"is": "signature", "office": printable(block.office), "dated": block.dated}
    assert isinstance(block, Code)
    return {"is": "code", "drawing": code_as_svg(block.text), "caption": printable(block.caption)}


def _row(row: tuple[str, ...]) -> dict[str, object]:
    return {"cells": [printable(cell) for cell in row], "long": any(len(cell) > WHOLE_ROW for cell in row)}
