"""/catalogue."""

from __future__ import annotations

import io

from flask import Blueprint, abort, render_template, request, send_file

from webapp.acting import campaign
from webapp.catalogue.page import catalogue_page, chosen_catalogue
from webapp.numbers import bounded
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook

doors = Blueprint("catalogue", __name__, url_prefix="/catalogue")

WRITERS = {
    "xlsx": (write_catalogue_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (write_catalogue_csv, "text/csv; charset=utf-8"),
    "json": (write_catalogue_json, "application/json"),
}


@doors.get("")
def shown():
    """目录."""
    return render_template("catalogue/shown.html", page=catalogue_page())


@doors.get("/download.<form>")
def downloaded(form: str):
    """The version that is shown, as a file."""
    if form not in WRITERS:
        abort(404)
    write, mimetype = WRITERS[form]
    listed = chosen_catalogue(request.args.get("version", type=bounded))
    name = f"{campaign().key}-catalogue-{listed.version or 'draft'}.{form}"
    return send_file(io.BytesIO(write(listed)), mimetype, as_attachment=True, download_name=name, max_age=0)
