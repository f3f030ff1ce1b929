"""Findings: what screening and a look over the whole list say about an item, and whether a person has answered it.

Source: ``bpmn/screening.dmn`` for one item; 行政强制法 Art. 17 and the practice of 研讨 for findings about the list.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from workflows.domain.folding import folded
from workflows.domain.items import ItemFields
from workflows.domain.vocabulary import Kind, Severity
from workflows.domain.words import Words

LIST_CODES = frozenset(
    {"without_penalty", "left_behind", "unknown_related", "same_name", "similar_name", "code_twice", "code_and_kind"}
)
"""Codes of findings about the whole list."""
COMPULSION_ARTICLE = "《中华人民共和国行政强制法》第十七条第二款"
LIST_RULE = "采集清单核对规则"
CHARACTERS_A_DIFFERENCE = 20
"""Names are nearly equal when they differ in one character, or in one more for each such many characters."""
DIFFERENCES_AT_MOST = 5
"""However long the names are, more differences than these make two items."""
NEAR_AT_MOST = 20
"""For one name so many nearly equal ones are looked for among those not longer: a flood of them is flagged, not listed out."""
NAMED_AT_MOST = 5
"""A message names so many other items and counts the rest."""

_COMPANIONS = frozenset({Kind.inspection, Kind.compulsory_measure, Kind.compulsory_execution})
_CODE_KINDS = {
    "02": frozenset({Kind.penalty}),
    "03": frozenset({Kind.compulsory_measure, Kind.compulsory_execution, Kind.compulsory}),
    "06": frozenset({Kind.inspection}),
}
_ENDING = re.compile("(?:的?行为)?的?(?:行政)?(?:处罚|检查|强制措施|强制执行|强制)$")

WITHOUT_PENALTY = Words("本项没有关联的行政处罚事项，请补充关联或说明理由", "No penalty item is related to this item: add it or say why")
LEFT_BEHIND = Words(
    "关联事项未一并下放：{others}，请一并调整或说明理由", "Related items do not go along: {others}; adjust them together or say why"
)
UNKNOWN_RELATED = Words("关联事项不在清单中：{others}", "Related items are not on the list: {others}")
SAME_NAME = Words("与以下事项名称相同：{others}，请核对是否重复", "Same name as {others}: check whether it is a duplicate")
SIMILAR_NAME = Words("与以下事项名称相近：{others}，请核对是否重复", "Nearly the same name as {others}: check whether it is a duplicate")
CODE_TWICE = Words("职权编码与以下事项相同：{others}", "The same code stands on {others}")
CODE_AND_KIND = Words("职权编码与职权类别不一致，请核对", "Code and kind disagree: please check")

JUDGED: Mapping[str, tuple[str, ...]] = {
    "without_penalty": ("kind", "mode", "related"),
    "left_behind": ("kind", "mode", "related"),
    "unknown_related": ("related",),
    "same_name": ("name", "kind"),
    "similar_name": ("name", "kind"),
    "code_twice": ("code",),
    "code_and_kind": ("code", "kind"),
    "detention_article": ("kind", "bases", "scope_conduct", "mode"),
    "revocation": ("kind", "penalty_kinds", "scope_conduct", "mode"),
    "owner_above_district": ("kind", "owner", "owner_level", "mode"),
    "entrusted_without_letter": ("kind", "mode", "entrust_letter", "entrust_term"),
    "entrusted_to_subdistrict": ("kind", "mode"),
    "inspection_without_basis": ("kind", "bases"),
    "inspection_on_document": ("kind", "bases"),
    "unknown_law": ("bases",),
    "law_not_in_force": ("bases",),
    "name_other_kind": ("name", "kind"),
    "name_detention": ("name", "kind", "penalty_kinds"),
    "name_deposits": ("name", "kind", "form"),
    "form_missing": ("kind", "form"),
    "form_of_other_kind": ("kind", "form"),
    "measure_on_compulsion_law": ("kind", "bases"),
}
"""The fields a warning judged; a code not listed judged all of them."""
MENDED: Mapping[str, str] = {
    "freedom_penalty": "penalty_kinds",
    "penalty_without_basis": "bases",
    "penalty_on_document": "bases",
    "freedom_measure": "bases",
    "measure_entrusted": "mode",
    "freeze": "mode",
    "transfer_deposits": "mode",
    "measure_without_regulation": "bases",
    "measure_beyond_local": "form",
    "execution_without_law": "bases",
}
"""The field in which a block is mended, as its sentence asks."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found about one item: what kind, how heavy, on which legal ground, in words for people."""

    code: str
    severity: Severity
    citation: str
    message: Words


@dataclass(frozen=True, slots=True)
class ListedItem:
    """One item of a campaign's list, as ``list_findings`` looks at it.

    ``number`` is what people see and what ``related`` holds. ``kept`` says that the process has ended at kept, so that the item
    does not go to the subdistricts whatever its mode says.
    """

    item_id: int
    number: int
    fields: ItemFields
    kept: bool = False

    @property
    def goes(self) -> bool:
        """Whether the item is still on its way to the subdistricts."""
        return self.fields.devolves and not self.kept


