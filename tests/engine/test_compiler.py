"""A set becomes one table through the real engine, or is refused by the element at fault."""

import json
from pathlib import Path

import pytest

from workflows.engine.compiler import as_json, compile_net, compile_set, does, from_json, signed
from workflows.engine.net import Desk
from workflows.engine.refusals import Refused

BPMN = Path(__file__).parents[2] / "bpmn"
FILES = {path.name: path.read_bytes() for path in BPMN.iterdir()}

HEAD = """<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t"
 xmlns:spiffworkflow="http://spiffworkflow.org/bpmn/schema/1.0/core" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
 <bpmn:process id="little" name="小流程" isExecutable="true"><bpmn:startEvent id="start" />"""
TAIL = "</bpmn:process></bpmn:definitions>"


def test_every_pair_of_marking_and_action_ran_through_the_engine_once():
    process_set = compile_set(FILES)
    assert process_set.runs == len(process_set.item.moves) + len(process_set.campaign.moves) == 66


def test_the_same_bytes_are_compiled_once():
    assert compile_set(FILES) is compile_set(dict(reversed(FILES.items())))


def test_a_set_read_back_from_the_store_is_the_set_that_was_kept():
    process_set = compile_set(FILES)
    kept = from_json(json.loads(json.dumps(as_json(process_set))))
    assert (kept.item, kept.campaign, kept.files, kept.signed, kept.does, kept.runs) == (
        process_set.item,
        process_set.campaign,
        process_set.files,
        process_set.signed,
        process_set.does,
        process_set.runs,
    )
    assert kept.table.as_json() == process_set.table.as_json()
    assert does(kept.campaign, kept.item, kept.table) == process_set.does


def test_a_drawing_moved_on_the_sheet_is_signed_anew_but_does_the_same():
    moved = {**FILES, "campaign.bpmn": FILES["campaign.bpmn"].replace(b'y="80"', b'y="81"')}
    assert compile_set(moved).signed != compile_set(FILES).signed
    assert compile_set(moved).does == compile_set(FILES).does


def test_a_line_drawn_elsewhere_does_something_else():
    drawn = edited("item_review.bpmn", '"await_solicitation" targetRef="kept"', '"await_solicitation" targetRef="adopted"')
    assert compile_set(drawn).item.move("await_solicitation", "keep").to == "adopted"
    assert compile_set(drawn).does != compile_set(FILES).does


def test_the_signature_knows_where_one_file_ends_and_the_next_begins():
    assert signed({"a": b"bc"}) != signed({"ab": b"c"})


def test_a_called_place_takes_the_round_of_its_call():
    places = compile_set(FILES).item.places
    assert (places["filing/fill_in_item"].round, places["mend_for_second_round/fill_in_item"].round) == ("collection", "second_round")


def test_a_called_place_is_named_after_its_call():
    place = compile_set(FILES).item.places["mend_for_second_round/fill_in_item"]
    assert (place.name, place.name_en) == ("第二轮修改·填报", "Mending for the second round: Fill in")


def test_places_and_moves_stand_in_the_order_of_the_drawing():
    net = compile_set(FILES).item
    assert list(net.places)[:4] == ["filing/fill_in_item", "filing/endorse_item", "filing/screen_item", "discuss_item"]
    assert [move.action for move in net.offered("review_first_round")] == ["approve", "discuss", "return", "reject"]


def test_a_choice_drawn_as_a_gateway_gives_the_same_table_as_lines_drawn_directly():
    directly = flow("go", "sort", "here") + flow("on", "here", "there", "here.on") + flow("off", "here", "away", "here.off")
    through = flow("go", "sort", "here") + flow("to", "here", "choice") + flow("on", "choice", "there", "here.on")
    through += flow("off", "choice", "away", "here.off") + '<bpmn:exclusiveGateway id="choice" />'
    ends = place("here") + '<bpmn:endEvent id="there" /><bpmn:endEvent id="away" />'
    nets = [little(ends + lines.replace('"sort"', '"start"')) for lines in (directly, through)]
    assert nets[0].moves == nets[1].moves
    assert [move.to for move in nets[0].offered("here")] == ["there", "away"]


def test_an_end_of_the_item_counts_where_the_drawing_says():
    place = compile_set(FILES).item.places["kept_filed"]
    assert (place.desk, place.counts) == (Desk.end, "kept")


def test_a_forbidden_set_is_refused_before_the_engine_sees_it():
    assert refused(without("campaign.bpmn")) == ["campaign"]
    assert refused(without("screening.dmn")) == ["screen_item"]
    assert refused(without("file_item.bpmn")) == ["filing", "mend_for_second_round"]


def test_an_item_that_could_never_be_finished_is_refused_after_the_run():
    drawn = edited("item_review.bpmn", '"kept" targetRef="kept_filed"', '"kept" targetRef="filing"')
    assert "kept_filed" in refused(drawn)


