"""What somebody learns who asks whether a copy is ours."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from flask import abort
from werkzeug.datastructures import FileStorage

from webapp.acting import read
from webapp.items.differences import Difference, difference
from workflows.domain.redline import FIELD_WORDS, HEADING_WORDS
from workflows.domain.verification import HeldRow, WrongCell
from workflows.domain.words import Words
from workflows.operations.catalogue.verifying import Answer, known_digest, verify_copy

AT_ONCE = threading.BoundedSemaphore(2)
"""So many files of strangers are read at the same time in one process; who comes meanwhile is asked to come again."""
SHOWN = 200
SAID = FIELD_WORDS | HEADING_WORDS | {"version": Words("版本", "Version"), "digest": Words("摘要值", "Digest")}


@dataclass(frozen=True)
class VerificationPage:
    """The answer, and as much of its differences as a page holds; ``name`` is the file's, empty for a digest."""

    answer: Answer
    name: str
    wrong: tuple[tuple[WrongCell, Difference], ...] = ()
    missing: tuple = ()
    extra: tuple[HeldRow, ...] = ()
    unsaid: tuple[Words, ...] = ()

    @property
    def listed(self):
        """The published version that is meant; None if there is none."""
        return self.answer.catalogue or (self.answer.verification.listed if self.answer.verification else None)


def digest_page(digest: str) -> VerificationPage:
    """What is known of a digest."""
    return VerificationPage(known_digest(read(), digest), "")


def copy_page(upload: FileStorage) -> VerificationPage:
    """What is known of a file.

    Raises:
        FileRefused: no list can be read from it.
    """
    name = (upload.filename or "")[:200]
    if not AT_ONCE.acquire(blocking=False):
        abort(503)
    try:
        answer = verify_copy(read(), name, upload.read())
    finally:
        AT_ONCE.release()
    found = answer.verification
    if found is None:
        return VerificationPage(answer, name)
    wrong = tuple((cell, difference(SAID[cell.field], cell.said, cell.published)) for cell in found.wrong[:SHOWN])
    return VerificationPage(
        answer, name, wrong, found.missing[:SHOWN], found.extra[:SHOWN], tuple(FIELD_WORDS[column] for column in found.unsaid)
    )
