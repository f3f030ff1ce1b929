"""What stands around every page: the campaign and its stages, the ledger, the menu, and who is reading."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.words import Words


@dataclass(frozen=True)
class Stage:
    """One stage of the campaign; ``state`` is done, now or later; ``note`` its deadline."""

    name: Words
    state: str
    note: Words | None = None


@dataclass(frozen=True)
class LedgerPart:
    """One addend of the equation; ``href`` opens the rows it counts."""

    key: str
    name: Words
    count: int
    href: str


@dataclass(frozen=True)
class Ledger:
    """The equation of the strip; ``gap`` is what is missing when it does not balance."""

    filed: int
    parts: tuple[LedgerPart, ...]
    gap: int
    href: str

    @property
    def balanced(self) -> bool:
        """Whether the parts add up to what was filed."""
        return self.gap == 0


@dataclass(frozen=True)
class MenuEntry:
    """A door of the menu with the count of what waits behind it (None: nothing to count)."""

    endpoint: str
    name: Words
    amount: int | None = None
    current: bool = False
    on_phone: bool = False


@dataclass(frozen=True)
class Appointment:
    """A role the reader holds and may act as."""

    key: str
    name: Words
    current: bool = False


@dataclass(frozen=True)
class Frame:
    """Everything the frame shows."""

    person: str
    acting: Words
    organisation: str = ""
    appointments: tuple[Appointment, ...] = ()
    campaign: str = ""
    demonstration: bool = False
    stages: tuple[Stage, ...] = ()
    ledger: Ledger | None = None
    todo: int | None = None
    menu: tuple[MenuEntry, ...] = ()
