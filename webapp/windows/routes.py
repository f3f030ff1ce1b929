"""/windows."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for

from webapp.acting import act, given_key
from webapp.windows.forms import SetWindows
from webapp.windows.page import windows_page
from workflows.domain.words import Words
from workflows.operations.comments.windows import set_windows

doors = Blueprint("windows", __name__, url_prefix="/windows")

CHANGED = Words("期限已更改，正在征求意见的事项随之顺延。", "The days are changed; items in hearing follow them.")


@doors.get("")
def shown():
    """征求意见的期限与回复."""
    return render_template("windows/shown.html", page=windows_page())


@doors.post("")
def changed():
    """The coordinator sets the days."""
    form = SetWindows()
    if not form.validate():
        return render_template("windows/shown.html", page=windows_page(form)), 400
    act(set_windows, windows=form.windows(), reason=form.reason.data, client_key=given_key())
    flash(CHANGED, "act")
    return redirect(url_for("windows.shown"))
