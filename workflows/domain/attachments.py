"""Attachments: which kinds of file may hang on an item, a comment or a sign-off, and what they are called."""

from __future__ import annotations

import unicodedata
from pathlib import PurePosixPath

from workflows.domain.words import Term

ATTACHMENT_BYTES = 20 * 1024 * 1024
MOST_ON_ONE = 30
LONGEST_NAME = 120
UNNAMED = "附件"
_NOT_IN_NAMES = frozenset('/\\:*?"<>|')


class AttachmentKind(Term):
    """What a file is by its content. Nothing else is taken."""

    pdf = "pdf", "PDF", "PDF"
    png = "png", "PNG 图片", "PNG picture"
    jpeg = "jpeg", "JPEG 图片", "JPEG picture"
    docx = "docx", "Word 文档", "Word document"
    xlsx = "xlsx", "Excel 工作簿", "Excel workbook"
    xls = "xls", "Excel 97 工作簿", "Excel 97 workbook"
    txt = "txt", "纯文本", "Plain text"

    @property
    def media_type(self) -> str:
        """What a browser is told it is."""
        return MEDIA_TYPES[self]

    @property
    def picture(self) -> bool:
        """Whether a page may show it."""
        return self in (AttachmentKind.png, AttachmentKind.jpeg)


MEDIA_TYPES = {
    AttachmentKind.pdf: "application/pdf",
    AttachmentKind.png: "image/png",
    AttachmentKind.jpeg: "image/jpeg",
    AttachmentKind.docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    AttachmentKind.xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    AttachmentKind.xls: "application/vnd.ms-excel",
    AttachmentKind.txt: "text/plain; charset=utf-8",
}
_ENDINGS = {AttachmentKind.jpeg: (".jpg", ".jpeg")}


def kept_name(name: str, kind: AttachmentKind) -> str:
    """The name a file is kept and handed out under: no folder, no unseen character, an ending that says what it is.

    At most 120 characters; the ending of the content is added where the name lies about it.

    >>> kept_name("C:\\\\扫描\\\\报送表.PDF", AttachmentKind.pdf)
    '报送表.PDF'
    >>> kept_name("../说明.html", AttachmentKind.txt)
    '说明.html.txt'
    """
    last = unicodedata.normalize("NFC", name.replace("\\", "/")).rsplit("/", 1)[-1]
    seen = "".join(mark for mark in last if mark.isprintable() and mark not in _NOT_IN_NAMES and unicodedata.category(mark) != "Cf")
    endings = _ENDINGS.get(kind, (f".{kind.value}",))
    stem, ending = (seen, "") if not seen.lower().endswith(endings) else (PurePosixPath(seen).stem, PurePosixPath(seen).suffix)
    return f"{stem.strip(' .')[:LONGEST_NAME] or UNNAMED}{ending or endings[0]}"
