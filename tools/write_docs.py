"""Write the generated parts of ``docs/`` anew: the map of modules, the closed lists, the words of the command line.

``make docs`` runs it; ``tests/conventions/test_documents.py`` fails while a page on disk differs from what it would write.
Generated parts lie between ``<!-- generated: NAME -->`` and ``<!-- end: NAME -->``; the rest of a page is written by hand.
"""

from __future__ import annotations

import importlib.util
import inspect
import itertools
import re
from collections.abc import Callable, Iterator

import click

from tools.house import FLOORS, HOUSE, Module, modules
from workflows.domain import vocabulary
from workflows.domain.words import Term

FLOOR_ORDER = ("webapp", "workflows/operations", "workflows/demonstration", "workflows/store", "workflows/files",
               "workflows/engine", "workflows/domain", "workflows")


def map_of_modules() -> str:
    """A table a floor, from the doors down: each module and its caption."""
    parts = []
    for floor, found in itertools.groupby(sorted(modules(*FLOORS), key=_floor_key), key=_floor):
        rows = [f"| [`{module.path}`](../{module.path}) | {module.caption} |" for module in found]
        parts.append("\n".join([f"**{floor}**", "", "| module | what is true of it |", "|---|---|", *rows]))
    return "\n\n".join(parts)


def closed_lists() -> str:
    """A table for each closed list: what people see, what the store and the code say."""
    lists = [found for _, found in inspect.getmembers(vocabulary, _is_closed_list)]
    lists.sort(key=lambda found: inspect.getsourcelines(found)[1])
    return "\n\n".join(_closed_list(found) for found in lists)


def command_line() -> str:
    """Every command of ``devolve`` with its help, as a terminal of 100 columns shows it."""
    program = importlib.import_module("webapp.cli").main
    return "\n\n".join(_command_help(words, command) for words, command in commands(program, ("devolve",)))


def commands(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """A command and all below it, each with the words that call it."""
    yield words, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from commands(command.commands[name], (*words, name))


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "modules": ("docs/architecture.md", map_of_modules),
    "lists": ("docs/glossary.md", closed_lists),
}
if importlib.util.find_spec("webapp.cli"):
    PARTS["commands"] = ("docs/cli.md", command_line)


def page_with(part: str, page: str) -> str:
    """The page with its generated part made anew.

    Raises:
        ValueError: The page has no place for the part.
    """
    begin, end = f"<!-- generated: {part} -->", f"<!-- end: {part} -->"
    if not re.search(f"{re.escape(begin)}.*{re.escape(end)}", page, re.DOTALL):
        raise ValueError(f"no place between {begin} and {end}")
    before, after = page.split(begin)[0], page.split(end)[1]
    return f"{before}{begin}\n\n{PARTS[part][1]()}\n\n{end}{after}"


def write() -> None:
    """Every page on disk is as it would be written."""
    for part, (name, _) in PARTS.items():
        page = HOUSE / name
        page.write_text(page_with(part, page.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"docs: {name}")


def _floor(module: Module) -> str:
    folders = module.path.split("/")[:-1]
    return "/".join(folders[:2]) if folders[0] == "workflows" else folders[0]


def _floor_key(module: Module) -> tuple[int, str]:
    return FLOOR_ORDER.index(_floor(module)), module.path


def _is_closed_list(found: object) -> bool:
    return inspect.isclass(found) and issubclass(found, Term) and found is not Term


def _closed_list(terms: type[Term]) -> str:
    about = " ".join((inspect.getdoc(terms) or "").split())
    rows = [f"| {term.zh} | `{term.value}` | {term.en} |" for term in terms]
    return "\n".join([f"### `{terms.__name__}`", "", about, "", "| 中文 | code | English |", "|---|---|---|", *rows])


def _command_help(words: tuple[str, ...], command: click.Command) -> str:
    context = click.Context(command, info_name=" ".join(words), terminal_width=100, max_content_width=100)
    said = "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    return f"## `{' '.join(words)}`\n\n```text\n{said}\n```"


if __name__ == "__main__":
    write()
