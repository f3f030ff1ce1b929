"""A decision table is compiled from checked cells and answers as the engine's own decision engine does."""

import ast
import random
from pathlib import Path

import pytest

from workflows.engine.compiler import compile_set
from workflows.engine.referee import rows_by_engine
from workflows.engine.refusals import Refused
from workflows.engine.screening import UnknownFact, compile_table, evaluate, parse_cell
from workflows.engine.stepping import Decision

BPMN = Path(__file__).parents[2] / "bpmn"
WORDS = ("penalty", "inspection", "measure", "")
NUMBERS = (-1, 0, 1, 2, 3)

CELLS = [
    ("", "-"),
    ('"penalty"', ""),
    ('"penalty"', "> 1"),
    ('!= "penalty"', ">= 2"),
    ('? in ("penalty", "inspection")', "? < 3 and ? != 1"),
    ('? not in ("measure",)', "0 < ? <= 2"),
    ('not (? == "penalty" or ? == "")', "-1"),
    ("kind", "== level"),
    ('"a ? in a text"', "? != level and kind == 'measure'"),
]


@pytest.fixture(scope="module")
def process_set():
    return compile_set({path.name: path.read_bytes() for path in BPMN.iterdir()})


def test_compiled_cells_answer_as_the_decision_engine_over_thousands_of_facts():
    chance = random.Random(20_201_123)
    content = drawn(CELLS)
    table, decision = compile_table("screening.dmn", content), Decision("screening.dmn", content)
    for _ in range(2_000):
        facts = {"kind": chance.choice(WORDS), "level": chance.choice(NUMBERS)}
        assert evaluate(table, facts) == decision.rows(facts), facts


def test_any_cell_that_may_be_written_answers_as_the_decision_engine():
    chance = random.Random(5)
    for _ in range(300):
        content = drawn([(cell(chance), cell(chance))])
        table, decision = compile_table("screening.dmn", content), Decision("screening.dmn", content)
        facts = {"kind": chance.choice(WORDS), "level": chance.choice(NUMBERS)}
        assert evaluate(table, facts) == decision.rows(facts), (content, facts)


def test_the_screening_table_answers_as_the_decision_engine_over_random_items(process_set):
    chance = random.Random(7)
    choices = {name: sorted(values, key=repr) for name, values in said_about(process_set.table).items()}
    for _ in range(300):
        facts = {name: chance.choice(choices[name]) for name in process_set.table.inputs}
        assert evaluate(process_set.table, facts) == rows_by_engine(process_set, facts), facts


def test_each_row_of_the_screening_table_is_met_by_the_facts_it_names(process_set):
    table = process_set.table
    for rule in table.rules:
        facts = {name: named_by(cell) for name, cell in zip(table.inputs, rule.cells, strict=True)}
        assert dict(zip(table.outputs, rule.outputs, strict=True)) in [dict(row) for row in evaluate(table, facts)], rule.rule


def test_no_matching_row_is_no_finding_even_after_a_match():
    table = compile_table("screening.dmn", drawn([('"penalty"', "")]))
    assert [row["code"] for row in evaluate(table, {"kind": "penalty", "level": 1})] == ["row_0"]
    assert evaluate(table, {"kind": "inspection", "level": 1}) == ()


def test_every_matching_row_is_found_in_the_order_of_the_table():
    table = compile_table("screening.dmn", drawn([("", "> 0"), ('"measure"', ""), ("", "> 1")]))
    assert [row["code"] for row in evaluate(table, {"kind": "measure", "level": 1})] == ["row_0", "row_1"]


def test_an_order_with_an_unknown_fact_does_not_hold():
    table = compile_table("screening.dmn", drawn([("", "> 1"), ("", "? == None")]))
    assert [row["code"] for row in evaluate(table, {"kind": None, "level": None})] == ["row_1"]


def test_a_table_asked_without_one_of_its_facts_says_which():
    table = compile_table("screening.dmn", drawn([("", "> 1")]))
    with pytest.raises(UnknownFact, match="level"):
        evaluate(table, {"kind": "penalty"})


def test_a_row_cannot_be_changed_by_who_reads_it():
    row = evaluate(compile_table("screening.dmn", drawn([("", "")])), {"kind": "", "level": 0})[0]
    with pytest.raises(TypeError):
        row["code"] = "another"


