"""Codes that a telephone reads: an address as a QR drawing inside the page, without any request elsewhere."""

from __future__ import annotations

import segno
from flask import Flask
from markupsafe import Markup


def qr(address: str) -> Markup:
    """The address as an SVG of one path, four modules of margin, readable with a fourth of it stained."""
    return Markup(segno.make(address, error="q", micro=False).svg_inline(border=4, omitsize=True, svgclass="qr", lineclass=None))  # noqa: S704 - segno writes it


def teach(app: Flask) -> None:
    """Templates know ``qr``."""
    app.jinja_env.globals.update(qr=qr)
