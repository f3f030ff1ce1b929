"""The few marks that the handbook is written in, made into HTML; everything else is text and is escaped.

Blocks: ``#`` to ``###`` headings, paragraphs, ``-`` and ``1.`` lists, tables with a head, a picture on a line of its own.
Inside a line: ``**words**``, a piece of code between backticks, ``[words](address)``. An address becomes what ``lead`` makes of
it; where that is None, the words stand without a link.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from markupsafe import Markup, escape

HEADING = re.compile(r"(#{1,3}) +(.+)")
BULLET = re.compile(r"- +(.+)")
STEP = re.compile(r"\d+\. +(.+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
INLINE = re.compile(r"`(?P<code>[^`]+)`|\*\*(?P<bold>[^*]+)\*\*|\[(?P<words>[^\]]+)\]\((?P<address>[^)\s]+)\)")
RULE = re.compile(r"\|[\s|:-]+\|")

Lead = Callable[[str], str | None]


def rendered(text: str, lead: Lead) -> Markup:
    """The text as HTML. A heading carries its own words as id, as code forges give it one."""
    lines = [(_kind(line), line.strip()) for line in text.splitlines()]
    blocks = ((kind, [line for _, line in group]) for kind, group in groupby(lines, key=lambda pair: pair[0]))
    return Markup("\n").join(MAKERS[kind](block, lead) for kind, block in blocks if kind != "blank")


def sections(text: str) -> tuple[str, list[tuple[str, str]]]:
    """What stands before the first ``##``, and each section behind it as (its heading, its text)."""
    before, *rest = re.split(r"^## +", text, flags=re.MULTILINE)
    return before, [(head.strip(), body) for head, _, body in (part.partition("\n") for part in rest)]


def _kind(line: str) -> str:
    line = line.strip()
    if not line:
        return "blank"
    if line.startswith("|"):
        return "table"
    shapes = {"heading": HEADING, "bullets": BULLET, "steps": STEP, "picture": PICTURE}
    return next((kind for kind, shape in shapes.items() if shape.fullmatch(line)), "paragraph")


def _headings(lines: list[str], lead: Lead) -> Markup:
    made = (HEADING.fullmatch(line).groups() for line in lines)
    return Markup("").join(Markup('<h{0} id="{1}">{2}</h{0}>').format(len(marks), words, _inline(words, lead)) for marks, words in made)


def _list(tag: str, shape: re.Pattern, lines: list[str], lead: Lead) -> Markup:
    items = Markup("").join(Markup("<li>{}</li>").format(_inline(shape.fullmatch(line)[1], lead)) for line in lines)
    return Markup("<{0}>{1}</{0}>").format(Markup(tag), items)


def _bullets(lines: list[str], lead: Lead) -> Markup:
    return _list("ul", BULLET, lines, lead)


def _steps(lines: list[str], lead: Lead) -> Markup:
    return _list("ol", STEP, lines, lead)


def _pictures(lines: list[str], lead: Lead) -> Markup:
    made = Markup("")
    for words, address in (PICTURE.fullmatch(line).groups() for line in lines):
        if source := lead(address):
            made += Markup('<p class="picture"><img src="{}" alt="{}" loading="lazy"></p>').format(source, words)
    return made


def _table(lines: list[str], lead: Lead) -> Markup:
    head, *rows = [line for line in lines if not RULE.fullmatch(line)]
    top = _row('<th scope="col">{}</th>', head, lead)
    body = Markup("").join(_row("<td>{}</td>", row, lead) for row in rows)
    table = Markup('<table class="table"><thead>{}</thead><tbody>{}</tbody></table>').format(top, body)
    return Markup('<div class="table-scroll" tabindex="0" role="region" aria-label="可横向滚动的表格">{}</div>').format(table)


def _row(shape: str, line: str, lead: Lead) -> Markup:
    cells = (_inline(cell.strip(), lead) for cell in line.strip("|").split("|"))
    return Markup("<tr>{}</tr>").format(Markup("").join(Markup(shape).format(cell) for cell in cells))


def _paragraph(lines: list[str], lead: Lead) -> Markup:
    return Markup("<p>{}</p>").format(_inline(_joined(lines), lead))


def _joined(lines: list[str]) -> str:
    """One line of several; a break between two Chinese signs is no blank."""
    return re.sub(r"(?<=[^\x00-\x7f])\n|\n(?=[^\x00-\x7f])", "", "\n".join(lines)).replace("\n", " ")


def _inline(text: str, lead: Lead) -> Markup:
    made, at = Markup(""), 0
    for found in INLINE.finditer(text):
        made += escape(text[at : found.start()]) + _piece(found, lead)
        at = found.end()
    return made + escape(text[at:])


def _piece(found: re.Match, lead: Lead) -> Markup:
    if found["code"]:
        return Markup("<code>{}</code>").format(found["code"])
    if found["bold"]:
        return Markup("<b>{}</b>").format(found["bold"])
    target = lead(found["address"])
    return Markup('<a href="{}">{}</a>').format(target, found["words"]) if target else escape(found["words"])


MAKERS = {"heading": _headings, "bullets": _bullets, "steps": _steps, "picture": _pictures, "table": _table, "paragraph": _paragraph}
