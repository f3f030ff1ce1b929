"""The catalogue as plain text: CSV for spreadsheets and platforms, JSON as the canonical form whose SHA-256 is the digest."""

from __future__ import annotations

from workflows.domain.catalogue import COLUMNS, DEMONSTRATION, Catalogue, canonical
from workflows.files.reading.comma_text import write_comma_text


def write_catalogue_csv(listed: Catalogue) -> bytes:
    """UTF-8 with a byte order mark: the ten columns, then the rows; a demonstration says so in a line above."""
    banner = [(DEMONSTRATION.zh,)] if listed.demonstration else []
    return write_comma_text([*banner, [words.zh for words in COLUMNS], *(row.cells for row in listed.rows)])


def write_catalogue_json(listed: Catalogue) -> bytes:
    """Exactly the canonical bytes, so the digest of the file is the digest of the catalogue."""
    return canonical(listed)
