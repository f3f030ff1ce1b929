"""Whether a file in somebody's hand, or a digest on a printed copy, is a version that was published or a paper that was issued."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from workflows.domain.catalogue import Catalogue
from workflows.domain.verification import Verification, nearest
from workflows.files.catalogue.copy_in_hand import read_copy
from workflows.files.reading.grid import FILE_BYTES, FileRefused
from workflows.files.reading.reading_child import read_in_child
from workflows.operations.campaigns.publishing import frozen_catalogue
from workflows.store.catalogue import Announced, PublishedCatalogue, announced, frozen_rows_of, issued_paper

_PDF = b"%PDF"


@dataclass(frozen=True, slots=True)
class IssuedPaper:
    """A paper we issued: its name, campaign and version (0 if it prints none), and when it was first registered."""

    name: str
    campaign_key: str
    version: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known of a file or a digest.

    ``issued`` and ``catalogue`` name what has exactly this digest; ``verification`` compares a list with the published version nearest
    to it. All three are None for what is none of ours; ``readable`` is False for a PDF, of which only the digest can be asked.
    """

    digest: str
    issued: IssuedPaper | None = None
    catalogue: Catalogue | None = None
    verification: Verification | None = None
    readable: bool = True

    @property
    def ours(self) -> bool:
        """Whether the file is, or fully equals, something that was published or issued."""
        return bool(self.issued or self.catalogue or (self.verification and self.verification.equal))


def known_digest(session: Session, digest: str) -> Answer:
    """What has exactly this SHA-256; bounded statements."""
    found = issued_paper(session, digest)
    issued = IssuedPaper(found[0]["name"], found[0]["campaign"], found[0]["version"] or 0, found[1]) if found else None
    versions = _catalogues(session, announced(session, PublishedCatalogue.digest == digest)[:1])
    return Answer(digest, issued, versions[0] if versions else None)


def verify_copy(session: Session, name: str, content: bytes) -> Answer:
    """What a file is: exactly ours by its digest, or a list that is compared row by row with what was published.

    Raises:
        FileRefused: It is too large, or no list can be read from it (a PDF is answered, not refused).
    """
    if len(content) > FILE_BYTES:
        raise FileRefused("too_large")
    exact = known_digest(session, hashlib.sha256(content).hexdigest())
    if exact.ours:
        return exact
    if content.startswith(_PDF):
        return Answer(exact.digest, readable=False)
    held = read_copy(read_in_child(name, content, reader="paper"))
    return Answer(exact.digest, verification=nearest(held, _catalogues(session, announced(session))))


def digest_in(text: str) -> str | None:
    """The digest that somebody typed or scanned, blanks and case aside; None if it is none."""
    plain = re.sub(r"[\s:：]", "", text).lower()
    return plain if re.fullmatch(r"[0-9a-f]{64}", plain) else None


def _catalogues(session: Session, versions: Sequence[Announced]) -> list[Catalogue]:
    """Announced versions as they were frozen, one statement for all their rows."""
    rows = frozen_rows_of(session, [one.catalogue.id for one in versions])
    return [frozen_catalogue(one.campaign, one.catalogue, rows[one.catalogue.id]) for one in versions]
