"""/ownership."""

from __future__ import annotations

import io

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for

from webapp.acting import campaign, read
from webapp.numbers import bounded
from webapp.ownership.answers import answer
from webapp.ownership.asking import ask_page
from webapp.ownership.days import chosen_day
from webapp.ownership.neighbourhood import neighbour_page
from webapp.ownership.page import ownership_page
from webapp.ownership.pictures import neighbourhood_picture, sankey
from workflows.domain.ownership.flows import flows
from workflows.files.ownership_files import write_graphml, write_ownership_workbook
from workflows.operations.ownership import ownership_near, ownership_of

doors = Blueprint("ownership", __name__, url_prefix="/ownership")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@doors.before_request
def keep_addresses() -> Response | None:
    """A place on the line of days becomes its date, so that every page has one address that stays."""
    if "day" not in request.args or request.method != "GET":
        return None
    words = {name: text for name, text in request.args.items() if name not in ("day", "on") and text}
    return redirect(url_for(request.endpoint, **request.view_args or {}, **words, on=chosen_day().isoformat()))


@doors.get("")
def shown():
    """权属图."""
    number = request.args.get("item", type=bounded)
    if number is not None:
        return redirect(url_for("ownership.neighbourhood", number=max(number, 0), on=request.args.get("on") or None))
    return render_template("ownership/shown.html", page=ownership_page())


@doors.get("/items/<int:number>")
def neighbourhood(number: int):
    """One item: who held it, what is tied to it."""
    return render_template("ownership/item.html", page=neighbour_page(number))


@doors.get("/asked")
def asked():
    """推演与核对."""
    return render_template("ownership/asked.html", page=ask_page())


@doors.get("/flows.json")
def flows_picture():
    """What the Sankey draws."""
    return sankey(flows(ownership_of(read(), campaign()), chosen_day()))


@doors.get("/items/<int:number>/picture.json")
def item_picture(number: int):
    """What the neighbourhood draws."""
    return neighbourhood_picture(ownership_near(read(), campaign(), number), number, chosen_day())


@doors.get("/answers/<name>.json")
def answered(name: str):
    """One question, answered for a program."""
    return {"question": name, "asked": request.args.to_dict(), **answer(name)}


@doors.get("/graph.graphml")
def graph():
    """The whole graph with its days and acts."""
    content = write_graphml(ownership_of(read(), campaign()))
    name = f"{campaign().key}-ownership.graphml"
    return send_file(io.BytesIO(content), "application/graphml+xml", as_attachment=True, download_name=name, max_age=0)


@doors.get("/tables.xlsx")
def tables():
    """Every table of the page for the day."""
    content = write_ownership_workbook(ownership_of(read(), campaign()), chosen_day())
    name = f"{campaign().key}-权属-{chosen_day()}.xlsx"
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=name, max_age=0)
