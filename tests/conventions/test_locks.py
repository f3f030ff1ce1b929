"""What is installed is what setup.cfg asks for: by version, by hash, from nowhere in particular."""

import ast
import configparser
import importlib.metadata
import json
import re
import sys

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.house import FLOORS, HOUSE, modules, tracked_files

LOCKED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", re.MULTILINE)
ASSET = re.compile(r"vendor/([\w./-]+)")
LOCKS = ("run", "test", "node")
AHEAD = {"pdfplumber", "pylopdf-fonts-zh-cn", "pytest-xdist", "python-docx", "segno", "typst"}
"""Asked for before the code that uses them stands; each leaves this list with its first use."""
ASSETS_AHEAD = {"echarts/echarts.min.js"}
OWN = {*FLOORS, "tools", "tests", "benchmarks"}


def locked(part: str) -> dict[str, str]:
    """Name and version of each package in a lock."""
    text = (HOUSE / "requirements" / f"{part}.lock").read_text(encoding="utf-8")
    return {canonicalize_name(name): version for name, version in LOCKED.findall(text)}


def options() -> configparser.ConfigParser:
    """The configuration of the house."""
    config = configparser.ConfigParser()
    config.read(HOUSE / "setup.cfg", encoding="utf-8")
    return config


def asked(*extras: str) -> list[Requirement]:
    """The requirements of the program and of the extras."""
    config = options()
    texts = [config["options"]["install_requires"], *(config["options.extras_require"][extra] for extra in extras)]
    return [Requirement(line) for text in texts for line in text.splitlines() if line.strip() and not line.startswith("#")]


@pytest.mark.parametrize(("part", "extras"), [("run", ("postgres", "build")), ("test", ("postgres", "build", "test"))])
def test_the_lock_answers_every_requirement(part, extras):
    versions = locked(part)
    unanswered = [str(need) for need in asked(*extras) if not need.specifier.contains(versions.get(canonicalize_name(need.name), "0"))]
    assert unanswered == []


def test_the_test_lock_extends_the_run_lock():
    run, test = locked("run"), locked("test")
    assert {name: test.get(name) for name in run} == run


@pytest.mark.parametrize("part", LOCKS)
def test_every_locked_package_is_held_by_hash_and_by_no_host(part):
    text = (HOUSE / "requirements" / f"{part}.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"https?:|file:|--index|--find-links|/\w+/\w+/", text) == []


def test_every_asset_is_held_by_hash_and_by_no_host():
    packages = json.loads((HOUSE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    held = {name: package for name, package in packages.items() if name}
    assert [name for name, package in held.items() if not package["integrity"].startswith("sha512-") or "resolved" in package] == []


def test_every_asset_copied_comes_from_a_locked_package():
    named = json.loads((HOUSE / "package.json").read_text(encoding="utf-8"))
    packages = {source.split("/dist/", 1)[0] for source in named["vendor"].values()}
    assert packages <= set(named["dependencies"])


def test_each_dependency_carries_its_reason():
    text = (HOUSE / "setup.cfg").read_text(encoding="utf-8").split("install_requires =")[1].split("[options.entry_points]")[0]
    lines = [line.strip() for line in text.splitlines()]
    bare = [line for before, line in zip(lines, lines[1:], strict=False) if ">=" in line and not before.startswith("#")]
    assert bare == []


def test_whatever_we_import_we_ask_for():
    requested = {canonicalize_name(need.name) for need in asked("postgres", "build", "test")}
    provides = importlib.metadata.packages_distributions()
    carried = {"werkzeug", "jinja2", "markupsafe"}  # parts of flask that its own documentation has applications import
    unasked = {
        f"{module.path}: {top}"
        for module in modules(*FLOORS, "tests", "tools", "benchmarks")
        for top in _imported(module.tree)
        if top not in sys.stdlib_module_names and top not in OWN
        and not requested | carried >= {canonicalize_name(name) for name in provides.get(top, [top])}
    }
    assert sorted(unasked) == []


def test_whatever_we_ask_for_we_use():
    imported = {top for module in modules(*FLOORS, "tests", "tools", "benchmarks", "migrations") for top in _imported(module.tree)}
    provides = importlib.metadata.packages_distributions()
    used = {canonicalize_name(name) for top in imported for name in provides.get(top, [top])}
    run_not_imported = {"gunicorn", "psycopg", "setuptools", "pytest-timeout", "pytest-xdist", "ruff", "import-linter"}
    requested = {canonicalize_name(need.name) for need in asked("postgres", "build", "test")}
    assert requested - used - run_not_imported == set()


def test_every_asset_a_page_names_is_copied():
    pages = [name for name in tracked_files() if name.startswith("webapp/") and name.endswith((".html", ".js", ".css"))]
    named = {asset for name in pages for asset in ASSET.findall((HOUSE / name).read_text(encoding="utf-8"))}
    copied = set(json.loads((HOUSE / "package.json").read_text(encoding="utf-8"))["vendor"])
    assert named == copied


def _imported(tree: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and not node.level:
            found.add(node.module.split(".")[0])
    return found
