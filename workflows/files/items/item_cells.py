"""What one cell of an item list means: kinds, modes, receivers, penalty kinds; suggestions are told apart from statements.

Nothing here decides in silence: a reading is either exactly what the cell says, or a suggestion that somebody is asked to check.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from workflows.domain.folding import folded
from workflows.domain.items import Basis
from workflows.domain.laws import canonical_article, parse_bases
from workflows.domain.vocabulary import BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind
from workflows.domain.words import Term

_KINDS: Mapping[Kind, Sequence[str]] = {
    Kind.penalty: ("处罚", "处罚类", "行政处罚类", "02"),
    Kind.inspection: ("检查", "监督检查", "行政监督检查", "执法检查", "行政监督", "日常检查", "行政检查类", "检查类", "06"),
    Kind.compulsory: ("强制", "行政强制类", "强制类", "03"),
    Kind.compulsory_measure: ("强制措施", "行政强制（措施）", "行政强制-措施"),
    Kind.compulsory_execution: ("强制执行", "行政强制（执行）", "行政强制-执行"),
}
_MODES: Mapping[Mode, Sequence[str]] = {
    Mode.devolve: ("全部下放", "赋权", "全部赋权", "划转", "全部划转", "直接下放", "整体下放", "下放街道"),
    Mode.devolve_in_part: ("部分赋权", "部分划转"),
    Mode.entrust: ("委托下放", "委托实施", "委托执法", "委托街道", "委托行使"),
    Mode.keep: ("保留", "不予下放", "不赋权", "继续保留", "同意保留"),
    Mode.defer: ("暂缓下放", "暂不下放", "缓下放"),
}
_EXTENTS: Mapping[Mode, Sequence[str]] = {Mode.devolve: ("全部", "全部划转"), Mode.devolve_in_part: ("部分", "部分划转")}
_ENDINGS = (
    (re.compile(r"强制措施$|查封$|扣押$|查封扣押$|查封,扣押$"), Kind.compulsory_measure),
    (re.compile(r"强制执行$|代履行$|加处罚款$"), Kind.compulsory_execution),
    (re.compile(r"行政强制$"), Kind.compulsory),
    (re.compile(r"处罚$"), Kind.penalty),
    (re.compile(r"检查(情况)?$"), Kind.inspection),
)
_HEADINGS = (("违法行为|案由|处罚", Kind.penalty), ("检查", Kind.inspection), ("强制", Kind.compulsory))
_PENALTY_WORDS: Sequence[tuple[PenaltyKind, str]] = (
    (PenaltyKind.warning, "警告"),
    (PenaltyKind.public_criticism, "通报批评"),
    (PenaltyKind.fine, "罚款"),
    (PenaltyKind.confiscation, "没收"),
    (PenaltyKind.suspension, "暂扣"),
    (PenaltyKind.downgrade, "降低资质|降级"),
    (PenaltyKind.revocation, "吊销"),
    (PenaltyKind.restricted_operation, "限制开展生产"),
    (PenaltyKind.stop_operation, "停产停业|停业整顿"),
    (PenaltyKind.closure, "责令关闭"),
    (PenaltyKind.restricted_profession, "限制从业"),
    (PenaltyKind.detention, "拘留"),
)
_SEPARATORS = re.compile(r"[、,，;；/\s]+|及|和|与")
_ALL_RECEIVERS = re.compile(
    r"(全部|各|所有|全区|全区各|本区各|辖区各|区内各|各有关|各相关)?(18|十八)?个?(街道|街道办事处|镇街|街镇|街)|全部|全区"
)
_OWN_LINE = re.compile(
    rf"(?:【(?P<level>{'|'.join(level.zh for level in LawLevel)})】)?《(?P<law>[^《》\n]+)》"
    r"(?P<article>[第零〇○一二三四五六七八九十百千两\d条款项目之、（）至-]*)"
    rf"(?:〔(?P<role>{'|'.join(role.zh for role in BasisRole)})〕)?"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029]")
_NEVER = ("Cc", "Cs")


def _by_label(terms: type[Term], more: Mapping[Term, Sequence[str]]) -> dict[str, Term]:
    labels = {folded(label): term for term in terms for label in (term.zh, term.value)}
    return labels | {folded(label): term for term, others in more.items() for label in others}


_KIND_OF = _by_label(Kind, _KINDS)
_MODE_OF = _by_label(Mode, _MODES)
_EXTENT_OF = {folded(label): mode for mode, labels in _EXTENTS.items() for label in labels}
_PENALTY_OF = _by_label(PenaltyKind, {})
_FORM_OF = _by_label(Form, {Form.restore: ("排除妨碍、恢复原状", "排除妨碍", "恢复原状")})
_LEVEL_OF = _by_label(OwnerLevel, {OwnerLevel.district: ("区", "区县级", "县级"), OwnerLevel.city: ("市",), OwnerLevel.province: ("省",)})


def cleaned(text: str) -> str:
    """NFC, one kind of line end, no blanks around; inner blanks and lines stay as written."""
    return unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """``cleaned`` without the line breaks that a narrow cell put into a name."""
    return "".join(part.strip() for part in cleaned(text).split("\n"))


def control_character(text: str) -> str | None:
    """The first character no text may hold (C0, C1, NUL, half surrogate, noncharacter), as U+0000; None if there is none."""
    if text.isprintable():
        return None
    for mark in text:
        if (unicodedata.category(mark) in _NEVER and mark not in "\t\n\r") or ord(mark) & 0xFFFE == 0xFFFE:
            return f"U+{ord(mark):04X}"
    return None


def hidden_character(text: str) -> str | None:
    """The first zero-width or direction-changing character, as U+200B; None if there is none."""
    if text.isprintable():
        return None
    return next((f"U+{ord(mark):04X}" for mark in text if unicodedata.category(mark) == "Cf"), None)


def kind_of(text: str) -> Kind | None:
    """The kind a cell states, codes 02, 03 and 06 included; None for any other word."""
    return _KIND_OF.get(folded(text).zfill(2) if text.strip().isdecimal() else folded(text))


def kind_by_name(name: str) -> Kind | None:
    """The kind that the ending of a name suggests."""
    ending = folded(name).rstrip(")")
    return next((kind for pattern, kind in _ENDINGS if pattern.search(ending)), None)


def kind_by_heading(label: str) -> Kind | None:
    """The kind that the heading over the names suggests (违法行为, 检查事项)."""
    return next((kind for pattern, kind in _HEADINGS if re.search(pattern, label)), None)


def mode_of(text: str) -> Mode | None:
    """The mode a cell states; None for any other word."""
    return _MODE_OF.get(folded(text))


def mode_by_extent(text: str) -> Mode | None:
    """The mode that 划转范围 (全部, 部分) suggests."""
    return _EXTENT_OF.get(folded(text))


def form_of(text: str) -> Form | None:
    """The form of compulsion a cell states."""
    return _FORM_OF.get(folded(text))


def owner_level_of(text: str) -> OwnerLevel | None:
    """The level of the lawful owner a cell states."""
    return _LEVEL_OF.get(folded(text))


def penalty_kinds_of(text: str) -> tuple[tuple[PenaltyKind, ...], bool]:
    """The penalty kinds of a cell, sorted, and whether the cell states them (True) or its words suggest them."""
    stated = [_PENALTY_OF.get(folded(part)) for part in _SEPARATORS.split(text) if part]
    if all(stated):
        return tuple(sorted({kind for kind in stated if kind})), True
    return tuple(sorted(kind for kind, pattern in _PENALTY_WORDS if re.search(pattern, text))), False


def related_of(text: str) -> tuple[int, ...] | None:
    """Item numbers, sorted; None if the cell holds anything else."""
    parts = [part for part in _SEPARATORS.split(text) if part]
    if not all(part.isascii() and part.isdecimal() and len(part) <= 9 for part in parts):
        return None
    return tuple(sorted({int(part) for part in parts}))


def receivers_of(text: str, known: Mapping[str, str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The keys of the subdistricts a cell names, sorted, and the names nobody knows; no key at all means all subdistricts.

    Args:
        known: ``subdistrict_key`` of a name to the organisation's key.
    """
    if not text.strip() or _ALL_RECEIVERS.fullmatch(folded(text)):
        return (), ()
    names = [part for part in re.split(r"[、,，;；/\s]+", text) if part]
    keys = {known[subdistrict_key(name)] for name in names if subdistrict_key(name) in known}
    return tuple(sorted(keys)), tuple(name for name in names if subdistrict_key(name) not in known)


