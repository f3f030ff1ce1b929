"""``devolve calendar``: holidays and make-up days, loaded year by year; due dates follow."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import Acting, administering
from webapp.cli.choices import text_of
from webapp.cli.speaking import Group, say, say_json
from workflows.files.calendar_file import read_calendar
from workflows.operations.calendar import load_calendar


@click.group(cls=Group)
def calendar() -> None:
    """工作日历 · the calendar of working days"""


@calendar.command("import")
@administering
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(who: Acting, file: Path) -> None:
    """载入放假和调休安排（TOML，见 docs/calendar.toml），期限随之重算 · load lists of holidays; due dates are counted anew"""
    content = text_of(file)
    done = who.administer(load_calendar, lists=read_calendar(content))
    if who.as_json:
        say_json({"act": done.act_id, "years": done.years, "moved": [{"campaign": key} | one.as_json() for key, one in done.moved]})
        return
    years = ", ".join(map(str, done.years))
    say(f"已载入：{years or '没有新的'}。", f"Loaded: {years or 'nothing new'}.")
    for key, one in done.moved:
        say(
            f"  {key}：{one.what} {one.key} {one.items or ''} 由 {one.before} 改到 {one.after}",
            f"  {key}: {one.what} {one.key} {one.items or ''} {one.before} → {one.after}",
        )
