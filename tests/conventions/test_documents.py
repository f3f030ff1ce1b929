"""The pages of docs/ say what the house is today: captions, closed lists and commands are compared, not trusted."""

import re

import pytest

from tools.house import HOUSE, tracked_files
from tools.write_docs import PARTS, page_with

PAGES = tuple(name for name in tracked_files() if name.endswith(".md"))
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
WORD_OF_MAKE = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)


@pytest.mark.parametrize("part", [part for part in PARTS if part != "modules"])
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


def test_every_decision_is_numbered_once_and_says_what_was_given_up():
    decisions = [name for name in PAGES if name.startswith("docs/decisions/")]
    numbers = [int(name.split("/")[-1][:4]) for name in decisions]
    assert sorted(numbers) == list(range(1, len(numbers) + 1))
    silent = [name for name in decisions if "## What we gave up" not in (HOUSE / name).read_text(encoding="utf-8")]
    assert silent == []
