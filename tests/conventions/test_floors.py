"""The floors hold: imports run one way, at the top of the file, and the contracts notice when they do not."""

import ast
import configparser
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.house import FLOORS, HOUSE, modules

LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"


def floors_of(house: Path) -> subprocess.CompletedProcess[str]:
    """What import-linter says of the house in this folder."""
    asked = [sys.executable, "-c", LINT, "--config", "setup.cfg", "--no-cache"]
    return subprocess.run(asked, cwd=house, capture_output=True, text=True, timeout=120, check=False)


def test_imports_run_one_way():
    said = floors_of(HOUSE)
    assert said.returncode == 0, said.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        ("workflows/domain/items.py", "import workflows.engine.net", "Imports run one way"),
        ("workflows/engine/net.py", "import workflows.store", "Imports run one way"),
        ("workflows/files/__init__.py", "import workflows.store", "do not know each other"),
        ("workflows/operations/__init__.py", "import webapp", "Imports run one way"),
        ("workflows/store/__init__.py", "import flask", "no web library"),
        ("workflows/operations/__init__.py", "import SpiffWorkflow", "Only workflows.engine"),
        ("workflows/operations/__init__.py", "import workflows.demonstration", "No operation leans on"),
        ("workflows/demonstration/__init__.py", "import workflows.operations", "values and files alone"),
    ],
)
def test_a_wrong_import_breaks_its_contract(tmp_path, module, line, contract):
    for name in FLOORS:
        shutil.copytree(HOUSE / name, tmp_path / name, ignore=shutil.ignore_patterns("static", "templates", "__pycache__"))
    shutil.copy(HOUSE / "setup.cfg", tmp_path)
    with (tmp_path / module).open("a", encoding="utf-8") as planted:
        planted.write(f"\n{line}\n")
    said = floors_of(tmp_path)
    assert said.returncode == 1
    assert any(contract in told and "BROKEN" in told for told in said.stdout.splitlines()), said.stdout


def test_every_package_of_the_business_stands_on_a_named_floor():
    config = configparser.ConfigParser()
    config.read(HOUSE / "setup.cfg", encoding="utf-8")
    named = config["importlinter:contract:floors"]["layers"].replace("(", "").replace(")", "").replace("|", " ").split()
    there = {".".join(module.path.split("/")[:2]) for module in modules("workflows") if module.path.count("/") > 1}
    assert there <= set(named)


def test_no_import_hides_in_a_function():
    hidden = [
        f"{module.path}:{node.lineno} {name}"
        for module in modules(*FLOORS)
        for name, function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert hidden == []


def test_nothing_below_the_doors_asks_the_clock_or_the_environment():
    asking = {"now", "utcnow", "today", "getenv", "environ"}
    found = [
        f"{module.path}:{node.lineno} {node.attr}"
        for module in modules("workflows")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and node.attr in asking and _is_name(node.value, {"datetime", "date", "os"})
    ]
    assert found == []


def test_nothing_below_the_doors_commits():
    found = [
        f"{module.path}:{node.lineno}"
        for module in modules("workflows")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"commit", "rollback"}
    ]
    assert found == []


def _is_name(node: ast.AST, names: set[str]) -> bool:
    return (isinstance(node, ast.Name) and node.id in names) or (isinstance(node, ast.Attribute) and node.attr in names)
