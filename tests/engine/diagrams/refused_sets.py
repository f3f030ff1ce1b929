"""Drawings that do not fit together, and tables that would do more than compare."""

from __future__ import annotations

from tests.engine.diagrams.drawn import CAMPAIGN, ITEM, SCREENED, TABLE, drawn, table, whole
from tests.engine.diagrams.planted import CALLING, CELL, ITEM_FILE, UNKNOWN, Bad, cell, planted, screened, tabled

SETS = {
    "a_call_of_nothing": Bad(whole(CALLING), "filing", "不在本套之中", "not in the set"),
    "a_call_of_itself": Bad(
        whole(CALLING, file_item="call again file_item counts=kept\nclear out\nend out"), "again", "循环调用", "in a circle"
    ),
    "two_drawings_that_call_each_other": Bad(
        whole(CALLING, file_item="call hand_on other\nclear out\nend out", other="call hand_back file_item\nclear out\nend out"),
        "hand_on",
        "循环调用",
        "in a circle",
    ),
    "a_campaign_that_is_called": Bad(
        whole("call whole campaign counts=kept round=review\nclose kept\nend kept counts=kept"),
        "campaign",
        "不能被调用",
        "cannot be called",
    ),
    "two_campaigns": Bad({**whole(), "other.bpmn": drawn("other", CAMPAIGN)}, "other", "不止一张工作阶段图", "More than one drawing"),
    "two_items": Bad({**whole(), "other.bpmn": drawn("other", ITEM)}, "other", "没有图调用它", "Nothing calls this"),
    "no_campaign": Bad({ITEM_FILE: drawn("item_review", ITEM)}, "campaign", "缺少工作阶段图", "has no campaign"),
    "no_item": Bad({"campaign.bpmn": drawn("campaign", CAMPAIGN)}, "item_review", "缺少事项图", "has no item"),
    "an_outcome_that_nobody_drew": Bad(
        whole(CALLING.replace("      void kept\n", ""), file_item=SCREENED), "filing", "没有相应的去路", "no way out of the call"
    ),
    "an_outcome_that_never_comes": Bad(
        whole(CALLING.replace("void kept", "void kept\n      praise kept"), file_item=SCREENED), "filing.praise", "走不到", "dead"
    ),
    "a_call_that_gives_a_reason": Bad(
        whole(CALLING.replace("void kept", "void kept reason=text"), file_item=SCREENED),
        "filing.void",
        "属于被调用的图",
        "the called drawing says it",
    ),
    "a_decision_of_nothing": Bad(
        {name: content for name, content in screened().items() if name != "screening.dmn"}, "screen", "不在本套之中", "not in the set"
    ),
    "a_table_nobody_asks": Bad({**whole(), "screening.dmn": table()}, "screening", "没有规则任务用到", "No rule task"),
    "a_file_of_another_name": Bad(
        {"campaign.bpmn": drawn("campaign", CAMPAIGN), "review.bpmn": drawn("item_review", ITEM)}, "item_review", "不一致", "differ"
    ),
    "a_file_with_a_path": Bad({**whole(), "../other.bpmn": drawn("other", ITEM)}, "../other", "文件名须为", "file's name"),
    "a_program_among_the_diagrams": Bad({**whole(), "run.py": b"import os"}, "run", "文件名须为", "file's name"),
    "two_processes_in_a_file": Bad(
        planted("</bpmn:process>", '</bpmn:process><bpmn:process id="second" name="第二个"/>'), "second", "一个流程", "one process"
    ),
    "no_process_in_a_file": Bad(
        {**whole(), "empty.bpmn": whole()[ITEM_FILE].split(b"<bpmn:process")[0] + b"</bpmn:definitions>"},
        "empty",
        "一个流程",
        "one process",
    ),
    "a_pool_of_another_process": Bad(
        planted(
            "<bpmn:process",
            '<bpmn:collaboration id="pools"><bpmn:participant id="pool" processRef="elsewhere"/></bpmn:collaboration><bpmn:process',
        ),
        "pool",
        "不在本文件中",
        "not in this file",
    ),
    "a_message_between_pools": Bad(
        planted("<bpmn:process", '<bpmn:collaboration id="pools"><bpmn:messageFlow id="planted"/></bpmn:collaboration><bpmn:process'),
        "planted",
        *UNKNOWN,
    ),
    "thirty_one_files": Bad({f"f{number}.bpmn": b"" for number in range(31)}, "campaign", "最多 30 个文件", "at most 30 files"),
    "calls_that_unfold_without_bound": Bad(
        whole(
            "call top c1 counts=kept\non kept\nend kept counts=kept",
            **{
                f"c{level}": "\n".join(
                    f"call n{number} c{level + 1}\non {f'n{number + 1}' if number < 9 else 'out'}" for number in range(10)
                )
                + "\nend out"
                for level in range(1, 9)
            },
            c9="place leaf 协调员 wait counts=kept\non out\nend out",
        ),
        "c6",
        "超过 2000 个",
        "more than 2000",
    ),
    "a_shape_that_is_nowhere": Bad(
        planted(
            "</bpmn:definitions>",
            '<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="item_review">'
            '<bpmndi:BPMNShape id="shape" bpmnElement="kept">'
            '<dc:Bounds x="NaN" y="1" width="1" height="1"/></bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>',
        ),
        "shape",
        "不是数字",
        "not a number",
    ),
    "a_shape_of_nothing": Bad(
        planted(
            "</bpmn:definitions>",
            '<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="plane" bpmnElement="gone"/></bpmndi:BPMNDiagram></bpmn:definitions>',
        ),
        "plane",
        "不在本文件中",
        "not in this file",
    ),
}

