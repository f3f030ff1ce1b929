"""The 职权调整事项目录 as a frozen value: what was announced, row by row, and the digest that proves it.

The canonical form is UTF-8 JSON with sorted keys, no blanks and no escapes of Chinese; the digest is SHA-256 over it. A catalogue
rebuilt elsewhere from the same decisions has the same bytes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import Kind, Mode
from workflows.domain.words import Words

COLUMNS = (
    Words("序号", "No."),
    Words("职权编码", "Code"),
    Words("事项名称", "Item"),
    Words("职权类别", "Kind"),
    Words("实施依据", "Basis"),
    Words("原实施部门", "Former department"),
    Words("承接街道", "Receiving subdistricts"),
    Words("调整方式", "Mode"),
    Words("下放范围", "Scope"),
    Words("备注", "Remarks"),
)
"""The columns of every paper and export, in their order."""

ALL_SUBDISTRICTS = Words("全部街道", "All subdistricts")
DEMONSTRATION = Words("演示数据，不具法律效力", "Demonstration data without legal force")


@dataclass(frozen=True, slots=True)
class CatalogueRow:
    """One power handed over.

    ``number`` is its place in the catalogue (from 1, unbroken), ``item_number`` its number in the campaign; the other texts stand
    as they are printed (``bases_text``, ``receivers_text``, ``scope_text``).
    """

    number: int
    item_number: int
    code: str
    name: str
    kind: Kind
    bases: str
    department: str
    receivers: str
    mode: Mode
    scope: str
    remarks: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row under ``COLUMNS``, as text in Chinese."""
        return (
            str(self.number),
            self.code,
            self.name,
            self.kind.zh,
            self.bases,
            self.department,
            self.receivers,
            self.mode.zh,
            self.scope,
            self.remarks,
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """One version of the list. ``number`` is the document number (may be empty before the announcement).

    ``rows`` stand in the caller's order, grouped by department and kind; ``digest`` is 64 lower-case hexadecimal characters.
    """

    title: str
    number: str
    version: int
    digest: str
    effective_on: dt.date | None
    campaign_key: str
    demonstration: bool
    rows: tuple[CatalogueRow, ...]


def catalogue(
    *,
    title: str,
    number: str,
    version: int,
    effective_on: dt.date | None,
    campaign_key: str,
    demonstration: bool,
    rows: Iterable[CatalogueRow],
) -> Catalogue:
    """The frozen catalogue of these rows, carrying its digest."""
    frozen = Catalogue(title, number, version, "", effective_on, campaign_key, demonstration, tuple(rows))
    return Catalogue(title, number, version, digest(frozen), effective_on, campaign_key, demonstration, frozen.rows)


def canonical(listed: Catalogue) -> bytes:
    """The bytes that are signed: everything the catalogue says but its digest."""
    plain = {
        "campaign": listed.campaign_key,
        "demonstration": listed.demonstration,
        "effective_on": listed.effective_on.isoformat() if listed.effective_on else None,
        "number": listed.number,
        "rows": [_plain(row) for row in listed.rows],
        "title": listed.title,
        "version": listed.version,
    }
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def digest(listed: Catalogue) -> str:
    """SHA-256 of the canonical form, in lower-case hexadecimal."""
    return hashlib.sha256(canonical(listed)).hexdigest()


def receivers_text(receivers: Sequence[str], all_names: Collection[str]) -> str:
    """Names of the receiving subdistricts joined by 、, or 全部街道 only if they are exactly all of the campaign's.

    Args:
        receivers: Names in the order to print; an item that names none must be given all names by the caller.
        all_names: Every subdistrict of the campaign at the time of freezing.
    """
    if receivers and set(receivers) == set(all_names):
        return ALL_SUBDISTRICTS.zh
    return "、".join(receivers)


def bases_text(bases: Iterable[Basis]) -> str:
    """The articles an item rests on, one a line, as papers cite them."""
    return "\n".join(basis.cited for basis in bases)


def scope_text(fields: ItemFields) -> str:
    """The three axes of the scope that are said (conduct, object, place), joined by ；."""
    said = (fields.scope_conduct, fields.scope_object, fields.scope_place)
    return "；".join(text for text in said if text)


def _plain(row: CatalogueRow) -> dict[str, object]:
    return {
        "bases": row.bases,
        "code": row.code,
        "department": row.department,
        "item_number": row.item_number,
        "kind": row.kind.value,
        "mode": row.mode.value,
        "name": row.name,
        "number": row.number,
        "receivers": row.receivers,
        "remarks": row.remarks,
        "scope": row.scope,
    }
