"""/calendar."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for

from webapp.acting import actor
from webapp.calendar.forms import LoadList
from webapp.calendar.page import calendar_page, day_words, moved_words
from webapp.database import carry_out
from webapp.identity import now
from workflows.domain.words import Words
from workflows.operations.calendar import Loaded, load_calendar

doors = Blueprint("calendar", __name__, url_prefix="/calendar")


@doors.get("")
def shown():
    """工作日历."""
    return render_template("calendar/shown.html", page=calendar_page())


@doors.post("")
def loaded():
    """A year's list counts from now on; what it moved is said."""
    form = LoadList()
    if not form.validate():
        return render_template("calendar/shown.html", page=calendar_page(form)), 400
    who, at, lists = actor(), now(), [form.listed()]
    flash(_said(carry_out(lambda session: load_calendar(session, actor=who, at=at, lists=lists))), "act")
    return redirect(url_for("calendar.shown"))


def _said(done: Loaded) -> Words:
    if done.act_id is None:
        return Words("与现有的表相同，没有改动。", "The list stood so already; nothing changed.")
    if not done.moved:
        return Words("已载入。没有期限因此改变。", "Loaded. Nothing is due on another day.")
    named = [(moved_words(one.what, one.key, one.items), day_words(one.before), day_words(one.after)) for _key, one in done.moved]
    zh = "；".join(f"{what.zh}由{before.zh}改到{after.zh}" for what, before, after in named)
    return Words(f"已载入。{zh}。", f"Loaded. {'; '.join(f'{what.en}: {before.en} → {after.en}' for what, before, after in named)}.")
