"""/saved-filters."""

from __future__ import annotations

from urllib.parse import parse_qsl

from flask import Blueprint, flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.acting import act
from webapp.items.forms import address_parts
from webapp.saved_filters.forms import SaveFilter
from webapp.security import safe_path
from workflows.domain.words import Words
from workflows.operations.saved_filters import forget_filter, save_filter

doors = Blueprint("saved_filters", __name__, url_prefix="/saved-filters")


@doors.post("")
def saved():
    """保存筛选; the same name again keeps the newer filter."""
    form = SaveFilter()
    asked = address_parts(MultiDict(parse_qsl(form.asked.data or "")))
    row = act(save_filter, name=form.name.data or "", asked=asked, audience=form.audience.data or "mine")
    flash(Words(f"已保存筛选“{row.name}”。", f"The filter “{row.name}” is saved."), "act")
    return redirect(_back())


@doors.post("/<int:number>/forget")
def forgotten(number: int):
    """删去一个筛选."""
    act(forget_filter, filter_id=number)
    flash(Words("已删去该筛选。", "The filter is gone."), "act")
    return redirect(_back())


def _back() -> str:
    return safe_path(request.form.get("back")) or url_for("items.listed")
