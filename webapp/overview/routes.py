"""/overview."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from webapp.overview.diagrams import drawn
from webapp.overview.page import overview_page

doors = Blueprint("overview", __name__, url_prefix="/overview")


@doors.get("")
def shown():
    """总览."""
    return render_template("overview/shown.html", page=overview_page())


@doors.get("/<name>.bpmn")
def diagram(name: str):
    """The diagram as deployed, for the map."""
    content = drawn(name)
    return abort(404) if content is None else Response(content, mimetype="application/xml")
