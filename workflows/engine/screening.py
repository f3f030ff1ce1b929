"""The screening table: which rows an item's facts meet, before anyone reads the item.

A table is compiled once from its bytes. Every cell is parsed with ``ast`` and may hold nothing but comparisons of facts and
constants; only then may an engine see it. The table is asked outside any instance: inside one, a table with no matching row
keeps its old result. Rows are answered from predicates made of the checked cells, which ``referee`` compares with
SpiffWorkflow's own decision engine.

Source: ``bpmn/screening.dmn``; ``docs/decisions/0004-compiled-diagrams.md``.
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from lxml import etree

from workflows.domain.words import Words
from workflows.engine.documents import read_xml, stem
from workflows.engine.refusals import Refusal, Refused

Constant = str | int | bool | None
Row = Mapping[str, Constant]
Values = tuple[Constant, ...]
Predicate = Callable[[Values], object]

ORDERED = {ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge}
EQUAL = {ast.Eq: operator.eq, ast.NotEq: operator.ne}
AMONG = {ast.In: lambda value, among: value in among, ast.NotIn: lambda value, among: value not in among}
THIS = "dmninputexpr"
MAX_CELL = 1_000

ONE_TABLE = Words("文件须恰有一个决策，内含一张决策表", "The file must hold one decision with one decision table")
COLLECT = Words("决策表的命中策略须为 COLLECT，且不得聚合", "The hit policy must be COLLECT, without aggregation")
NOT_A_NAME = Words("输入列须是一个事实名，不能是“{text}”", "An input must be the name of a fact, not “{text}”")
UNKNOWN_FACT = Words("没有名为“{text}”的事实", "There is no fact named “{text}”")
NO_OUTPUT_NAME = Words("输出列须有名称，且不重复", "Every output needs a name of its own")
WRONG_WIDTH = Words("本行单元格数与列数不符", "The rule has not one cell for each column")
NOT_COMPARABLE = Words(
    "单元格“{text}”只能是常量、与常量或事实名的比较，或以 ? 代表本列的比较式",
    "Cell “{text}” may only be a constant, a comparison with a constant or a fact, or comparisons in which ? stands for the column",
)
NOT_CONSTANT = Words("输出“{text}”须是常量", "Output “{text}” must be a constant")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: ``cells`` are texts in the order of the inputs (empty: any value), ``outputs`` constants in the order of the outputs."""

    rule: str
    cells: tuple[str, ...]
    outputs: tuple[Constant, ...]
    tests: tuple[Predicate, ...]

    def holds(self, values: Values) -> bool:
        """Whether every cell that is not empty holds for ``values``, given in the order of the inputs."""
        return all(test(values) for test in self.tests)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A COLLECT table: ``inputs`` are names of facts, ``outputs`` names of the constants a row gives, ``rules`` in order."""

    file: str
    decision: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]

    def as_json(self) -> dict[str, object]:
        """What the table does, without the words around it: two tables with equal values screen alike."""
        rules = [{"cells": list(rule.cells), "outputs": list(rule.outputs)} for rule in self.rules]
        return {"decision": self.decision, "inputs": list(self.inputs), "outputs": list(self.outputs), "rules": rules}


class UnknownFact(LookupError):
    """A table was asked without one of the facts it reads."""


def compile_table(file: str, content: bytes, facts: Collection[str] | None = None) -> Table:
    """The table drawn in ``content``.

    Args:
        file: The file's name, as refusals shall show it.
        content: A DMN document with one decision and one decision table.
        facts: Names that inputs may use; None allows any name.

    Raises:
        Refused: Everything wrong with the table at once, by the id of the column, row or cell: more than one table, a hit policy
            other than COLLECT, an input that is no fact, a cell beyond comparisons of facts and constants, an output that is no
            constant.
    """
    root = read_xml(file, content)
    tables = [each for each in root.iter("{*}decisionTable")]
    decisions = [each for each in root.iter("{*}decision")]
    if len(tables) != 1 or len(decisions) != 1:
        raise Refused([Refusal(stem(file), file, ONE_TABLE)])
    reading = _Reading(file, tables[0], facts)
    table = Table(file, decisions[0].get("id", ""), reading.inputs, reading.outputs, tuple(reading.rules()))
    if reading.refusals:
        raise Refused(reading.refusals)
    return table


def evaluate(table: Table, facts: Mapping[str, Constant]) -> tuple[Row, ...]:
    """The rows that ``facts`` meet, in the order of the table; empty where no row matches.

    A comparison of order (``<``, ``>=``) with a fact that is not known (None) or of another type does not hold. Equal facts are
    answered from memory.

    Raises:
        UnknownFact: ``facts`` lacks a name the table reads.
    """
    try:
        values = tuple(facts[name] for name in table.inputs)
    except KeyError as missing:
        raise UnknownFact(missing.args[0]) from missing
    return _rows(table, values)


@lru_cache(maxsize=65_536)
def _rows(table: Table, values: Values) -> tuple[Row, ...]:
    return tuple(MappingProxyType(dict(zip(table.outputs, rule.outputs, strict=True))) for rule in table.rules if rule.holds(values))


class _Reading:
    """One pass over a decision table that gathers every refusal on its way."""

    def __init__(self, file: str, table: etree._Element, facts: Collection[str] | None) -> None:
        self.file = file
        self.table = table
        self.refusals: list[Refusal] = []
        if table.get("hitPolicy") != "COLLECT" or table.get("aggregation"):
            self._refuse(table, COLLECT)
        self.inputs = tuple(self._input(column, facts) for column in table.iterchildren("{*}input"))
        self.outputs = tuple(column.get("name", "") for column in table.iterchildren("{*}output"))
        if "" in self.outputs or len(set(self.outputs)) != len(self.outputs):
            self._refuse(table, NO_OUTPUT_NAME)

    def rules(self) -> Iterator[Rule]:
        """Every rule that can be read; the others are among the refusals."""
        for row in self.table.iterchildren("{*}rule"):
            cells = [(cell, _text(cell)) for cell in row.iterchildren("{*}inputEntry")]
            outputs = [(cell, _text(cell)) for cell in row.iterchildren("{*}outputEntry")]
            if len(cells) != len(self.inputs) or len(outputs) != len(self.outputs):
                self._refuse(row, WRONG_WIDTH)
                continue
            tests = tuple(self._test(cell, text, column) for column, (cell, text) in enumerate(cells) if not _is_any(text))
            constants = tuple(self._constant(cell, text) for cell, text in outputs)
            texts = tuple("" if _is_any(text) else text for _, text in cells)
            yield Rule(row.get("id", ""), texts, constants, tests)

    def _input(self, column: etree._Element, facts: Collection[str] | None) -> str:
        expressions = [_text(each) for each in column.iterchildren("{*}inputExpression")]
        text = expressions[0] if len(expressions) == 1 else ""
        if not text.isidentifier():
            self._refuse(column, NOT_A_NAME.filled(text=text[:60]))
        elif facts is not None and text not in facts:
            self._refuse(column, UNKNOWN_FACT.filled(text=text[:60]))
        return text

    def _test(self, cell: etree._Element, text: str, column: int) -> Predicate:
        try:
            return _predicate(parse_cell(text), self.inputs, column)
        except ValueError:
            self._refuse(cell, NOT_COMPARABLE.filled(text=text[:60]))
            return _never

    def _constant(self, cell: etree._Element, text: str) -> Constant:
        try:
            return _constant(ast.parse(text, mode="eval").body)
        except (ValueError, SyntaxError):
            self._refuse(cell, NOT_CONSTANT.filled(text=text[:60]))
            return None

    def _refuse(self, element: etree._Element, message: Words) -> None:
        self.refusals.append(Refusal(element.get("id", ""), self.file, message))


def parse_cell(text: str) -> ast.expr:
    """The comparison a cell stands for, with the name ``dmninputexpr`` for its own column.

    Three ways to write it: a constant or a fact (equality), an operator with one (``>= 3``), an expression in which ``?`` is the column.

    Raises:
        ValueError: Anything else: a call, an attribute, an index, arithmetic, a comparison that leaves out ``?``, more than
            ``MAX_CELL`` characters; also both kinds of quotes beside a ``?``, which the decision engine reads otherwise than people.
    """
    if len(text) > MAX_CELL or ("?" in text and "'" in text and '"' in text):
        raise ValueError(text)
    if _asks(text):
        return _parsed(_marked(text))
    if text.startswith(("==", "!=", "<", ">")):
        return _parsed(f"{THIS} {text}")
    operand = _parsed(text)
    if not isinstance(operand, ast.Constant | ast.UnaryOp | ast.Name) or isinstance(getattr(operand, "op", None), ast.Not):
        raise ValueError(text)
    return ast.Compare(ast.Name(THIS), [ast.Eq()], [operand])


def _marked(text: str) -> str:
    """``text`` with every ``?`` outside quotes replaced by the name of the column."""
    quote, marked = "", []
    for letter in text:
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        marked.append(f" {THIS} " if letter == "?" and not quote else letter)
    return "".join(marked)


def _asks(text: str) -> bool:
    return _marked(text) != text


def _parsed(text: str) -> ast.expr:
    if "\\" in text or THIS in text.replace(f" {THIS} ", "").removeprefix(f"{THIS} "):
        raise ValueError(text)
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(text) from error


def _predicate(node: ast.expr, inputs: tuple[str, ...], column: int) -> Predicate:
    match node:
        case ast.BoolOp(ast.And(), parts):
            return _all([_predicate(part, inputs, column) for part in parts])
        case ast.BoolOp(ast.Or(), parts):
            return _any([_predicate(part, inputs, column) for part in parts])
        case ast.UnaryOp(ast.Not(), part):
            test = _predicate(part, inputs, column)
            return lambda values: not test(values)
        case ast.Compare(left, operators, operands):
            return _compared([left, *operands], operators, inputs, column)
    raise ValueError(ast.dump(node))


def _compared(operands: list[ast.expr], operators: list[ast.cmpop], inputs: tuple[str, ...], column: int) -> Predicate:
    steps = [_comparison(kind, left, right, inputs, column) for kind, left, right in zip(operators, operands, operands[1:], strict=False)]
    return steps[0] if len(steps) == 1 else _all(steps)


def _comparison(kind: ast.cmpop, left: ast.expr, right: ast.expr, inputs: tuple[str, ...], column: int) -> Predicate:
    reads = _operand(left, inputs, column)
    if type(kind) in AMONG:
        among, holds = _constants(right), AMONG[type(kind)]
        return lambda values: holds(reads(values), among)
    against = _operand(right, inputs, column)
    if type(kind) in EQUAL:
        compare = EQUAL[type(kind)]
        return lambda values: compare(reads(values), against(values))
    if type(kind) in ORDERED:
        return _in_order(ORDERED[type(kind)], reads, against)
    raise ValueError(ast.dump(kind))


def _in_order(compare: Callable[[object, object], bool], reads: Predicate, against: Predicate) -> Predicate:
    def holds(values: Values) -> bool:
        try:
            return compare(reads(values), against(values))
        except TypeError:
            return False

    return holds


def _operand(node: ast.expr, inputs: tuple[str, ...], column: int) -> Predicate:
    if isinstance(node, ast.Name):
        place = column if node.id == THIS else inputs.index(node.id)
        return operator.itemgetter(place)
    constant = _constant(node)
    return lambda values: constant


def _constants(node: ast.expr) -> tuple[Constant, ...]:
    if not isinstance(node, ast.Tuple):
        raise ValueError(ast.dump(node))
    return tuple(_constant(each) for each in node.elts)


def _constant(node: ast.expr) -> Constant:
    match node:
        case ast.Constant(str() | bool() | int() | None as value):
            return value
        case ast.UnaryOp(ast.USub(), ast.Constant(int(value))) if not isinstance(value, bool):
            return -value
    raise ValueError(ast.dump(node))


def _all(tests: list[Predicate]) -> Predicate:
    return lambda values: all(test(values) for test in tests)


def _any(tests: list[Predicate]) -> Predicate:
    return lambda values: any(test(values) for test in tests)


def _never(values: Values) -> bool:
    return False


def _is_any(text: str) -> bool:
    return text in ("", "-")


def _text(cell: etree._Element) -> str:
    return (cell.findtext("{*}text") or "").strip()
