"""/items."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request, send_file

from webapp.acting import campaign, read, sight
from webapp.items.export import listed_workbook
from webapp.items.forms import chosen_filter
from webapp.items.glance import glance_of
from webapp.items.list_page import list_page
from webapp.items.one_page import one_page
from workflows.store.items.decisions import last_decisions
from workflows.store.items.history import item_in_sight
from workflows.store.items.listing import listed_whole

doors = Blueprint("items", __name__, url_prefix="/items")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@doors.get("")
def listed():
    """事项."""
    return render_template("items/listed.html", page=list_page())


@doors.get("/export.xlsx")
def exported():
    """The filtered list as a workbook."""
    rows = listed_whole(read(), sight(), chosen_filter())
    decisions = last_decisions(read(), [row.id for row in rows])
    return send_file(listed_workbook(rows, decisions), XLSX, as_attachment=True, download_name=f"{campaign().key}-items.xlsx", max_age=0)


@doors.get("/<int:number>/glance")
def glanced(number: int):
    """One item in short, for the pane of the desk."""
    item = item_in_sight(read(), sight(), number)
    if item is None:
        abort(404)
    return render_template("items/glance.html", glance=glance_of(item))


@doors.get("/<int:number>")
def shown(number: int):
    """One item."""
    item = item_in_sight(read(), sight(), number)
    if item is None:
        abort(404)
    return render_template("items/shown.html", page=one_page(item, request.args))
