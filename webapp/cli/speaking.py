"""How the command line speaks: in one language, in tables that Chinese fits, and with an exit status that tells.

0 done · 1 nothing moved, something left out, or a check found something · 2 usage · 3 refused · 4 no home to work in, or one in
the way · 5 the database does not answer · 70 a failure of our own, with a reference that is in the log.
"""

from __future__ import annotations

import errno
import json
import logging
import secrets
import unicodedata
from collections.abc import Iterable, Sequence

import click
from sqlalchemy.exc import ArgumentError, DBAPIError

from webapp.database import UnsafeDatabase
from workflows.domain.errors import Refused
from workflows.domain.words import Words
from workflows.engine.refusals import Refused as DrawingsRefused
from workflows.files.reading.grid import FileRefused

DONE, LEFT_OUT, USAGE, REFUSED, NO_HOME, NO_DATABASE, FAILED = 0, 1, 2, 3, 4, 5, 70
CROWDED = 40
NO_ANSWER = Words("数据库没有应答，未作任何改动", "The database does not answer; nothing was changed")
NO_ADDRESS = Words("DEVOLVE_DATABASE_URL 不是数据库地址。", "DEVOLVE_DATABASE_URL is no address of a database.")
NO_FILE = Words("不能读写 {file}：{why}。", "{file} cannot be read or written: {why}.")
OUR_FAULT = Words("系统出错，未作任何改动", "Something failed; nothing was changed")
log = logging.getLogger("devolve.cli")
log.addHandler(logging.NullHandler())
log.propagate = False


class HomeRefused(Exception):
    """There is no home where one is needed, or one where none may be."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.words = Words(zh, en)


class Command(click.Command):
    """A command that also hears ``--lang`` and ``--at`` behind its own words."""

    def __init__(self, *words, **settings) -> None:
        super().__init__(*words, **settings)
        self.params += [
            click.Option(["--lang"], type=click.Choice(["zh", "en"]), hidden=True, expose_value=False, callback=_keep("lang")),
            click.Option(["--at"], hidden=True, expose_value=False, callback=_keep("at")),
        ]

    def invoke(self, context: click.Context):
        context.meta.update(words=context.command_path, as_json=context.params.get("as_json", False))
        return super().invoke(context)


class Group(click.Group):
    """A noun with its commands."""

    command_class = Command
    group_class = type


class Program(Group):
    """The whole program: what is refused below is said here and becomes the exit status."""

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if isinstance(error, OSError) and error.errno == errno.EPIPE:
                raise
            status = _answered(context, error)
        context.exit(status)


def lang() -> str:
    """``zh`` or ``en``: what this command was asked to speak."""
    return click.get_current_context().find_root().meta.get("lang", "zh")


def spoken(words: Words) -> str:
    """The words in the language of this command."""
    return words.en if lang() == "en" else words.zh


def say(zh: str, en: str) -> None:
    """A sentence on standard output."""
    click.echo(spoken(Words(zh, en)))


def complain(words: Words) -> None:
    """A sentence on standard error."""
    click.echo(spoken(words), err=True)


def say_json(value: object) -> None:
    """A value for a program to read: UTF-8 JSON, in the order given."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def say_table(heading: Sequence[Words], rows: Iterable[Sequence[object]]) -> None:
    """Rows under a heading, in columns as wide as their widest text; Chinese signs count as two."""
    lines = [[spoken(words) for words in heading], *([_one_line(cell) for cell in row] for row in rows)]
    widths = [min(CROWDED, max(width(line[column]) for line in lines)) for column in range(len(heading))]
    for line in lines:
        padded = [cell + " " * max(0, wide - width(cell)) for cell, wide in zip(line, widths, strict=True)]
        click.echo("  ".join(padded).rstrip())


def width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def numbers_text(numbers: Iterable[int]) -> str:
    """Numbers as people write them: 1–120, 7."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)


def finish(status: int) -> None:
    """The command ends with this status."""
    click.get_current_context().exit(status)


def _one_line(cell: object) -> str:
    return " ".join(str("" if cell is None else cell).split())


def _drawn(refusal) -> Words:
    where = f"{refusal.file}#{refusal.element}"
    return Words(f"{where}：{refusal.message.zh}", f"{where}: {refusal.message.en}")


def _answered(context: click.Context, error: Exception) -> int:
    """Say what is known about the error, and how the command ends."""
    for kind, status, sentences in ANSWERS:
        if isinstance(error, kind) and getattr(error, "filename", "") is not None:
            found = sentences(error)
            for words in found:
                complain(words)
            if context.meta.get("as_json"):
                say_json({"refused": [words._asdict() for words in found]})
            log.info("%s refused %s", context.meta.get("words", ""), status)
            return status
    return _fail(context, error, *((NO_ANSWER, NO_DATABASE) if isinstance(error, DBAPIError) else (OUR_FAULT, FAILED)))


def _fail(context: click.Context, error: Exception, words: Words, status: int) -> int:
    reference = secrets.token_hex(4).upper()
    log.error("%s %s %s", reference, context.meta.get("words", ""), type(error).__name__, exc_info=error)
    complain(Words(f"{words.zh}。编号 {reference}，详见日志。", f"{words.en}. Reference {reference}; see the log."))
    return status


def _keep(name: str):
    def kept(context: click.Context, _option: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.find_root().meta[name] = value

    return kept


ANSWERS = (
    ((Refused, FileRefused), REFUSED, lambda error: [error.words]),
    (DrawingsRefused, REFUSED, lambda error: [_drawn(one) for one in error.refusals]),
    (HomeRefused, NO_HOME, lambda error: [error.words]),
    (UnsafeDatabase, NO_DATABASE, lambda error: [Words(str(error), str(error))]),
    (ArgumentError, USAGE, lambda error: [NO_ADDRESS]),
    (OSError, USAGE, lambda error: [NO_FILE.filled(file=error.filename, why=error.strerror)]),
)
