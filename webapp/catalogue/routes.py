"""/catalogue."""

from __future__ import annotations

import io

from flask import Blueprint, abort, render_template, request, send_file

from webapp.acting import campaign
from webapp.catalogue.comparing import CompareForm, comparison_of, comparison_page, tell_departments
from webapp.catalogue.page import catalogue_page, chosen_catalogue
from webapp.catalogue.redlining import chosen_redline, redline_page, redline_plain
from webapp.numbers import bounded
from workflows.domain.item_library import item_library
from workflows.files.catalogue.catalogue_text import write_catalogue_csv, write_catalogue_json
from workflows.files.catalogue.catalogue_workbook import write_catalogue_workbook
from workflows.files.catalogue.comparison_workbook import write_comparison_workbook
from workflows.files.catalogue.item_library_files import write_library_csv, write_library_json, write_library_workbook
from workflows.files.catalogue.redline_workbook import write_redline_workbook
from workflows.files.reading.grid import FileRefused

doors = Blueprint("catalogue", __name__, url_prefix="/catalogue")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRITERS = {
    "xlsx": (write_catalogue_workbook, XLSX),
    "csv": (write_catalogue_csv, "text/csv; charset=utf-8"),
    "json": (write_catalogue_json, "application/json"),
}
LIBRARY = {
    "xlsx": (write_library_workbook, XLSX),
    "csv": (write_library_csv, WRITERS["csv"][1]),
    "json": (write_library_json, WRITERS["json"][1]),
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


@doors.get("/library.<form>")
def library(form: str):
    """执法事项库: the coded rows of the version that is shown, and those without a valid code."""
    write, mimetype = LIBRARY.get(form) or abort(404)
    listed = chosen_catalogue(request.args.get("version", type=bounded))
    name = f"{campaign().key}-item-library-{listed.version or 'draft'}.{form}"
    return send_file(io.BytesIO(write(item_library(listed))), mimetype, as_attachment=True, download_name=name, max_age=0)


@doors.get("/redline")
def redlined():
    """花脸稿: two versions, row by row and field by field."""
    return render_template("catalogue/redline.html", page=redline_page())


@doors.get("/redline.xlsx")
def redline_workbook():
    """The same, whole, as a workbook."""
    found = chosen_redline()
    name = f"{campaign().key}-花脸稿-{found.before.version or '草案'}-{found.after.version or '草案'}.xlsx"
    return send_file(io.BytesIO(write_redline_workbook(found)), XLSX, as_attachment=True, download_name=name, max_age=0)


@doors.get("/redline.json")
def redline_json():
    """The same for a program."""
    return redline_plain(chosen_redline())


@doors.route("/compare", methods=["GET", "POST"])
def compared():
    """Another district's list beside this one; it is read and compared, never kept."""
    form, found, refused = tell_departments(CompareForm()), None, None
    if form.validate_on_submit():
        try:
            found = comparison_of(form)
        except FileRefused as refusal:
            refused = refusal.words
    if found and "workbook" in request.form:
        content = io.BytesIO(write_comparison_workbook(found, form.copy.data.filename))
        return send_file(content, XLSX, as_attachment=True, download_name=f"{campaign().key}-目录比较.xlsx", max_age=0)
    return render_template("catalogue/compare.html", page=comparison_page(form, found), form=form, refused=refused)
