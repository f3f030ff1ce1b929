"""From a form of the public to a comment with its receipt."""

from __future__ import annotations

from dataclasses import dataclass

from flask import abort, current_app, request
from flask_wtf import FlaskForm

from webapp.acting import new_key
from webapp.consultation.limits import too_many
from webapp.consultation.page import Notice, notice_of, the_release
from webapp.consultation.receipts import code_digest, code_for
from webapp.database import carry_out
from webapp.identity import now
from webapp.numbers import bounded
from workflows.domain.outcomes import Outcome
from workflows.domain.vocabulary import OpinionKind
from workflows.domain.words import Words
from workflows.operations.comments.consultation import comment_in_public


@dataclass(frozen=True)
class ReceivedPage:
    """The receipt, or why the comment was not taken."""

    notice: Notice
    code: str
    refused: Words | None


def given(number: int | None, kind: OpinionKind, form: FlaskForm) -> ReceivedPage:
    """The comment stands and its receipt is shown; sent twice it stands once, under one receipt.

    400 for a machine that filled in what people do not see, 429 for the eleventh comment of an address within an hour.
    """
    if form.website.data:
        abort(400)
    if too_many("comment", request.remote_addr or "", now(), current_app.secret_key):
        abort(429)
    key = f"public {request.form.get('client_key', '')[:60] or new_key()}"
    code = code_for(key, current_app.secret_key)
    words = {"kind": kind, "text": (form.text.data or "").strip(), "contact": (form.contact.data or "").strip()}
    at, consultation_id = now(), request.form.get("consultation", 0, bounded)

    def work(session) -> Outcome:
        return comment_in_public(
            session,
            at=at,
            consultation_id=consultation_id,
            item_number=number,
            code_digest=code_digest(code),
            client_key=key,
            **words,
        )

    outcome = carry_out(work)
    _release, campaign = the_release()
    return ReceivedPage(notice_of(campaign), code if outcome.act_id else "", None if outcome.act_id else outcome.left_out[0].why)
