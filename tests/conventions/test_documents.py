"""The pages of docs/ say what the house is today: captions, closed lists and commands are compared, not trusted."""

import re

import click
import pytest

from tools.house import HOUSE, tracked_files
from tools.write_docs import PARTS, page_with
from webapp.cli import main

PAGES = tuple(name for name in tracked_files() if name.endswith(".md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
WORD_OF_MAKE = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)
COMMAND = re.compile(r"(?:^|`|[\s/])devolve ((?:[a-z][a-z-]*|--[a-z])[^`#|\n]*)", re.MULTILINE)


def understood(words: list[str]) -> bool:
    """Whether the words call a command that exists, with options it has. Arguments are not looked at."""
    command, rest = main, list(words)
    while rest and isinstance(command, click.Group):
        if rest[0].startswith("-"):
            break
        if rest[0] == "…":
            return True
        command = command.commands.get(rest.pop(0).rstrip(",.;:)"))
    if command is None:
        return False
    options = {option for param in (*command.params, *main.params) for option in param.opts} | {"--help", "-h", "--version"}
    return all(word.split("=")[0].rstrip(",.;:)") in options for word in rest if word.startswith("--"))


@pytest.mark.parametrize("part", PARTS)
def test_the_page_is_as_make_docs_would_write_it(part):
    page = (HOUSE / PARTS[part][0]).read_text(encoding="utf-8")
    assert page == page_with(part, page), "run `make docs`"


@pytest.mark.parametrize("name", PAGES)
def test_every_link_between_pages_leads_somewhere(name):
    page = (HOUSE / name).read_text(encoding="utf-8")
    links = [link for link in LINK.findall(page) if "://" not in link]
    assert [link for link in links if not (HOUSE / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("name", PAGES)
def test_every_word_of_make_that_a_page_names_exists(name):
    words = set(WORD_OF_MAKE.findall((HOUSE / "Makefile").read_text(encoding="utf-8")))
    named = set(re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", (HOUSE / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert {word for pair in named for word in pair if word} <= words


@pytest.mark.parametrize("name", [*PAGES, "docs/campaign.toml", "docs/drive-a-campaign.sh"])
def test_every_command_that_a_page_names_exists_with_its_options(name):
    by_hand = (HOUSE / name).read_text(encoding="utf-8").split("<!-- generated: commands -->")[0]
    written = COMMAND.findall(by_hand)
    assert [words for words in written if not understood(words.split())] == []


def test_a_command_nobody_can_run_would_be_noticed():
    assert understood("campaign open campaign.toml --as xie --apply".split())
    assert not understood("campaign close".split())
    assert not understood("people add xie --on-holiday".split())


def test_every_decision_is_numbered_once_and_says_what_was_given_up():
    decisions = [name for name in PAGES if name.startswith("docs/decisions/")]
    numbers = [int(name.split("/")[-1][:4]) for name in decisions]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    silent = [name for name in decisions if "## What we gave up" not in (HOUSE / name).read_text(encoding="utf-8")]
    assert silent == []
