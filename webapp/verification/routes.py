"""/verify."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, url_for

from webapp.verification.forms import CopyForm, DigestForm
from webapp.verification.page import copy_page, digest_page
from workflows.domain.words import Words
from workflows.files.reading.grid import FileRefused
from workflows.operations.catalogue.verifying import digest_in

doors = Blueprint("verification", __name__, url_prefix="/verify")

NO_DIGEST = Words("这不是摘要值：应为 64 位数字和字母 a 至 f。", "This is no digest: it has 64 characters, 0 to 9 and a to f.")


@doors.route("", methods=["GET", "POST"])
def asked():
    """核验: a file is handed in, or a digest typed."""
    form, typed, page, refused = CopyForm(), DigestForm(request.args), None, None
    if typed.digest.data:
        digest = digest_in(typed.digest.data)
        if digest:
            return redirect(url_for("verification.told", digest=digest))
        refused = NO_DIGEST
    if form.validate_on_submit():
        try:
            page = copy_page(form.copy.data)
        except FileRefused as refusal:
            refused = refusal.words
    return render_template("verification/shown.html", page=page, form=form, typed=typed, refused=refused)


@doors.get("/<digest>")
def told(digest: str):
    """What has this digest: where the code on a printed copy leads."""
    plain = digest_in(digest) or abort(404)
    page = digest_page(plain)
    shown = render_template("verification/shown.html", page=page, form=CopyForm(), typed=DigestForm(formdata=None), refused=None)
    return shown, 200 if page.answer.ours else 404
