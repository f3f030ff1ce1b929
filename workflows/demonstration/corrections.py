"""How departments of the demonstration put right what was returned, blocked or commented on: fields and their new values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from workflows.demonstration.filing import DOCUMENT, basis_of
from workflows.demonstration.items import Filed
from workflows.domain.laws import parse_bases
from workflows.domain.vocabulary import Mode

Change = Mapping[str, object]


def _name(item: Filed) -> Change:
    return {"name": item.power.name, "remarks": "名称已按条文规范"}


def _conduct(item: Filed) -> Change:
    return {"mode": Mode.devolve_in_part, "scope_conduct": "限于街道辖区内日常巡查发现和群众举报的一般案件"}


def _object(item: Filed) -> Change:
    return {"mode": Mode.devolve_in_part, "scope_object": "市、区重点工程和中央、省属单位除外"}


def _border(item: Filed) -> Change:
    return {"remarks": "跨街道案件和有较大影响的案件由区级部门办理"}


RETURNS: Sequence[tuple[str, Callable[[Filed], Change]]] = (
    ("事项名称与条文表述不完全一致，请按条文规范名称并在备注中说明。", _name),
    ("请明确街道承接的范围，区分一般案件和重大案件。", _conduct),
    ("请写明适用对象，市、区重点工程是否包括在内。", _object),
    ("请在备注中写明街道与区级部门的职责边界。", _border),
)
"""Why an item is returned, and what its department then changes."""


def returned(item: Filed, turn: int) -> tuple[str, Change]:
    """Reason of the ``turn``-th return in a row of returns, and the change that answers it."""
    reason, change = RETURNS[turn % len(RETURNS)]
    return reason, change(item)


def corrected(item: Filed) -> Change:
    """What makes a blocked item fit to go, by what was wrong with it."""
    power = item.power
    right: Mapping[str, Change] = {
        "document": {"bases": basis_of(power.law, power.article)},
        "no_basis": {"bases": basis_of(power.law, power.article)},
        "execution": {"bases": basis_of(power.law, power.article)},
        "entrusted_measure": {"mode": Mode.devolve},
        "detention": {"penalty_kinds": power.penalty_kinds},
    }
    return right[item.detail]


def spoiled(item: Filed) -> Change:
    """A correction gone wrong: the basis is replaced by a normative document."""
    return {"bases": parse_bases(DOCUMENT), **_border(item)}


def restored(item: Filed) -> Change:
    """What puts ``spoiled`` right."""
    return {"bases": basis_of(item.power.law, item.power.article)}


def revised(item: Filed) -> Change:
    """What a department changes after a comment was adopted."""
    return {"mode": Mode.devolve_in_part, "scope_conduct": "限于一般案件，重大案件由区级部门办理"}


KEPT_AFTER_ALL: Change = {"mode": Mode.keep}
"""The change of a department that gives the item up."""
REVISE = "采纳意见，请部门修改下放范围后再报。"
"""Why the coordinator sends an item back after a comment."""
RECONSIDER = "请部门核实本项是否确需下放。"
"""Why an item is returned that its department then keeps."""
CHECK_BASIS = "请补充职责边界，并核对依据。"
"""Why an item is returned whose correction goes wrong at first."""