TABLES = {
    "a_table_that_takes_the_only_row": Bad(tabled("COLLECT", "UNIQUE"), "table", "COLLECT", "COLLECT"),
    "a_table_that_takes_the_first_row": Bad(tabled("COLLECT", "FIRST"), "table", "COLLECT", "COLLECT"),
    "a_table_that_takes_any_row": Bad(tabled("COLLECT", "ANY"), "table", "COLLECT", "COLLECT"),
    "a_table_of_nonsense": Bad(tabled("COLLECT", "WHATEVER"), "table", "COLLECT", "COLLECT"),
    "a_table_without_a_policy": Bad(tabled(' hitPolicy="COLLECT"', ""), "table", "COLLECT", "COLLECT"),
    "a_table_that_adds_up": Bad(tabled('"COLLECT"', '"COLLECT" aggregation="SUM"'), "table", "汇总", "aggregation"),
    "a_cell_that_calls": Bad(cell("open('x')"), "frozen_kind", *CELL),
    "a_cell_that_imports": Bad(cell("__import__('os').system('id')"), "frozen_kind", *CELL),
    "a_cell_that_reaches_an_attribute": Bad(cell("? == kind.upper"), "frozen_kind", *CELL),
    "a_cell_that_climbs_to_the_classes": Bad(cell("? in ().__class__.__bases__"), "frozen_kind", *CELL),
    "a_cell_that_takes_an_index": Bad(cell("? == kind[0]"), "frozen_kind", *CELL),
    "a_cell_that_counts": Bad(cell("&gt; 1 + 1"), "frozen_kind", *CELL),
    "a_cell_that_raises_to_powers": Bad(cell("9**9**9**9"), "frozen_kind", *CELL),
    "a_cell_with_a_lambda": Bad(cell("(lambda: 1)"), "frozen_kind", *CELL),
    "a_cell_with_a_list_of_its_own_making": Bad(cell("? in [x for x in kind]"), "frozen_kind", *CELL),
    "a_cell_with_a_formatted_text": Bad(cell("f'{kind}'"), "frozen_kind", *CELL),
    "a_cell_that_defines": Bad(cell("(x := 1)"), "frozen_kind", *CELL),
    "a_cell_that_decides_between_two": Bad(cell("1 if kind else 2"), "frozen_kind", *CELL),
    "a_cell_of_a_thousand_characters": Bad(cell("'" + "x" * 1000 + "'"), "frozen_kind", "超过 500 字", "longer than 500"),
    "a_cell_in_another_language": Bad(cell('date and time("2021-07-15")'), "frozen_kind", *CELL),
    "a_second_text_behind_the_first": Bad(
        tabled("'freeze'</text>", "'freeze'</text><text>open('x')</text>"), "frozen_kind", "只能有一个", "only one"
    ),
    "a_cell_of_another_column": Bad(cell("? == price"), "frozen_kind", *CELL),
    "an_answer_that_calls": Bad(tabled("'block'", "exit()"), "frozen_outcome", "须是常量", "must be a constant"),
    "an_answer_that_is_a_name": Bad(tabled("'block'", "kind"), "frozen_outcome", "须是常量", "must be a constant"),
    "a_question_that_calls": Bad(tabled("<text>kind</text>", "<text>open('x')</text>"), "asked_kind", "事实名", "name of a fact"),
    "a_question_that_reaches_an_attribute": Bad(
        tabled("<text>kind</text>", "<text>kind.upper</text>"), "asked_kind", "事实名", "name of a fact"
    ),
    "a_row_with_a_cell_too_few": Bad(
        tabled("<outputEntry id=\"frozen_outcome\"><text>'block'</text></outputEntry>", ""),
        "frozen",
        "单元格数与列数",
        "one cell for each column",
    ),
    "a_column_without_a_name": Bad(tabled(' name="outcome"', ""), "table", "输出列须有名称", "needs a name"),
    "a_table_without_rows": Bad(
        {**screened(), "screening.dmn": table(TABLE[: TABLE.index("<rule")] + "</decisionTable></decision>")},
        "table",
        "没有规则",
        "no rules",
    ),
    "a_table_of_a_thousand_rows": Bad(
        {
            **screened(),
            "screening.dmn": table(
                TABLE[: TABLE.index("<rule")] + "".join(f'<rule id="r{n}"/>' for n in range(1000)) + "</decisionTable></decision>"
            ),
        },
        "table",
        "超过 500 行",
        "more than 500",
    ),
    "two_tables_in_a_decision": Bad(
        tabled("</decisionTable>", '</decisionTable><decisionTable id="hidden"/>'), "screening", "只能有一个", "only one"
    ),
    "two_decisions_in_a_file": Bad(tabled("</decision>", '</decision><decision id="second"/>'), "second", "一个决策", "one decision"),
    "a_decision_of_another_name": Bad(tabled('id="screening"', 'id="sieve"'), "sieve", "不一致", "differ"),
    "an_expression_instead_of_a_table": Bad(
        tabled("<decisionTable", '<literalExpression id="planted"/><decisionTable'), "planted", *UNKNOWN
    ),
    "a_function_of_the_table": Bad(tabled("<decisionTable", '<businessKnowledgeModel id="planted"/><decisionTable'), "planted", *UNKNOWN),
    "a_table_of_an_old_standard": Bad(
        {**screened(), "screening.dmn": table().replace(b"20191111/MODEL/", b"20151101/dmn.xsd")}, "screening_definitions", *UNKNOWN
    ),
    "an_import_into_the_table": Bad(
        {**screened(), "screening.dmn": table('<import id="planted" locationURI="http://example.org"/>' + TABLE)}, "planted", *UNKNOWN
    ),
}
