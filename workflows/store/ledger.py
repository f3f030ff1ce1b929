"""The ledger: what was filed against where it stands, for every department and kind as first filed.

Left of the equals sign stand filings, which never change; right of it items as they are now. A lost, doubled or misplaced
item breaks the identity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from workflows.engine.net import Net
from workflows.store.campaigns import Campaign
from workflows.store.items.rows import Filing, Item

LEFT = ("filed", "parts_made", "moved_in")
RIGHT = ("in_progress", "adopted", "kept", "voided", "split_away", "merged_away", "moved_out")
ORIGINS = {"filed": "filed", "part": "parts_made"}
Cell = tuple[int, str]
ENDINGS = {"split": "split_away", "merge": "merged_away"}


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One department × kind. ``counts`` holds every word of ``LEFT`` and ``RIGHT``; ``places`` splits in_progress by
    marking, ``reasons`` splits kept by reason code."""

    department_id: int
    kind: str
    counts: Mapping[str, int]
    places: Mapping[str, int]
    reasons: Mapping[str, int]

    @property
    def gap(self) -> int:
        """Left side minus right side; 0 when the row balances."""
        return sum(self.counts[word] for word in LEFT) - sum(self.counts[word] for word in RIGHT)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows of one campaign, by department and kind, and their sum."""

    rows: tuple[LedgerRow, ...]
    total: LedgerRow
    strays: int = field(default=0)

    @property
    def balanced(self) -> bool:
        """Whether every row balances, no item is without filing, and nothing kept lacks its reason."""
        return not self.strays and all(row.gap == 0 for row in self.rows) and self.total.reasons.get("", 0) == 0

    def as_json(self) -> dict[str, object]:
        """The sums, the parts of in_progress and kept, and ``balanced`` last."""
        sums = dict(self.total.counts)
        ordered = {"filed": sums.pop("filed"), "adopted": sums.pop("adopted"), "kept": sums.pop("kept")} | sums
        return ordered | {"places": dict(self.total.places), "reasons": dict(self.total.reasons), "balanced": self.balanced}


def ledger(session: Session, campaign: Campaign, net: Net, sight: ColumnElement[bool] | None = None) -> Ledger:
    """The ledger of a campaign at this moment, in two queries whatever the number of items.

    Args:
        sight: Only the items that meet this condition on ``Item``; it balances like the whole. None for all, which alone also shows
            a filing whose item is lost.
    """
    cells: dict[tuple[int, str], Counter] = defaultdict(Counter)
    filings = select(Filing.department_id, Filing.kind, Filing.origin, func.count()).where(Filing.campaign_id == campaign.id)
    if sight is not None:
        filings = filings.join(Item, Item.id == Filing.item_id).where(sight)
    for department, kind, origin, count in session.execute(filings.group_by(Filing.department_id, Filing.kind, Filing.origin)):
        cells[department, kind][ORIGINS.get(origin, "")] += count  # One that nobody knows belongs nowhere: the gap shows it.
    strays = 0
    for was, now, standing, count in _standings(session, campaign, sight):
        if was is None:
            strays += count
            continue
        if was != now:
            cells[was]["moved_out"] += count
            cells[now]["moved_in"] += count
        _count(cells[now], net, *standing, count)
    rows = tuple(_row(*key, counter) for key, counter in sorted(cells.items()))
    return Ledger(rows, _row(0, "", sum(cells.values(), Counter())), strays)


def _standings(
    session: Session, campaign: Campaign, sight: ColumnElement[bool] | None
) -> Iterator[tuple[Cell | None, Cell, tuple[str, str, str], int]]:
    """As first filed (None without a filing), as it is now, (marking, reason, ending), how many."""
    columns = (Filing.department_id, Filing.kind, Item.department_id, Item.kind, Item.marking, Item.kept_reason, Item.ending)
    query = select(*columns, func.count()).select_from(Item).join(Filing, Filing.item_id == Item.id, isouter=True)
    query = query.where(Item.campaign_id == campaign.id) if sight is None else query.where(sight)
    for row in session.execute(query.group_by(*columns)):
        was = (row[0], row[1]) if row[0] is not None else None
        yield was, (row[2], row[3]), (row[4], row[5], row[6]), row[7]


def _count(cell: Counter, net: Net, marking: str, reason: str, ending: str, count: int) -> None:
    counts = net.places[marking].counts
    # An item that ended in another without lineage belongs nowhere: the gap shows it.
    word = ENDINGS.get(ending, "") if counts == "split_or_merged" else counts
    cell[word] += count
    if word == "in_progress":
        cell["place", marking] += count
    if word == "kept":
        cell["reason", reason] += count


def _row(department_id: int, kind: str, counter: Counter) -> LedgerRow:
    counts = {word: counter[word] for word in LEFT + RIGHT}
    places = {key[1]: count for key, count in sorted(counter.items(), key=str) if isinstance(key, tuple) and key[0] == "place"}
    reasons = {key[1]: count for key, count in sorted(counter.items(), key=str) if isinstance(key, tuple) and key[0] == "reason"}
    return LedgerRow(department_id, kind, counts, places, reasons)
