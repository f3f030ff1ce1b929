"""/overview."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, render_template, send_file

from webapp.acting import campaign
from webapp.overview.diagrams import drawn
from webapp.overview.export import overview_workbook
from webapp.overview.folding import folded_for_the_map
from webapp.overview.page import overview_page

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
doors = Blueprint("overview", __name__, url_prefix="/overview")


@doors.get("")
def shown():
    """总览."""
    return render_template("overview/shown.html", page=overview_page())


@doors.get("/overview.xlsx")
def exported():
    """The same as a workbook."""
    content = io.BytesIO(overview_workbook(overview_page()))
    return send_file(content, XLSX, as_attachment=True, download_name=f"{campaign().key}-overview.xlsx", max_age=0)


@doors.get("/<name>.bpmn")
def diagram(name: str):
    """The diagram as deployed."""
    content = drawn(name)
    return abort(404) if content is None else Response(content, mimetype="application/xml")


@doors.get("/map/<name>.bpmn")
def map(name: str):
    """The deployed diagram folded to the width of the page."""
    content = drawn(name)
    return abort(404) if content is None else Response(folded_for_the_map(content), mimetype="application/xml")
