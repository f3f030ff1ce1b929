"""/notices."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request, url_for

from webapp.database import carry_out
from webapp.identity import now
from webapp.notices.page import notices_page
from webapp.numbers import bounded
from workflows.store.notices import mark_read

doors = Blueprint("notices", __name__, url_prefix="/notices")


@doors.get("")
def listed():
    """通知."""
    return render_template("notices/listed.html", page=notices_page())


@doors.post("/read")
def read_all():
    """Everything up to the newest notice on the page is read."""
    person, up_to, at = g.person.id, request.form.get("newest", 0, bounded), now()
    carry_out(lambda session: mark_read(session, person, up_to, at))
    return redirect(url_for("notices.listed"))
