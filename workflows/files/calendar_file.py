"""The official list of a year's holidays and make-up days, read from TOML.

Source: the notice 国务院办公厅关于…年部分节假日安排的通知; ``docs/calendar.toml`` shows the whole form.
"""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import NoReturn

from workflows.domain.calendar import YearList
from workflows.domain.errors import Unfit

KEYS = frozenset({"year", "source", "holidays", "made_up"})
LONGEST = 62
LONGEST_SOURCE = 200
BETWEEN = re.compile(r"\s*(?:至|–|—|~|～|\.\.)\s*")


def read_calendar(text: str) -> tuple[YearList, ...]:
    """The lists of a file, one ``[[list]]`` a year.

    ``holidays`` and ``made_up`` hold days, or stretches of days written ``{ from = 2027-02-05, until = 2027-02-11 }``. Weekends need
    not be named as holidays; a made-up day must be a Saturday or Sunday.

    Raises:
        Unfit: no TOML, an unknown key, no list, a year named twice, a day of another year, a day both free and made up, a made-up
            day that is a weekday, or a stretch that ends before it begins. The sentence says where.
    """
    try:
        plain = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unfit(f"不是有效的 TOML:{error}", f"Not valid TOML: {error}") from error
    rows = plain.get("list")
    if set(plain) != {"list"} or not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        _refuse("[[list]]", "须为一年一张表", "must be one table a year")
    lists = tuple(checked_list(row, f"list[{place}].") for place, row in enumerate(rows, start=1))
    if len({one.year for one in lists}) < len(lists):
        _refuse("year", "同一年写了两次", "names one year twice")
    return lists


def read_lines(text: str) -> list[object]:
    """The days and stretches of days that somebody typed, one a line: ``2027-02-05`` or ``2027-02-05 至 2027-02-11``.

    Raises:
        Unfit: a line is neither. The sentence quotes it.
    """
    return [_line(line.strip()) for line in text.splitlines() if line.strip()]


def checked_list(row: Mapping, where: str = "") -> YearList:
    """One year's list, from a table of the file or from a form.

    Raises:
        Unfit: as ``read_calendar``; ``where`` stands before the name of what is wrong.
    """
    if unknown := sorted(set(row) - KEYS):
        _refuse(where + unknown[0], "没有这一项", "is not a key of this file")
    year, source = row.get("year"), row.get("source")
    if type(year) is not int or not 1950 <= year <= 2199:
        _refuse(where + "year", "须为年份", "must be a year")
    if not isinstance(source, str) or not source.strip() or len(source) > LONGEST_SOURCE or not source.isprintable():
        _refuse(where + "source", "须写明依据的通知", "must name the notice")
    holidays, made_up = (frozenset(_days(row, name, year, where)) for name in ("holidays", "made_up"))
    if both := sorted(holidays & made_up):
        _refuse(where + "made_up", f"{both[0]} 又放假又上班", f"names {both[0]}, which is a holiday too")
    if weekdays := sorted(day for day in made_up if day.weekday() < 5):
        _refuse(where + "made_up", f"{weekdays[0]} 不是周末", f"names {weekdays[0]}, which is no weekend day")
    return YearList(year, holidays, made_up, source.strip())


def _days(row: Mapping, name: str, year: int, where: str) -> Iterator[datetime.date]:
    stretches = row.get(name, [])
    if not isinstance(stretches, list) or len(stretches) > LONGEST:
        _refuse(where + name, "须为日期的列表", "must be a list of days")
    for stretch in stretches:
        first, last = _ends(stretch, where + name)
        if first.year != year or last.year != year:
            _refuse(where + name, f"{first} 不在 {year} 年", f"names {first}, which is not in {year}")
        yield from (first + datetime.timedelta(days) for days in range((last - first).days + 1))


def _line(line: str) -> object:
    try:
        days = [datetime.date.fromisoformat(part) for part in BETWEEN.split(line)]
    except ValueError:
        days = []
    if not 1 <= len(days) <= 2:
        _refuse(f"“{line[:40]}”", "须写作 2027-02-05 或 2027-02-05 至 2027-02-11", "is written 2027-02-05 or 2027-02-05 – 2027-02-11")
    return days[0] if len(days) == 1 else {"from": days[0], "until": days[1]}


def _ends(stretch: object, where: str) -> tuple[datetime.date, datetime.date]:
    ends = (stretch.get("from"), stretch.get("until")) if isinstance(stretch, dict) else (stretch, stretch)
    if any(type(day) is not datetime.date for day in ends) or ends[1] < ends[0]:
        _refuse(where, "须为日期，或 { from = …, until = … }", "must hold days or { from = …, until = … }")
    return ends


def _refuse(where: str, zh: str, en: str) -> NoReturn:
    raise Unfit(f"{where}：{zh}。", f"{where} {en}.")
