"""How the command line speaks: in one language, in tables that Chinese fits, and with an exit status that tells.

0 done · 1 nothing moved, something left out, or a check found something · 2 usage · 3 refused · 4 no home to work in, or one in
the way · 5 the database does not answer · 70 a failure of our own, with a reference that is in the log.
"""

from __future__ import annotations

import json
import logging
import secrets
import unicodedata
from collections.abc import Iterable, Sequence

import click
from sqlalchemy.exc import DBAPIError

from workflows.domain.errors import Refused
from workflows.domain.words import Words
from workflows.engine.refusals import Refused as DrawingsRefused
from workflows.files.grid import FileRefused

DONE, LEFT_OUT, USAGE, REFUSED, NO_HOME, NO_DATABASE, FAILED = 0, 1, 2, 3, 4, 5, 70
CROWDED = 40
NO_ANSWER = Words("数据库没有应答，未作任何改动", "The database does not answer; nothing was changed")
OUR_FAULT = Words("系统出错，未作任何改动", "Something failed; nothing was changed")
log = logging.getLogger("devolve.cli")


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


class Group(click.Group):
    """A noun with its commands."""

    command_class = Command
    group_class = type


class Program(Group):
    """The whole program: what is refused below is said here and becomes the exit status."""

    def invoke(self, context: click.Context):
        try:
            return super().invoke(context)
        except (Refused, FileRefused) as refused:
            status = _say_refused(context, [refused.words], REFUSED)
        except DrawingsRefused as refused:
            status = _say_refused(context, [_drawn(one) for one in refused.refusals], REFUSED)
        except HomeRefused as refused:
            status = _say_refused(context, [refused.words], NO_HOME)
        except DBAPIError as error:
            status = _fail(context, error, NO_ANSWER, NO_DATABASE)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            status = _fail(context, error, OUR_FAULT, FAILED)
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


def _say_refused(context: click.Context, sentences: Sequence[Words], status: int) -> int:
    for words in sentences:
        complain(words)
    log.info("%s refused %s", context.find_root().meta.get("words", ""), status)
    return status


def _fail(context: click.Context, error: Exception, words: Words, status: int) -> int:
    reference = secrets.token_hex(4).upper()
    log.error("%s %s %s", reference, context.find_root().meta.get("words", ""), type(error).__name__, exc_info=error)
    complain(Words(f"{words.zh}。编号 {reference}，详见日志。", f"{words.en}. Reference {reference}; see the log."))
    return status


def _keep(name: str):
    def kept(context: click.Context, _option: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.find_root().meta[name] = value

    return kept
