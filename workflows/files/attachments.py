"""What a file that comes as an attachment is: its content decides, never its name. Nothing is unpacked and nothing is run."""

from __future__ import annotations

import io
import zipfile

from workflows.domain.attachments import ATTACHMENT_BYTES, AttachmentKind
from workflows.domain.errors import Unfit
from workflows.domain.words import Words
from workflows.files.items.item_cells import control_character
from workflows.files.reading.comma_text import decoded
from workflows.files.reading.grid import FileRefused
from workflows.files.reading.xlsx_parts import regular_entries

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAIN_PARTS = {"xl/workbook.xml": AttachmentKind.xlsx, "word/document.xml": AttachmentKind.docx}
_TAIL = 2_048
_NOT_TAKEN = Words(
    "附件“{name}”不是可以接收的文件。可接收 PDF、PNG、JPEG、docx、xlsx、xls 和纯文本；请另存为其中一种后再添加。",
    "“{name}” is not a kind that is taken. PDF, PNG, JPEG, docx, xlsx, xls and plain text are; save it as one of these.",
)
_EMPTY = Words("附件“{name}”是空的。", "“{name}” is empty.")
_TOO_LARGE = Words("附件“{name}”有 {size} MB，每个最大 20 MB。请压缩或拆分后再添加。", "“{name}” has {size} MB; 20 MB is the limit.")
_LOCKED = Words(
    "附件“{name}”含有宏或设有打开密码，不能接收。请去掉后再添加。",
    "“{name}” holds macros or is protected by a password; save it without.",
)
_BROKEN = Words("附件“{name}”已损坏或没有传完，请重新保存后再添加。", "“{name}” is damaged or incomplete; save it again.")


def recognised(name: str, content: bytes) -> AttachmentKind:
    """The kind of a file, by its content alone.

    Args:
        name: Only for the sentence of a refusal.

    Raises:
        Unfit: empty, larger than 20 MB, cut short, with macros or a password, or none of the kinds that are taken.
    """
    if not content:
        raise _refused(_EMPTY, name)
    if len(content) > ATTACHMENT_BYTES:
        raise _refused(_TOO_LARGE, name, size=f"{len(content) / 1024 / 1024:.1f}")
    if content.startswith(b"PK"):
        return _packed(name, content)
    if content.startswith(_OLE):
        return _compound(name, content)
    return _pdf_or_picture(name, content) or _plain_text(name, content)


def _pdf_or_picture(name: str, content: bytes) -> AttachmentKind | None:
    """By signature, and whole to the end: a cut scan is worth nothing as proof."""
    for kind, signature, end in (
        (AttachmentKind.pdf, b"%PDF-", b"%%EOF"),
        (AttachmentKind.png, b"\x89PNG\r\n\x1a\n", b"IEND"),
        (AttachmentKind.jpeg, b"\xff\xd8\xff", b"\xff\xd9"),
    ):
        if content.startswith(signature):
            if end not in content[-_TAIL:]:
                raise _refused(_BROKEN, name)
            return kind
    return None


def _packed(name: str, content: bytes) -> AttachmentKind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = {entry.filename for entry in regular_entries(archive)}
    except FileRefused as refusal:
        raise Unfit(*(f"附件“{name}”：{refusal.words.zh}", f"“{name}”: {refusal.words.en}")) from refusal
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
        raise _refused(_BROKEN, name) from error
    if any(part.rsplit("/", 1)[-1].lower() == "vbaproject.bin" or part.startswith("xl/macrosheets/") for part in names):
        raise _refused(_LOCKED, name)
    found = [kind for part, kind in _MAIN_PARTS.items() if part in names and "[Content_Types].xml" in names]
    if len(found) != 1:
        raise _refused(_NOT_TAKEN, name)
    return found[0]


def _compound(name: str, content: bytes) -> AttachmentKind:
    """An OLE container is looked through for the names of its streams; no parser sees it."""
    if _stream("_VBA_PROJECT") in content or _stream("EncryptedPackage") in content:
        raise _refused(_LOCKED, name)
    if _stream("Workbook") not in content and _stream("Book") not in content:
        raise _refused(_NOT_TAKEN, name)
    return AttachmentKind.xls


def _plain_text(name: str, content: bytes) -> AttachmentKind:
    try:
        text = decoded(content)
    except FileRefused as refusal:
        raise _refused(_NOT_TAKEN, name) from refusal
    if control_character(text.removeprefix("\ufeff")):
        raise _refused(_NOT_TAKEN, name)
    return AttachmentKind.txt


def _stream(name: str) -> bytes:
    return name.encode("utf-16-le")


def _refused(words: Words, name: str, **values: object) -> Unfit:
    return Unfit(*words.filled(name=name, **values))
