"""/lineage."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key, new_key, read, sight
from webapp.errors import Conflict
from webapp.filing.editing import fillable_item
from workflows.domain.words import Words
from workflows.operations.items.liaison import merge_items, split_item
from workflows.store.items.listing import ids_of_numbers

doors = Blueprint("lineage", __name__, url_prefix="/lineage")

SPLIT = Words("已拆分为 {count} 项，请逐项核对。", "Split into {count}; please check each.")
MERGED = Words("已合并入第 {number} 项。", "Merged into item {number}.")
UNKNOWN = Words("有编号不是本部门在填报的事项，未作任何改动。", "A number is no item of yours at filling in; nothing was altered.")


@doors.route("/<int:number>/split", methods=["GET", "POST"])
def split(number: int):
    """拆分: each line is the name of one part; the other fields are copied, to be mended part by part."""
    item, says = fillable_item(number)
    if request.method == "GET":
        return render_template("lineage/split.html", item=item, key=new_key())
    names = [line.strip() for line in request.form.get("names", "").splitlines() if line.strip()]
    parts = [replace(says, name=name, code="") for name in names]
    act(split_item, item_id=item.id, parts=parts, reason=request.form.get("reason", ""), client_key=given_key())
    flash(SPLIT.filled(count=len(parts)), "act")
    return redirect(url_for("filing.listed"))


@doors.route("/<int:number>/merge", methods=["GET", "POST"])
def merge(number: int):
    """合并: the named items end in this one."""
    item, _says = fillable_item(number)
    if request.method == "GET":
        return render_template("lineage/merge.html", item=item, key=new_key())
    numbers = {int(text) for text in request.form.get("numbers", "").replace("、", " ").replace("，", " ").split() if text.isdecimal()}
    ids = ids_of_numbers(read(), sight(), numbers - {number})
    if len(ids) < len(numbers - {number}):
        raise Conflict(UNKNOWN)
    words = {"item_ids": [item.id, *ids], "survivor_id": item.id, "reason": request.form.get("reason", "")}
    act(merge_items, **words, client_key=given_key())
    flash(MERGED.filled(number=number), "act")
    return redirect(url_for("items.shown", number=number))
