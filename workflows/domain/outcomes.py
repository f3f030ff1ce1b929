"""What an act over many items did, and what it left out and why: values, never a silent skip."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.words import Words


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An item the act does not move. ``code`` groups equal reasons (``warning_unanswered``, ``conflict`` …)."""

    item_id: int
    number: int
    code: str
    why: Words


@dataclass(frozen=True, slots=True)
class Moved:
    """Items that go the same way: from a marking by an action to where they rest. Ids ascending."""

    from_marking: str
    action: str
    to_marking: str
    item_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of an act; ``act_id`` is None when nothing moved and so nothing was recorded."""

    act_id: int | None
    moved: tuple[Moved, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def count(self) -> int:
        """How many items the act moved."""
        return len({item_id for group in self.moved for item_id in group.item_ids})

    def as_json(self) -> dict:
        """Plain values for the record of a client key."""
        return {
            "act_id": self.act_id,
            "moved": [[group.from_marking, group.action, group.to_marking, list(group.item_ids)] for group in self.moved],
            "left_out": [[left.item_id, left.number, left.code, left.why.zh, left.why.en] for left in self.left_out],
        }

    @classmethod
    def from_json(cls, plain: dict) -> Outcome:
        """The value that ``as_json`` wrote."""
        return cls(
            plain["act_id"],
            tuple(Moved(row[0], row[1], row[2], tuple(row[3])) for row in plain["moved"]),
            tuple(LeftOut(row[0], row[1], row[2], Words(row[3], row[4])) for row in plain["left_out"]),
        )
