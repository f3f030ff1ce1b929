"""What the screening table reads: flat facts about one item on one day of the law.

Facts that block come from fields alone. Words in a name only give facts named ``words_…``, which the table uses for warnings
that ask a person to look (请核对): 划拨 also stands in 非法划拨土地.

Source: ``bpmn/screening.dmn``; 行政处罚法 as revised in force from 2021-07-15; 行政强制法 in force from 2012-01-01.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from workflows.domain.items import Basis, ItemFields
from workflows.domain.laws import Register, cited_year
from workflows.domain.vocabulary import MEASURE_FORMS, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind

PENALTY_LAW_REVISED = datetime.date(2021, 7, 15)
"""First day of 行政处罚法 as revised in 2021."""
COMPULSION_LAW = datetime.date(2012, 1, 1)
"""First day of 行政强制法."""

_FREEDOM = frozenset({PenaltyKind.detention, PenaltyKind.restricted_freedom})
_KEPT = frozenset({Mode.keep, Mode.defer})
_ABOVE = frozenset({OwnerLevel.city, OwnerLevel.province})
_EXECUTION_FORMS = frozenset(Form) - MEASURE_FORMS
_LEVELS = tuple(LawLevel)
_REGULATIONS = frozenset({LawLevel.law, LawLevel.administrative_regulation, LawLevel.local_regulation})
_SERVING = {
    "第四十五条": frozenset({Form.added_fine}),
    "第五十条": frozenset({Form.performance_by_proxy}),
    "第五十二条": frozenset({Form.performance_by_proxy}),
}
"""Articles of 行政强制法 that themselves give an execution, by usual reading, and the forms they give."""
_NAME_ENDINGS = (
    ("强制措施", (Kind.compulsory_measure, Kind.compulsory)),
    ("强制执行", (Kind.compulsory_execution, Kind.compulsory)),
    ("处罚", (Kind.penalty,)),
    ("检查", (Kind.inspection,)),
)

FACT_NAMES = frozenset(
    {
        "era", "compulsion_law_in_force", "kind", "mode", "form", "to_be_kept",
        "restricts_freedom", "revokes", "penalty_kinds_given", "form_fits_kind", "above_district", "has_letter_and_term",
        "has_basis", "unknown_law", "best_level", "rests_on_law", "rests_on_law_or_regulation", "only_normative",
        "only_compulsion_law", "compulsion_law_serves", "detention_article", "cites_older_version", "cites_law_not_in_force",
        "words_name_other_kind", "words_name_detention", "words_name_deposits",
    }
)  # fmt: skip
"""Every name a cell of the table may compare."""


def facts(fields: ItemFields, register: Register, law_as_of: datetime.date) -> dict[str, str | int | bool]:
    """Exactly the facts of ``FACT_NAMES`` about the item under the law of that day; codes are those of the vocabulary.

    A code not said is "none". ``best_level`` is the strongest level among the laws the register knows, else "unknown", else
    "none" without a basis. What an unknown law may hold is left open: it neither blocks nor clears, ``unknown_law`` says so.
    """
    return _of_day(law_as_of) | _of_power(fields) | _of_bases(fields, register, law_as_of) | _of_words(fields)


def _of_day(law_as_of: datetime.date) -> dict[str, str | int | bool]:
    """Which law holds on the day."""
    return {
        "era": "before_2021_07_15" if law_as_of < PENALTY_LAW_REVISED else "from_2021_07_15",
        "compulsion_law_in_force": law_as_of >= COMPULSION_LAW,
    }


def _of_power(fields: ItemFields) -> dict[str, str | int | bool]:
    """Kind, mode, form, penalty kinds, owner."""
    penalties = frozenset(fields.penalty_kinds)
    return {
        "kind": _code(fields.kind),
        "mode": _code(fields.mode),
        "form": _code(fields.form),
        "to_be_kept": fields.mode in _KEPT,
        "restricts_freedom": bool(penalties & _FREEDOM),
        "revokes": PenaltyKind.revocation in penalties,
        "penalty_kinds_given": bool(penalties),
        "form_fits_kind": _form_fits(fields.kind, fields.form),
        "above_district": fields.owner_level in _ABOVE,
        "has_letter_and_term": bool(fields.entrust_letter.strip() and fields.entrust_term.strip()),
    }


def _of_bases(fields: ItemFields, register: Register, on: datetime.date) -> dict[str, str | int | bool]:
    """How strong the bases are, and whether they hold on the day."""
    levels = {register.level(basis.law) for basis in fields.bases}
    known = levels - {None}
    return {
        "has_basis": bool(fields.bases),
        "unknown_law": None in levels,
        "best_level": next((level.value for level in _LEVELS if level in known), "unknown" if fields.bases else "none"),
        "rests_on_law": LawLevel.law in known,
        "rests_on_law_or_regulation": bool(known & _REGULATIONS),
        "only_normative": levels == {LawLevel.normative_document},
        "only_compulsion_law": _only_compulsion_law(fields.bases, register),
        "compulsion_law_serves": any(_serves(basis, fields.form) for basis in fields.bases),
        "detention_article": any(_may_detain(basis, register, on) for basis in fields.bases),
        "cites_older_version": any(_year_gap(basis, register, on) < 0 for basis in fields.bases),
        "cites_law_not_in_force": any(_year_gap(basis, register, on) > 0 for basis in fields.bases),
    }


def _of_words(fields: ItemFields) -> dict[str, str | int | bool]:
    """What the words of the name suggest and the fields do not say."""
    suggested = next((kinds for ending, kinds in _NAME_ENDINGS if re.search(f"{ending}[）)。]*$", fields.name)), ())
    return {
        "words_name_other_kind": bool(suggested) and fields.kind is not None and fields.kind not in suggested,
        "words_name_detention": "拘留" in fields.name and not frozenset(fields.penalty_kinds) & _FREEDOM,
        "words_name_deposits": _names_deposits(fields),
    }


def _names_deposits(fields: ItemFields) -> bool:
    """Whether a compulsory item's name speaks of 冻结 or 划拨 and its form is another one."""
    if fields.kind not in (Kind.compulsory_measure, Kind.compulsory_execution):
        return False
    return bool(re.search("冻结|划拨", fields.name)) and fields.form not in (Form.freeze, Form.transfer_deposits)


