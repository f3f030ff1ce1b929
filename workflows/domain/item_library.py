"""执法事项库: the catalogue as clean, coded rows for the provincial enforcement platform; what has no valid code is named, never dropped.

Source: the national form of codes, twelve digits: region 2, kind 2, department 2, main item 3, sub-item 3; kinds 02 penalty,
03 compulsion, 06 inspection. The columns are described in ``docs/item-library.md``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from workflows.domain.catalogue import Catalogue, CatalogueRow
from workflows.domain.vocabulary import Kind
from workflows.domain.words import Words

KIND_CODES: Mapping[Kind, str] = {
    Kind.penalty: "02",
    Kind.compulsory_measure: "03",
    Kind.compulsory_execution: "03",
    Kind.inspection: "06",
}
COLUMNS: Mapping[str, Words] = {
    "code": Words("事项编码", "Code"),
    "name": Words("事项名称", "Name"),
    "kind_code": Words("类别编码", "Code of the kind"),
    "kind": Words("职权类别", "Kind"),
    "bases": Words("实施依据", "Bases"),
    "former_body": Words("原实施主体", "Former body"),
    "bodies": Words("实施主体", "Bodies"),
    "mode": Words("调整方式", "Mode"),
    "scope": Words("范围", "Scope"),
    "effective_on": Words("施行日期", "In force from"),
    "catalogue": Words("目录", "Catalogue"),
    "version": Words("目录版本", "Version"),
    "row": Words("目录序号", "Row"),
    "digest": Words("目录摘要值", "Digest"),
}
"""The columns of the export, in order."""

NO_CODE = Words("没有编码", "it has no code")
NOT_TWELVE = Words("编码“{code}”不是 12 位数字", "its code “{code}” is not twelve digits")
OTHER_KIND = Words("编码“{code}”的类别位不是 {wanted}", "the kind in its code “{code}” is not {wanted}")
TWICE = Words("编码“{code}”在目录中出现 {count} 次", "its code “{code}” stands {count} times on the list")


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A row of the catalogue that the library cannot take, and why."""

    row: CatalogueRow
    why: Words


@dataclass(frozen=True, slots=True)
class ItemLibrary:
    """``rows`` under ``COLUMNS``, as text in one line each; ``unlisted`` the rest; together every row of ``listed``, in its order."""

    listed: Catalogue
    rows: tuple[Mapping[str, str], ...]
    unlisted: tuple[Unlisted, ...]


def item_library(listed: Catalogue) -> ItemLibrary:
    """The rows of a catalogue that have a valid code of their own, and the others with the reason."""
    counts = Counter(_code(row) for row in listed.rows)
    refused = {row.number: why for row in listed.rows if (why := _why_not(row, counts))}
    return ItemLibrary(
        listed,
        tuple(_plain(listed, row) for row in listed.rows if row.number not in refused),
        tuple(Unlisted(row, refused[row.number]) for row in listed.rows if row.number in refused),
    )


def _code(row: CatalogueRow) -> str:
    return re.sub(r"[\s-]", "", row.code)


def _why_not(row: CatalogueRow, counts: Mapping[str, int]) -> Words | None:
    code, wanted = _code(row), KIND_CODES.get(row.kind, "")
    if not code:
        return NO_CODE
    if not re.fullmatch(r"[0-9]{12}", code):
        return NOT_TWELVE.filled(code=row.code)
    if code[2:4] != wanted:
        return OTHER_KIND.filled(code=code, wanted=wanted or "—")
    return TWICE.filled(code=code, count=counts[code]) if counts[code] > 1 else None


def _plain(listed: Catalogue, row: CatalogueRow) -> Mapping[str, str]:
    said = {
        "code": _code(row),
        "name": row.name,
        "kind_code": KIND_CODES[row.kind],
        "kind": row.kind.zh,
        "bases": row.bases.replace("\n", "；"),
        "former_body": row.department,
        "bodies": row.receivers,
        "mode": row.mode.zh,
        "scope": row.scope,
        "effective_on": listed.effective_on.isoformat() if listed.effective_on else "",
        "catalogue": listed.title,
        "version": str(listed.version),
        "row": str(row.number),
        "digest": listed.digest,
    }
    return {name: " ".join(text.split()) for name, text in said.items()}
