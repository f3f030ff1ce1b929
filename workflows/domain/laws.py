"""Laws: what a basis cell cites, how strong a law is, and which version is in force on a day.

Source: the basis columns of collection workbooks (实施依据, 设定依据, 法律依据 …); 立法法 for the levels of force.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import LawLevel

TAGS: Mapping[str, LawLevel] = {
    "法律": LawLevel.law,
    "行政法规": LawLevel.administrative_regulation,
    "地方性法规": LawLevel.local_regulation,
    "地方法规": LawLevel.local_regulation,
    "部门规章": LawLevel.department_rule,
    "规章": LawLevel.department_rule,
    "地方政府规章": LawLevel.local_rule,
    "政府规章": LawLevel.local_rule,
    "规范性文件": LawLevel.normative_document,
    "其他规范性文件": LawLevel.normative_document,
}

_NUMBER = r"[一二三四五六七八九十百千零〇○两\d０-９]+"
_BRACKETED = rf"[（(]?{_NUMBER}[）)]?"
_ARTICLE = (
    rf"第\s*{_NUMBER}(?:[、，和及至]第?{_NUMBER}条?)*\s*条(?![例件款])(?:之{_NUMBER})?"
    rf"(?:\s*第\s*{_NUMBER}(?:[、，和及至]第?{_NUMBER})*\s*款)?"
    rf"(?:\s*第\s*(?:[（(]{_NUMBER}项[）)]|{_BRACKETED}(?:[、，和及至]第?{_BRACKETED}|[（(]{_NUMBER}[）)])*\s*项))?"
    rf"(?:\s*第\s*{_NUMBER}\s*目)?"
    rf"(?:[、和及]第{_NUMBER}款|[、和及]第{_BRACKETED}项)*"
)
_ENDINGS = "法|条例|规定|办法|规则|细则|决定|标准|规范|通知|意见|批复|公告|通告"
_TOKEN = re.compile(
    rf"(?P<tag>[【\[［]\s*(?:{'|'.join(sorted(TAGS, key=len, reverse=True))})\s*[】\]］])"
    rf"|《(?P<law>[^《》]{{2,120}}?(?:《[^《》]*》[^《》]*)*)(?:》|(?=\s*第{_NUMBER}条)|$)"
    r"|(?P<same>(?:同|该|上述)(?:一?法律?|条例|办法|规定|规则|决定|规章))(?=\s*第)"
    rf"|(?P<article>{_ARTICLE})"
    r"|(?P<remark>[（(〔](?:[^（）()〔〕]|[（(〔][^（）()〔〕]*[）)〕])*[）)〕])"
    r"|(?P<glue>\s+|[、，,；;：:.。…·|/\"“”'‘’「」*＊—-]|以及|[和及与并暨]|\d+\s*[.、．)）]|[一二三四五六七八九十]+、|违反了?|依据|根据|按照|依照"
    r"|增补依据|(?:设定|法定|法律|实施|职权)依据|[之的]?规定|[【】\[\]］［]|等)"
    rf"|(?P<bare>(?![本由对在有将经按依处并违责])[㐀-鿿A-Za-z0-9]{{2,50}}?(?:{_ENDINGS})"
    rf"(?=\s*(?:[（(【、；;\"”]|第{_NUMBER}条|$|\n)))"
)
_NOT_A_NAME = re.compile("本法|本条例|本办法|本规定|有下列|应当|不得|处以|罚款|行为|依照|按照")
_BODY_ENDS = re.compile(
    rf"\n|(?=[【\[［]\s*(?:{'|'.join(TAGS)})\s*[】\]］])|(?<=[。；;”\"…】])\s*(?=《[^《》]{{3,60}}》\s*(?:第{_NUMBER}条|[（(]))"
    rf"|(?<=[。；;”\"…])\s*(?=第{_NUMBER}条\s*[：:　 【（(第])"
)
_KEPT_VERSION = re.compile(r"（(\d{4})年(?:修订|修正|修改)）$")
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class LawVersion:
    """One wording of a law and the days it is in force, both ends included.

    ``adopted_on`` is the day of adoption or amendment, which is not the day of entry into force; None where we are not sure
    of it. ``in_force_until`` is None while no end is known. ``detention_articles`` names the articles ("第六十三条") that
    allow 拘留 beside other penalties.
    """

    in_force_from: datetime.date
    in_force_until: datetime.date | None = None
    adopted_on: datetime.date | None = None
    detention_articles: tuple[str, ...] = ()

    def holds(self, on: datetime.date) -> bool:
        """Whether this wording is in force on that day."""
        return self.in_force_from <= on and (self.in_force_until is None or on <= self.in_force_until)


@dataclass(frozen=True, slots=True)
class Law:
    """One law of the register; ``versions`` in order of entry into force, empty where the dates are not known to us."""

    title: str
    level: LawLevel
    aliases: tuple[str, ...] = ()
    versions: tuple[LawVersion, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Register:
    """The laws we know, found by any spelling of their names.

    Raises:
        ValueError: Two laws answer to the same folded name.
    """

    laws: tuple[Law, ...]
    _by_name: Mapping[str, Law] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the laws by every folded name they answer to."""
        by_name: dict[str, Law] = {}
        for law in self.laws:
            for name in {folded_law(spelling) for spelling in (law.title, *law.aliases)}:
                if name in by_name:
                    raise ValueError(f"{law.title} and {by_name[name].title} share the name {name}")
                by_name[name] = law
        object.__setattr__(self, "_by_name", by_name)

    def find(self, name: str) -> Law | None:
        """The law of that name; 中华人民共和国, blanks, 《》 and a version remark make no difference. None if unknown."""
        return self._by_name.get(folded_law(name))

    def in_force(self, law: Law, on: datetime.date) -> LawVersion | None:
        """The version in force on that day; None if there is none, or if the register holds no dates for the law."""
        return next((version for version in law.versions if version.holds(on)), None)

    def level(self, name: str) -> LawLevel | None:
        """Level of force of the law of that name; None if the law is unknown."""
        law = self.find(name)
        return law.level if law else None


