"""What changed between two versions, field by field, letter by letter."""

from __future__ import annotations

import difflib
from dataclasses import dataclass

from workflows.domain.anchors import plain
from workflows.domain.items import ItemFields, changed_fields
from workflows.domain.words import Words

FIELD_WORDS = {
    "name": Words("事项名称", "Name"),
    "kind": Words("职权类别", "Kind"),
    "penalty_kinds": Words("处罚种类", "Kinds of penalty"),
    "form": Words("强制方式", "Form of compulsion"),
    "owner": Words("法定主体", "Lawful owner"),
    "owner_level": Words("主体层级", "Owner's level"),
    "code": Words("职权编码", "Code"),
    "bases": Words("实施依据", "Bases"),
    "mode": Words("调整方式", "Mode"),
    "scope_conduct": Words("范围·行为", "Scope: conduct"),
    "scope_object": Words("范围·对象", "Scope: object"),
    "scope_place": Words("范围·地域", "Scope: place"),
    "receivers": Words("承接街道", "Receivers"),
    "entrust_letter": Words("委托书", "Letter of entrustment"),
    "entrust_term": Words("委托期限", "Term of entrustment"),
    "related": Words("关联事项", "Related items"),
    "remarks": Words("备注", "Remarks"),
}


@dataclass(frozen=True)
class Piece:
    """A run of text that stayed, was deleted or was inserted."""

    text: str
    state: str


@dataclass(frozen=True)
class Difference:
    """One field that differs: its older and newer text in pieces, and both in one line, what was deleted before what replaced it."""

    name: Words
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    pieces: tuple[Piece, ...]


def differences(before: ItemFields, after: ItemFields) -> tuple[Difference, ...]:
    """The fields in which two versions differ, in field order."""
    return tuple(difference(FIELD_WORDS[name], plain(before, name), plain(after, name)) for name in changed_fields(before, after))


def difference(name: Words, old: str, new: str) -> Difference:
    """Two texts of one field in pieces; what stayed stands in both."""
    before, after, both = [], [], []
    for word, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if i2 > i1:
            before.append(Piece(old[i1:i2], "same" if word == "equal" else "deleted"))
            both.append(before[-1])
        if j2 > j1:
            after.append(Piece(new[j1:j2], "same" if word == "equal" else "inserted"))
            both += after[-1:] if word != "equal" else []
    return Difference(name, tuple(before), tuple(after), tuple(both))
