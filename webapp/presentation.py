"""How numbers, days and long names are written for people. Filters of the templates, nothing else."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, url_for
from markupsafe import Markup

from webapp.locale import language

ZONE = ZoneInfo("Asia/Shanghai")
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
SHORT_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
DIGITS = "零一二三四五六七八九"
SCALES = {"十": 10, "百": 100}


def number(value: int | None) -> str:
    """1289 → ``1,289``; a dash where there is nothing to count."""
    return "—" if value is None else f"{value:,}"


def day(value: dt.date | dt.datetime | None) -> str:
    """``11月23日`` or ``23 Nov``, in the campaign's zone."""
    if value is None:
        return "—"
    local = _local(value)
    if language() == "en":
        return f"{local.day} {SHORT_MONTHS[local.month - 1]}"
    return f"{local.month}月{local.day}日"


def full_day(value: dt.date | dt.datetime | None) -> str:
    """``2020年11月23日 周一`` or ``Mon 23 Nov 2020``."""
    if value is None:
        return "—"
    local = _local(value)
    if language() == "en":
        return f"{SHORT_WEEKDAYS[local.weekday()]} {day(value)} {local.year}"
    return f"{local.year}年{day(value)} {WEEKDAYS[local.weekday()]}"


def clock(value: dt.datetime) -> str:
    """``09:12`` in the campaign's zone."""
    return f"{_local(value):%H:%M}"


def moment(value: dt.datetime | None) -> str:
    """``11月23日 09:12``."""
    return "—" if value is None else f"{day(value)} {clock(value)}"


def file_size(size: int) -> str:
    """``312 KB`` or ``4.2 MB``."""
    return f"{max(size // 1024, 1):,} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


def middle(text: str, limit: int = 40) -> str:
    """A long name cut in the middle, so that its beginning and its legally weighty end both stay readable."""
    if len(text) <= limit:
        return text
    head = (limit - 2) * 3 // 5
    return f"{text[:head]}……{text[-(limit - 2 - head):]}"


def short_kind(term) -> str:
    """行政处罚 → 处罚 for narrow columns; the English label loses ``Administrative``."""
    if term is None:
        return "—"
    if language() == "en":
        return term.en.split(" (")[0].replace("Administrative ", "").capitalize()
    return term.zh.removeprefix("行政")


def short_law(law: str) -> str:
    """中华人民共和国城乡规划法 → 城乡规划法 for narrow columns."""
    return law.removeprefix("中华人民共和国")


def short_article(article: str) -> str:
    """第三十六条第一款第（二）项 → 36-1-2, as reviewers write it in narrow columns; other wording as it is."""
    numbers = [chinese_number(found) for found in re.findall(r"第[（(]?([零一二三四五六七八九十百\d]+)[）)]?[条款项目]", article)]
    return "-".join(str(number) for number in numbers) if numbers else article


def chinese_number(text: str) -> int:
    """一百一十二 → 112."""
    if text.isdecimal():
        return int(text)
    total = digit = 0
    for sign in text:
        if sign in SCALES:
            total, digit = total + (digit or 1) * SCALES[sign], 0
        else:
            digit = DIGITS.index(sign)
    return total + digit


def share(part: int, whole: int) -> str:
    """``part`` of ``whole`` as an SVG percentage, ``24.13%``."""
    return f"{100 * part / whole:.3f}%" if whole else "0%"


def bars(parts, whole: int | None = None) -> list[tuple[object, str, str]]:
    """Each part with its left edge and width as SVG percentages, stacked in order; empty parts are left out.

    A part needs ``count``. Widths belong in SVG attributes because the page allows no style attribute.
    """
    whole = whole or sum(part.count for part in parts)
    stacked, before = [], 0
    for part in parts:
        if part.count:
            stacked.append((part, share(before, whole), share(part.count, whole)))
            before += part.count
    return stacked


def icon(name: str) -> Markup:
    """A drawing from the sprite; hidden from screen readers since a word always stands beside it."""
    return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(asset("icons.svg"), name)


def asset(path: str) -> str:
    """Address of a file under ``static`` that changes when the file does."""
    stamps = current_app.extensions.setdefault("asset_stamps", {})
    if path not in stamps or current_app.debug:
        stamps[path] = _stamp(Path(current_app.static_folder, path))
    return url_for("static", filename=path, v=stamps[path])


def teach(app: Flask) -> None:
    """Templates know these filters, ``icon`` and ``asset``."""
    for filter_ in (number, day, full_day, clock, moment, file_size, middle, short_kind, short_law, short_article):
        app.jinja_env.filters[filter_.__name__] = filter_
    app.jinja_env.globals.update(icon=icon, asset=asset, share=share, bars=bars)


def _local(value):
    return value.astimezone(ZONE) if isinstance(value, dt.datetime) else value


def _stamp(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:10] if file.is_file() else "missing"
