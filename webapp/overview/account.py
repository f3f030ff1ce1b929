"""台账: the ledger by department and kind, each number with the rows it counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from workflows.domain.vocabulary import KeepReason, Kind
from workflows.domain.words import Words
from workflows.store.ledger import Ledger, LedgerRow
from workflows.store.people import Organisation

OPENS = {word: word for word in ("in_progress", "adopted", "kept")} | dict.fromkeys(("voided", "split_away", "merged_away"), "other")
"""Word of the ledger → the part of the list of items that it counts, as things stand now."""
UNSAID = Words("未写理由", "No reason given")


@dataclass(frozen=True)
class LedgerLine:
    """One department × kind of the ledger, or the sum; ``hrefs`` has an address for each word whose rows can be listed."""

    department: str
    kind: Kind | None
    counts: dict[str, int]
    hrefs: dict[str, str]
    gap: int


def lines(counted: Ledger, organisations: Sequence[Organisation]) -> tuple[LedgerLine, ...]:
    """Every row, departments in printed order, kinds in that of the vocabulary."""
    order = {office.id: (place, office) for place, office in enumerate(organisations)}
    rows = [row for row in counted.rows if row.department_id in order]
    rows.sort(key=lambda row: (order[row.department_id][0], _kind_order(row.kind)))
    return tuple(_line(row, order[row.department_id][1]) for row in rows)


def total(counted: Ledger) -> LedgerLine:
    """The sum of all rows."""
    hrefs = {word: url_for("items.listed", part=part) for word, part in OPENS.items()} | {"filed": url_for("items.listed")}
    return LedgerLine("", None, dict(counted.total.counts), hrefs, counted.total.gap)


def reasons(counted: Ledger) -> tuple[tuple[Words, int, str], ...]:
    """Why items were kept, the most frequent first, each with its rows."""
    rows = sorted(counted.total.reasons.items(), key=lambda pair: -pair[1])
    return tuple((KeepReason(code).words if code else UNSAID, count, url_for("items.listed", kept=code)) for code, count in rows)


def _line(row: LedgerRow, office: Organisation) -> LedgerLine:
    here = {"department": office.key, "kind": row.kind or None}
    hrefs = {word: url_for("items.listed", part=part, **here) for word, part in OPENS.items()} if row.kind else {}
    if row.kind and not row.counts["moved_in"] and not row.counts["moved_out"]:
        hrefs["filed"] = url_for("items.listed", **here)
    return LedgerLine(office.short_name, Kind(row.kind) if row.kind else None, dict(row.counts), hrefs, row.gap)


def _kind_order(kind: str) -> int:
    return list(Kind).index(kind) if kind else len(Kind)
