"""Gateways and flows that would remember, split a token or lead nowhere."""

from __future__ import annotations

from tests.engine.diagrams.drawn import ITEM, whole
from tests.engine.diagrams.planted import (
    ATTRIBUTE,
    CONDITION,
    GATEWAY,
    PROPERTY,
    VALUE,
    Bad,
    added,
    conditioned,
    foreign_task,
    planted,
    saying,
    screened,
    swapped,
)

GATEWAYS = {
    "a_parallel_split": Bad(foreign_task("parallelGateway"), "planted", "并行网关", "Parallel gateways"),
    "a_parallel_join_on_a_cycle": Bad(
        planted(
            "</bpmn:process>",
            '<bpmn:parallelGateway id="signatures"/><bpmn:sequenceFlow id="b1" sourceRef="decide_item" targetRef="signatures"/>'
            '<bpmn:sequenceFlow id="b2" sourceRef="signatures" targetRef="decide_item"/></bpmn:process>',
        ),
        "signatures",
        "并行网关",
        "Parallel gateways",
    ),
    "an_inclusive_gateway": Bad(foreign_task("inclusiveGateway"), "planted", "包容网关", "Inclusive gateways"),
    "a_complex_gateway": Bad(foreign_task("complexGateway"), "planted", "复杂网关", "Complex gateways"),
    "an_event_based_gateway": Bad(foreign_task("eventBasedGateway"), "planted", "基于事件的网关", "Event-based gateways"),
    "a_gateway_that_remembers_through_another": Bad(
        whole(GATEWAY.replace("- choice", "- before") + "gateway before\n- choice\n"), "choice", "记住的动作", "action it remembers"
    ),
    "a_gateway_behind_two_places": Bad(
        whole(GATEWAY.replace("ask.right kept", "ask.right other") + "place other 协调员 decide counts=kept\n- choice\n"),
        "choice",
        "记住的动作",
        "action it remembers",
    ),
    "a_gateway_behind_a_choice_of_its_task": Bad(
        whole(GATEWAY.replace("- choice", "go choice\n      stop kept")), "choice", "记住的动作", "action it remembers"
    ),
    "gateways_in_a_circle": Bad(
        whole(GATEWAY.replace("ask.left kept", "ask.left round") + "gateway round\n- about\ngateway about\n- round\n"),
        "about",
        "循环",
        "circle",
    ),
    "a_start_with_two_ways": Bad(
        added('<bpmn:sequenceFlow id="start.other" sourceRef="start" targetRef="decide_item"/>'), "start", "两个办理位置", "become two"
    ),
    "a_merge_that_splits": Bad(
        whole(GATEWAY.replace("ask.left kept", "- kept").replace("ask.right", "-")), "choice.onward", "重复", "twice"
    ),
}

