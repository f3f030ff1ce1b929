"""/ownership."""

from __future__ import annotations

from flask import Blueprint, render_template

from webapp.ownership.page import ownership_page

doors = Blueprint("ownership", __name__, url_prefix="/ownership")


@doors.get("")
def shown():
    """权属图."""
    return render_template("ownership/shown.html", page=ownership_page())
