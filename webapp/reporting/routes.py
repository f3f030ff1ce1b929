"""/reporting."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key
from webapp.attachments.held import handed_in
from webapp.reporting.page import reporting_page
from workflows.domain.words import Words
from workflows.operations.items.reporting import sign_off_return

doors = Blueprint("reporting", __name__, url_prefix="/reporting")

SIGNED = Words("已报送 {count} 项，第 {act} 号决定。", "{count} items were reported, decision {act}.")


@doors.get("")
def shown():
    """报送."""
    return render_template("reporting/shown.html", page=reporting_page())


@doors.post("/sign")
def signed():
    """The head signs off the whole return."""
    scans = handed_in(request.files.getlist("files"))
    outcome = act(sign_off_return, fixed=request.form.get("fixed", ""), scans=scans, client_key=given_key())
    flash(SIGNED.filled(count=f"{outcome.count:,}", act=outcome.act_id), "act")
    return redirect(url_for("reporting.shown"))