@lru_cache(maxsize=8192)
def folded_law(name: str) -> str:
    """A law's name for comparison: width, blanks, brackets, quotes, version remark and 中华人民共和国 folded away."""
    kept = _KEPT_VERSION.sub("", re.sub(r"[\s《》〈〉<>\"“”'‘’]", "", name))
    plain = unicodedata.normalize("NFKC", kept)
    plain = re.sub(r"[\s<>]", "", re.sub(r"\((?:19|20)\d{2}(?:年[^()]*)?(?:修[订正改]?)?(?:版|本)?\)$", "", plain))
    return plain.removeprefix("中华人民共和国")


def cited_year(law: str) -> int | None:
    """Year of the version that a basis names ("水法（2016年修正）" names 2016); None if it names none."""
    found = _KEPT_VERSION.search(law)
    return int(found.group(1)) if found else None


def normalised(fields: ItemFields, register: Register) -> ItemFields:
    """The same item with the level of force of every basis the register knows; other bases keep what they say."""
    bases = tuple(dataclasses.replace(basis, level=register.level(basis.law) or basis.level) for basis in fields.bases)
    return dataclasses.replace(fields, bases=bases)


def parse_bases(text: str, law: str = "") -> tuple[Basis, ...]:
    """The citations of a basis cell, one value for each law and article, in the order written, none twice.

    Article text behind a citation is passed over; laws that such text mentions are no bases. Tags (【行政法规】 …) give a
    suggested level, which the register overrules. A version remark ("（2016年修正）") stays at the end of the law's name;
    other remarks (order numbers, dates of promulgation) are dropped here, the words as filed are kept elsewhere. Articles come
    out in Chinese numerals. A law cited without an article has an empty one. A text in which no law is recognised becomes one
    basis with the whole text as its law and no level, so that screening shows it as unknown; a blank text gives none.

    Args:
        text: The cell, at most 10,000 characters.
        law: The law that articles without a name belong to, where the workbook has it in a column of its own.
    """
    cell = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    default = [_Citation(_tidy(law), None)] if law else []
    citations = _cut(cell, default)
    found = [citation for citation in citations if citation.articles or citation not in default] or default
    if not found and cell:
        return (Basis(" ".join(cell.split())),)
    return tuple(_whole(found))


@dataclass(slots=True, eq=False)
class _Citation:
    """One law met while reading a cell."""

    law: str
    level: LawLevel | None
    articles: list[str] = field(default_factory=list)


