"""/overview."""

from __future__ import annotations

from flask import Blueprint, Response, abort, render_template

from webapp.acting import campaign
from webapp.overview.page import overview_page
from workflows.operations.processes import nets

doors = Blueprint("overview", __name__, url_prefix="/overview")


@doors.get("")
def shown():
    """总览."""
    return render_template("overview/shown.html", page=overview_page())


@doors.get("/<name>.bpmn")
def diagram(name: str):
    """The diagram as deployed, for the map."""
    files = nets(campaign()).files
    if f"{name}.bpmn" not in files:
        abort(404)
    return Response(files[f"{name}.bpmn"], mimetype="application/xml")
