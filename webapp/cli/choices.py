"""What people may write behind an option: words of closed lists, days, numbers of items, fields of an item."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import click

from webapp.numbers import LARGEST
from workflows.domain.errors import Unfit
from workflows.domain.items import Basis, ItemFields
from workflows.domain.laws import parse_bases
from workflows.domain.vocabulary import BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind
from workflows.domain.words import Term

MOST = 200_000
CLOSED: Mapping[str, type[Term]] = {"kind": Kind, "form": Form, "owner_level": OwnerLevel, "mode": Mode}
TEXTS = frozenset(
    {"name", "owner", "code", "scope_conduct", "scope_object", "scope_place", "entrust_letter", "entrust_term", "remarks"}
)
FIELDS = tuple(field.name for field in dataclasses.fields(ItemFields))
LONGEST = 10_000


class OneOf(click.ParamType):
    """A word of a closed list, by its code or its Chinese label."""

    def __init__(self, terms: type[Term]) -> None:
        self.terms, self.name = terms, terms.__name__.lower()

    def convert(self, value, parameter, context) -> Term:
        if isinstance(value, self.terms):
            return value
        return self.terms.of_label(value) or self.fail(f"{value!r}: {', '.join(f'{one.value} {one.zh}' for one in self.terms)}")


class Day(click.ParamType):
    """A day such as 2020-09-01."""

    name = "day"

    def convert(self, value, parameter, context) -> date:
        try:
            return value if isinstance(value, date) else date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r}: 2020-09-01")


class Version(click.ParamType):
    """The number of an announced version, or draft (which is 0)."""

    name = "version"

    def convert(self, value, parameter, context) -> int:
        if isinstance(value, int) or value == "draft":
            return value if isinstance(value, int) else 0
        return int(value) if value.isdecimal() and 0 < int(value) <= LARGEST else self.fail(f"{value!r}: 2, draft")


class Numbers(click.ParamType):
    """Numbers of items: 7 or 1-120 or 1-20,25."""

    name = "numbers"

    def convert(self, value, parameter, context) -> tuple[int, ...]:
        found: list[int] = []
        for part in str(value).split(","):
            first, dash, last = part.partition("-")
            if not first.isdecimal() or (dash and not last.isdecimal()) or len(part) > 20:
                self.fail(f"{value!r}: 7 | 1-120 | 1-20,25")
            ends = int(first), int(last or first)
            if max(ends) > LARGEST:
                self.fail(f"{value!r}: > {LARGEST}")
            if ends[1] - ends[0] + len(found) >= MOST:
                self.fail(f"{value!r}: > {MOST}")
            found += range(ends[0], ends[1] + 1)
        return tuple(found)


NUMBER = click.IntRange(1, LARGEST)


class FieldValue(click.ParamType):
    """A field of an item and what it is to say: mode=下放."""

    name = "field=value"

    def convert(self, value, parameter, context) -> tuple[str, object]:
        if isinstance(value, tuple):
            return value
        name, sign, text = value.partition("=")
        if not sign or name not in FIELDS:
            self.fail(f"{value!r}: {', '.join(FIELDS)}")
        try:
            return name, field_value(name, text)
        except ValueError as error:
            self.fail(f"{name}: {error}")


def field_value(name: str, text: str) -> object:
    """What a field says when somebody writes this text; empty means: not said.

    Raises:
        ValueError: the text says nothing that the field can hold.
    """
    if len(text) > LONGEST:
        raise ValueError(f"> {LONGEST}")
    if name in TEXTS:
        return text.strip()
    if name in CLOSED:
        return _term(CLOSED[name], text) if text.strip() else None
    if name == "bases":
        return parse_bases(text)
    words = [word.strip() for word in text.replace("、", ",").replace("，", ",").split(",") if word.strip()]
    if name == "penalty_kinds":
        return tuple(sorted({_term(PenaltyKind, word) for word in words}))
    if name == "related":
        return tuple(sorted({int(word) for word in words}))
    return tuple(sorted(set(words)))


def changed(fields: ItemFields, settings: Iterable[tuple[str, object]]) -> ItemFields:
    """The fields with these ones set."""
    return dataclasses.replace(fields, **dict(settings))


def fields_from_plain(plain: object) -> dict[str, object]:
    """Field name → value, from an object of a JSON file. Texts are read as on the command line; bases may be objects.

    Raises:
        click.BadParameter: no object, a field nobody knows, a value the field cannot hold.
    """
    if not isinstance(plain, dict):
        raise click.BadParameter(f"{plain!r}: {{…}}")
    return {name: _plain_value(name, value) for name, value in plain.items()}


def text_of(file: Path) -> str:
    """What a text file says, without a mark of its byte order.

    Raises:
        Unfit: it is no UTF-8.
    """
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unfit(f"{file.name} 不是 UTF-8 文本。", f"{file.name} is no UTF-8 text.") from error


def read_json(path: Path) -> object:
    """What a JSON file holds.

    Raises:
        click.BadParameter: it is no JSON in UTF-8.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise click.BadParameter(f"{path}: {error}") from error


def _plain_value(name: str, value: object) -> object:
    if name not in FIELDS:
        raise click.BadParameter(f"{name!r}: {', '.join(FIELDS)}")
    try:
        if isinstance(value, list):
            return _listed(name, value)
        return field_value(name, "" if value is None else str(value))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise click.BadParameter(f"{name}: {error}") from error


def _listed(name: str, values: list) -> object:
    if name == "bases":
        return tuple(_basis(value) for value in values)
    return field_value(name, ",".join(str(value) for value in values))


def _basis(plain: Mapping) -> Basis:
    level = _term(LawLevel, plain["level"]) if plain.get("level") else None
    role = _term(BasisRole, plain["role"]) if plain.get("role") else BasisRole.sets
    return Basis(str(plain["law"]), str(plain.get("article", "")), level, role)


def _term(terms: type[Term], text: str) -> Term:
    found = terms.of_label(text.strip())
    if found is None:
        raise ValueError(f"{text!r}: {', '.join(f'{one.value} {one.zh}' for one in terms)}")
    return found
