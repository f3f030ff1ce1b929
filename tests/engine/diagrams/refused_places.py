"""Places that do not say who acts, what is done or where they are counted."""

from __future__ import annotations

from tests.engine.diagrams.drawn import CAMPAIGN, ITEM, drawn, whole
from tests.engine.diagrams.planted import ITEM_FILE, PROPERTY, UNKNOWN, VALUE, Bad, planted, saying, screened, swapped

PLACES = {
    "a_place_in_no_lane": Bad(planted("<bpmn:flowNodeRef>decide_item</bpmn:flowNodeRef>", ""), "decide_item", "不在任何泳道", "no lane"),
    "a_place_in_two_lanes": Bad(
        planted("</bpmn:flowNodeRef>", "</bpmn:flowNodeRef><bpmn:flowNodeRef>decide_item</bpmn:flowNodeRef>"),
        "decide_item",
        "两个泳道",
        "two lanes",
    ),
    "a_lane_that_is_no_role": Bad(planted('name="审查员"', 'name="路人甲"'), "lane_1", "不是岗位名称", "not the title of a role"),
    "a_lane_inside_a_lane": Bad(planted('name="审查员">', 'name="审查员"><bpmn:childLaneSet id="inner"/>'), "inner", *UNKNOWN),
    "a_lane_of_something_elsewhere": Bad(
        planted("<bpmn:flowNodeRef>", "<bpmn:flowNodeRef>gone</bpmn:flowNodeRef><bpmn:flowNodeRef>"),
        "lane_0",
        "不在本文件中",
        "not in this file",
    ),
    "a_person_in_the_lane_of_rules": Bad(planted('name="审查员"', 'name="规则"'), "decide_item", "有人办理", "nobody acts"),
    "rules_in_the_lane_of_a_person": Bad(planted('name="规则"', 'name="审查员"', screened()), "screen", "“规则”泳道", "in the lane 规则"),
    "a_place_without_a_name": Bad(planted('name="环节decide_item"', ""), "decide_item", "缺少中文名称", "Chinese name is missing"),
    "a_place_named_in_english": Bad(planted('name="环节decide_item"', 'name="Decide"'), "decide_item", "缺少中文名称", "Chinese name"),
    "an_end_without_a_name": Bad(planted('name="环节kept"', ""), "kept", "缺少中文名称", "Chinese name is missing"),
    "a_process_without_a_name": Bad(planted('name="流程item_review"', ""), "item_review", "缺少中文名称", "Chinese name is missing"),
    "a_name_that_runs_backwards": Bad(planted('name="环节kept"', 'name="环节\u202ekept"'), "kept", "名称", "name"),
    "a_place_without_a_desk": Bad(
        planted('<spiffworkflow:property name="desk" value="decide"/>', ""), "decide_item", "缺少属性 desk", "desk is missing"
    ),
    "an_unknown_desk": Bad(swapped("审查员 decide", "审查员 gamble"), "decide_item", *VALUE),
    "a_person_at_the_desk_of_rules": Bad(swapped("审查员 decide", "审查员 rules"), "decide_item", *VALUE),
    "an_unknown_part_of_the_ledger": Bad(swapped("counts=adopted", "counts=lost"), "adopted", *VALUE),
    "a_place_outside_the_ledger": Bad(
        swapped("end adopted counts=adopted", "end adopted"), "adopted", "缺少属性 counts", "counts is missing"
    ),
    "a_round_that_is_no_word": Bad(swapped("round=review visits=true", "round=Second-Round!"), "decide_item", *VALUE),
    "a_visit_without_a_round": Bad(swapped("round=review visits=true", "visits=true"), "decide_item", "visits", "visits"),
    "a_visit_where_nobody_decides": Bad(
        swapped("wait counts=in_progress round=review", "wait counts=in_progress round=review visits=true"),
        "await_round",
        "visits",
        "visits",
    ),
    "a_property_given_twice": Bad(saying("decide_item", "desk=decide"), "decide_item", "重复", "given twice"),
    "an_unknown_property": Bad(saying("decide_item", "formJson=x"), "decide_item", *PROPERTY),
    "a_round_in_the_campaign": Bad(
        whole(campaign=CAMPAIGN.replace("opens=review", "opens=review round=review")), "review", "工作阶段图中不能", "campaign's drawing"
    ),
    "an_editors_node_id": Bad(
        {**whole(), ITEM_FILE: drawn("item_review", ITEM.replace("adopted", "Activity_0x1f").replace("=Activity_0x1f", "=adopted"))},
        "Activity_0x1f",
        "小写英文单词",
        "lower-case",
    ),
    "an_id_with_a_path": Bad(planted('id="kept"', 'id="../kept"'), "../kept", "不合规", "not well-formed"),
    "an_id_that_stands_twice": Bad(planted('id="lane_1"', 'id="kept"'), "kept", "重复", "twice"),
    "a_node_without_an_id": Bad(planted('<bpmn:startEvent id="start"/>', "<bpmn:startEvent/>"), "item_review", "没有编号", "no id"),
    "a_decision_asked_by_a_person": Bad(
        planted(
            "<spiffworkflow:properties>", "<spiffworkflow:calledDecisionId>x</spiffworkflow:calledDecisionId><spiffworkflow:properties>"
        ),
        "await_round",
        "只有规则任务",
        "Only a rule task",
    ),
    "a_hundred_and_fifty_places": Bad(
        whole(ITEM + "\n".join(f"place p{n} 协调员 wait counts=kept\non kept" for n in range(150))),
        "item_review",
        "超过 150 个",
        "more than 150",
    ),
}
