"""What the house is made of, read from its files: modules, functions, tracked names. Nothing is imported or run."""

from __future__ import annotations

import ast
import functools
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
FLOORS = ("webapp", "workflows")
MADE_HERE = {".git", ".venv", "var", "__pycache__", ".pytest_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache",
             "node_modules", "vendor", "build", "dist"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One source file: its path under the house, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def caption(self) -> str:
        """The first line of the docstring; empty where there is none."""
        return (ast.get_docstring(self.tree) or "").split("\n", 1)[0].strip()

    @property
    def lines(self) -> int:
        """How many lines the file has."""
        return self.text.count("\n")

    def functions(self) -> Iterator[tuple[str, Function]]:
        """Each function with its dotted name inside the module, inner functions included."""
        yield from _functions(self.tree, "")


@functools.cache
def tracked_files() -> tuple[str, ...]:
    """Paths that belong to the project, sorted: what git tracks or would track; without git, all but what is made here."""
    if not (HOUSE / ".git").exists() or shutil.which("git") is None:
        return tuple(sorted(_files_below(HOUSE)))
    asked = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(asked, cwd=HOUSE, capture_output=True, text=True, timeout=60, check=True).stdout
    return tuple(sorted(name for name in set(listed.split("\0")) if name and (HOUSE / name).is_file()))


@functools.cache
def modules(*folders: str) -> tuple[Module, ...]:
    """Every Python file under the folders, by path."""
    wanted = (name for name in tracked_files() if name.endswith(".py") and name.split("/", 1)[0] in folders)
    return tuple(_module(name) for name in wanted)


def length(function: Function) -> int:
    """Lines of a function without its docstring and decorators."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    if not body:
        return 1
    return 1 + function.body[-1].end_lineno - body[0].lineno + 1


@functools.cache
def _module(name: str) -> Module:
    text = (HOUSE / name).read_text(encoding="utf-8")
    return Module(name, text, ast.parse(text, name))


def _files_below(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if path.is_dir() and path.name not in MADE_HERE and not path.name.endswith(".egg-info"):
            yield from _files_below(path)
        elif path.is_file() and path.suffix != ".mo":
            yield path.relative_to(HOUSE).as_posix()


def _functions(node: ast.AST, prefix: str) -> Iterator[tuple[str, Function]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, Function):
            yield prefix + child.name, child
            yield from _functions(child, f"{prefix}{child.name}.")
        elif isinstance(child, ast.ClassDef):
            yield from _functions(child, f"{prefix}{child.name}.")
        else:
            yield from _functions(child, prefix)
