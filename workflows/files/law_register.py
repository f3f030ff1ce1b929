"""The register of laws, read from TOML: the one that comes with the house, or one that a bureau keeps itself.

Source: ``workflows/files/registers/laws.toml``; each law there says where its days come from.
"""

from __future__ import annotations

import datetime
import functools
import importlib.resources
import tomllib

from workflows.domain.laws import Law, LawVersion, Register
from workflows.domain.vocabulary import LawLevel
from workflows.domain.words import Words

_LAW_KEYS = frozenset({"title", "level", "aliases", "source", "version"})
_VERSION_KEYS = frozenset({"adopted_on", "in_force_from", "in_force_until", "detention_articles"})


class RegisterRefused(ValueError):
    """The text is no register of laws; ``why`` says where and what, in both languages."""

    def __init__(self, why: Words) -> None:
        super().__init__(why.zh)
        self.why = why


def own_register_text() -> str:
    """The TOML text of the register that comes with the house."""
    return importlib.resources.files("workflows.files").joinpath("registers", "laws.toml").read_text(encoding="utf-8")


@functools.cache
def own_register() -> Register:
    """The register that comes with the house."""
    return read_register(own_register_text())


def read_register(text: str) -> Register:
    """The register that a TOML text holds: tables ``[[law]]`` with title and level, each with ``[[law.version]]`` in any number.

    Days are TOML dates. Versions come out in order of entry into force.

    Raises:
        RegisterRefused: No TOML; no law; a key or level nobody knows; a title missing; a day that is no date; versions that
            overlap or end before they begin; two laws with one name.
    """
    try:
        tables = tomllib.loads(text).get("law", [])
    except tomllib.TOMLDecodeError as error:
        raise RegisterRefused(Words(f"不是有效的 TOML：{error}", f"Not valid TOML: {error}")) from error
    if not isinstance(tables, list) or not tables:
        raise RegisterRefused(Words("登记册中没有 [[law]]", "The register holds no [[law]]"))
    try:
        return Register(tuple(_law(number, table) for number, table in enumerate(tables, start=1)))
    except RegisterRefused:
        raise
    except ValueError as error:
        raise RegisterRefused(Words(f"两部法律同名：{error}", f"Two laws have one name: {error}")) from error


def _law(number: int, table: dict) -> Law:
    """One law of the register; ``number`` counts from 1 for messages."""
    title = table.get("title")
    if not isinstance(title, str) or not title.strip():
        raise _refused(number, "没有名称（title）", "has no title")
    level = LawLevel.of_label(str(table.get("level", "")))
    if level is None:
        raise _refused(number, f"“{title}”的效力层级（level）不明", f"{title}: the level is not one of the closed list")
    unknown = sorted(set(table) - _LAW_KEYS)
    if unknown:
        raise _refused(number, f"“{title}”有不认识的字段 {unknown[0]}", f"{title}: unknown key {unknown[0]}")
    versions = sorted((_version(number, title, version) for version in table.get("version", [])), key=lambda one: one.in_force_from)
    _require_order(number, title, versions)
    return Law(title, level, tuple(table.get("aliases", ())), tuple(versions), table.get("source", ""))


def _version(number: int, title: str, table: dict) -> LawVersion:
    unknown = sorted(set(table) - _VERSION_KEYS)
    days = [table.get(name) for name in ("in_force_from", "in_force_until", "adopted_on")]
    if unknown or days[0] is None or any(day is not None and type(day) is not datetime.date for day in days):
        raise _refused(number, f"“{title}”的版本日期不正确", f"{title}: a version has an unknown key or a day that is no date")
    return LawVersion(*days, tuple(table.get("detention_articles", ())))


def _require_order(number: int, title: str, versions: list[LawVersion]) -> None:
    """Refuse versions that overlap or end before they begin."""
    ends = [version.in_force_until or datetime.date.max for version in versions]
    begins = [version.in_force_from for version in versions]
    backwards = any(end < begin for begin, end in zip(begins, ends, strict=True))
    if backwards or any(end >= begin for end, begin in zip(ends[:-1], begins[1:], strict=True)):
        raise _refused(number, f"“{title}”的版本施行日期重叠或者颠倒", f"{title}: versions overlap or end before they begin")


def _refused(number: int, zh: str, en: str) -> RegisterRefused:
    return RegisterRefused(Words(f"第 {number} 部法律：{zh}", f"Law {number}: {en}"))
