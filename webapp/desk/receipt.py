"""What the reader did last, as long as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.acting import actor, campaign, item_net, new_key, place_words, read
from workflows.domain.words import Words
from workflows.store.items.receipts import Receipt, receipts


@dataclass(frozen=True)
class LatestReceipt:
    """The reader's newest act over items, with the key of its undo."""

    receipt: Receipt
    label: Words
    to: Words
    undo_key: str


def latest_receipt() -> LatestReceipt | None:
    """None where there is nothing to take back."""
    found = receipts(read(), campaign().id, actor().person_id, limit=1)
    if not found:
        return None
    latest = found[0]
    move = item_net().move(latest.from_marking, latest.word)
    label = Words(move.label, move.label_en) if move else Words(latest.word, latest.word)
    return LatestReceipt(latest, label, place_words(latest.to_marking), new_key())
