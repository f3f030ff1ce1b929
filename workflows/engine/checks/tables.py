"""What a decision table must be before anything evaluates it: one COLLECT table, bounded, with cells that only compare.

``screening`` reads the cells and says what is wrong with them; here stand the bounds that make reading them safe.

Source: DESIGN §2, measured: of the hit policies only COLLECT is right, aggregations are ignored.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from workflows.domain.words import Words
from workflows.engine.checks.elements import known_as
from workflows.engine.refusals import Refusal, Refused
from workflows.engine.screening import compile_table

MAX_ROWS = 500

AGGREGATION = Words("不允许汇总 {name}：它会被忽略", "The aggregation {name} is not allowed: it would be ignored")
NO_RULES = Words("表中没有规则", "The table has no rules")
TOO_MANY = Words("规则超过 {limit} 行", "There are more than {limit} rules")


def refused_table(file: str, content: bytes, root: etree._Element) -> Iterator[Refusal]:
    """What is wrong with the one decision of a file whose elements and ids are in order."""
    for table in root.iter("{*}decisionTable"):
        rules = len(table.findall("{*}rule"))
        if not rules or rules > MAX_ROWS:
            yield Refusal(known_as(table, file), file, TOO_MANY.filled(limit=MAX_ROWS) if rules else NO_RULES)
            return
        if table.get("aggregation") is not None:
            yield Refusal(known_as(table, file), file, AGGREGATION.filled(name=table.get("aggregation")[:40]))
            return
    try:
        compile_table(file, content)
    except Refused as refused:
        yield from refused.refusals
