"""Which findings still want a decision: a warning is answered by an act that was not undone for that item."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Exists, Row, exists, or_, select
from sqlalchemy.orm import Session, aliased

from workflows.domain.vocabulary import Severity
from workflows.store.audit import Act
from workflows.store.base import among
from workflows.store.items.rows import ItemFinding, Passage, WarningAnswer

UNDOING, UNDONE = aliased(Act), aliased(Passage)
TAKEN_BACK = exists().where(
    UNDOING.undoes_id == WarningAnswer.act_id, UNDONE.act_id == UNDOING.id, UNDONE.item_id == WarningAnswer.item_id
)


def answered(finding: type[ItemFinding] = ItemFinding) -> Exists:
    """Whether a finding is answered for the values it judged; correlates with ``finding``, the table or an alias of it."""
    return exists().where(WarningAnswer.item_id == finding.item_id, WarningAnswer.key == finding.key, ~TAKEN_BACK)


def still_stands(finding: type[ItemFinding] = ItemFinding) -> ColumnElement[bool]:
    """Whether a finding is one to look at: a block, a note, or a warning nobody has answered."""
    return or_(finding.severity != Severity.warn.value, ~answered(finding))


OPEN_WARNING = (ItemFinding.severity == Severity.warn.value) & ~answered()
"""Built once: parts of statements cost more to make than to run on a handful of items."""


def open_warnings(session: Session, ids: Iterable[int]) -> Sequence[Row]:
    """Rows (item_id, code, key) of the unanswered warnings of these items."""
    query = select(ItemFinding.item_id, ItemFinding.code, ItemFinding.key).where(ItemFinding.item_id.in_(among(ids)))
    return session.execute(query.where(OPEN_WARNING).distinct()).all()
