"""The file a campaign is opened with, read from TOML: settings, departments, subdistricts, deadlines, posts.

Source: ``docs/campaign.toml`` shows every key.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from typing import NoReturn

from workflows.domain.campaigns import CampaignFile, CampaignSpec, OfficeSpec, PostSpec
from workflows.domain.errors import Unfit
from workflows.domain.opinions import Taking, policy_of
from workflows.domain.vocabulary import Audience, OrganisationKind, Role
from workflows.domain.windows import LONGEST, Window

TEXTS = {"key": 100, "title": 200, "catalogue_title": 200, "catalogue_number": 100, "zone": 64}
DAYS = ("law_as_of", "comments_until", "effective_on")
NUMBERS = {"comment_days": 60, "undo_minutes": 1440}
FARTHEST_REMINDER = 60
REQUIRED = ("key", "title", "catalogue_title", "law_as_of")
TABLES = ("department", "subdistrict", "office", "person", "deadlines", "windows", "policies")
OTHER_OFFICES = (OrganisationKind.justice_bureau, OrganisationKind.government)


def read_campaign(text: str, *, demonstration: bool = False) -> CampaignFile:
    """The campaign that a TOML text describes; ``demonstration`` says whether it is one of a rehearsal.

    Days are TOML dates; ``[deadlines]`` maps a stage to a day, ``[policies]`` a review round to how many reviewers decide it;
    ``[[department]]``, ``[[subdistrict]]`` and ``[[office]]`` have key, name, short_name and aliases, the other ways in which
    workbooks write it; ``[[person]]`` has account, role (code or Chinese title), organisation, from and until; ``reminders``
    lists working days relative to a deadline; ``[windows]`` maps an audience to ``{ from = DAY, working_days = NUMBER }``.

    Raises:
        Unfit: no TOML; a key nobody knows, is missing, or holds another kind of value. The sentence says where.
    """
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unfit(f"不是有效的 TOML:{error}", f"Not valid TOML: {error}") from error
    _known(plain, (*TEXTS, *DAYS, *NUMBERS, *TABLES, "reminders", "taking"), "")
    for name in REQUIRED:
        if name not in plain:
            _refuse(name, "没有写明", "is missing")
    settings = {name: _text(plain, name, longest) for name, longest in TEXTS.items() if name in plain}
    settings |= {name: _day(plain, name) for name in DAYS if name in plain}
    settings |= {name: _number(plain, name, most) for name, most in NUMBERS.items() if name in plain}
    settings |= {"reminders": _reminders(plain["reminders"])} if "reminders" in plain else {}
    spec = CampaignSpec(
        **settings,
        demonstration=demonstration,
        deadlines={stage: _day(_table(plain, "deadlines"), stage, "deadlines.").isoformat() for stage in _table(plain, "deadlines")},
        windows=_windows(_table(plain, "windows")),
        policies={name: _policy(_table(plain, "policies"), name) for name in _table(plain, "policies")},
        taking=_taking(plain),
        departments=tuple(_office(row, where) for where, row in _rows(plain, "department")),
        subdistricts=tuple(_office(row, where) for where, row in _rows(plain, "subdistrict")),
        offices=tuple(_other_office(row, where) for where, row in _rows(plain, "office")),
    )
    return CampaignFile(spec, tuple(_post(row, where) for where, row in _rows(plain, "person")))


def _reminders(value: object) -> tuple[int, ...]:
    days = value if isinstance(value, list) else None
    if days is None or len(days) > 10 or any(type(day) is not int or abs(day) > FARTHEST_REMINDER for day in days):
        most = FARTHEST_REMINDER
        _refuse("reminders", f"须为至多 10 个工作日数，-{most} 至 {most}", f"must be at most 10 working days, -{most} to {most}")
    return tuple(sorted(set(days)))


def _windows(table: Mapping) -> dict[Audience, Window]:
    _known(table, tuple(Audience), "windows.")
    return {audience: _window(_table(table, audience, "windows."), f"windows.{audience}.") for audience in Audience if audience in table}


def _window(row: Mapping, where: str) -> Window:
    _known(row, ("from", "working_days"), where)
    for name in ("from", "working_days"):
        if name not in row:
            _refuse(where + name, "没有写明", "is missing")
    length = _number(row, "working_days", LONGEST, where)
    return Window(_day(row, "from", where), length) if length else _refuse(where + "working_days", "至少 1 个工作日", "is at least 1")


def _office(row: Mapping, where: str) -> OfficeSpec:
    _known(row, ("key", "name", "short_name", "aliases"), where)
    name = _text(row, "name", 200, where)
    short = _text(row, "short_name", 50, where) if "short_name" in row else name[:50]
    aliases = row.get("aliases", [])
    if not isinstance(aliases, list):
        _refuse(f"{where}aliases", '须写作 ["…", "…"]', 'is written ["…", "…"]')
    written = tuple(_text({"aliases": alias}, "aliases", 200, where) for alias in aliases)
    return OfficeSpec(_text(row, "key", 100, where), name, short, written)


def _other_office(row: Mapping, where: str) -> tuple[OrganisationKind, OfficeSpec]:
    kind = OrganisationKind.of_label(str(row.get("kind", "")))
    if kind not in OTHER_OFFICES:
        _refuse(f"{where}kind", "须为 justice_bureau 或 government", "must be justice_bureau or government")
    return kind, _office({name: value for name, value in row.items() if name != "kind"}, where)


def _post(row: Mapping, where: str) -> PostSpec:
    _known(row, ("account", "role", "organisation", "from", "until"), where)
    role = Role.of_label(_text(row, "role", 64, where))
    if role is None:
        _refuse(f"{where}role", f"没有身份“{row['role']}”", f"there is no role “{row['role']}”")
    organisation = _text(row, "organisation", 100, where) if "organisation" in row else None
    days = [_day(row, name, where) if name in row else None for name in ("from", "until")]
    return PostSpec(_text(row, "account", 100, where), role, organisation, *days)


def _rows(plain: Mapping, name: str) -> list[tuple[str, Mapping]]:
    rows = plain.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        _refuse(name, f"须写作 [[{name}]]", f"is written [[{name}]]")
    return [(f"{name}[{place}].", row) for place, row in enumerate(rows, start=1)]


def _table(plain: Mapping, name: str, where: str = "") -> Mapping:
    table = plain.get(name, {})
    if not isinstance(table, dict):
        _refuse(where + name, f"须写作 [{where}{name}]", f"is written [{where}{name}]")
    return table


def _text(row: Mapping, name: str, longest: int, where: str = "") -> str:
    value = row.get(name)
    if not isinstance(value, str) or not (value.strip() or name == "catalogue_number") or len(value) > longest:
        _refuse(where + name, f"须为 1 至 {longest} 字的文字", f"must be a text of 1 to {longest} characters")
    if not value.isprintable():
        _refuse(where + name, "含有不可见的字符", "holds characters that cannot be seen")
    return value.strip()


def _day(row: Mapping, name: str, where: str = "") -> datetime.date:
    value = row[name]
    if type(value) is not datetime.date:
        _refuse(where + name, "须为日期，例如 2020-09-01", "must be a day such as 2020-09-01")
    return value


def _policy(table: Mapping, name: str) -> str:
    try:
        return policy_of(_text(table, name, 20, "policies.")).written
    except Unfit as error:
        _refuse(f"policies.{name}", error.words.zh.rstrip("。"), error.words.en.rstrip("."))


def _taking(plain: Mapping) -> Taking:
    taking = Taking.of_label(_text(plain, "taking", 64)) if "taking" in plain else Taking.anyone
    if taking is None:
        _refuse("taking", "须为 anyone、unassigned 或 assigned", "must be anyone, unassigned or assigned")
    return taking


def _number(row: Mapping, name: str, most: int, where: str = "") -> int:
    value = row[name]
    if type(value) is not int or not 0 <= value <= most:
        _refuse(where + name, f"须为 0 至 {most} 的整数", f"must be a whole number from 0 to {most}")
    return value


def _known(row: Mapping, names: tuple[str, ...], where: str) -> None:
    for name in row:
        if name not in names:
            _refuse(where + name, "没有这一项", "is not a key of this file")


def _refuse(where: str, zh: str, en: str) -> NoReturn:
    raise Unfit(f"{where}：{zh}。", f"{where} {en}.")