def findings_from(rows: Iterable[Mapping[str, str]]) -> tuple[Finding, ...]:
    """The rows the screening table gave, as findings in the same order, each code once.

    Source: outputs ``code``, ``severity``, ``citation``, ``zh``, ``en`` of ``bpmn/screening.dmn``.
    """
    found: dict[str, Finding] = {}
    for row in rows:
        message = Words(row["zh"], row["en"])
        found.setdefault(row["code"], Finding(row["code"], Severity(row["severity"]), row["citation"], message))
    return tuple(found.values())


def finding_key(finding: Finding, fields: ItemFields) -> str:
    """Digest (32 hex digits) of the finding and of the values it judged.

    An answered warning stays answered while its key stays the same: while neither these values nor what the finding says change.
    """
    plain = fields.as_json()
    values = {name: plain[name] for name in JUDGED.get(finding.code, tuple(plain))}
    said = [finding.code, finding.citation, finding.message.zh, values]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()[:32]


def shown_at(code: str) -> str:
    """The field beside which people look for a finding: where it is mended, else the first field it judged but the kind."""
    judged = JUDGED.get(code, ("name",))
    return MENDED.get(code) or next((field for field in judged if field != "kind"), judged[0])


def unanswered(findings: Iterable[Finding], fields: ItemFields, answered_keys: Collection[str]) -> tuple[Finding, ...]:
    """The warnings nobody has answered for these values, in order."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.warn and finding_key(finding, fields) not in answered_keys
    )


def outcome(findings: Sequence[Finding], fields: ItemFields, answered_keys: Collection[str]) -> str:
    """The action that screening takes: "block", "warn" while a warning is unanswered, else "clear". Notes route nothing.

    Source: ``bpmn/file_item.bpmn`` place ``screen_item``.
    """
    if any(finding.severity is Severity.block for finding in findings):
        return "block"
    return "warn" if unanswered(findings, fields, answered_keys) else "clear"


def list_findings(rows: Sequence[ListedItem]) -> Mapping[int, tuple[Finding, ...]]:
    """Findings about the whole list, by item id; items without one are left out.

    Every finding between items stands on each of them and names the others by number. All are warnings. Names are compared
    within one kind, without 对…行为的行政处罚 around them; 5,000 items take about a second.
    """
    found: dict[int, list[Finding]] = defaultdict(list)
    for look in (_companions, _names, _codes):
        for row, finding in look(rows):
            found[row.item_id].append(finding)
    return {item_id: tuple(findings) for item_id, findings in found.items()}


def _warning(code: str, citation: str, message: Words, others: Sequence[ListedItem] = (), count: int | None = None) -> Finding:
    """A warning about the list; ``count`` says how many others there are where ``others`` holds only the first of them."""
    return Finding(code, Severity.warn, citation, message.filled(others=_named(others, len(others) if count is None else count)))


def _named(others: Sequence[ListedItem], count: int) -> str:
    """Numbers and names of the first few items in order of number, and how many there are if that is more."""
    first = heapq.nsmallest(NAMED_AT_MOST, others, key=lambda row: row.number)
    shown = "、".join(f"第{row.number}号“{row.fields.name}”" for row in first)
    return shown + (f"…（{count}）" if count > NAMED_AT_MOST else "")


def _alike(code: str, message: Words, group: Sequence[ListedItem]) -> Iterator[tuple[ListedItem, Finding]]:
    """A warning on every item of a group of equals, naming the first few others; nothing where an item is alone."""
    first = heapq.nsmallest(NAMED_AT_MOST + 1, group, key=lambda row: row.number)
    for row in group if len(group) > 1 else ():
        yield row, _warning(code, LIST_RULE, message, [other for other in first if other is not row], len(group) - 1)


def _companions(rows: Sequence[ListedItem]) -> Iterator[tuple[ListedItem, Finding]]:
    """Penalties and their inspections and compulsory powers go together, or somebody says why not."""
    by_number = {row.number: row for row in rows}
    related = _related(rows, by_number)
    for row in rows:
        missing = [number for number in row.fields.related if number not in by_number]
        if missing:
            message = UNKNOWN_RELATED.filled(others="、".join(f"第{number}号" for number in missing))
            yield row, Finding("unknown_related", Severity.warn, LIST_RULE, message)
        others = related[row.number]
        if row.goes and row.fields.kind in _COMPANIONS and not any(other.fields.kind is Kind.penalty for other in others):
            yield row, _warning("without_penalty", COMPULSION_ARTICLE, WITHOUT_PENALTY)
        apart = [other for other in others if other.goes != row.goes and _go_together(row, other)]
        if apart:
            yield row, _warning("left_behind", COMPULSION_ARTICLE, LEFT_BEHIND, apart)


def _related(rows: Sequence[ListedItem], by_number: Mapping[int, ListedItem]) -> Mapping[int, tuple[ListedItem, ...]]:
    """The items related to each number, whichever of the two says so."""
    pairs: dict[int, dict[int, ListedItem]] = defaultdict(dict)
    for row in rows:
        for number in row.fields.related:
            if number in by_number and number != row.number:
                pairs[row.number][number] = by_number[number]
                pairs[number][row.number] = row
    return defaultdict(tuple, {number: tuple(others.values()) for number, others in pairs.items()})


def _go_together(one: ListedItem, other: ListedItem) -> bool:
    """Whether one of the two is a penalty and the other its inspection or compulsory power."""
    kinds = {one.fields.kind, other.fields.kind}
    return Kind.penalty in kinds and bool(kinds & _COMPANIONS)


def _names(rows: Sequence[ListedItem]) -> Iterator[tuple[ListedItem, Finding]]:
    """Equal and nearly equal names, within one kind."""
    groups: dict[tuple[Kind | None, str], list[ListedItem]] = defaultdict(list)
    for row in rows:
        groups[row.fields.kind, name_core(row.fields.name)].append(row)
    for same in groups.values():
        yield from _alike("same_name", SAME_NAME, same)
    for name, near in _near_of_a_kind(groups).items():
        others = [row for other in near for row in groups[other]]
        for row in groups[name]:
            yield row, _warning("similar_name", LIST_RULE, SIMILAR_NAME, others)


def _near_of_a_kind(names: Iterable[tuple[Kind | None, str]]) -> Mapping[tuple[Kind | None, str], set[tuple[Kind | None, str]]]:
    """For each kind and name the nearly equal names of that kind; names without any are left out."""
    by_kind: dict[Kind | None, list[str]] = defaultdict(list)
    for kind, core in names:
        by_kind[kind].append(core)
    similar: dict[tuple[Kind | None, str], set[tuple[Kind | None, str]]] = defaultdict(set)
    for kind, cores in by_kind.items():
        for one, other in near_names(cores):
            similar[kind, one].add((kind, other))
            similar[kind, other].add((kind, one))
    return similar


def name_core(name: str) -> str:
    """A name for comparison: folded, without 对 … 行为的行政处罚 around it."""
    core = _ENDING.sub("", folded(name))
    return core.removeprefix("对")


def near_names(cores: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs of different names that are nearly equal; each pair once. Shorter than 4 characters is never near.

    Cut into one piece more than the differences allowed, a name near another has at least one of its pieces in it unharmed,
    moved by no more places than there are differences: only names that share such a piece are compared.
    """
    ordered = sorted((core for core in cores if len(core) >= 4), key=lambda core: (len(core), core))
    holding: dict[tuple[int, int, int, str], list[int]] = defaultdict(list)
    for index, core in enumerate(ordered):
        most = _differences(len(core))
        found = {one for piece in _pieces_to_find(core, most) for one in holding.get(piece, ())}
        shorter = [ordered[one] for one in sorted(found)]
        near = process.extract_iter(core, shorter, scorer=Levenshtein.distance, score_cutoff=most)
        yield from ((core, other) for other, _, _ in itertools.islice(near, NEAR_AT_MOST))
        for allowed in {_differences(len(core) + longer) for longer in range(DIFFERENCES_AT_MOST + 1)}:
            for number, (start, end) in enumerate(_cuts(len(core), allowed + 1)):
                holding[len(core), allowed, number, core[start:end]].append(index)


