"""The cells of the demonstration's collection workbooks, as people fill them in: right in substance, untidy in form.

Every untidiness is decided by the item's number, and none of it changes what a careful reader takes from the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from workflows.demonstration.organisations import BY_KEY
from workflows.demonstration.plan import PlannedItem

_ALL = ("各街道办事处", "全部街道", "", "18个街道", "各街道")
_DIGITS = {"三十四": "34", "三十六": "36", "四十二": "42", "六十三": "63", "九十四": "94", "四十五": "45"}


def cell(item: PlannedItem, field: str) -> str:
    """What stands in the column of that field, as the department wrote it."""
    return _CELLS[field](item)


def _name(item: PlannedItem) -> str:
    """Every eleventh name is broken over two lines, every thirteenth stands between blanks."""
    name = item.fields.name
    if item.number % 11 == 0:
        name = f"{name[:8]}\n{name[8:]}"
    return f"　{name} " if item.number % 13 == 0 else name


def _bases(item: PlannedItem) -> str:
    """Laws below each other or behind each other; some in stray quotes, with Arabic numbers or mixed line ends."""
    parts = [_cited(basis.law, basis.article, basis.level.zh if basis.level else "") for basis in item.fields.bases]
    separator = ("\r\n", "\n", "；", "　")[item.number % 4]
    text = separator.join(parts)
    if item.number % 14 == 0:
        text = re.sub("|".join(_DIGITS), lambda found: _DIGITS[found.group()], text)
    return f"“{text}”" if text and item.number % 10 == 7 else text


def _cited(law: str, article: str, tag: str) -> str:
    """A citation with the version remark behind the title, as papers write it."""
    remark = re.search("（[0-9]{4}年修[订正改]）$", law)
    title = law[: remark.start()] if remark else law
    return f"{f'【{tag}】' if tag else ''}《{title}》{remark.group() if remark else ''}{article}"


def _receivers(item: PlannedItem) -> str:
    if not item.fields.receivers:
        return _ALL[item.number % len(_ALL)]
    ending = ("街道", "街", "街道办事处")[item.number % 3]
    return "、".join(BY_KEY[key].short + ending for key in item.fields.receivers)


_CELLS: Mapping[str, Callable[[PlannedItem], str]] = {
    "serial": lambda item: str(item.row),
    "department": lambda item: BY_KEY[item.department].name,
    "code": lambda item: item.fields.code,
    "name": _name,
    "kind": lambda item: item.fields.kind.zh if item.fields.kind else "",
    "bases": _bases,
    "penalty_kinds": lambda item: "、".join(kind.zh for kind in item.fields.penalty_kinds),
    "form": lambda item: item.fields.form.zh if item.fields.form else "",
    "owner": lambda item: item.fields.owner,
    "owner_level": lambda item: item.fields.owner_level.zh if item.fields.owner_level else "",
    "mode": lambda item: item.fields.mode.zh if item.fields.mode else "",
    "receivers": _receivers,
    "scope_conduct": lambda item: item.fields.scope_conduct,
    "scope_object": lambda item: item.fields.scope_object,
    "entrust_letter": lambda item: item.fields.entrust_letter,
    "entrust_term": lambda item: item.fields.entrust_term,
    "related": lambda item: "、".join(map(str, item.fields.related)),
    "remarks": lambda item: item.fields.remarks,
}
