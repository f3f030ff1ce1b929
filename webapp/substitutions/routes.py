"""/substitutions."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for

from webapp.acting import actor
from webapp.database import carry_out
from webapp.identity import now
from webapp.locale import Later
from webapp.substitutions.forms import GiveSubstitution
from webapp.substitutions.page import empty_form, substitutions_page
from workflows.domain.errors import Refused
from workflows.domain.words import Words
from workflows.operations.substitutions import give_substitution, revoke_substitution
from workflows.store.campaigns import Campaign

doors = Blueprint("substitutions", __name__, url_prefix="/substitutions")

GIVEN = Words("代理已登记，代理人可在账号菜单中选择“代某某办理”。", "It is recorded; the substitute chooses it in the account menu.")
REVOKED = Words("代理已撤回，即时生效；已办理的不受影响。", "The substitution is revoked from now on; what was done stays.")


@doors.route("", methods=["GET", "POST"])
def listed():
    """代理: those in force and past, and a new one."""
    form = empty_form()
    if request.method == "POST" and form.validate() and _given(form):
        flash(GIVEN, "act")
        return redirect(url_for("substitutions.listed"))
    return render_template("substitutions/listed.html", page=substitutions_page(form))


@doors.post("/<int:number>/revoke")
def revoked(number: int):
    """撤回代理."""
    who, at = actor(), now()
    carry_out(lambda session: revoke_substitution(session, actor=who, at=at, substitution_id=number))
    flash(REVOKED, "act")
    return redirect(url_for("substitutions.listed"))


def _given(form: GiveSubstitution) -> bool:
    """Whether it is recorded; if not, the form says why."""
    who, at, campaign_id = actor(), now(), form.campaign.data
    words = {"appointment_id": form.appointment.data, "substitute": form.substitute.data.strip()}
    words |= {"from_on": form.from_on.data, "until_on": form.until_on.data}
    try:
        carry_out(
            lambda session: give_substitution(
                session, actor=who, at=at, campaign=session.get(Campaign, campaign_id) if campaign_id else None, **words
            )
        )
    except Refused as refusal:
        form.substitute.errors = [Later(*refusal.words)]
        return False
    return True
