"""/withdrawals."""

from __future__ import annotations

from flask import Blueprint, abort, flash, redirect, request, url_for

from webapp.acting import act, given_key, read, sight
from workflows.domain.words import Words
from workflows.operations.items.coordinator import decline_withdrawal
from workflows.operations.items.liaison import ask_back
from workflows.store.items.history import item_in_sight

doors = Blueprint("withdrawals", __name__, url_prefix="/withdrawals")

ASKED = Words("撤回申请已送达，答复之前本项不能通过。", "The request is filed; the item cannot pass before it is answered.")
DECLINED = Words("已答复：不同意撤回。", "Answered: the item is not given back.")


@doors.post("/<int:number>")
def asked(number: int):
    """申请撤回."""
    return _carried(number, ask_back, ASKED)


@doors.post("/<int:number>/decline")
def declined(number: int):
    """不同意撤回; agreeing is keeping the item."""
    return _carried(number, decline_withdrawal, DECLINED)


def _carried(number: int, operation, words: Words):
    item = item_in_sight(read(), sight(), number) or abort(404)
    outcome = act(operation, item_ids=[item.id], reason=request.form.get("reason", ""), client_key=given_key())
    flash(outcome.left_out[0].why if outcome.left_out else words, "red" if outcome.left_out else "act")
    return redirect(url_for("items.shown", number=number))
