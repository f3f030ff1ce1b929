"""/desk."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from webapp.acting import act, given_key
from webapp.desk.deciding import decided, decided_as_weighed, outcome_words
from webapp.desk.page import desk_page, place_of_desk
from webapp.desk.piles import piles_page
from webapp.desk.previewing import known_preview, make_preview, preview_page
from webapp.desk.selecting import NOTHING_CHOSEN, selected_ids
from webapp.desk.weighing import weighed as weigh
from webapp.items.forms import address_parts
from webapp.security import may_open
from workflows.domain.outcomes import Outcome
from workflows.operations.undoing import undo_act

doors = Blueprint("desk", __name__, url_prefix="/desk")


@doors.get("")
def shown():
    """审查台."""
    return render_template("desk/shown.html", page=desk_page())


@doors.get("/piles")
def piled():
    """同类: what waits here, gathered by article, name or wording."""
    place = place_of_desk() or abort(404)
    return render_template("desk/piles.html", page=piles_page(place))


@doors.post("/weigh")
def weighed():
    """What each word would do to the selection, for the bar; nothing is decided or kept."""
    return render_template("desk/_weighed.html", weighed=weigh(request.form))


@doors.post("/preview")
def preview():
    """The selection is decided if the bar showed exactly this already; else it is fixed on the server and shown."""
    ids = selected_ids(request.form)
    if not ids:
        flash(NOTHING_CHOSEN, "amber")
        return redirect(_back_to(request.form.get("place"), address_parts(request.form)))
    done = decided_as_weighed(ids, request.form)
    if done is not None:
        return redirect(_after(done, request.form.get("place")))
    return redirect(url_for("desk.previewed", digest=make_preview(ids, request.form), **address_parts(request.form)))


@doors.get("/previews/<digest>")
def previewed(digest: str):
    """What would move and what would be left out, and why."""
    return render_template("desk/preview.html", page=preview_page(known_preview(digest)))


@doors.post("/previews/<digest>/change")
def change(digest: str):
    """The same items with another reason or word: a new preview."""
    ids = [item_id for item_id, _passages in known_preview(digest).items]
    return redirect(url_for("desk.previewed", digest=make_preview(ids, request.form), **address_parts()))


@doors.post("/previews/<digest>/decide")
def decide(digest: str):
    """The previewed decision, exactly; a conflict if anything moved since."""
    place, outcome = decided(known_preview(digest))
    return redirect(_after(outcome, place, request.args))


@doors.post("/acts/<int:act_id>/undo")
def undo(act_id: int):
    """撤销."""
    outcome = act(undo_act, act_id=act_id, client_key=given_key())
    flash(outcome_words(outcome), "act" if outcome.count else "amber")
    return redirect(_back_to(request.form.get("place") or None, address_parts()))


def _after(outcome: Outcome, place: str | None, args: MultiDict | None = None) -> str:
    """The same filter again; what the act left out stays selected."""
    parts = address_parts(request.form if args is None else args)
    return _back_to(place, parts | ({"rest": outcome.act_id} if outcome.left_out else {}))


def _back_to(place: str | None, parts: dict[str, object]) -> str:
    """The desk, for whoever has one; a liaison's work is the list to fill in."""
    return url_for("desk.shown", **parts | {"place": place}) if may_open("desk.shown") else url_for("filing.listed")
