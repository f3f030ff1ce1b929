"""/lineage."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import act, campaign, given_key, new_key, read, sight
from webapp.errors import Conflict
from webapp.filing.editing import fillable_item
from workflows.domain.words import Words
from workflows.operations.items.liaison import merge_items, split_item
from workflows.store.items.listing import ListedRow, ids_of_numbers, rows_of_ids

doors = Blueprint("lineage", __name__, url_prefix="/lineage")

SPLIT = Words("已拆分为 {count} 项，请逐项核对。", "Split into {count}; please check each.")
MERGED = Words("已合并入第 {number} 项。", "Merged into item {number}.")
TOO_FEW = Words("合并须选两项以上。请返回勾选后再合并。", "A merge needs two items or more. Go back and tick them.")
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


@doors.get("/merge")
def chosen():
    """Several items were chosen in the list or the grid: the first survives unless another is picked."""
    numbers = sorted({int(text) for text in request.args.getlist("number") if text.isdecimal() and len(text) < 10})
    if len(numbers) < 2:
        raise Conflict(TOO_FEW)
    rest = "、".join(map(str, numbers[1:]))
    return redirect(url_for("lineage.merge", number=numbers[0], numbers=rest))


@doors.route("/<int:number>/merge", methods=["GET", "POST"])
def merge(number: int):
    """合并: the named items end in this one."""
    item, _says = fillable_item(number)
    if request.method == "GET":
        return render_template("lineage/merge.html", item=item, others=_others(number), key=new_key())
    numbers = _numbers(request.form.get("numbers", ""))
    ids = ids_of_numbers(read(), sight(), numbers - {number})
    if len(ids) < len(numbers - {number}):
        raise Conflict(UNKNOWN)
    words = {"item_ids": [item.id, *ids], "survivor_id": item.id, "reason": request.form.get("reason", "")}
    act(merge_items, **words, client_key=given_key())
    flash(MERGED.filled(number=number), "act")
    return redirect(url_for("items.shown", number=number))


def _numbers(text: str) -> set[int]:
    parts = text.replace("、", " ").replace("，", " ").replace(",", " ").split()
    return {int(part) for part in parts if part.isdecimal() and len(part) < 10}


def _others(number: int) -> list[ListedRow]:
    """The items that were chosen to be merged into this one, in sight of the reader."""
    ids = ids_of_numbers(read(), sight(), _numbers(request.args.get("numbers", "")) - {number})
    return rows_of_ids(read(), campaign().id, ids)
