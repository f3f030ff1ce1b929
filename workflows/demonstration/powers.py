"""The powers that the demonstration departments list: conduct, law and article, drawn from files beside this module.

Each line of a file stands for one conduct with its variants in braces; the articles are penalty, inspection or compulsion articles in
force on 1 September 2020.
"""

from __future__ import annotations

import importlib.resources
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from workflows.domain.vocabulary import Form, Kind, PenaltyKind

_KINDS = {"P": Kind.penalty, "I": Kind.inspection, "M": Kind.compulsory_measure, "X": Kind.compulsory_execution}
_ENDINGS = {
    Kind.penalty: "的行政处罚",
    Kind.inspection: "的行政检查",
    Kind.compulsory_measure: "的行政强制措施",
    Kind.compulsory_execution: "",
}
PENALTIES = {
    "urban_management": 332,
    "housing": 236,
    "water": 137,
    "health": 133,
    "agriculture": 88,
    "emergency": 100,
}
"""How many penalty items each department lists, beside the special ones and all its other kinds."""


@dataclass(frozen=True, slots=True)
class Power:
    """One power as the law gives it. ``line`` counts the lines of the department's file; powers of one line belong together."""

    kind: Kind
    conduct: str
    law: str
    article: str
    penalty_kinds: tuple[PenaltyKind, ...] = ()
    form: Form | None = None
    line: int = 0

    @property
    def name(self) -> str:
        """The regular name of an item with this power."""
        return f"对{self.conduct.removeprefix('对')}{_ENDINGS[self.kind]}"

    @property
    def revokes(self) -> bool:
        """Whether the article has 吊销 among its penalties."""
        return PenaltyKind.revocation in self.penalty_kinds


def powers(department: str) -> tuple[Power, ...]:
    """The powers of a department in the order of its file; of penalties as many as ``PENALTIES`` says.

    Lines with the most variants give way first.
    """
    text = importlib.resources.files("workflows.demonstration").joinpath("powers", f"{department}.tsv").read_text(encoding="utf-8")
    lines = [list(_variants(number, line)) for number, line in enumerate(text.splitlines()) if not line.startswith("#")]
    penalties = [line for line in lines if line[0].kind is Kind.penalty]
    while sum(map(len, penalties)) > PENALTIES[department]:
        max(penalties, key=len).pop()
    return tuple(power for line in lines for power in line)


def penalty_kinds(text: str) -> tuple[PenaltyKind, ...]:
    """The penalty kinds of a text such as "警告、罚款", sorted.

    Raises:
        ValueError: A word that is no penalty kind.
    """
    return tuple(sorted(_penalty_kind(word) for word in text.split("、") if word))


def _variants(number: int, line: str) -> Iterator[Power]:
    letter, law, article, what, conduct = line.split("\t")
    kind = _KINDS[letter]
    is_penalty = kind is Kind.penalty
    parts = re.split(r"\{([^}]*)\}", conduct)
    for chosen in itertools.product(*(part.split("|") for part in parts)):
        yield Power(
            kind,
            "".join(chosen),
            law,
            article,
            penalty_kinds(what) if is_penalty else (),
            None if is_penalty else Form.of_label(what),
            number,
        )


def _penalty_kind(word: str) -> PenaltyKind:
    found = PenaltyKind.of_label(word)
    if found is None:
        raise ValueError(f"{word} is no penalty kind")
    return found
