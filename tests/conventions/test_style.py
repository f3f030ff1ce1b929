"""Files and functions stay small, the business is documented and annotated, names say what things are."""

import ast
import re
import statistics

from tools.house import FLOORS, HOUSE, length, modules, tracked_files

OURS = (*FLOORS, "tests", "tools", "benchmarks")
EMPTY_WORDS = re.compile(r"(Service|Manager|Helper|Utils?|Data|Info)$")
EMPTY_FILES = {"utils", "util", "helper", "helpers", "manager", "service", "services", "data", "info", "common", "misc"}
STORED_ELSEWHERE = (".png", ".ico", ".lock", "package-lock.json", ".xlsx", ".xls", ".zip")
MACHINE_PATH = re.compile(r"(?<![\w.}/:-])/(?:home|root|work|Users|mnt|opt|var/folders)/\w")


def test_no_file_is_longer_than_four_hundred_lines():
    assert [f"{module.path}: {module.lines}" for module in modules(*OURS) if module.lines > 400] == []


def test_no_function_is_longer_than_sixty_lines():
    long = [
        f"{module.path} {name}: {length(function)}"
        for module in modules(*OURS)
        for name, function in module.functions()
        if length(function) > 60
    ]
    assert long == []


def test_half_of_the_functions_have_at_most_eight_lines():
    lengths = [length(function) for module in modules(*FLOORS) for _, function in module.functions()]
    assert statistics.median(lengths) <= 8


def test_every_module_has_a_caption():
    assert [module.path for module in modules(*FLOORS, "tools") if not module.caption] == []


def test_everything_public_in_the_business_is_documented():
    bare = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules("workflows")
        for node in _public(module.tree)
        if ast.get_docstring(node) is None
    ]
    assert bare == []


def test_names_say_what_things_are():
    classes = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules(*FLOORS)
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef) and EMPTY_WORDS.search(node.name)
    ]
    files = [module.path for module in modules(*OURS) if module.path.rsplit("/", 1)[-1].removesuffix(".py") in EMPTY_FILES]
    assert classes + files == []


def test_no_file_names_a_place_on_somebodys_machine():
    named = [
        f"{name}:{number} {line.strip()[:80]}"
        for name in tracked_files()
        if not name.endswith(STORED_ELSEWHERE)
        for number, line in enumerate((HOUSE / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if MACHINE_PATH.search(line)
    ]
    assert named == []


def test_a_place_on_a_machine_would_be_noticed():
    slash = "/"
    assert MACHINE_PATH.search(f"open('{slash}home{slash}li{slash}list.xlsx')")
    assert not MACHINE_PATH.search("the page /items/work/12 and docs/home/index")


def _public(node: ast.AST) -> list[ast.FunctionDef | ast.ClassDef]:
    """Public classes and functions, and the public methods of public classes."""
    found = []
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.ClassDef) and not child.name.startswith("_"):
            found.append(child)
            if isinstance(child, ast.ClassDef):
                found.extend(_public(child))
    return found
