"""What a set of diagrams is refused for before the engine sees one byte of it.

The order is: may the bytes be read; is every element known; is each drawing and table in order; do they fit together. A later
question is asked only when nothing was found before it, so that one mistake is reported once.

Source: DESIGN §2 "Refused at deployment"; TRUST rules 5 and 6.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from workflows.domain.words import Words
from workflows.engine.checks.calls import refused_calls
from workflows.engine.checks.elements import DIAGRAM, DMN, TABLE, known_as, local, unknown_elements, unsound_ids
from workflows.engine.checks.flows import refused_flows
from workflows.engine.checks.places import WORD, label_flaws, refused_places
from workflows.engine.checks.tables import refused_table
from workflows.engine.documents import read_xml, stem
from workflows.engine.drawings import NAMESPACES, Drawing, read_drawings
from workflows.engine.refusals import Refusal, Refused

MAX_FILES = 30
MAX_TOLD = 200

TOO_MANY = Words("一套图最多 {limit} 个文件", "A set has at most {limit} files")
BAD_NAME = Words("文件名须为小写英文单词加 .bpmn 或 .dmn", "A file's name is lower-case English words with .bpmn or .dmn")
ONE_PROCESS = Words("一个文件须有且只有一个流程", "A file must hold exactly one process")
OTHER_NAME = Words("文件名与编号 {id} 不一致", "The file's name and the id {id} differ")
DANGLING = Words("所指的 {id} 不在本文件中", "{id}, to which this refers, is not in this file")
ONE_DECISION = Words("文件须有且只有一个决策", "A file must hold exactly one decision")
REFERENCES = ("processRef", "bpmnElement", "sourceRef", "targetRef", "sourceElement", "targetElement")
GRAMMARS = {".bpmn": DIAGRAM, ".dmn": TABLE}


def refusals(files: Mapping[str, bytes]) -> tuple[Refusal, ...]:
    """Why a set may not be compiled; empty when the engine may see it.

    Args:
        files: File name to bytes: one process or one decision each, named after it.

    Returns:
        At most ``MAX_TOLD`` refusals in the order of the files' names, then of the drawing.
        Nothing here runs, imports or fetches what a file says.
    """
    if len(files) > MAX_FILES:
        return (Refusal("campaign", "campaign.bpmn", TOO_MANY.filled(limit=MAX_FILES)),)
    found: list[Refusal] = []
    drawings: dict[str, Drawing] = {}
    for name in sorted(files):
        flaws, drawing = _file(name, files[name])
        found.extend(flaws)
        drawings |= drawing
    decisions = {stem(name): name for name in files if name.endswith(".dmn")}
    return (tuple(found) or refused_calls(drawings, decisions))[:MAX_TOLD]


def _file(name: str, content: bytes) -> tuple[tuple[Refusal, ...], dict[str, Drawing]]:
    """What is wrong with one file on its own; its drawing, by process id, once every element of it is known."""
    base, dot, ending = name.rpartition(".")
    if dot + ending not in GRAMMARS or not WORD.fullmatch(base):
        return (Refusal(base[:100] or name[:100], name, BAD_NAME),), {}
    try:
        root = read_xml(name, content)
    except Refused as refused:
        return refused.refusals, {}
    flaws = (*unknown_elements(root, name, GRAMMARS[dot + ending]), *unsound_ids(root, name)) or _owner(name, root)
    if flaws:
        return flaws, {}
    if ending == "dmn":
        return tuple(refused_table(name, content, root)), {}
    drawings = read_drawings({name: content})
    return _drawing(drawings[base], root), drawings


def _owner(name: str, root: etree._Element) -> tuple[Refusal, ...]:
    """Whether the file holds one process or decision, of the file's name."""
    path, words = ("bpmn:process", ONE_PROCESS) if name.endswith(".bpmn") else (f"{{{DMN}}}decision", ONE_DECISION)
    owners = [owner.get("id") for owner in root.iterfind(path, NAMESPACES)]
    if len(owners) != 1:
        return (Refusal(owners[1] if owners else stem(name), name, words),)
    return () if owners[0] == stem(name) else (Refusal(owners[0], name, OTHER_NAME.filled(id=owners[0])),)


def _drawing(drawing: Drawing, root: etree._Element) -> tuple[Refusal, ...]:
    """What is wrong with one drawing on its own."""
    titles = (Refusal(drawing.process, drawing.file, words) for words in label_flaws(drawing.name))
    return (*titles, *_dangling(drawing.file, root), *refused_places(drawing, root), *refused_flows(drawing, root))


def _dangling(file: str, root: etree._Element) -> Iterator[Refusal]:
    """References by id that lead nowhere: of lanes, arrows, pools and layout."""
    ids = {element.get("id") for element in root.iter(etree.Element)}
    for element in root.iter(etree.Element):
        if local(element) == "sequenceFlow":
            continue
        said = [element.get(name) for name in REFERENCES if name in element.attrib]
        if local(element) in ("flowNodeRef", "incoming", "outgoing"):
            said.append((element.text or "").strip())
        for id in said:
            if id not in ids:
                yield Refusal(known_as(element, file), file, DANGLING.filled(id=id[:60]))
