"""/nudges."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key, read
from webapp.nudges.page import chosen_offices, nudge_page
from workflows.domain.words import Words
from workflows.operations.nudging import nudge, people_told

doors = Blueprint("nudges", __name__, url_prefix="/nudges")


@doors.get("")
def shown():
    """Who would be told about which items; nobody is told yet."""
    return render_template("nudges/shown.html", page=nudge_page())


@doors.post("")
def sent():
    """They are told."""
    departments = [office.id for office in chosen_offices(request.form.getlist("department"))]
    outcome = act(nudge, place=request.form.get("place", ""), departments=departments, client_key=given_key())
    count = people_told(read(), outcome.act_id)
    flash(Words(f"已催办 {count} 人；同一事由今天不再重复。", f"{count} people were told; not again today."), "act")
    return redirect(url_for("overview.shown"))