@pytest.mark.parametrize(
    "cell",
    [
        "len(?) > 3",
        "?.real == 1",
        "__import__('os')",
        "?[0] == 'a'",
        "? + 1 == 2",
        "lambda: 1",
        "[? for x in (1,)]",
        "f'{?}' == 'a'",
        "? in other",
        "? in ()  or unknown == 1",
        "(? := 1) == 1",
        "? == 1.5",
        "? is None",
        "level == 1",
        "not level",
        "in ('a', 'b')",
        "? if ? else ?",
        "1 ? 2",
        '"a\\x22b"',
        "dmninputexpr == 1",
        ">",
        "?",
        "not in",
        """? == "it's" or ? == 'b'""",
        "not " * 300 + "? == 1",
        "? == " + "-" * 900 + "1",
    ],
)
def test_a_cell_beyond_comparisons_of_facts_and_constants_is_refused_by_its_id(cell):
    assert refusals(drawn([("", cell)])) == ["row_0_level"]


def test_an_output_that_is_no_constant_is_refused_by_its_id():
    assert refusals(drawn([("", "")]).replace(b"'row_0'", b"str(1)")) == ["row_0_code"]


@pytest.mark.parametrize("policy", ["UNIQUE", "FIRST", "ANY", "PRIORITY", "collect", "NONSENSE", 'COLLECT" aggregation="SUM'])
def test_a_table_that_does_not_collect_is_refused(policy):
    assert refusals(drawn([("", "")]).replace(b"COLLECT", policy.encode())) == ["table"]


def test_an_input_that_is_no_name_is_refused_by_the_column():
    assert refusals(drawn([]).replace(b"<text>level</text>", b"<text>level + 1</text>")) == ["input_level"]


def test_an_input_that_is_no_fact_is_refused_by_the_column():
    assert refusals(drawn([]), {"kind"}) == ["input_level"]
    assert compile_table("screening.dmn", drawn([]), {"kind", "level"}).inputs == ("kind", "level")


def test_a_row_that_lacks_a_cell_is_refused_by_the_row():
    content = drawn([("", "")]).replace(b'<inputEntry id="row_0_level"><text></text></inputEntry>', b"")
    assert refusals(content) == ["row_0"]


def test_everything_wrong_with_a_table_is_said_at_once():
    assert refusals(drawn([("len(?)", "any(?)"), ("", "a.b")])) == ["row_0_kind", "row_0_level", "row_1_level"]


def cell(chance):
    """A cell in one of the three ways to write one."""
    short = f"{chance.choice(['==', '!='])} {constant(chance)}"
    return chance.choice([constant(chance), short, comparisons(chance), comparisons(chance)])


def comparisons(chance, depth=0):
    match chance.randrange(5 if depth < 3 else 2):
        case 0:
            return f"? {chance.choice(['in', 'not in'])} ({constant(chance)}, {constant(chance)})"
        case 1:
            return f"? {chance.choice(['==', '!='])} {chance.choice(['kind', 'level', constant(chance)])}"
        case 2:
            return f"not ({comparisons(chance, depth + 1)})"
    return f"({comparisons(chance, depth + 1)}) {chance.choice(['and', 'or'])} ({comparisons(chance, depth + 1)})"


def constant(chance):
    return chance.choice(["'penalty'", "'measure'", "''", "0", "1", "-1", "True", "None"])


def said_about(table):
    """Each fact with the constants its column names, and one it does not name."""
    said = {name: {"nothing of this"} for name in table.inputs}
    for rule in table.rules:
        for name, cell in zip(table.inputs, rule.cells, strict=True):
            said[name] |= constants(cell)
    return said


def constants(cell):
    return {node.value for node in ast.walk(parse_cell(cell)) if isinstance(node, ast.Constant)} if cell else set()


def named_by(cell):
    """The constant a cell asks for; for a cell that asks for another, one it does not name."""
    return "nothing of this" if not cell or cell.startswith("!=") else min(constants(cell), key=repr)


def drawn(rows):
    rules = "".join(
        f'<rule id="row_{number}"><inputEntry id="row_{number}_kind"><text>{escaped(kind)}</text></inputEntry>'
        f'<inputEntry id="row_{number}_level"><text>{escaped(level)}</text></inputEntry>'
        f"""<outputEntry id="row_{number}_code"><text>'row_{number}'</text></outputEntry></rule>"""
        for number, (kind, level) in enumerate(rows)
    )
    columns = "".join(
        f'<input id="input_{name}"><inputExpression id="expression_{name}"><text>{name}</text></inputExpression></input>'
        for name in ("kind", "level")
    )
    table = f'<decisionTable id="table" hitPolicy="COLLECT">{columns}<output id="output_code" name="code" />{rules}</decisionTable>'
    space = "https://www.omg.org/spec/DMN/20191111/MODEL/"
    return f'<definitions xmlns="{space}" id="d"><decision id="screening">{table}</decision></definitions>'.encode()


def escaped(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def refusals(content, facts=None):
    with pytest.raises(Refused) as caught:
        compile_table("screening.dmn", content, facts)
    assert all(found.message.zh and found.message.en and found.file == "screening.dmn" for found in caught.value.refusals)
    return [found.element for found in caught.value.refusals]
