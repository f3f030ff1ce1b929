"""What a file is, is read from its content; what is not on the list is refused in words."""

import io
import struct
import zipfile
import zlib

import pytest
import xlsxwriter
import xlwt
from docx import Document

from workflows.domain.attachments import AttachmentKind, kept_name
from workflows.domain.errors import Unfit
from workflows.files.attachments import recognised


def png() -> bytes:
    """A picture of one pixel."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0\0\0\0")) + chunk(b"IEND", b"")


def saved(write) -> bytes:
    """What ``write`` puts into a file."""
    target = io.BytesIO()
    write(target)
    return target.getvalue()


def xlsx() -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.add_worksheet().write_string(0, 0, "事项")
    return target.getvalue()


def xls() -> bytes:
    book = xlwt.Workbook()
    book.add_sheet("表").write(0, 0, "事项")
    return saved(book.save)


def packed(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    return target.getvalue()


PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40 + b"\xff\xd9"
TAKEN = {
    AttachmentKind.pdf: PDF,
    AttachmentKind.png: png(),
    AttachmentKind.jpeg: JPEG,
    AttachmentKind.docx: saved(Document().save),
    AttachmentKind.xlsx: xlsx(),
    AttachmentKind.xls: xls(),
    AttachmentKind.txt: "同意报送。".encode("gb18030"),
}
REFUSED = {
    "空文件": b"",
    "压缩包": packed("a.txt"),
    "带宏的工作簿": packed("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"),
    "两样都是": packed("[Content_Types].xml", "xl/workbook.xml", "word/document.xml"),
    "越出目录": packed("[Content_Types].xml", "xl/workbook.xml", "../x"),
    "程序": b"\x7fELF\x02\x01\x01\0" + b"\0" * 60,
    "没有传完的扫描件": PDF[:-6],
    "含控制字符的文本": b"abc\x07",
    "旧 Word": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
    "带密码": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
    "太大": b"%PDF-" + b" " * 20 * 1024 * 1024 + b"%%EOF",
}


@pytest.mark.parametrize("kind", TAKEN)
def test_each_kind_is_known_by_its_content(kind):
    assert recognised("任意名字.exe", TAKEN[kind]) is kind


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_on_the_list_is_refused_by_name(name):
    with pytest.raises(Unfit) as refusal:
        recognised(name, REFUSED[name])
    assert name in refusal.value.words.zh and name in refusal.value.words.en


@pytest.mark.parametrize(
    ("sent", "kind", "kept"),
    [
        ("盖章扫描件.pdf", AttachmentKind.pdf, "盖章扫描件.pdf"),
        ("C:\\扫描\\报送表.PDF", AttachmentKind.pdf, "报送表.PDF"),
        ("../../etc/passwd", AttachmentKind.txt, "passwd.txt"),
        ("照片.jpeg", AttachmentKind.jpeg, "照片.jpeg"),
        ("invoice.pdf.exe", AttachmentKind.pdf, "invoice.pdf.exe.pdf"),
        ("报\u202e送\n表.html", AttachmentKind.txt, "报送表.html.txt"),
        ("..", AttachmentKind.png, "附件.png"),
        ("长" * 300 + ".pdf", AttachmentKind.pdf, "长" * 120 + ".pdf"),
    ],
)
def test_a_file_is_kept_under_a_name_that_says_what_it_is(sent, kind, kept):
    assert kept_name(sent, kind) == kept
