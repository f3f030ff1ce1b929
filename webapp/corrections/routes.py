"""/corrections."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key, item_net, read, sight
from webapp.filing.editing import form_of, saved_words
from webapp.filing.forms import fields_of
from webapp.filing.page import edit_page
from workflows.operations.items.coordinator import MAY_SET_RIGHT, may_be_set_right, set_right
from workflows.store.items.history import item_in_sight
from workflows.store.items.rows import version_of

doors = Blueprint("corrections", __name__, url_prefix="/corrections")


@doors.route("/<int:number>", methods=["GET", "POST"])
def edited(number: int):
    """更正一项."""
    item = item_in_sight(read(), sight(), number)
    if item is None or not may_be_set_right(item_net().places[item.marking]):
        abort(404)
    says = version_of(read(), item).says
    form = form_of(says)
    if request.method == "POST":
        wanted = fields_of(form, request.form)
        changes = {item.id: {name: getattr(wanted, name) for name in MAY_SET_RIGHT}}
        outcome = act(set_right, changes=changes, reason=request.form.get("reason", ""), client_key=given_key())
        flash(*saved_words(outcome))
        return redirect(url_for("items.shown", number=number))
    return render_template("corrections/edited.html", page=edit_page(item, says, form))
