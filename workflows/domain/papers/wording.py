"""The fixed sentences of a paper, with named fields: what may stand in them, what is wrong with them, and how they are filled in.

A wording holds no logic: ``{name}`` is a field of the paper's list, nothing reaches into it, formats it or converts it.
A line that is only ``{table}`` is where the paper's table or form stands.
"""

from __future__ import annotations

import re
import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from workflows.domain.papers.fields import FIELDS, fields_of
from workflows.domain.papers.pages import Paragraph, Style
from workflows.domain.words import Words

BUILT_IN = Path(__file__).with_name("wordings.toml")
TABLE = "table"
LONGEST_TITLE, LONGEST_TEXT = 200, 20_000

UNREADABLE = Words(
    "{where}：花括号没有成对，字段写作“{{字段名}}”，文字中的花括号写两遍。",
    "{where}: braces do not match; a field is written {{name}}, a brace in the text is doubled.",
)
UNKNOWN = Words("{where}：没有字段“{field}”，请从字段表中选。", "{where}: there is no field “{field}”; take one from the list.")
NOT_PLAIN = Words(
    "{where}：字段“{field}”只能写名字，不能带“.”“[”“:”“!”。", "{where}: the field “{field}” is a name alone, without . [ : or !"
)
MISSING = Words("缺少字段“{{{field}}}”（{words}）。", "It lacks the field {{{field}}} ({words}).")
NOT_ALONE = Words("{where}：“{{table}}”须独占一行。", "{where}: {{table}} stands on a line of its own.")
TWICE = Words("“{{table}}”只能出现一次。", "{{table}} may stand once only.")
EMPTY = Words("标题和正文都要写。", "Title and text are both needed.")
TOO_LONG = Words("标题最多 200 字，正文最多 20,000 字。", "At most 200 characters of title and 20,000 of text.")
HIDDEN = Words("{where}：有看不见的控制字符，请删去。", "{where}: there is a control character; remove it.")
IN_TITLE = Words("标题", "Title")

_FIRST_LEVEL = re.compile(r"^[一二三四五六七八九十]+、[^。；]*$")
_ADDRESS = re.compile(r"^[^，。；]{1,60}：$")
_SECOND_LEVEL = re.compile(r"^（[一二三四五六七八九十]+）[^。；]*$")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Wording:
    """What one kind of paper says: its title and its text, a paragraph a line."""

    title: str
    text: str


@cache
def built_in() -> Mapping[str, Wording]:
    """The wordings that come with the house, by kind of paper."""
    written = tomllib.loads(BUILT_IN.read_text(encoding="utf-8"))
    return {kind: Wording(said["title"], said["text"].strip("\n")) for kind, said in written.items()}


def required_fields(kind: str) -> tuple[str, ...]:
    """The fields without which the paper would not say what it is for."""
    has_table = (TABLE,) if TABLE in fields_of(kind) else ()
    return (*has_table, *_REQUIRED.get(kind, ()))


def problems(kind: str, wording: Wording) -> tuple[Words, ...]:
    """What keeps this wording from being used, each named with its line; empty when nothing does."""
    if not wording.title.strip() or not wording.text.strip():
        return (EMPTY,)
    if len(wording.title) > LONGEST_TITLE or len(wording.text) > LONGEST_TEXT:
        return (TOO_LONG,)
    found = list(_wrong_in(kind, IN_TITLE, wording.title))
    named = _names(wording.title)
    for number, line in enumerate(wording.text.split("\n"), start=1):
        where = Words(f"正文第 {number} 行", f"Line {number} of the text")
        found += _wrong_in(kind, where, line)
        named += _names(line)
        if TABLE in _names(line) and line.strip() != "{table}":
            found.append(_at(NOT_ALONE, where))
    if named.count(TABLE) > 1:
        found.append(Words(TWICE.zh.format(), TWICE.en.format()))
    found += [_missing(field) for field in required_fields(kind) if field not in named]
    return tuple(found)


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each field's value in its place. The text has no problems; a value is never read as a field."""
    return "".join(literal + (values[field] if field is not None else "") for literal, field, _spec, _how in string.Formatter().parse(text))


def paragraphs(wording: Wording, values: Mapping[str, str]) -> Iterator[Paragraph | None]:
    """The paragraphs of the text, styled by how officials write: 一、 and （一） head, a first line ending in ： addresses.

    None stands where the table goes. Empty lines are left out. The style is decided before fields are filled in.
    """
    first = True
    for line in wording.text.split("\n"):
        line = line.rstrip()
        if line.strip() == "{table}":
            yield None
        elif line:
            yield Paragraph(filled(line, values), _style(line, first=first))
        first = first and not line


def _style(line: str, *, first: bool) -> Style:
    if _FIRST_LEVEL.match(line):
        return Style.heading
    if _SECOND_LEVEL.match(line):
        return Style.subheading
    if first and line.startswith("{catalogue_number}"):
        return Style.centre
    return Style.flush if first and _ADDRESS.match(line) else Style.body


def _wrong_in(kind: str, where: Words, line: str) -> Iterator[Words]:
    if _CONTROL.search(line):
        yield _at(HIDDEN, where)
    try:
        parts = list(string.Formatter().parse(line))
    except ValueError:
        yield _at(UNREADABLE, where)
        return
    for _literal, field, spec, how in parts:
        if field is None:
            continue
        if spec or how or re.search(r"[.\[\]]", field):
            yield _at(NOT_PLAIN, where, field=field)
        elif field not in fields_of(kind):
            yield _at(UNKNOWN, where, field=field)
        elif field == TABLE and where is IN_TITLE:
            yield _at(NOT_ALONE, where)


def _names(line: str) -> list[str]:
    try:
        return [field for _literal, field, _spec, _how in string.Formatter().parse(line) if field is not None]
    except ValueError:
        return []


def _at(words: Words, where: Words, **more: str) -> Words:
    return Words(words.zh.format(where=where.zh, **more), words.en.format(where=where.en, **more))


def _missing(field: str) -> Words:
    return Words(MISSING.zh.format(field=field, words=FIELDS[field].zh), MISSING.en.format(field=field, words=FIELDS[field].en))


_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "collection_notice": ("collection_until",),
    "solicitation_letter": ("comments_until",),
    "request": ("adopted_count", "kept_count"),
    "announcement": ("adopted_count", "effective_on"),
    "reply": ("unit",),
    "department_list": ("unit", "own_count"),
    "subdistrict_list": ("unit", "own_count"),
}
