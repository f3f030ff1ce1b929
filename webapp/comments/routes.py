"""/comments."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for

from webapp.acting import act, campaign, given_key, new_key, read
from webapp.comments.forms import GiveComment, UploadForm, choose_among
from webapp.comments.giving import comment_of, counted_words, no_opinions_of, offices, subject_of, taken_words, text_of
from webapp.comments.page import answers_of, comments_page
from webapp.comments.workbooks import answers_table, answers_to, feedback_form, may_read_answers_to, read_form, take_in
from webapp.locale import Later
from workflows.domain.words import Words
from workflows.files.reading.grid import FileRefused
from workflows.operations.comments.additions import take_up
from workflows.operations.comments.commenting import answer_comments, give_comments
from workflows.store.items.rows import Item

doors = Blueprint("comments", __name__, url_prefix="/comments")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TAKEN_UP = Words("已转为第 {number} 项，交{office}联络员填报。", "It is item {number} now, for the liaison of {office} to fill in.")
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
    subject = subject_of(form)
    choose_among(form.office, offices(), Later("不在下列", "None of these"))
    return render_template("comments/added.html", form=form, subject=subject, text=text_of(subject) if subject else (), key=new_key())


@doors.post("/no-opinion")
def no_opinion():
    """无意见 on everything that is left: an answer too."""
    key = given_key()
    outcome = act(give_comments, comments=no_opinions_of(request.form.get("count", ""), key), client_key=key)
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
            reading = read_form(form.workbook.data, form.unit.data)
        except FileRefused as refusal:
            reading, refused = None, refusal.words
        if reading and not reading.errors and reading.rows:
            flash(taken_words(take_in(reading, form), reading.unanswered), "act")
            return redirect(url_for("comments.listed", state="all"))
        problems = reading.problems if reading else ()
    choose_among(form.unit, offices(), Later("表内写明的单位", "As the form says"))
    return render_template("comments/uploaded.html", form=form, refused=refused, problems=problems, key=new_key())


@doors.post("/answer")
def answered():
    """意见处理: one answer for one comment or for several alike."""
    answers = answers_of(request.form)
    if not answers:
        abort(400)
    act(answer_comments, answers=answers, reason=request.form.get("reason"), client_key=given_key())
    flash(ANSWERED.filled(count=len(answers)), "act")
    return redirect(url_for("comments.listed", state="alike" if request.form.get("state") == "alike" else "open"))


@doors.post("/<int:number>/item")
def taken_up(number: int):
    """An adopted 新增 becomes an item."""
    office = next((one for one in offices() if one.key == request.form.get("department")), None) or abort(404)
    outcome = act(take_up, number=number, department_id=office.id, name=request.form.get("name", ""), client_key=given_key())
    item = read().get_one(Item, outcome.moved[0].item_ids[0])
    flash(TAKEN_UP.filled(number=item.number, office=office.name), "act")
    return redirect(url_for("items.shown", number=item.number))


@doors.get("/answers/<key>.xlsx")
def answers_to_unit(key: str):
    """The written reply to one unit: its comments and what became of each."""
    office = next((one for one in offices() if one.key == key and may_read_answers_to(one)), None) or abort(404)
    name = f"{campaign().key}-{office.short_name}-意见采纳情况.xlsx"
    return send_file(answers_to(office), XLSX, as_attachment=True, download_name=name, max_age=0)
