"""/campaign."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for

from webapp.acting import act, campaign, campaign_net, given_key
from workflows.domain.words import Words
from workflows.operations.campaigns.campaigning import advance as advance_campaign

doors = Blueprint("campaigns", __name__, url_prefix="/campaign")


@doors.post("/advance")
def advance():
    """The campaign takes one step."""
    act(advance_campaign, action=request.form.get("action", ""), reason=request.form.get("reason"), client_key=given_key())
    place = campaign_net().places[campaign().marking]
    flash(Words(f"采集工作现处于“{place.name}”。", f"The campaign is now at “{place.name_en}”."), "act")
    return redirect(url_for("overview.shown"))
