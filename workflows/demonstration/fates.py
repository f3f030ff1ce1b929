"""What becomes of the items of the demonstration: how many go which way, decision by decision.

Source: ``bpmn/item_review.bpmn`` and ``bpmn/file_item.bpmn``; places are markings of the compiled net.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.domain.vocabulary import KeepReason

FILL_IN = "filing/fill_in_item"
ENDORSE = "filing/endorse_item"
DISCUSS = "discuss_item"
AWAIT_FIRST = "await_first_round"
FIRST = "review_first_round"
ANSWER = "answer_comments"
AWAIT_SECOND = "await_second_round"
SECOND = "review_second_round"
MEND = "mend_for_second_round/fill_in_item"
ENDORSE_MENDED = "mend_for_second_round/endorse_item"
APPROVE = "approve_item"


class Fate(enum.StrEnum):
    """The way an item goes from its department's list to the catalogue, or to kept."""

    adopt_straight = "adopt_straight"
    adopt_after_warning = "adopt_after_warning"
    adopt_after_discussion = "adopt_after_discussion"
    adopt_after_return = "adopt_after_return"
    adopt_after_two_returns = "adopt_after_two_returns"
    adopt_after_agreement = "adopt_after_agreement"
    adopt_after_comment = "adopt_after_comment"
    adopt_after_revision = "adopt_after_revision"
    adopt_after_second_return = "adopt_after_second_return"
    adopt_after_two_second_returns = "adopt_after_two_second_returns"
    adopt_after_hearing_again = "adopt_after_hearing_again"
    adopt_after_remand = "adopt_after_remand"
    blocked_then_mended = "blocked_then_mended"
    blocked_again_when_mended = "blocked_again_when_mended"
    late_adopted = "late_adopted"
    keep_at_filing = "keep_at_filing"
    blocked_then_kept = "blocked_then_kept"
    keep_at_discussion = "keep_at_discussion"
    returned_then_kept = "returned_then_kept"
    withdrawn = "withdrawn"
    withdrawn_after_comments = "withdrawn_after_comments"
    reject_first = "reject_first"
    late_rejected = "late_rejected"
    keep_after_comments = "keep_after_comments"
    reject_second = "reject_second"
    reject_approval = "reject_approval"


ADOPTED: Mapping[Fate, int] = {
    Fate.adopt_straight: 728,
    Fate.adopt_after_warning: 60,
    Fate.adopt_after_discussion: 4,
    Fate.adopt_after_return: 36,
    Fate.adopt_after_two_returns: 4,
    Fate.adopt_after_agreement: 20,
    Fate.adopt_after_comment: 54,
    Fate.adopt_after_revision: 8,
    Fate.adopt_after_second_return: 16,
    Fate.adopt_after_two_second_returns: 3,
    Fate.adopt_after_hearing_again: 2,
    Fate.adopt_after_remand: 3,
    Fate.blocked_then_mended: 9,
    Fate.blocked_again_when_mended: 2,
    Fate.late_adopted: 14,
}
"""How many items are adopted, by the way they went: 963."""

KEPT: Mapping[Fate, int] = {
    Fate.keep_at_filing: 148,
    Fate.blocked_then_kept: 14,
    Fate.keep_at_discussion: 26,
    Fate.returned_then_kept: 4,
    Fate.withdrawn: 10,
    Fate.withdrawn_after_comments: 4,
    Fate.reject_first: 62,
    Fate.late_rejected: 4,
    Fate.keep_after_comments: 20,
    Fate.reject_second: 28,
    Fate.reject_approval: 6,
}
"""How many items are kept, by the way they went: 326."""

LATE = frozenset({Fate.late_adopted, Fate.late_rejected})
"""Fates of items filed only when collection was opened again."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person does with the item while it rests at ``place``.

    ``reason`` is the text, ``code`` the reason of keeping; ``change`` gives fields and their new values, to be saved as a new version
    just before the action. ``withdrawal`` is the text of the department's request that the decision answers.
    """

    place: str
    action: str
    reason: str = ""
    code: KeepReason | None = None
    change: Mapping[str, object] = field(default_factory=dict)
    withdrawal: str = ""


