"""/moderation."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key
from webapp.moderation.page import moderation_page
from workflows.domain.words import Words
from workflows.operations.comments import consultation

doors = Blueprint("moderation", __name__, url_prefix="/moderation")

RELEASED = Words("清单已公开，共 {count} 项。", "The list is public: {count} items.")
WITHDRAWN = Words("清单已撤下，公众不能再看到。", "The list is withdrawn; the public sees it no more.")
DISPLAYED = Words("已处理 {count} 条。", "{count} decided.")
ERASED = Words("第 {number} 号意见的联系方式已删除。", "The contact of comment {number} is erased.")


@doors.get("")
def shown():
    """公众意见."""
    return render_template("moderation/shown.html", page=moderation_page())


@doors.post("/release")
def released():
    """The list becomes public."""
    outcome = act(consultation.release, client_key=given_key())
    flash(RELEASED.filled(count=outcome.count), "act")
    return redirect(url_for("moderation.shown"))


@doors.post("/withdraw")
def withdrawn():
    """The list is public no more."""
    act(consultation.withdraw, reason=request.form.get("reason"), client_key=given_key())
    flash(WITHDRAWN, "act")
    return redirect(url_for("moderation.shown"))


@doors.post("/display")
def displayed():
    """Ticked comments are shown, or hidden with a reason."""
    numbers = [int(text) for text in request.form.getlist("number") if text.isdecimal() and len(text) < 10]
    if not numbers:
        abort(400)
    words = {"word": request.form.get("word", ""), "reason": request.form.get("reason")}
    act(consultation.display_comments, numbers=numbers, client_key=given_key(), **words)
    flash(DISPLAYED.filled(count=len(numbers)), "act")
    return redirect(url_for("moderation.shown"))


@doors.post("/<int:number>/contact")
def erased(number: int):
    """The contact of a comment is gone."""
    act(consultation.erase_contact, number=number, client_key=given_key())
    flash(ERASED.filled(number=number), "act")
    return redirect(url_for("moderation.shown", state="all"))
