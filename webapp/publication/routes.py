"""/published."""

from __future__ import annotations

import io

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file

from webapp.catalogue.routes import WRITERS
from webapp.publication.page import current_page, published_version, row_page, version_page

doors = Blueprint("publication", __name__, url_prefix="/published")

MINUTES, DAY = 300, 86_400


@doors.get("")
def current():
    """查目录: the list that counts today."""
    return _kept(render_template("publication/shown.html", page=current_page(None)), MINUTES)


@doors.get("/<key>")
def of_campaign(key: str):
    """The same of one campaign."""
    return _kept(render_template("publication/shown.html", page=current_page(key)), MINUTES)


@doors.get("/<key>/<int:version>")
def version(key: str, version: int):
    """One announced version, for ever here."""
    return _kept(render_template("publication/shown.html", page=version_page(key, version)), MINUTES)


@doors.get("/<key>/<int:version>/<int:number>")
def row(key: str, version: int, number: int):
    """One row of it, for ever here."""
    return _kept(render_template("publication/row.html", page=row_page(key, version, number)), MINUTES)


@doors.get("/<key>/<int:version>/catalogue.<form>")
def downloaded(key: str, version: int, form: str):
    """The version as a file."""
    write, mimetype = WRITERS.get(form) or abort(404)
    name = f"{key}-catalogue-{version}.{form}"
    answer = send_file(io.BytesIO(write(published_version(key, version))), mimetype, as_attachment=True, download_name=name)
    return _kept(answer, DAY)


def _kept(shown: str | Response, seconds: int) -> Response:
    """An answer that every cache may keep for a while; asked again with its tag it is answered without a body."""
    answer = make_response(shown)
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.direct_passthrough = False
    answer.add_etag()
    return answer.make_conditional(request)
