"""Carrying out what was previewed, and saying what happened."""

from __future__ import annotations

from flask import request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from webapp.acting import act, given_key
from webapp.desk.previewing import planned_again
from webapp.errors import Conflict
from workflows.domain.outcomes import Outcome
from workflows.domain.words import Words
from workflows.operations.acts import repeated
from workflows.operations.items.deciding import decide_items, plan
from workflows.operations.items.previewing import decide_preview
from workflows.store.items.previews import Preview

CHANGED = Words(
    "预览之后，其中 {count} 项有了变化，未作任何改动。请返回审查台重新选择并预览。",
    "{count} of these items changed after the preview; nothing was altered. Go back to the desk, select and preview again.",
)
NOTHING = Words("没有可以这样办理的事项，未作任何改动。", "Nothing can be done this way; nothing was altered.")


def decided(preview: Preview) -> tuple[str, Outcome]:
    """Carry out a preview exactly as it was shown; returns the place it was for and the outcome.

    Raises:
        Conflict: an item moved since, or a comment, finding or edit changes what would happen.
    """
    outcome = act(_exactly, preview=preview, fixed=request.form.get("fixed", ""), client_key=given_key())
    if outcome.act_id is None:
        raise Conflict(NOTHING)
    return outcome.moved[0].from_marking, outcome


def decided_as_weighed(ids: list[int], form: MultiDict) -> Outcome | None:
    """Carry out what the bar of the desk weighed, if it would still do exactly that; else None, and nothing is done."""
    action = form.get("action", "")
    if not (fixed := form.get(f"fixed-{action}")):
        return None
    words = {"action": action, "reason": form.get("reason"), "code": form.get("code") or None}
    return act(_as_weighed, item_ids=ids, words=words, fixed=fixed, client_key=given_key())


def outcome_words(outcome: Outcome) -> Words:
    """已撤销 50 项；3 项此后已有人办理。"""
    zh, en = f"已撤销，{outcome.count:,} 项回到原处。", f"Undone: {outcome.count:,} items are back where they were."
    if outcome.left_out:
        why = outcome.left_out[0].why
        zh += f"{len(outcome.left_out):,} 项未撤销：{why.zh}"
        en += f" {len(outcome.left_out):,} were left: {why.en}"
    return Words(zh, en)


def _exactly(session: Session, *, preview: Preview, fixed: str, client_key: str, **acting) -> Outcome:
    """``decide_preview``, but only if it still does what the page said; a repeated key gets its first outcome."""
    digest = preview.digest
    if repeated(session, client_key) is None:
        planned = planned_again(session, preview)
        if planned.digest != fixed:
            changed = sum(left.code == "changed" for left in planned.left_out)
            raise Conflict(CHANGED.filled(count=changed or 1))
    return decide_preview(session, digest=digest, client_key=client_key, **acting)


def _as_weighed(session: Session, *, item_ids: list[int], words: dict, fixed: str, client_key: str, **acting) -> Outcome | None:
    if repeated(session, client_key) is None:
        planned = plan(session, actor=acting["actor"], campaign=acting["campaign"], item_ids=item_ids, **words)
        if not planned.moves or planned.digest != fixed:
            return None
    return decide_items(session, item_ids=item_ids, **words, client_key=client_key, **acting)
