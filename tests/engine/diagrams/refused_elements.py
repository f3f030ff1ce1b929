"""Documents, tasks, events and data that no diagram may hold."""

from __future__ import annotations

from tests.engine.diagrams.drawn import ITEM, drawn, whole
from tests.engine.diagrams.planted import (
    ATTRIBUTE,
    DOCTYPE,
    EMBEDDED,
    EVENTS,
    ITEM_FILE,
    NOBODY,
    RUNS,
    SCRIPTS,
    STORED,
    UNKNOWN,
    XML,
    Bad,
    added,
    event,
    foreign_task,
    planted,
    screened,
    within,
)

DOCUMENTS = {
    "a_doctype": Bad(planted("<bpmn:definitions", "<!DOCTYPE x><bpmn:definitions"), "item_review", *DOCTYPE),
    "a_file_of_the_machine": Bad(
        planted("<bpmn:definitions", '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><bpmn:definitions'), "item_review", *DOCTYPE
    ),
    "a_thousand_laughs": Bad(
        planted("<bpmn:definitions", '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><bpmn:definitions'), "item_review", *DOCTYPE
    ),
    "a_table_with_a_doctype": Bad(
        {**screened(), "screening.dmn": b"<!DOCTYPE x><definitions/>"},
        "screening",
        *DOCTYPE,
    ),
    "an_entity_nobody_declared": Bad(planted('name="环节kept"', 'name="&kept;"'), "item_review", *XML),
    "a_tag_left_open": Bad(planted("</bpmn:process>", ""), "item_review", *XML),
    "a_diagram_in_utf_16": Bad(
        {**whole(), ITEM_FILE: drawn("item_review", ITEM).decode().encode("utf-16")}, "item_review", "UTF-8", "UTF-8"
    ),
    "a_diagram_of_five_megabytes": Bad({**whole(), ITEM_FILE: b" " * 5_000_001}, "item_review", "5,000,000", "5,000,000"),
    "elements_two_hundred_deep": Bad(added("<x>" * 200 + "</x>" * 200), "item_review", "200 层", "200 levels"),
    "a_processing_instruction": Bad(added("<?python import os?>"), "item_review", "处理指令", "processing instruction"),
    "a_page_instead_of_a_diagram": Bad({**whole(), ITEM_FILE: b"<html/>"}, "item_review", *UNKNOWN),
    "an_inclusion_of_another_file": Bad(
        added('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'), "item_review", *UNKNOWN
    ),
}

TASKS = {
    "a_script_task": Bad(foreign_task("scriptTask", "<bpmn:script>import os</bpmn:script>"), "planted", *RUNS),
    "a_service_task": Bad(foreign_task("serviceTask"), "planted", *RUNS),
    "a_send_task": Bad(foreign_task("sendTask"), "planted", *RUNS),
    "a_receive_task": Bad(foreign_task("receiveTask"), "planted", *RUNS),
    "a_manual_task": Bad(foreign_task("manualTask"), "planted", *NOBODY),
    "a_task_of_nobody": Bad(foreign_task("task"), "planted", *NOBODY),
    "an_embedded_sub_process": Bad(foreign_task("subProcess"), "planted", *EMBEDDED),
    "an_event_sub_process": Bad(foreign_task("subProcess", "", ' triggeredByEvent="true"'), "planted", "事件子流程", "Event sub-processes"),
    "a_transaction": Bad(foreign_task("transaction"), "planted", *EMBEDDED),
    "an_ad_hoc_sub_process": Bad(foreign_task("adHocSubProcess"), "planted", *EMBEDDED),
    "a_loop_task": Bad(within("kept", "<bpmn:standardLoopCharacteristics loopMaximum='3' id='again'/>"), "kept", "循环任务", "Loop tasks"),
    "an_item_in_many_instances": Bad(
        within(
            "kept",
            "<bpmn:multiInstanceLoopCharacteristics><bpmn:loopCardinality>1289</bpmn:loopCardinality></bpmn:multiInstanceLoopCharacteristics>",
        ),
        "kept",
        "多实例",
        "Multi-instance",
    ),
    "instances_one_after_another": Bad(
        within("adopted", "<bpmn:multiInstanceLoopCharacteristics isSequential='true'/>"), "adopted", "多实例", "Multi-instance"
    ),
    "a_pre_script": Bad(
        planted("<spiffworkflow:properties>", "<spiffworkflow:preScript>x = 1</spiffworkflow:preScript><spiffworkflow:properties>"),
        "await_round",
        *SCRIPTS,
    ),
    "a_post_script": Bad(
        planted("<spiffworkflow:properties>", "<spiffworkflow:postScript>x = 1</spiffworkflow:postScript><spiffworkflow:properties>"),
        "await_round",
        *SCRIPTS,
    ),
    "a_service_operator": Bad(
        planted("<spiffworkflow:properties>", "<spiffworkflow:serviceTaskOperator id='http/get'/><spiffworkflow:properties>"),
        "await_round",
        *SCRIPTS,
    ),
    "a_unit_test_with_code": Bad(
        planted("<spiffworkflow:properties>", "<spiffworkflow:unitTests/><spiffworkflow:properties>"), "await_round", *SCRIPTS
    ),
    "another_engines_expression": Bad(
        planted(
            'name="环节decide_item"', 'name="环节decide_item" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:assignee="${os.system()}"'
        ),
        "decide_item",
        *ATTRIBUTE,
    ),
    "another_engines_listener": Bad(
        planted(
            "<spiffworkflow:properties>", '<c:executionListener xmlns:c="http://camunda.org/schema/1.0/bpmn"/><spiffworkflow:properties>'
        ),
        "await_round",
        *UNKNOWN,
    ),
    "a_task_for_compensation": Bad(
        planted('name="环节decide_item"', 'name="环节decide_item" isForCompensation="true"'), "decide_item", *ATTRIBUTE
    ),
    "a_task_that_makes_two_tokens": Bad(
        planted('name="环节decide_item"', 'name="环节decide_item" completionQuantity="2"'), "decide_item", *ATTRIBUTE
    ),
    "a_task_with_a_potential_owner": Bad(within("kept", "<bpmn:potentialOwner/>"), "kept", *UNKNOWN),
}

