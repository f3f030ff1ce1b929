"""XML that may be read: no DOCTYPE, no entities, no network, bounded size and depth.

Source: TRUST rule 6. A first pass with expat looks at every byte and stops at the first declaration; only a document that
passed it is given to lxml, and only trees made here are given to anything else.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from xml.parsers import expat

from lxml import etree

from workflows.domain.words import Words
from workflows.engine.refusals import Refusal, Refused

MAX_BYTES = 5_000_000
MAX_DEPTH = 200
ENCODINGS = frozenset({"utf-8", "utf8", "us-ascii", "ascii"})

TOO_LARGE = Words("文件超过 {limit:,} 字节，不予读取", "The file is larger than {limit:,} bytes and is not read")
TOO_DEEP = Words("第 {line} 行：元素嵌套超过 {limit} 层", "Line {line}: elements are nested deeper than {limit} levels")
DOCTYPE = Words("第 {line} 行：不允许 DOCTYPE 声明", "Line {line}: a DOCTYPE declaration is not allowed")
ENCODING = Words("文件编码须为 UTF-8", "The file must be encoded in UTF-8")
MALFORMED = Words("第 {line} 行：不是格式正确的 XML", "Line {line}: this is not well-formed XML")


def read_xml(name: str, content: bytes) -> etree._Element:
    """The root element of a document that is safe to walk.

    Args:
        name: The file's name, as refusals shall show it.
        content: UTF-8 with or without BOM, at most ``MAX_BYTES``; elements at most ``MAX_DEPTH`` deep.

    Raises:
        Refused: One refusal, by line: too large, not UTF-8, a DOCTYPE, nested too deep, not well-formed. An entity that
            nobody declared is not well-formed, and nobody can declare one.
    """
    if len(content) > MAX_BYTES:
        raise _refused(name, TOO_LARGE.filled(limit=MAX_BYTES))
    _require_utf8(name, content)
    _Gate(name).pass_through(content)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
    )
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _refused(name, MALFORMED.filled(line=error.lineno or 1)) from error


def stem(name: str) -> str:
    """The file's name without folder and ending; equal to the process id where a set is in order."""
    return PurePosixPath(name).stem


def _refused(name: str, message: Words) -> Refused:
    return Refused((Refusal(stem(name), name, message),))


def _require_utf8(name: str, content: bytes) -> None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(name, ENCODING) from error
    if b"\0" in content:
        raise _refused(name, ENCODING)


class _Gate:
    """The first pass: an expat parser that stops at whatever must not reach another parser."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.depth = 0
        self.parser = expat.ParserCreate("UTF-8")
        self.parser.XmlDeclHandler = self._declared
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._entered
        self.parser.EndElementHandler = self._left

    def pass_through(self, content: bytes) -> None:
        """Return when the document holds nothing refused here.

        Raises:
            Refused: One refusal that names the line.
        """
        try:
            self.parser.Parse(content, True)
        except expat.ExpatError as error:
            raise _refused(self.name, MALFORMED.filled(line=error.lineno)) from error

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ENCODINGS:
            raise _refused(self.name, ENCODING)

    def _doctype(self, *declared: object) -> None:
        raise _refused(self.name, DOCTYPE.filled(line=self.parser.CurrentLineNumber))

    def _entered(self, tag: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _refused(self.name, TOO_DEEP.filled(line=self.parser.CurrentLineNumber, limit=MAX_DEPTH))

    def _left(self, tag: str) -> None:
        self.depth -= 1
