"""/approval."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.approval.page import approval_page, approving_move, approving_place, ids_but, signing_page
from webapp.desk.previewing import known_preview, make_preview

doors = Blueprint("approval", __name__, url_prefix="/approval")


@doors.get("")
def shown():
    """审定: the whole, and what speaks against parts of it."""
    return render_template("approval/shown.html", page=approval_page())


@doors.post("/preview")
def preview():
    """Everything but the ticked items is fixed for approval; nothing is decided."""
    numbers = [int(number) for number in request.form.getlist("except") if number.isdecimal() and len(number) < 10]
    asked = MultiDict({"action": approving_move(approving_place()).action, "reason": request.form.get("reason", "")})
    return redirect(url_for("approval.signing", digest=make_preview(ids_but(numbers), asked)))


@doors.get("/previews/<digest>")
def signing(digest: str):
    """The text that is signed."""
    return render_template("approval/signing.html", page=signing_page(known_preview(digest)))
