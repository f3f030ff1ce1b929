"""/consultation: for anybody, without account."""

from __future__ import annotations

from flask import Blueprint, abort, current_app, render_template, request

from webapp.consultation.forms import Comment, CommentOnList, Receipt
from webapp.consultation.giving import given
from webapp.consultation.limits import too_many
from webapp.consultation.page import by_receipt, item_page, list_page
from webapp.identity import now
from workflows.domain.vocabulary import OpinionKind

doors = Blueprint("consultation", __name__, url_prefix="/consultation")


@doors.get("")
def listed():
    """The released list."""
    return render_template("consultation/listed.html", page=list_page(CommentOnList(formdata=None)))


@doors.get("/<int:number>")
def shown(number: int):
    """One item."""
    return render_template("consultation/shown.html", page=item_page(number, Comment(formdata=None)))


@doors.post("")
def commented_on_list():
    """A comment on the list as a whole."""
    form = CommentOnList()
    if not form.validate():
        return render_template("consultation/listed.html", page=list_page(form)), 400
    return render_template("consultation/received.html", page=given(None, OpinionKind.modify, form))


@doors.post("/<int:number>")
def commented(number: int):
    """A comment on one item."""
    form = Comment()
    wants_text = form.kind.data != OpinionKind.agree.value and not (form.text.data or "").strip()
    if not form.validate() or wants_text:
        page = item_page(number, form)
        return render_template("consultation/shown.html", page=page, wants_text=wants_text), 400
    return render_template("consultation/received.html", page=given(number, OpinionKind(form.kind.data), form))


@doors.route("/receipt", methods=["GET", "POST"])
def looked_up():
    """The answer to a comment, by its receipt."""
    form, found = Receipt(), None
    if form.validate_on_submit():
        if too_many("receipt", request.remote_addr or "", now(), current_app.secret_key):
            abort(429)
        found = by_receipt(form.code.data)
    asked = request.method == "POST" and not form.errors
    return render_template("consultation/receipt.html", form=form, found=found, asked=asked)
