"""/comments."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for

from webapp.acting import act, campaign, given_key, new_key
from webapp.comments.forms import GiveComment, UploadForm
from webapp.comments.giving import comment_of, counted_words, no_opinions_of, subject_of, taken_words
from webapp.comments.page import answers_of, comments_page
from webapp.comments.workbooks import answers_table, feedback_form, read_form, take_in
from workflows.domain.words import Words
from workflows.files.reading.grid import FileRefused
from workflows.operations.comments.commenting import answer_comments, give_comments

doors = Blueprint("comments", __name__, url_prefix="/comments")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    """无意见 on everything that is left: an answer too."""
    outcome = act(give_comments, comments=no_opinions_of(request.form.get("count", "")), client_key=given_key())
    flash(counted_words(outcome), "act" if outcome.act_id else "red")
    return redirect(url_for("comments.listed", state="all"))


@doors.get("/form.xlsx")
def form():
    """意见反馈表."""
    return send_file(feedback_form(), XLSX, as_attachment=True, download_name=f"{campaign().key}-意见反馈表.xlsx", max_age=0)


@doors.get("/answers.xlsx")
def answers():
    """意见采纳情况表."""
    return send_file(answers_table(), XLSX, as_attachment=True, download_name=f"{campaign().key}-意见采纳情况表.xlsx", max_age=0)


@doors.route("/upload", methods=["GET", "POST"])
def uploaded():
    """A feedback form comes in: whole, or with its problems named and nothing written."""
    form, refused, problems = UploadForm(), None, ()
    if form.validate_on_submit():
        try:
            reading = read_form(form.workbook.data)
        except FileRefused as refusal:
            reading, refused = None, refusal.words
        if reading and not reading.errors and reading.rows:
            flash(taken_words(take_in(reading)), "act")
            return redirect(url_for("comments.listed", state="all"))
        problems = reading.problems if reading else ()
    return render_template("comments/uploaded.html", form=form, refused=refused, problems=problems, key=new_key())


@doors.post("/answer")
def answered():
    """意见处理: one answer for one comment or for several alike."""
    answers = answers_of(request.form)
    if not answers:
        abort(400)
    act(answer_comments, answers=answers, reason=request.form.get("reason"), client_key=given_key())
    flash(ANSWERED.filled(count=len(answers)), "act")
    return redirect(url_for("comments.listed", state="open"))
