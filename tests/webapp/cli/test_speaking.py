"""How the command line speaks, and that every command is documented in both languages."""

import re

import click
import pytest

from tools.write_docs import commands
from webapp.cli import main
from webapp.cli.speaking import numbers_text, width

EVERY = list(commands(main, ("devolve",)))
CHINESE = re.compile("[一-鿿]")


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(words) for words, _command in EVERY])
def test_every_command_and_option_says_what_it_is_in_both_languages(words, command):
    options = [option for option in command.params if isinstance(option, click.Option) and not option.hidden]
    silent = [option.name for option in options if not _both(option.help) and option.name not in ("version", "as_json")]
    assert _both(command.help) and silent == []


@pytest.mark.parametrize(("words", "command"), EVERY, ids=[" ".join(words) for words, _command in EVERY])
def test_every_acting_command_takes_who_acts_without_a_default(words, command):
    options = {option.opts[0]: option for option in command.params if isinstance(option, click.Option)}
    if "--as" in options:
        assert options["--as"].required and options["--as"].envvar is None
    elif not isinstance(command, click.Group) and not getattr(command.callback, "only_reads", False):
        assert " ".join(words[1:]) in FOR_WHO_KEEPS_THE_MACHINE, "it acts and does not ask who"


@pytest.mark.parametrize(
    ("numbers", "text"), [([], ""), ([7], "7"), ([1, 2, 3, 7], "1-3, 7"), ([9, 1, 2], "1-2, 9"), (range(1, 964), "1-963")]
)
def test_numbers_are_written_as_people_write_them(numbers, text):
    assert numbers_text(numbers) == text


def test_chinese_signs_take_two_columns():
    assert (width("item"), width("事项"), width("事项 1（甲）")) == (4, 4, 12)


FOR_WHO_KEEPS_THE_MACHINE = {
    "init", "demo", "serve", "upgrade", "clock", "verify", "backup", "restore", "audit export", "audit rebuild", "process check",
}  # fmt: skip


def _both(text):
    return bool(text) and bool(CHINESE.search(text)) and bool(re.search("[A-Za-z]{2}", text))
