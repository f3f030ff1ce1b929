"""Words for people, in both languages of the workplace."""

from __future__ import annotations

import enum
from typing import NamedTuple, Self


class Words(NamedTuple):
    """One sentence or label in Chinese and in English; the door picks the language."""

    zh: str
    en: str

    def filled(self, **values: object) -> Words:
        """The same words with ``{name}`` places filled in, in both languages."""
        return Words(self.zh.format(**values), self.en.format(**values))


class Term(enum.StrEnum):
    """A word of a closed list: its value is what the store keeps, ``zh`` and ``en`` what people see."""

    zh: str
    en: str

    def __new__(cls, code: str, zh: str, en: str) -> Self:
        """A member whose string value is ``code``."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.zh, member.en = zh, en
        return member

    @property
    def words(self) -> Words:
        """The label in both languages."""
        return Words(self.zh, self.en)

    @classmethod
    def of_label(cls, label: str) -> Self | None:
        """The member whose Chinese label or code is exactly ``label``; None if there is none."""
        return next((term for term in cls if label in (term.zh, term.value)), None)
