"""What the reader did lately, as long as it can be taken back."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.acting import actor, campaign, item_net, new_key, place_words, read
from workflows.domain.words import Words
from workflows.store.items.receipts import Receipt, receipts

SHOWN = 3


@dataclass(frozen=True)
class LatestReceipt:
    """One act of the reader over items, with the key of its undo."""

    receipt: Receipt
    label: Words
    to: Words
    undo_key: str


def latest_receipt() -> LatestReceipt | None:
    """The newest; None where there is nothing to take back."""
    return next(iter(latest_receipts()), None)


def latest_receipts() -> tuple[LatestReceipt, ...]:
    """The newest few, newest first."""
    return tuple(_shown(receipt) for receipt in receipts(read(), campaign().id, actor().person_id, limit=SHOWN))


def _shown(receipt: Receipt) -> LatestReceipt:
    move = item_net().move(receipt.from_marking, receipt.word)
    label = Words(move.label, move.label_en) if move else Words(receipt.word, receipt.word)
    return LatestReceipt(receipt, label, place_words(receipt.to_marking), new_key())