def test_each_place_nobody_comes_to_is_refused_by_its_id():
    lonely = place("here") + place("lonely") + place("remote") + flow("go", "start", "here") + flow("on", "here", "end", "here.on")
    lonely += flow("off", "lonely", "end", "lonely.off") + flow("far", "remote", "end", "remote.off") + '<bpmn:endEvent id="end" />'
    assert refused_little(lonely) == ["lonely", "remote"]


def test_what_the_engine_cannot_read_is_refused_by_its_id():
    unread = place("here") + '<bpmn:complexGateway id="odd" /><bpmn:endEvent id="end" />'
    unread += flow("go", "start", "here") + flow("on", "here", "odd", "here.on") + flow("off", "odd", "end")
    assert refused_little(unread) == ["odd"]


def test_two_tokens_are_refused_at_the_action_that_makes_them():
    split = place("here") + place("one") + place("two") + '<bpmn:parallelGateway id="fork" /><bpmn:endEvent id="end" />'
    split += flow("go", "start", "here") + flow("on", "here", "fork", "here.on") + flow("a", "fork", "one") + flow("b", "fork", "two")
    split += flow("c", "one", "end", "one.off") + flow("d", "two", "end", "two.off")
    assert refused_little(split) == ["here.on"]


def test_a_process_that_sticks_in_silence_is_refused_at_the_action_that_sticks():
    stuck = place("here") + '<bpmn:intermediateCatchEvent id="never"><bpmn:messageEventDefinition messageRef="m" />'
    stuck += '</bpmn:intermediateCatchEvent><bpmn:endEvent id="end" />'
    stuck += flow("go", "start", "here") + flow("on", "here", "never", "here.on") + flow("off", "never", "end")
    assert refused_little(stuck, '<bpmn:message id="m" name="m" />') == ["here.on"]


def test_a_process_that_never_rests_is_refused_at_the_action_that_sets_it_off():
    circle = place("here") + '<bpmn:exclusiveGateway id="one" /><bpmn:exclusiveGateway id="two" /><bpmn:endEvent id="end" />'
    circle += flow("go", "start", "here") + flow("on", "here", "one", "here.on") + flow("off", "here", "end", "here.off")
    circle += flow("a", "one", "two", "one.on") + flow("b", "two", "one", "two.on")
    assert refused_little(circle) == ["here.on"]


def test_a_condition_beyond_the_action_is_never_evaluated():
    code = "<bpmn:conditionExpression>__import__('os').abort()</bpmn:conditionExpression></bpmn:sequenceFlow>"
    wrong = place("here") + '<bpmn:endEvent id="end" />' + flow("go", "start", "here")
    wrong += flow("off", "here", "end").replace(" />", f">{code}") + flow("on", "here", "end", "here.on")
    assert refused_little(wrong) == ["here.on"]


def test_an_unknown_desk_is_refused_by_the_place():
    drawn = edited("item_review.bpmn", 'name="desk" value="answer"', 'name="desk" value="answers"')
    assert refused(drawn) == ["answer_comments"]


def test_an_unknown_guard_is_refused_by_the_line():
    drawn = edited("campaign.bpmn", "nothing_unanswered", "nothing_at_all")
    assert refused(drawn) == ["announce.publish"]


def edited(name, before, after):
    text = FILES[name].decode()
    assert before in text
    return {**FILES, name: text.replace(before, after).encode()}


def without(name):
    return {each: content for each, content in FILES.items() if each != name}


def refused(files):
    with pytest.raises(Refused) as caught:
        compile_set(files)
    assert all(found.message.zh and found.message.en for found in caught.value.refusals)
    return [found.element for found in caught.value.refusals]


def little(body, before=""):
    head = HEAD.replace(" <bpmn:process", f" {before}<bpmn:process")
    return compile_net({"little.bpmn": (head + body + TAIL).encode()}, "little")


def refused_little(body, before=""):
    with pytest.raises(Refused) as caught:
        little(body, before)
    return [found.element for found in caught.value.refusals]


def place(name):
    desk = '<spiffworkflow:properties><spiffworkflow:property name="desk" value="rest" /></spiffworkflow:properties>'
    return f'<bpmn:userTask id="{name}"><bpmn:extensionElements>{desk}</bpmn:extensionElements></bpmn:userTask>'


def flow(name, source, target, action=""):
    drawn = f'<bpmn:sequenceFlow id="{action or name}" sourceRef="{source}" targetRef="{target}" />'
    said = f"action == '{action.partition('.')[2]}'"
    condition = f'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{said}</bpmn:conditionExpression>'
    return drawn.replace(" />", f">{condition}</bpmn:sequenceFlow>") if action else drawn