def _cut(cell: str, before: list[_Citation]) -> list[_Citation]:
    """Read the cell from left to right: citations at the start of a line or behind each other, then body text."""
    reader = _Reader(list(before))
    position = 0
    while position < len(cell):
        token = _TOKEN.match(cell, position)
        if token and reader.takes(token):
            position = token.end()
            continue
        body = _BODY_ENDS.search(cell, position + 1)
        reader.level = None
        position = body.end() if body else len(cell)
    return reader.citations


@dataclass(slots=True)
class _Reader:
    """What has been read so far: the citations, and the tag that waits for its law."""

    citations: list[_Citation]
    level: LawLevel | None = None
    fresh: bool = False

    def takes(self, token: re.Match[str]) -> bool:
        """Whether the token belongs to a citation; if so it is noted."""
        kind = token.lastgroup or "law"
        return getattr(self, f"_{kind}")(token.group(kind))

    def _tag(self, tag: str) -> bool:
        self.level = TAGS[tag[1:-1].strip()]
        return True

    def _law(self, name: str) -> bool:
        title = _tidy(name)
        if title:
            self.citations.append(_Citation(title, self.level))
            self.fresh = True
        return True

    def _bare(self, name: str) -> bool:
        return not _NOT_A_NAME.search(name) and self._law(name)

    def _same(self, _word: str) -> bool:
        return bool(self.citations)

    def _article(self, article: str) -> bool:
        if not self.citations:
            return False
        self.citations[-1].articles.append(canonical_article(article))
        self.fresh = False
        return True

    def _remark(self, remark: str) -> bool:
        version = _version_in(remark)
        if self.fresh and version and not _KEPT_VERSION.search(self.citations[-1].law):
            self.citations[-1].law += version
        return True

    def _glue(self, _glue: str) -> bool:
        return True


def _version_in(remark: str) -> str:
    """The last amendment that a remark names, as "（2016年修正）"; empty if it names none."""
    inner = unicodedata.normalize("NFKC", remark)[1:-1].strip()
    bare = re.fullmatch(r"((?:19|20)\d{2})年?(修订|修正|修改)?(?:版|本)?", inner)
    if bare:
        return f"（{bare.group(1)}年{bare.group(2) or '修订'}）"
    amended = re.findall(r"((?:19|20)\d{2})年(?:(?!(?:19|20)\d{2}年).)*?(修订|修正|修改)", inner)
    return f"（{amended[-1][0]}年{amended[-1][1]}）" if amended else ""


def _whole(found: Iterable[_Citation]) -> Iterable[Basis]:
    """Each law and article once, in the order met; a law without an article only if it stands nowhere with one."""
    citations = list(found)
    with_article = {citation.law for citation in citations if citation.articles}
    seen = set()
    for citation in citations:
        for article in citation.articles or ([] if citation.law in with_article else [""]):
            if (citation.law, article) not in seen:
                seen.add((citation.law, article))
                yield Basis(citation.law, article, citation.level)


def _tidy(name: str) -> str:
    """A law's name without blanks, stray quotes and stray brackets; a version remark inside the name is kept in one form."""
    plain = re.sub(r"[\s《》\"“”'‘’]", "", name)
    inside = re.search(r"[（(]((?:19|20)\d{2}[^（）()]*)[）)]$", plain)
    if inside:
        plain = plain[: inside.start()] + _version_in(inside.group())
    return plain


def canonical_article(article: str) -> str:
    """An article in one spelling: Chinese numerals, no blanks, subparagraphs as 第（三）项."""
    plain = unicodedata.normalize("NFKC", re.sub(r"\s", "", article)).replace("○", "〇")
    plain = re.sub(r"\d+", lambda digits: chinese_number(int(digits.group())), plain)
    plain = re.sub(r"\((\D+?)项\)", r"（\1）项", plain).replace("(", "（").replace(")", "）")
    return re.sub(rf"第({_NUMBER})项", r"第（\1）项", plain).replace("，", "、").replace(",", "、")


def chinese_number(number: int) -> str:
    """A number from 0 to 9,999 as laws write it: 46 is 四十六, 101 is 一百零一, 10 is 十."""
    if number < 10:
        return _DIGITS[number]
    written, gap = "", False
    for unit, size in (("千", 1000), ("百", 100), ("十", 10), ("", 1)):
        digit, number = divmod(number, size)
        if digit:
            written += ("零" if gap else "") + _DIGITS[digit] + unit
        gap = bool(written) and not digit
    return written.removeprefix("一") if written.startswith("一十") else written