_FILED = ((FILL_IN, "send_for_endorsement"), (ENDORSE, "report"))
_MENDED = ((MEND, "send_for_endorsement"), (ENDORSE_MENDED, "report"))
_FIRST = ((FIRST, "approve"),)
_SECOND = ((SECOND, "approve"),)
_APPROVED = ((APPROVE, "approve"),)
_FILED_AND_KEPT = ((FILL_IN, "send_for_endorsement"), (ENDORSE, "keep"))
_ROUNDS = _FIRST + _SECOND + _APPROVED

STEPS: Mapping[Fate, tuple[tuple[str, str], ...]] = {
    Fate.adopt_straight: _FILED + _ROUNDS,
    Fate.adopt_after_warning: (*_FILED, (DISCUSS, "proceed"), *_ROUNDS),
    Fate.adopt_after_discussion: (*_FILED, (FIRST, "discuss"), (DISCUSS, "proceed"), *_ROUNDS),
    Fate.adopt_after_return: (*_FILED, (FIRST, "return"), *_FILED, *_ROUNDS),
    Fate.adopt_after_two_returns: (*_FILED, (FIRST, "return"), *_FILED, (FIRST, "return"), *_FILED, *_ROUNDS),
    Fate.adopt_after_agreement: _FILED + _ROUNDS,
    Fate.adopt_after_comment: (*_FILED, *_FIRST, (ANSWER, "answered"), *_SECOND, *_APPROVED),
    Fate.adopt_after_revision: (*_FILED, *_FIRST, (ANSWER, "revise"), *_MENDED, *_SECOND, *_APPROVED),
    Fate.adopt_after_second_return: (*_FILED, *_FIRST, (SECOND, "return"), *_MENDED, *_SECOND, *_APPROVED),
    Fate.adopt_after_two_second_returns: (
        *(*_FILED, *_FIRST, (SECOND, "return"), *_MENDED),
        *((SECOND, "return"), *_MENDED, *_SECOND, *_APPROVED),
    ),
    Fate.adopt_after_hearing_again: (*_FILED, *_FIRST, (SECOND, "hear_again"), *_SECOND, *_APPROVED),
    Fate.adopt_after_remand: (*_FILED, *_FIRST, *_SECOND, (APPROVE, "remand"), *_SECOND, *_APPROVED),
    Fate.blocked_then_mended: (*_FILED, *_FILED, *_ROUNDS),
    Fate.blocked_again_when_mended: (*_FILED, *_FIRST, (SECOND, "return"), *_MENDED, *_MENDED, *_SECOND, *_APPROVED),
    Fate.late_adopted: _FILED + _ROUNDS,
    Fate.keep_at_filing: _FILED_AND_KEPT,
    Fate.blocked_then_kept: (*_FILED, *_FILED_AND_KEPT),
    Fate.keep_at_discussion: (*_FILED, (DISCUSS, "keep")),
    Fate.returned_then_kept: (*_FILED, (FIRST, "return"), *_FILED_AND_KEPT),
    Fate.withdrawn: (*_FILED, (AWAIT_FIRST, "keep")),
    Fate.withdrawn_after_comments: (*_FILED, *_FIRST, (AWAIT_SECOND, "keep")),
    Fate.reject_first: (*_FILED, (FIRST, "reject")),
    Fate.late_rejected: (*_FILED, (FIRST, "reject")),
    Fate.keep_after_comments: (*_FILED, *_FIRST, (ANSWER, "keep")),
    Fate.reject_second: (*_FILED, *_FIRST, (SECOND, "reject")),
    Fate.reject_approval: (*_FILED, *_FIRST, *_SECOND, (APPROVE, "reject")),
}
"""For each fate the places where people decide, and what they do there, in order."""
