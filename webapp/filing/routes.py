"""/filing."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for

from webapp.acting import act, campaign, given_key
from webapp.filing.editing import fillable_item, form_of, saved_words
from webapp.filing.form_to_fill import form_to_fill
from webapp.filing.forms import Upload, fields_of
from webapp.filing.grid import DISCARDED, applied_words, grid_answer, saved_answer
from webapp.filing.page import edit_page, filing_page
from webapp.filing.uploading import annotated_copy, keep_aside, report_page, taken_over, taken_words
from webapp.items.forms import address_parts, chosen_filter
from webapp.numbers import bounded
from workflows.domain.words import Words
from workflows.files.reading.grid import FileRefused
from workflows.operations.items.drafting import apply_drafts, discard_drafts
from workflows.operations.items.liaison import NewItem, file_items, fill_in_items

doors = Blueprint("filing", __name__, url_prefix="/filing")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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
        read_version = {item.id: request.form.get("version", item.versions, bounded)}
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


@doors.get("/grid.json")
def gridded():
    """The rows of the grid."""
    return grid_answer()


@doors.post("/drafts")
def drafted():
    """What was typed is kept; nothing of it is a version yet."""
    return saved_answer()


@doors.post("/drafts/apply")
def applied():
    """保存为正式版本: every draft that reads well, in one act."""
    flash(*applied_words(act(apply_drafts, client_key=given_key())))
    return redirect(url_for("filing.listed"))


@doors.post("/drafts/discard")
def discarded():
    """The reader's drafts are thrown away."""
    flash(DISCARDED.filled(count=act(discard_drafts)), "amber")
    return redirect(url_for("filing.listed"))


@doors.get("/template.xlsx")
def template():
    """采集表, with the reader's items at filling in, or with those of the list's filter."""
    chosen = chosen_filter() if address_parts() else None
    return send_file(form_to_fill(chosen), XLSX, as_attachment=True, download_name=f"{campaign().key}-采集表.xlsx", max_age=0)


@doors.route("/upload", methods=["GET", "POST"])
def uploaded():
    """A workbook is read and kept aside; nothing is taken over yet."""
    form, refused = Upload(), None
    if form.validate_on_submit():
        try:
            return redirect(url_for("filing.reported", digest=keep_aside(form.workbook.data)))
        except FileRefused as refusal:
            refused = refusal.words
    return render_template("filing/uploaded.html", form=form, refused=refused)


@doors.get("/uploads/<digest>")
def reported(digest: str):
    """The row report."""
    return render_template("filing/reported.html", page=report_page(digest))


@doors.get("/uploads/<digest>/report.xlsx")
def annotated(digest: str):
    """The workbook with its problems in their cells."""
    return send_file(annotated_copy(digest), XLSX, as_attachment=True, download_name="行报告.xlsx", max_age=0)


@doors.post("/uploads/<digest>/accept")
def accepted(digest: str):
    """The good rows come in, as the report said."""
    flash(*taken_words(taken_over(digest)))
    return redirect(url_for("filing.listed"))
