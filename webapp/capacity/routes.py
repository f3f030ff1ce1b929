"""/capacity."""

from __future__ import annotations

import io

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for

from webapp.acting import act, campaign, given_key, role
from webapp.capacity.forms import PaperForm, SheetForm, answers_of
from webapp.capacity.page import capacity_page, going_now, matrix_page, open_items, own_page, paper_form, unsaid_items
from webapp.numbers import bounded
from workflows.domain.capacity import Said
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import Capacity
from workflows.domain.words import Words
from workflows.files.capacity_workbook import write_capacity_workbook
from workflows.operations.capacity import STREET, fill_in_capacity_sheet, say_capacity, take_down_capacity

doors = Blueprint("capacity", __name__, url_prefix="/capacity")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SAVED = Words("承接能力表已保存。", "The sheet is saved.")
SAID = Words("已记录 {n} 项；未办 {left} 项。", "Recorded: {n}; left out: {left}.")


@doors.get("")
def shown():
    """承接能力."""
    template = "capacity/own.html" if role() in STREET else "capacity/matrix.html"
    return render_template(template, page=capacity_page())


@doors.post("/sheet")
def sheet():
    """The subdistrict's own strength."""
    form = SheetForm()
    if not form.validate():
        return render_template("capacity/own.html", page=own_page(form)), 400
    act(fill_in_capacity_sheet, sheet=form.sheet(), client_key=given_key())
    flash(SAVED, "act")
    return redirect(url_for("capacity.shown"))


@doors.post("/answers")
def answered():
    """What it says of the items of one page."""
    answers = answers_of(request.form, [(item.id, item.number) for item in open_items()])
    flash(*_told(act(say_capacity, answers=answers, client_key=given_key())))
    after = request.form.get("after", 0, bounded)
    return redirect(url_for("capacity.shown", state=request.form.get("state") or None, after=after or None))


@doors.post("/rest")
def rest():
    """接得住 for everything of which nothing was said yet."""
    unsaid = {item.id: Said(Capacity.able) for item in unsaid_items()}
    flash(*_told(act(say_capacity, answers=unsaid, client_key=given_key())))
    return redirect(url_for("capacity.shown"))


@doors.post("/on-paper")
def taken_down():
    """What a subdistrict answered on paper, with the paper's name."""
    form = paper_form(PaperForm())
    if not form.validate():
        return render_template("capacity/matrix.html", page=matrix_page(paper=form)), 400
    named = {item.id: form.said() for item in going_now() if form.names(item.number)}
    words = {"subdistrict": form.subdistrict.data, "source": form.source.data, "answers": named}
    flash(*_told(act(take_down_capacity, client_key=given_key(), **words)))
    return redirect(url_for("capacity.shown"))


@doors.get("/matrix.xlsx")
def exported():
    """The matrix with every reason; a subdistrict gets its own column alone."""
    content = write_capacity_workbook(*matrix_page(whole=True).table())
    return send_file(io.BytesIO(content), XLSX, as_attachment=True, download_name=f"{campaign().key}-承接能力.xlsx", max_age=0)


def _told(outcome: Outcome) -> tuple[Words, str]:
    return SAID.filled(n=outcome.count, left=len(outcome.left_out)), "act" if outcome.act_id else "red"