def _form_fits(kind: Kind | None, form: Form | None) -> bool:
    """Whether the form, if said, is one of the kind's forms; other kinds have none."""
    if form is None or kind in (None, Kind.compulsory):
        return True
    return form in {Kind.compulsory_measure: MEASURE_FORMS, Kind.compulsory_execution: _EXECUTION_FORMS}.get(kind, ())


def _only_compulsion_law(bases: Iterable[Basis], register: Register) -> bool:
    """Whether there are bases of level 法律 and all of them are 行政强制法."""
    laws = {law.title for basis in bases if (law := register.find(basis.law)) and law.level is LawLevel.law}
    return laws == {"中华人民共和国行政强制法"}


def _serves(basis: Basis, form: Form | None) -> bool:
    """Whether the basis is an article of 行政强制法 that itself gives this form of execution."""
    is_compulsion_law = basis.law.removeprefix("中华人民共和国").startswith("行政强制法")
    return is_compulsion_law and form in _SERVING.get(_article_alone(basis.article), ())


def _may_detain(basis: Basis, register: Register, on: datetime.date) -> bool:
    """Whether the article, in the version of the day, has 拘留 beside other penalties."""
    law = register.find(basis.law)
    version = register.in_force(law, on) if law else None
    return version is not None and _article_alone(basis.article) in version.detention_articles


def _year_gap(basis: Basis, register: Register, on: datetime.date) -> int:
    """Below 0 if the basis names an older version than the one in force, above 0 if what it cites is not in force (yet).

    0 where the register holds no dates for the law, or the basis names no version of a law in force.
    """
    law = register.find(basis.law)
    if law is None or not law.versions:
        return 0
    version, cited = register.in_force(law, on), cited_year(basis.law)
    if version is None:
        return 1
    return (cited - version.adopted_on.year) if cited and version.adopted_on else 0


def _article_alone(article: str) -> str:
    """第四十五条 of 第四十五条第一款; empty where there is none."""
    found = re.match("第[^第]+条", article)
    return found.group() if found else ""


def _code(term: str | None) -> str:
    return "none" if term is None else str(term)
