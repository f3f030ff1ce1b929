"""/replies."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key
from webapp.numbers import bounded
from webapp.replies.page import no_opinions, replies_page
from workflows.domain.words import Words
from workflows.operations.comments.commenting import give_comments

doors = Blueprint("replies", __name__, url_prefix="/replies")

RECORDED = Words("已对 {count} 项回复无意见。", "“No comment” is recorded on {count}.")
NOTHING = Words("这些事项已经回复过，或不再征求意见。", "These items have a reply already, or hear comments no more.")


@doors.get("")
def listed():
    """逐项回复."""
    return render_template("replies/listed.html", page=replies_page())


@doors.post("")
def none():
    """无意见 on the items named: one, or those that the page showed."""
    numbers = [int(text) for text in request.form.getlist("number") if text.isdecimal() and len(text) < 10]
    if not numbers:
        abort(400)
    said = no_opinions(numbers)
    outcome = act(give_comments, comments=said, client_key=given_key()) if said else None
    left = outcome.left_out if outcome else ()
    flash(left[0].why if left else RECORDED.filled(count=len(said)) if outcome else NOTHING, "red" if left or not outcome else "act")
    return redirect(url_for("replies.listed", after=request.form.get("after", 0, bounded) or None))
