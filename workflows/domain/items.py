"""One power of a department, as a frozen value.

Source: the fields of the 采集表; an item stored needs a name and a department, an item reported needs more (``missing_for_report``).
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TypeVar

from workflows.domain.vocabulary import DEVOLVING_MODES, BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind
from workflows.domain.words import Term

AnyTerm = TypeVar("AnyTerm", bound=Term)


UNKNOWN = "?"
"""What stands before the name of a receiver that is no subdistrict of the campaign, until somebody says who is meant."""


@dataclass(frozen=True, slots=True)
class Basis:
    """One article an item rests on.

    ``article`` is 条款项目 as written ("第三十六条第（二）项", may be empty); ``level`` is None while nobody knows it.
    """

    law: str
    article: str = ""
    level: LawLevel | None = None
    role: BasisRole = BasisRole.sets

    @property
    def cited(self) -> str:
        """The citation as papers print it: 《law》article."""
        return f"《{self.law}》{self.article}"


@dataclass(frozen=True, slots=True)
class ItemFields:
    """Everything a version of an item says. Empty text and empty tuples mean: not said.

    ``penalty_kinds`` and ``receivers`` are sorted and unique; no receivers means all subdistricts of the campaign. A receiver that
    begins with ``UNKNOWN`` is a name nobody knows: the item cannot be reported with it.
    ``related`` holds item numbers of the same campaign. Texts are at most 10,000 characters.
    """

    name: str
    kind: Kind | None = None
    penalty_kinds: tuple[PenaltyKind, ...] = ()
    form: Form | None = None
    owner: str = ""
    owner_level: OwnerLevel | None = None
    code: str = ""
    bases: tuple[Basis, ...] = ()
    mode: Mode | None = None
    scope_conduct: str = ""
    scope_object: str = ""
    scope_place: str = ""
    receivers: tuple[str, ...] = ()
    entrust_letter: str = ""
    entrust_term: str = ""
    related: tuple[int, ...] = ()
    remarks: str = ""

    @property
    def devolves(self) -> bool:
        """Whether the mode hands the power on (下放, 部分下放, 委托)."""
        return self.mode in DEVOLVING_MODES

    def as_json(self) -> dict[str, object]:
        """Plain values, every field present, in field order; ``from_json`` reads them back unchanged."""
        plain = {name: getattr(self, name) for name in self.__slots__}
        plain["bases"] = [{name: getattr(basis, name) for name in basis.__slots__} for basis in self.bases]
        return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items()}

    @classmethod
    def from_json(cls, plain: dict) -> ItemFields:
        """The value that ``as_json`` wrote."""
        return cls(
            name=plain["name"],
            kind=_term(Kind, plain["kind"]),
            penalty_kinds=tuple(PenaltyKind(code) for code in plain["penalty_kinds"]),
            form=_term(Form, plain["form"]),
            owner=plain["owner"],
            owner_level=_term(OwnerLevel, plain["owner_level"]),
            code=plain["code"],
            bases=tuple(
                Basis(basis["law"], basis["article"], _term(LawLevel, basis["level"]), BasisRole(basis["role"])) for basis in plain["bases"]
            ),
            mode=_term(Mode, plain["mode"]),
            scope_conduct=plain["scope_conduct"],
            scope_object=plain["scope_object"],
            scope_place=plain["scope_place"],
            receivers=tuple(plain["receivers"]),
            entrust_letter=plain["entrust_letter"],
            entrust_term=plain["entrust_term"],
            related=tuple(plain["related"]),
            remarks=plain["remarks"],
        )


def missing_for_report(fields: ItemFields) -> tuple[str, ...]:
    """Names of the fields that 报送 still waits for; empty when the item may be reported.

    Reporting needs a kind that says measure or execution, a mode, and receivers that are subdistricts of the campaign. A missing
    basis is for screening to find.
    """
    missing = []
    if fields.kind is None or fields.kind is Kind.compulsory:
        missing.append("kind")
    if fields.mode is None:
        missing.append("mode")
    if any(receiver.startswith(UNKNOWN) for receiver in fields.receivers):
        missing.append("receivers")
    return tuple(missing)


def changed_fields(before: ItemFields, after: ItemFields) -> tuple[str, ...]:
    """Names of the fields in which two versions differ, in field order."""
    return tuple(field.name for field in dataclasses.fields(ItemFields) if getattr(before, field.name) != getattr(after, field.name))


def _term(kind: type[AnyTerm], code: str | None) -> AnyTerm | None:
    return None if code is None else kind(code)
