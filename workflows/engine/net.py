"""A compiled diagram: places where a token rests, and the moves out of them.

A net is a table; the diagrams are gone once it is made. Markings are paths of element ids
(``mend_for_second_round/fill_in_item``): the call activities entered, then the place.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from workflows.engine.screening import Table


class Desk(enum.StrEnum):
    """What a place asks of people. ``rules`` is screening, ``end`` an end event nothing leaves."""

    fill_in = "fill_in"
    decide = "decide"
    answer = "answer"
    wait = "wait"
    rest = "rest"
    rules = "rules"
    end = "end"


class Reason(enum.StrEnum):
    """What a move asks for: nothing, a text, a code with a text, or a text if a warning is unanswered."""

    none = "none"
    text = "text"
    code = "code"
    when_warned = "when_warned"


class By(enum.StrEnum):
    """Who takes a move: a person, an open stage, the clock, the screening rules, the closing of the campaign.

    ``change`` is never drawn: a token comes by it from its place in one set to its place in another.
    """

    person = "person"
    stage = "stage"
    clock = "clock"
    rules = "rules"
    closing = "closing"
    change = "change"


GUARDS = frozenset(
    {
        "mode_devolves",
        "mode_keeps",
        "ready_to_report",
        "before_first_report",
        "all_answered",
        "before_announcement",
        "after_announcement",
        "all_settled",
        "ledger_balances",
        "nothing_unanswered",
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a token can rest.

    ``counts`` is the part of the ledger it belongs to (in_progress, adopted, kept, split_or_merged, voided; empty in a
    campaign); ``round`` the stage it belongs to, or empty; ``opens`` the stages a campaign's place opens. ``visits`` is
    true where a stay is a numbered visit: decisions there are opinions on a frozen version (reviews and approval).
    """

    marking: str
    process: str
    element: str
    name: str
    name_en: str
    lane: str
    desk: Desk
    counts: str = ""
    round: str = ""
    opens: frozenset[str] = frozenset()
    visits: bool = False


@dataclass(frozen=True, slots=True)
class Move:
    """One action at one marking and where it leads. ``flow`` is the id of the sequence flow that offers it."""

    marking: str
    action: str
    to: str
    flow: str
    label: str
    label_en: str
    reason: Reason = Reason.none
    by: By = By.person
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Net:
    """The table of one process: ``start`` is the first marking; ``moves`` is keyed by (marking, action)."""

    process: str
    start: str
    places: Mapping[str, Place]
    moves: Mapping[tuple[str, str], Move]
    _by_marking: Mapping[str, tuple[Move, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the moves by marking, in the order of the drawing."""
        grouped: dict[str, list[Move]] = {marking: [] for marking in self.places}
        for move in self.moves.values():
            grouped[move.marking].append(move)
        object.__setattr__(self, "_by_marking", {marking: tuple(moves) for marking, moves in grouped.items()})

    def offered(self, marking: str) -> tuple[Move, ...]:
        """Every move out of ``marking``, whoever takes it; empty at an end."""
        return self._by_marking[marking]

    def move(self, marking: str, action: str) -> Move | None:
        """The move that ``action`` makes at ``marking``; None where it is not offered."""
        return self.moves.get((marking, action))

    def settles(self, marking: str, stages: frozenset[str]) -> Move | None:
        """The automatic move that an open stage gives at ``marking``, or None.

        Pure: depends on the marking and the open stages alone. At most one move by stage leaves a place.
        """
        place = self.places[marking]
        if place.round not in stages:
            return None
        return next((move for move in self._by_marking[marking] if move.by is By.stage), None)


@dataclass(frozen=True, slots=True)
class ProcessSet:
    """A campaign net, an item net and a screening table that were compiled together.

    ``signed`` is the digest of the bytes as deployed, ``does`` the digest of the compiled table; both lower-case hex SHA-256.
    ``table`` is what ``workflows.engine.screening`` evaluates; ``files`` are the bytes that were signed, name to bytes, and
    ``runs`` how many actions went through the engine to compile them (no more than both nets have moves).
    """

    signed: str
    does: str
    campaign: Net
    item: Net
    table: Table
    files: Mapping[str, bytes]
    runs: int
