"""What a set of diagrams is refused for: values that name the element, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflows.domain.words import Words


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason why a set is not deployed.

    ``element`` is the id in the drawing (the file's process id where no element is at fault), ``file`` the file's name.
    """

    element: str
    file: str
    message: Words


class Refused(Exception):
    """A set of diagrams cannot be deployed; ``refusals`` says why, element by element, and is never empty."""

    def __init__(self, refusals: Iterable[Refusal]) -> None:
        """Keep the refusals in the order they were found."""
        self.refusals = tuple(refusals)
        super().__init__("; ".join(f"{found.file}#{found.element}: {found.message.en}" for found in self.refusals))
