"""/filing."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for

from webapp.acting import act, given_key
from webapp.filing.editing import fillable_item, form_of, saved_words
from webapp.filing.forms import fields_of
from webapp.filing.page import edit_page, filing_page
from workflows.domain.words import Words
from workflows.operations.liaison import NewItem, file_items, fill_in_items

doors = Blueprint("filing", __name__, url_prefix="/filing")


@doors.get("")
def listed():
    """填报."""
    return render_template("filing/listed.html", page=filing_page())


@doors.route("/<int:number>", methods=["GET", "POST"])
def edited(number: int):
    """One item at filling in."""
    item, says = fillable_item(number)
    form = form_of(says)
    if form.validate_on_submit():
        texts = {item.id: fields_of(form, request.form)}
        read_version = {item.id: request.form.get("version", item.versions, int)}
        outcome = act(fill_in_items, texts=texts, expected=read_version, client_key=given_key())
        flash(*saved_words(outcome))
        return redirect(url_for("filing.edited", number=number))
    return render_template("filing/edited.html", page=edit_page(item, says, form))


@doors.route("/new", methods=["GET", "POST"])
def added():
    """A new item of the reader's department."""
    form = form_of(None)
    if form.validate_on_submit():
        new = NewItem(g.appointment.organisation_id, fields_of(form, request.form))
        act(file_items, items=[new], client_key=given_key())
        flash(Words("已新增 1 项。", "One item was added."), "act")
        return redirect(url_for("filing.listed"))
    return render_template("filing/edited.html", page=edit_page(None, None, form))
