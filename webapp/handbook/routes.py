"""/handbook."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, request, send_from_directory, url_for

from webapp.handbook.chapters import CHAPTERS, PICTURES, handbook_page, own_chapter, section_about

doors = Blueprint("handbook", __name__, url_prefix="/handbook")


@doors.get("")
def own():
    """The reader's own chapter, at the section about a page: ``about`` is the page's noun."""
    key = own_chapter()
    return redirect(url_for("handbook.shown", key=key, _anchor=section_about(key, request.args.get("about", ""))))


@doors.get("/<key>")
def shown(key: str):
    """手册."""
    if key not in CHAPTERS:
        abort(404)
    return render_template("handbook/shown.html", page=handbook_page(key))


@doors.get("/images/<name>")
def picture(name: str):
    """A picture of a page, for the handbook."""
    return send_from_directory(PICTURES, name, mimetype="image/png", max_age=86400)
