"""Every paper, composed from one snapshot and the wording in force: pure, and the same input gives the same paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from workflows.domain.catalogue import DEMONSTRATION
from workflows.domain.papers import tables
from workflows.domain.papers.fields import unit_name, values_of
from workflows.domain.papers.kinds import KINDS
from workflows.domain.papers.lives import life_of
from workflows.domain.papers.pages import Block, Code, Paper, Paragraph, Section, Signature, Style
from workflows.domain.papers.snapshot import Snapshot
from workflows.domain.papers.wording import Wording, built_in, filled, paragraphs

Wordings = Mapping[str, Wording]
LANDSCAPE = frozenset(
    {"review_opinions", "comment_form", "answers", "catalogue", "department_list", "subdistrict_list", "kept_list"}
)
SIGNED = frozenset({"collection_notice", "solicitation_letter", "reply", "legality_opinion", "request", "announcement", "minutes"})
WITH_CATALOGUE = frozenset({"catalogue", "department_list", "subdistrict_list"})


def paper(kind: str, snapshot: Snapshot, wordings: Wordings, whom: str = "", address: str = "") -> Paper:
    """The paper of a kind, for one unit (its key) or item (its number) if it is made for one.

    Args:
        wordings: The bureau's own wordings by kind; a kind that is not among them has the built-in one.
        address: Where a printed catalogue is checked, ``{digest}`` in it stands for the digest; empty where there is no such page.

    Raises:
        KeyError: no such kind, or an item that is not in the snapshot.
    """
    composed = _COMPOSED.get(kind)
    sections = composed(snapshot, wordings, whom, address) if composed else (_main(kind, snapshot, wordings, whom, address),)
    words = KINDS[kind].words.zh
    named = f"{words}（{unit_name(snapshot, whom)}）" if whom and not whom.isdecimal() else f"{words}{whom}"
    author = snapshot.offices.get("government" if kind in ("announcement", "catalogue") else "justice_bureau", "")
    return Paper(named, author, snapshot.at, sections, DEMONSTRATION.zh if snapshot.demonstration else "")


def stamp(snapshot: Snapshot) -> str:
    """What every printed list says of where it comes from: version and digest of the catalogue, act of the snapshot."""
    listed = snapshot.listed
    version = f"第{listed.version}版" if listed.version else "草案"
    return f"目录{version}　共{len(listed.rows)}项　摘要 SHA-256 {listed.digest}　第{snapshot.position}号办理"


def _main(kind: str, snapshot: Snapshot, wordings: Wordings, whom: str = "", address: str = "") -> Section:
    wording, values = wordings.get(kind) or built_in()[kind], values_of(snapshot, whom, kind)
    blocks: list[Block] = []
    for block in paragraphs(wording, values):
        blocks += [block] if block is not None else _TABLES[kind](snapshot, whom)
    if kind in SIGNED:
        blocks.append(Signature(values["government" if kind == "announcement" else "bureau"], values["day"]))
    foot = stamp(snapshot) if kind in WITH_CATALOGUE else _source(snapshot) if kind in LANDSCAPE or kind == "item_life" else ""
    if kind in WITH_CATALOGUE:
        blocks += _code(snapshot, address)
    return Section(filled(wording.title, values), tuple(blocks), landscape=kind in LANDSCAPE, foot=foot)


def _announcement(snapshot: Snapshot, wordings: Wordings, _whom: str, address: str) -> tuple[Section, ...]:
    receivers = Section("承接行政执法职权的街道办事处名单", (tables.receivers_table(snapshot),), "附件1")
    return _main("announcement", snapshot, wordings), receivers, _annexed("catalogue", "附件2", snapshot, wordings, address)


def _request(snapshot: Snapshot, wordings: Wordings, _whom: str, address: str) -> tuple[Section, ...]:
    annexes = (("drafting_note", "附件1"), ("catalogue", "附件2"))
    return _main("request", snapshot, wordings), *(_annexed(kind, label, snapshot, wordings, address) for kind, label in annexes)


def _lives(snapshot: Snapshot, wordings: Wordings, whom: str, _address: str) -> tuple[Section, ...]:
    """The file of one item, or a department's volume of those that somebody spoke about, each from a page of its own."""
    told = [whom] if whom.isdecimal() else [str(item.number) for item in snapshot.spoken_about(whom)]
    return tuple(_main("item_life", snapshot, wordings, number) for number in told) or (
        Section(f"{snapshot.name_of(whom)}职权事项档案", (Paragraph("没有说过理由或者提过意见的事项。"),), foot=_source(snapshot)),
    )


def _annexed(kind: str, label: str, snapshot: Snapshot, wordings: Wordings, address: str) -> Section:
    return replace(_main(kind, snapshot, wordings, address=address), label=label)


def _code(snapshot: Snapshot, address: str) -> list[Block]:
    listed = snapshot.listed
    said = f"本目录{'第' + str(listed.version) + '版' if listed.version else '草案'}的摘要（SHA-256）：{listed.digest}"
    if not address:
        return [Paragraph(said, Style.note)]
    return [Code(address.replace("{digest}", listed.digest), f"扫码核对本目录。{said}")]


def _source(snapshot: Snapshot) -> str:
    return f"数据截至第{snapshot.position}号办理　链上摘要 SHA-256 {snapshot.chain_hash}"


_TABLES: Mapping[str, Callable[[Snapshot, str], list[Block]]] = {
    "review_opinions": lambda snapshot, whom: [tables.review_table(snapshot)],
    "minutes": lambda snapshot, whom: [tables.minutes_table(snapshot)],
    "comment_form": lambda snapshot, whom: [tables.comment_form_table(snapshot, whom)],
    "answers": lambda snapshot, whom: [tables.answers_table(snapshot.comments)],
    "reply": lambda snapshot, whom: [tables.answers_table(snapshot.comments_of(whom), without="意见单位")],
    "legality_opinion": lambda snapshot, whom: [tables.legality_table(snapshot)],
    "countersign": lambda snapshot, whom: [tables.countersign_form(snapshot)],
    "catalogue": lambda snapshot, whom: [tables.catalogue_table(snapshot.listed.rows)],
    "department_list": lambda snapshot, whom: [tables.department_table(snapshot.rows_for(whom))],
    "subdistrict_list": lambda snapshot, whom: [tables.subdistrict_table(snapshot.rows_for(whom))],
    "kept_list": lambda snapshot, whom: [tables.kept_table(snapshot)],
    "item_life": lambda snapshot, whom: list(life_of(snapshot, snapshot.by_number[int(whom)])),
}
_COMPOSED: Mapping[str, Callable[[Snapshot, Wordings, str, str], tuple[Section, ...]]] = {
    "announcement": _announcement,
    "request": _request,
    "item_life": _lives,
}