def _pieces_to_find(core: str, most: int) -> Iterator[tuple[int, int, int, str]]:
    """What may stand under a name that is near this one and not longer: its length, the differences allowed, which piece, the piece."""
    for length in range(len(core) - most, len(core) + 1):
        for number, (start, end) in enumerate(_cuts(length, most + 1)):
            for at in range(max(0, start - most), min(len(core) - end + start, start + most) + 1):
                yield length, most, number, core[at : at + end - start]


@cache
def _cuts(length: int, pieces: int) -> tuple[tuple[int, int], ...]:
    """Start and end of each of so many pieces, as even as can be."""
    edges = [length * number // pieces for number in range(pieces + 1)]
    return tuple(itertools.pairwise(edges))


def _differences(length: int) -> int:
    return min(max(1, length // CHARACTERS_A_DIFFERENCE), DIFFERENCES_AT_MOST)


def _codes(rows: Sequence[ListedItem]) -> Iterator[tuple[ListedItem, Finding]]:
    """Codes that stand twice, and national codes whose kind is another one."""
    by_code: dict[str, list[ListedItem]] = defaultdict(list)
    for row in rows:
        if row.fields.code:
            by_code[folded(row.fields.code)].append(row)
    for code, same in by_code.items():
        yield from _alike("code_twice", CODE_TWICE, same)
        for row in same:
            if re.fullmatch(r"\d{12}", code) and row.fields.kind and row.fields.kind not in _CODE_KINDS.get(code[2:4], ()):
                yield row, _warning("code_and_kind", LIST_RULE, CODE_AND_KIND)
