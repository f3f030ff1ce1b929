"""A QR code of an address or a text, as a drawing for PDF and as a picture for docx."""

from __future__ import annotations

import io

import segno

QUIET_ZONE = 2


def code_as_svg(text: str) -> str:
    """The code as SVG, black on white, one unit a module; error correction M, raised where it costs nothing."""
    drawing = io.BytesIO()
    segno.make_qr(text, error="m").save(drawing, kind="svg", border=QUIET_ZONE, xmldecl=False, svgns=True, light="white")
    return drawing.getvalue().decode("utf-8")


def code_as_png(text: str) -> bytes:
    """The same as PNG, eight pixels a module."""
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="png", border=QUIET_ZONE, scale=8)
    return picture.getvalue()
