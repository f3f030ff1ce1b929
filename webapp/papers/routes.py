"""/papers."""

from __future__ import annotations

import io
import re

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for

from webapp.acting import act, campaign, given_key, read
from webapp.papers.issuing import issue
from webapp.papers.packing import begin, package_file, progress
from webapp.papers.page import chosen_version, papers_page, snapshot_of, wanted_paper
from webapp.papers.wording import wording_form, wording_page
from webapp.printed import check_address
from workflows.domain.words import Words
from workflows.operations.papers.making import file_name, paper_file
from workflows.operations.papers.meetings import minutes_file
from workflows.operations.papers.wordings import return_to_built_in, wordings_in_force, write_wording
from workflows.store.catalogue import published
from workflows.store.papers import announced_by, last_act

doors = Blueprint("papers", __name__, url_prefix="/papers")

MIMETYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
KEPT = Words("用语已保存，今后的文件按新用语。", "The wording is kept; papers say it from now on.")
RETURNED = Words("已恢复内置用语。", "The built-in wording is back.")


@doors.get("")
def listed():
    """公文."""
    return render_template("papers/listed.html", page=papers_page())


@doors.get("/<kind>.<form>")
def downloaded(kind: str, form: str):
    """One paper as a file; of an announced version it is issued by that."""
    version = _version()
    wanted = wanted_paper(kind, form, version)
    snapshot = snapshot_of(version)
    content, name = paper_file(snapshot, wordings_in_force(read()), wanted, check_address()), file_name(snapshot, wanted)
    issue(name, content, snapshot.listed)
    return send_file(io.BytesIO(content), MIMETYPES[form], as_attachment=True, download_name=name, max_age=0)


@doors.get("/seminars/<int:number>.<form>")
def minuted(number: int, form: str):
    """会议纪要 of one seminar as a file."""
    name, content = minutes_file(read(), campaign(), number, form)
    return send_file(io.BytesIO(content), MIMETYPES[form], as_attachment=True, download_name=name, max_age=0)


@doors.route("/<kind>/wording", methods=["GET", "POST"])
def worded(kind: str):
    """The wording of one kind, previewed or kept."""
    form = wording_form(kind)
    page = wording_page(kind, form, previewed="preview" in request.form)
    if form.validate_on_submit() and "keep" in request.form and not page.faults:
        act(write_wording, kind=kind, wording=form.wording, client_key=given_key())
        flash(KEPT, "act")
        return redirect(url_for("papers.worded", kind=kind))
    return render_template("papers/wording.html", page=page)


@doors.post("/<kind>/built-in")
def returned(kind: str):
    """The built-in wording comes back."""
    act(return_to_built_in, kind=kind, client_key=given_key())
    flash(RETURNED, "act")
    return redirect(url_for("papers.worded", kind=kind))


@doors.post("/package")
def packed():
    """The whole package is written in the background."""
    version = _version() if "version" in request.form else abort(400)
    of = announced_by(read(), campaign(), version) if version else last_act(read(), campaign())
    return redirect(url_for("papers.package", digest=begin(of or abort(404)), version=version))


@doors.get("/package/<digest>")
def package(digest: str):
    """How far the package is, and where it is fetched once it is ready."""
    how_far = progress(_plain(digest)) or abort(404)
    return render_template("papers/package.html", page=how_far, digest=digest)


@doors.get("/package/<digest>.zip")
def fetched(digest: str):
    """The package as a file."""
    path = package_file(_plain(digest)) or abort(404)
    return send_file(path, "application/zip", as_attachment=True, download_name=f"{campaign().key}-公文.zip", max_age=0)


def _version() -> int:
    return chosen_version(tuple(row.version for row in published(read(), campaign().id)))


def _plain(digest: str) -> str:
    return digest if re.fullmatch("[0-9a-f]{64}", digest) else abort(404)