FLOWS = {
    "a_default_flow": Bad(
        planted('name="环节decide_item"', 'name="环节decide_item" default="decide_item.approve"'), "decide_item", "默认流", "Default flows"
    ),
    "a_condition_missing_on_a_choice": Bad(
        planted("<bpmn:conditionExpression xsi:type=\"bpmn:tFormalExpression\">action == 'approve'</bpmn:conditionExpression>", ""),
        "decide_item.approve",
        "缺少条件",
        "condition is missing",
    ),
    "a_condition_that_calls": Bad(conditioned("__import__('os').system('id')"), "decide_item.approve", *CONDITION),
    "a_condition_that_reaches_an_attribute": Bad(conditioned("action.__class__ == 'approve'"), "decide_item.approve", *CONDITION),
    "a_condition_on_a_fact": Bad(conditioned("amount == 'approve'"), "decide_item.approve", *CONDITION),
    "a_condition_that_denies": Bad(conditioned("action != 'approve'"), "decide_item.approve", *CONDITION),
    "a_condition_of_two_parts": Bad(conditioned("action == 'approve' or action == 'keep'"), "decide_item.approve", *CONDITION),
    "a_condition_always_true": Bad(conditioned("True"), "decide_item.approve", *CONDITION),
    "a_condition_in_a_chain": Bad(conditioned("action == 'approve' == 'approve'"), "decide_item.approve", *CONDITION),
    "a_condition_that_defines": Bad(conditioned("(action := 'approve')"), "decide_item.approve", *CONDITION),
    "a_condition_without_text": Bad(conditioned(""), "decide_item.approve", *CONDITION),
    "a_condition_with_a_number": Bad(conditioned("action == 1"), "decide_item.approve", *CONDITION),
    "an_action_in_capitals": Bad(conditioned("action == 'Approve'"), "decide_item.approve", *CONDITION),
    "a_condition_of_ten_thousand_brackets": Bad(conditioned("(" * 9_999), "decide_item.approve", "超过 500 字", "longer than 500"),
    "a_condition_of_another_language": Bad(
        planted('xsi:type="bpmn:tFormalExpression"', 'xsi:type="bpmn:tFormalExpression" language="groovy"'), "await_round.open", *ATTRIBUTE
    ),
    "two_conditions_on_a_flow": Bad(
        planted(
            "action == 'approve'</bpmn:conditionExpression>", "action == 'approve'</bpmn:conditionExpression><bpmn:conditionExpression/>"
        ),
        "decide_item.approve",
        "只能有一个",
        "only one",
    ),
    "a_condition_of_another_type": Bad(
        planted("bpmn:tFormalExpression", "bpmn:tExpression"), "await_round.open", "tFormalExpression", "type must"
    ),
    "a_thousand_flows": Bad(
        whole(ITEM + "place busy 协调员 wait counts=kept\n" + "\n".join(f"go_{number} kept" for number in range(1001))),
        "item_review",
        "超过 1000 条",
        "more than 1000 flows",
    ),
    "a_flow_id_of_another_place": Bad(
        planted('id="decide_item.approve"', 'id="await_round.approve"'), "await_round.approve", "编号应为", "id should be"
    ),
    "a_condition_of_another_action": Bad(conditioned("action == 'keep'"), "decide_item.approve", "编号应为", "id should be"),
    "an_editors_flow_id": Bad(planted('id="decide_item.approve"', 'id="Flow_0x1f"'), "Flow_0x1f", "编号应为", "id should be"),
    "two_flows_with_one_action": Bad(
        planted('id="decide_item.send_back"', 'id="decide_item.approve"'), "decide_item.approve", "重复", "twice"
    ),
    "a_flow_without_a_label": Bad(planted('name="办approve"', ""), "decide_item.approve", "缺少中文名称", "Chinese name is missing"),
    "a_flow_labelled_in_english": Bad(planted('name="办approve"', 'name="Approve"'), "decide_item.approve", "缺少中文名称", "Chinese name"),
    "a_label_of_a_hundred_words": Bad(
        planted('name="办approve"', f'name="{"办" * 100}"'), "decide_item.approve", "超过 60 字", "longer than 60"
    ),
    "a_flow_back_to_the_start": Bad(
        planted('targetRef="await_round"><', 'targetRef="start"><'), "decide_item.send_back", "不能流回", "flows into a start"
    ),
    "a_flow_out_of_an_end": Bad(
        added('<bpmn:sequenceFlow id="kept.on" sourceRef="kept" targetRef="decide_item"/>'), "kept", "结束事件之后", "out of an end event"
    ),
    "a_flow_to_nowhere": Bad(planted('targetRef="adopted"', 'targetRef="gone"'), "decide_item.approve", "两个节点", "two nodes"),
    "a_condition_on_the_way_from_the_start": Bad(
        planted(
            'targetRef="await_round"/>',
            "targetRef=\"await_round\"><bpmn:conditionExpression>action == 'x'</bpmn:conditionExpression></bpmn:sequenceFlow>",
        ),
        "start.begin",
        "不作选择",
        "Nothing is chosen",
    ),
    "no_start": Bad(
        planted(
            '<bpmn:sequenceFlow id="start.begin" sourceRef="start" targetRef="await_round"/>',
            "",
            planted('<bpmn:startEvent id="start"/>', ""),
        ),
        "item_review",
        "一个开始事件",
        "one start event",
    ),
    "two_starts": Bad(added('<bpmn:startEvent id="start_too"/>'), "item_review", "一个开始事件", "one start event"),
    "a_place_without_a_way_out": Bad(
        swapped("    place decide_item", "    place stuck 协调员 wait counts=in_progress\n    place decide_item"),
        "stuck",
        "没有去路",
        "no way out",
    ),
    "a_place_nobody_comes_to": Bad(
        whole(ITEM + "place lonely 协调员 wait counts=in_progress\nleave kept\n"), "lonely", "走不到这里", "never reached"
    ),
    "a_circle_without_an_end": Bad(
        swapped(
            "keep kept reason=code",
            "keep left\n    place left 协调员 wait counts=kept\n      on right\n    place right 协调员 wait counts=kept\n      back left",
        ),
        "left",
        "走不到结束",
        "No way leads",
    ),
    "a_process_that_ends_before_it_begins": Bad(whole("end kept counts=kept"), "item_review", "不经任何位置", "without resting"),
    "two_flows_by_stage": Bad(swapped("keep kept reason=code", "keep kept by=stage"), "await_round", "by=stage", "by=stage"),
    "a_flow_by_stage_without_a_round": Bad(
        swapped("counts=in_progress round=review\n      open", "counts=in_progress\n      open"), "await_round.open", "round", "round"
    ),
    "a_flow_by_rules_out_of_a_desk": Bad(
        swapped("approve adopted", "approve adopted by=rules"), "decide_item.approve", "by=rules", "by=rules"
    ),
    "a_person_answers_for_the_rules": Bad(screened("clear out by=rules", "clear out"), "screen.clear", "by=rules", "by=rules"),
    "rules_without_a_block": Bad(
        screened("      block fill_in by=rules\n", ""), "screen", "缺少结果 block", "no way out for the outcome block"
    ),
    "rules_with_an_outcome_of_their_own": Bad(
        screened("block fill_in by=rules", "block fill_in by=rules\n      maybe out by=rules"), "screen", "结果只有", "outcomes are"
    ),
    "an_unknown_guard": Bad(swapped("approve adopted", "approve adopted needs=eval"), "decide_item.approve", *VALUE),
    "a_guard_given_twice": Bad(swapped("approve adopted", "approve adopted needs=all_settled,all_settled"), "decide_item.approve", *VALUE),
    "an_unknown_reason": Bad(swapped("reason=text", "reason=song"), "decide_item.send_back", *VALUE),
    "an_unknown_taker": Bad(swapped("by=stage", "by=weather"), "await_round.open", *VALUE),
    "an_unknown_property_of_a_flow": Bad(saying("decide_item.send_back", "priority=9"), "decide_item.send_back", *PROPERTY),
}
