"""Which language a reader gets: Chinese unless they chose English.

Both languages stand side by side where a sentence is written (``say("总览", "Overview")``, ``Words(zh, en)``), so no catalogue
can fall behind and no sentence can be left untranslated.
"""

from __future__ import annotations

from flask import Flask, has_request_context, session
from markupsafe import Markup

from workflows.domain.words import Words
from workflows.engine.net import Move

LANGUAGES = ("zh", "en")


def language() -> str:
    """The reader's language: what they chose in this browser, else ``zh``."""
    chosen = session.get("language") if has_request_context() else None
    return chosen if chosen in LANGUAGES else "zh"


def choose(code: str) -> None:
    """The reader's later pages come in ``code``; another code is ignored."""
    if code in LANGUAGES:
        session["language"] = code


def said(words) -> str:
    """The side of a bilingual value (``Words``, ``Term`` or a move's label) that the reader reads; empty for None, plain text as it is."""
    if words is None:
        return ""
    if isinstance(words, Move):
        words = Words(words.label, words.label_en)
    if isinstance(words, tuple | list) and len(words) == 2:
        words = Words(*words)  # a flashed sentence, as it comes back out of the cookie
    if not hasattr(words, "zh"):
        return str(words)
    return words.en if language() == "en" else words.zh


def say(zh: str, en: str, **values) -> Markup:
    """A sentence of a template in the reader's language, ``{name}`` places filled in and escaped."""
    sentence = Markup(en if language() == "en" else zh)
    return sentence.format(**values) if values else sentence


class Later:
    """A sentence chosen when it is shown: for labels and messages made before there is a reader."""

    def __init__(self, zh: str, en: str) -> None:
        self.zh, self.en = zh, en

    def __str__(self) -> str:
        return said(self)

    def __mod__(self, values) -> str:
        return str(self) % values


def teach(app: Flask) -> None:
    """Templates know ``say``, ``said`` and ``language``."""
    app.jinja_env.globals.update(say=say, language=language)
    app.jinja_env.filters["said"] = said
