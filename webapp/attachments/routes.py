"""/attachments."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request
from sqlalchemy import select

from webapp.acting import act, campaign, given_key, read, sight
from webapp.attachments.held import as_download, as_picture, handed_in, one_file
from webapp.security import safe_path
from workflows.domain.words import Words
from workflows.operations.attachments import Owner, attach_files, withdraw_attachment
from workflows.store.comments import Comment
from workflows.store.items.history import item_in_sight

doors = Blueprint("attachments", __name__, url_prefix="/attachments")

ADDED = Words("附件已存。", "Attached.")
TAKEN_DOWN = Words("附件已撤下。", "The attachment was taken down.")


@doors.post("/items/<int:number>")
def to_item(number: int):
    """Files for an item."""
    item = item_in_sight(read(), sight(), number)
    return _attached(Owner(item_id=item.id)) if item else abort(404)


@doors.post("/comments/<int:number>")
def to_comment(number: int):
    """Files for a comment, by its number."""
    comment = read().scalar(select(Comment.id).where(Comment.campaign_id == campaign().id, Comment.number == number))
    return _attached(Owner(comment_id=comment)) if comment else abort(404)


@doors.post("/acts/<int:act_id>")
def to_sign_off(act_id: int):
    """Files for a sign-off."""
    return _attached(Owner(sign_off_id=act_id))


@doors.get("/<int:number>")
def downloaded(number: int):
    """One attachment."""
    return as_download(one_file(number))


@doors.get("/<int:number>/picture")
def looked_at(number: int):
    """One attachment that is a picture."""
    return as_picture(one_file(number))


@doors.post("/<int:number>/withdraw")
def withdrawn(number: int):
    """撤下."""
    file = one_file(number)
    act(withdraw_attachment, attachment_id=file.id, reason=request.form.get("reason", ""), client_key=given_key())
    flash(TAKEN_DOWN, "act")
    return _back()


def _attached(owner: Owner):
    act(attach_files, owner=owner, files=handed_in(request.files.getlist("files")), client_key=given_key())
    flash(ADDED, "act")
    return _back()


def _back():
    return redirect(safe_path(request.form.get("back")) or "/")
