"""/comments."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from webapp.acting import act, given_key, new_key
from webapp.comments.forms import GiveComment
from webapp.comments.giving import comment_of, counted_words, no_opinion_of, subject_of
from webapp.comments.page import answers_of, comments_page
from workflows.domain.words import Words
from workflows.operations.commenting import answer_comments, give_comments

doors = Blueprint("comments", __name__, url_prefix="/comments")

ANSWERED = Words("已答复 {count} 条。", "{count} answered.")


@doors.get("")
def listed():
    """意见."""
    return render_template("comments/listed.html", page=comments_page())


@doors.route("/add", methods=["GET", "POST"])
def added():
    """提出意见."""
    form = GiveComment(item=request.args.get("item", ""))
    if form.validate_on_submit():
        outcome = act(give_comments, comments=[comment_of(form)], client_key=given_key())
        flash(counted_words(outcome), "act" if outcome.act_id else "red")
        return redirect(url_for("comments.listed", state="all"))
    return render_template("comments/added.html", form=form, subject=subject_of(form), key=new_key())


@doors.post("/no-opinion")
def no_opinion():
    """无意见: an answer too."""
    outcome = act(give_comments, comments=[no_opinion_of()], client_key=given_key())
    flash(counted_words(outcome), "act")
    return redirect(url_for("comments.listed", state="all"))


@doors.post("/answer")
def answered():
    """意见处理: one answer for one comment or for several alike."""
    answers = answers_of(request.form)
    if not answers:
        abort(400)
    act(answer_comments, answers=answers, reason=request.form.get("reason"), client_key=given_key())
    flash(ANSWERED.filled(count=len(answers)), "act")
    return redirect(url_for("comments.listed", state="open"))