def subdistrict_key(name: str) -> str:
    """The name of a subdistrict without what all of them end in (街道办事处, 街道, 办事处, 街)."""
    key = folded(name)
    for ending in ("街道办事处", "街道办", "办事处", "街道", "街"):
        if key.endswith(ending) and len(key) > len(ending):
            return key.removesuffix(ending)
    return key


def bases_of(text: str, law: str) -> tuple[Basis, ...]:
    """The bases a cell cites: lines of our own form word for word, anything else through ``parse_bases``."""
    own = [_OWN_LINE.fullmatch(line.strip()) for line in cleaned(text).split("\n")]
    if all(line and canonical_article(line["article"]) == line["article"] for line in own):
        return tuple(_own_basis(line) for line in own if line)
    return parse_bases(cleaned(text), cleaned(law))


def own_basis_line(basis: Basis) -> str:
    """One basis as our form writes it: 【level】《law》article〔role〕; 设定 needs no role."""
    level = f"【{basis.level.zh}】" if basis.level else ""
    role = "" if basis.role is BasisRole.sets else f"〔{basis.role.zh}〕"
    return f"{level}{basis.cited}{role}"


def hidden_bases(bases: Iterable[Basis]) -> str:
    """Bases as JSON for the hidden column, for those that nobody would find again in their printed lines."""
    plain = [[basis.law, basis.article, basis.level, basis.role] for basis in bases]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


def hidden_bases_of(hidden: str, printed: str) -> tuple[Basis, ...] | None:
    """The bases of the hidden column while the printed lines are still theirs; None once somebody changed either."""
    if not hidden:
        return None
    try:
        bases = tuple(
            Basis(str(law), str(article), LawLevel(level) if level else None, BasisRole(role))
            for law, article, level, role in json.loads(hidden)
        )
    except (ValueError, TypeError):
        return None
    return bases if cleaned("\n".join(own_basis_line(basis) for basis in bases)) == printed else None


def _own_basis(line: re.Match[str]) -> Basis:
    level = LawLevel.of_label(line["level"]) if line["level"] else None
    role = BasisRole.of_label(line["role"]) if line["role"] else None
    return Basis(line["law"], line["article"], level, role or BasisRole.sets)
