"""/seminars."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from webapp.acting import act, given_key
from webapp.seminars.forms import CallSeminar, attendees_of, notes_of
from webapp.seminars.page import ids_of, known_seminar, seminar_page, seminars_page, waiting_page, waiting_rows
from workflows.domain.outcomes import Outcome
from workflows.domain.words import Words
from workflows.operations.seminars import call_seminar, file_minutes, keep_minutes, note_results, take_off_agenda, write_back

doors = Blueprint("seminars", __name__, url_prefix="/seminars")

KEPT = Words("已记录。", "Noted.")


@doors.get("")
def listed():
    """研讨."""
    return render_template("seminars/listed.html", page=seminars_page())


@doors.route("/call", methods=["GET", "POST"])
def called():
    """召开研讨."""
    form = CallSeminar()
    if form.validate_on_submit():
        ticked = {int(number) for number in request.form.getlist("number") if number.isdecimal()}
        rows = [row for row in waiting_rows() if request.form.get("which") == "all" or row.number in ticked]
        words = {"title": form.title.data, "held_on": form.held_on.data, "venue": form.venue.data or ""}
        flash(_said(act(call_seminar, item_ids=[row.id for row in rows], client_key=given_key(), **words)), "act")
        return redirect(url_for("seminars.listed"))
    return render_template("seminars/called.html", form=form, page=waiting_page())


@doors.route("/<int:number>", methods=["GET", "POST"])
def shown(number: int):
    """One seminar; sent, it is noted."""
    if request.method == "POST":
        ids = ids_of(seminar_page(number).meeting.agenda)
        attendees = attendees_of(request.form.get("attendance", "")) if "attendance" in request.form else None
        act(note_results, number=number, notes=notes_of(request.form, ids), attendees=attendees)
        if request.form.get("then") == "write_back":
            return write_results_back(number)
        flash(KEPT, "act")
        return redirect(url_for("seminars.shown", number=number))
    return render_template("seminars/shown.html", page=seminar_page(number))


@doors.post("/<int:number>/write-back")
def written_back(number: int):
    """写回结论."""
    return write_results_back(number)


@doors.post("/<int:number>/take-off")
def taken_off(number: int):
    """移出议程."""
    ids = ids_of(seminar_page(number).meeting.agenda)
    chosen = [ids[int(one)] for one in request.form.getlist("number") if one.isdecimal() and int(one) in ids]
    count = act(take_off_agenda, number=number, item_ids=chosen)
    flash(Words(f"已将 {count} 项移出议程。", f"{count} taken off the agenda."), "act")
    return redirect(url_for("seminars.shown", number=number))


@doors.post("/<int:number>/minutes")
def minuted(number: int):
    """纪要: kept as a draft, drafted anew, or filed."""
    then, text = request.form.get("then"), request.form.get("text", "")
    if then == "file":
        act(file_minutes, number=number, text=text, client_key=given_key())
    else:
        act(keep_minutes, number=number, text="" if then == "again" else text)
    flash(Words("纪要已归档。", "The minutes are filed.") if then == "file" else KEPT, "act")
    return redirect(url_for("seminars.shown", number=number, _anchor="minutes"))


@doors.get("/<int:number>/minutes.txt")
def minutes(number: int):
    """纪要 to download, as filed or as drafted."""
    known_seminar(number)
    text = io.BytesIO(seminar_page(number).minutes.encode("utf-8-sig"))
    return send_file(text, "text/plain", as_attachment=True, download_name=f"第{number}次研讨会会议纪要.txt", max_age=0)


def write_results_back(number: int):
    """The noted results become acts; the page says what moved and what did not."""
    outcome = act(write_back, number=number, client_key=given_key())
    flash(_said(outcome), "act" if outcome.act_id else "red")
    return redirect(url_for("seminars.shown", number=number))


def _said(outcome: Outcome) -> Words:
    zh, en = f"已办 {outcome.count:,} 项。", f"{outcome.count:,} done."
    for why in dict.fromkeys(left.why for left in outcome.left_out):
        numbers = [left.number for left in outcome.left_out if left.why == why]
        zh += f" 未办 {len(numbers)} 项（第 {'、'.join(map(str, numbers[:10]))} 项）：{why.zh}"
        en += f" {len(numbers)} left out ({', '.join(map(str, numbers[:10]))}): {why.en}"
    return Words(zh, en)