EVENTS_AND_DATA = {
    "a_boundary_timer": Bad(event("boundaryEvent", "timerEventDefinition", ' attachedToRef="decide_item"'), "planted", *EVENTS),
    "a_boundary_error": Bad(event("boundaryEvent", "errorEventDefinition", ' attachedToRef="decide_item"'), "planted", *EVENTS),
    "a_signal_caught": Bad(event("intermediateCatchEvent", "signalEventDefinition"), "planted", *EVENTS),
    "a_message_thrown": Bad(event("intermediateThrowEvent", "messageEventDefinition"), "planted", *EVENTS),
    "a_link_event": Bad(event("intermediateCatchEvent", "linkEventDefinition"), "planted", *EVENTS),
    "a_timer_start": Bad(
        planted('<bpmn:startEvent id="start"/>', '<bpmn:startEvent id="start"><bpmn:timerEventDefinition id="clock"/></bpmn:startEvent>'),
        "start",
        *EVENTS,
    ),
    "an_end_that_terminates": Bad(within("kept", "<bpmn:terminateEventDefinition id='stop'/>"), "kept", *EVENTS),
    "an_end_that_raises_an_error": Bad(within("kept", "<bpmn:errorEventDefinition id='raised'/>"), "kept", *EVENTS),
    "a_signal_of_the_set": Bad(planted("<bpmn:process", '<bpmn:signal id="planted"/><bpmn:process'), "planted", *EVENTS),
    "a_message_of_the_set": Bad(planted("<bpmn:process", '<bpmn:message id="planted"/><bpmn:process'), "planted", *EVENTS),
    "a_data_object": Bad(foreign_task("dataObject"), "planted", *STORED),
    "a_data_object_reference": Bad(foreign_task("dataObjectReference"), "planted", *STORED),
    "a_data_store": Bad(foreign_task("dataStoreReference"), "planted", *STORED),
    "a_variable_of_the_process": Bad(foreign_task("property"), "planted", *STORED),
    "an_input_of_a_task": Bad(within("kept", "<bpmn:ioSpecification id='io'/>"), "kept", *STORED),
    "an_input_association": Bad(within("kept", "<bpmn:dataInputAssociation id='into'/>"), "kept", *STORED),
    "a_type_of_data": Bad(planted("<bpmn:process", '<bpmn:itemDefinition id="planted"/><bpmn:process'), "planted", *STORED),
    "an_import_of_a_schema": Bad(
        planted("<bpmn:process", '<bpmn:import id="planted" location="http://example.org/x.xsd"/><bpmn:process'), "planted", *UNKNOWN
    ),
}
