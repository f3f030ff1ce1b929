"""/assignments."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key
from webapp.assignments.page import assignments_page
from webapp.desk.selecting import chosen_ids
from webapp.numbers import bounded
from workflows.domain.outcomes import Outcome
from workflows.domain.words import Words
from workflows.operations.items.assigning import ask_one_more, assign_items, hand_on

doors = Blueprint("assignments", __name__, url_prefix="/assignments")

SHARED = Words("已分配 {count} 项。", "{count} items are assigned.")
HANDED_ON = Words("已转办 {count} 项。", "{count} items are handed on.")
ASKED = Words("已请一人再审 {count} 项，以其意见为准。", "One more reviewer is asked on {count} items, and decides.")


@doors.get("")
def shown():
    """分工: the proposal, the disagreements, and who holds what."""
    return render_template("assignments/shown.html", page=assignments_page(request.args))


@doors.post("/share")
def shared():
    """Assign the open seats exactly as they were shown."""
    round_ = request.form.get("round", "")
    outcome = act(assign_items, round_=round_, digest=request.form.get("digest", ""), client_key=given_key())
    return _told(SHARED, outcome, round_)


@doors.post("/hand-on")
def handed_on():
    """转办: the ticked items to a named colleague."""
    return _told(HANDED_ON, act(hand_on, from_id=request.form.get("holder", type=bounded), **_chosen()), request.form.get("round", ""))


@doors.post("/ask")
def asked():
    """Ask one more reviewer about the ticked disagreements."""
    return _told(ASKED, act(ask_one_more, **_chosen()), request.form.get("round", ""))


def _chosen() -> dict[str, object]:
    words = {"to_id": request.form.get("to", 0, bounded), "reason": request.form.get("reason", "")}
    return words | {"item_ids": chosen_ids(request.form), "client_key": given_key()}


def _told(words: Words, outcome: Outcome, round_: str):
    if outcome.count:
        flash(words.filled(count=f"{outcome.count:,}"), "act")
    for left in outcome.left_out[:5]:
        flash(Words(f"第 {left.number} 项：{left.why.zh}", f"Item {left.number}: {left.why.en}"), "amber")
    return redirect(url_for("assignments.shown", round=round_ or None))
