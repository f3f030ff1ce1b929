"""What the departments of the demonstration write into their lists: the fields of an item as filed.

Whatever an item's fate needs to be doubtful or wrong at first is wrong here; ``workflows.demonstration.corrections`` puts it right.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from workflows.demonstration.campaign import LAW_AS_OF
from workflows.demonstration.fates import Fate
from workflows.demonstration.items import Filed
from workflows.demonstration.organisations import BY_KEY, DEPARTMENTS, FARMED, WATERSIDE
from workflows.domain.items import Basis, ItemFields
from workflows.domain.laws import cited_year, parse_bases
from workflows.domain.vocabulary import Kind, Mode, OwnerLevel, PenaltyKind
from workflows.files.law_register import own_register

DOCUMENT = "《生活垃圾分类制度实施方案》（国办发〔2017〕26号）"
UNKNOWN_LAWS = {
    "urban_management": "《广东省爱国卫生工作条例》",
    "housing": "《广东省建设工程质量管理条例》",
    "water": "《广东省水利工程管理条例》",
    "health": "《广东省爱国卫生工作条例》",
    "agriculture": "《广东省动物防疫条例》",
    "emergency": "《广东省突发事件应对条例》",
}
"""Laws that exist and that the register does not hold."""
_SECOND_BASES = {
    ("城市生活垃圾管理办法", "第四十二条"): "《中华人民共和国固体废物污染环境防治法》第一百一十一条第一款第（一）项",
    ("城市建筑垃圾管理规定", "第二十六条"): "《中华人民共和国固体废物污染环境防治法》第一百一十一条第一款第（四）项",
    ("建设工程质量管理条例", "第五十四条"): "《中华人民共和国建筑法》第六十五条第一款",
    ("建设工程质量管理条例", "第六十九条"): "《中华人民共和国建筑法》第七十条",
    ("公共场所卫生管理条例实施细则", "第三十五条"): "《公共场所卫生管理条例》第十四条第（四）项",
    ("公共场所卫生管理条例实施细则", "第三十八条"): "《公共场所卫生管理条例》第十四条第（二）项",
}
_CODED = {"health": "05", "emergency": "06"}
_KIND_DIGITS = {Kind.penalty: "02", Kind.inspection: "06", Kind.compulsory_measure: "03", Kind.compulsory_execution: "03"}
_FINE_ONLY = "仅限警告、罚款、没收，吊销许可证件除外"


def basis_cell(item: Filed, number: int) -> str:
    """The text of the basis cell as the department writes it, before any dirt of the workbook."""
    if item.detail in ("no_basis", "without_basis"):
        return ""
    if item.detail == "document":
        return DOCUMENT
    if item.detail == "execution":
        return "《城市市容和环境卫生管理条例》第三十七条"
    return right_basis_cell(item, number)


def right_basis_cell(item: Filed, number: int) -> str:
    """The citation that gives the power; every ninth names the version in force, every sixth carries a tag, some a wrong one."""
    law, article = item.power.law, item.power.article
    cell = f"{_tag(law, number)}《{law}》{_remark(law) if number % 9 == 0 else ''}{article}"
    second = _SECOND_BASES.get((law, article), "")
    unknown = UNKNOWN_LAWS[item.department] if item.detail == "unknown_law" else ""
    return "\n".join(filter(None, (cell, second, unknown)))


def _tag(law: str, number: int) -> str:
    found = own_register().find(law)
    if found is None or number % 6:
        return ""
    return "【行政法规】" if number % 24 == 0 else f"【{found.level.zh}】"


def _remark(law: str) -> str:
    """The version in force, for laws that had others before or have others after it."""
    found = own_register().find(law)
    version = own_register().in_force(found, LAW_AS_OF) if found and len(found.versions) > 1 else None
    return f"（{version.adopted_on.year}年修正）" if version and version.adopted_on else ""


def fields_as_filed(item: Filed, number: int, related: tuple[int, ...], mode: Mode) -> ItemFields:
    """The item as its department files it, under its number of the campaign."""
    scope = _FINE_ONLY if mode is Mode.devolve_in_part and item.power.revokes else ""
    scope = "仅限罚款，行政拘留除外" if item.detail == "detention_article" else scope
    return ItemFields(
        name=name_as_filed(item, number),
        kind=item.power.kind,
        penalty_kinds=_penalty_kinds(item),
        form=item.power.form,
        owner="广州市" + BY_KEY[item.department].name.removeprefix("海珠区") if item.detail == "above" else "",
        owner_level=OwnerLevel.city if item.detail == "above" else OwnerLevel.district,
        code=_code(item, number),
        bases=parse_bases(basis_cell(item, number)),
        mode=mode,
        scope_conduct=scope or ("限于街道辖区内日常巡查发现的一般案件" if mode is Mode.devolve_in_part else ""),
        receivers=_receivers(item, number),
        entrust_letter="海执法委〔2020〕1号" if mode is Mode.entrust and item.detail == "" else "",
        entrust_term="自公告施行之日起两年" if mode is Mode.entrust and item.detail == "" else "",
        related=related,
        remarks="与街道网格巡查衔接" if number % 25 == 0 else "",
    )


def mode_as_filed(item: Filed, number: int) -> Mode:
    """How the department proposes to hand the item on."""
    if item.fate is Fate.keep_at_filing:
        return Mode.defer if number % 5 == 0 else Mode.keep
    if item.detail in ("entrusted", "entrusted_measure"):
        return Mode.entrust
    if item.power.kind is Kind.inspection and item.fate is Fate.adopt_straight and number % 8 == 0:
        return Mode.entrust
    in_part = item.detail == "detention_article" or (item.power.kind is Kind.penalty and number % 9 == 4)
    return Mode.devolve_in_part if in_part else Mode.devolve


def name_as_filed(item: Filed, number: int) -> str:
    """The item's name with the endings that offices mix."""
    if item.detail == "other_kind":
        return item.power.name.replace("行政处罚", "行政检查")
    if item.power.kind is not Kind.penalty:
        return item.power.name
    endings: Mapping[int, Callable[[str], str]] = {
        3: lambda name: name.replace("的行政处罚", "的处罚"),
        5: lambda name: name.replace("的行政处罚", "行为的行政处罚"),
    }
    return endings.get(number % 7, str)(item.power.name)


def basis_of(law: str, article: str) -> tuple[Basis, ...]:
    """One citation as a tuple of bases."""
    return parse_bases(f"《{law}》{article}")


def cites_version_in_force(basis: Basis) -> bool:
    """Whether the basis names no version, or the one in force on the day of the campaign."""
    law = own_register().find(basis.law)
    version = own_register().in_force(law, LAW_AS_OF) if law else None
    year = cited_year(basis.law)
    return year is None or (version is not None and version.adopted_on is not None and version.adopted_on.year == year)


def _penalty_kinds(item: Filed) -> tuple[PenaltyKind, ...]:
    wrong = (PenaltyKind.detention,) if item.detail == "detention" else ()
    return tuple(sorted({*item.power.penalty_kinds, *wrong}))


def _code(item: Filed, number: int) -> str:
    """Twelve digits for the two departments that have codes; none for the others."""
    if item.department not in _CODED:
        return ""
    return f"44{_KIND_DIGITS[item.power.kind]}{_CODED[item.department]}{number // 1000:03}{number % 1000:03}"


def _receivers(item: Filed, number: int) -> tuple[str, ...]:
    if item.department == "agriculture":
        return FARMED
    return WATERSIDE if item.department == DEPARTMENTS[2].key and number % 3 == 0 else ()
