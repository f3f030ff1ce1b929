"""The process as drawn is the process as agreed: every place, every action, where it leads, who takes it and what it asks for."""

import re
from pathlib import Path

import pytest
from lxml import etree
from SpiffWorkflow.spiff.parser.process import VALIDATOR

from workflows.domain.vocabulary import Role
from workflows.engine.compiler import compile_set
from workflows.engine.net import GUARDS, Desk

BPMN = Path(__file__).parents[2] / "bpmn"
DRAWN = ("campaign.bpmn", "file_item.bpmn", "item_review.bpmn")
NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiff": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}

# marking, action, marking after it, taken by, reason, guards
ITEM_MOVES = """
filing/fill_in_item                send_for_endorsement filing/endorse_item                person  none
filing/fill_in_item                replace              replaced                           person  text
filing/fill_in_item                void                 voided                             person  text        before_first_report
filing/endorse_item                report               filing/screen_item                 person  none        mode_devolves ready_to_report
filing/endorse_item                keep                 kept                               person  code        mode_keeps
filing/endorse_item                send_back            filing/fill_in_item                person  text
filing/screen_item                 clear                await_first_round                  rules   none
filing/screen_item                 warn                 discuss_item                       rules   none
filing/screen_item                 block                filing/fill_in_item                rules   none
discuss_item                       proceed              await_first_round                  person  text
discuss_item                       send_back            filing/fill_in_item                person  text
discuss_item                       keep                 kept                               person  code
await_first_round                  open                 review_first_round                 stage   none
await_first_round                  keep                 kept                               person  code
review_first_round                 approve              await_solicitation                 person  when_warned
review_first_round                 discuss              discuss_item                       person  text
review_first_round                 return               filing/fill_in_item                person  text
review_first_round                 reject               kept                               person  code
await_solicitation                 open                 hear_comments                      stage   none
await_solicitation                 keep                 kept                               person  code
hear_comments                      close_unopposed      await_second_round                 clock   none
hear_comments                      close_with_comments  answer_comments                    clock   none
answer_comments                    answered             await_second_round                 person  none        all_answered
answer_comments                    revise               mend_for_second_round/fill_in_item person  text
answer_comments                    keep                 kept                               person  code
await_second_round                 open                 review_second_round                stage   none
await_second_round                 keep                 kept                               person  code
review_second_round                approve              await_approval                     person  when_warned all_answered
review_second_round                return               mend_for_second_round/fill_in_item person  text
review_second_round                hear_again           await_solicitation                 person  text
review_second_round                reject               kept                               person  code
mend_for_second_round/fill_in_item send_for_endorsement mend_for_second_round/endorse_item person  none
mend_for_second_round/fill_in_item replace              replaced                           person  text
mend_for_second_round/fill_in_item void                 voided                             person  text        before_first_report
mend_for_second_round/endorse_item report               mend_for_second_round/screen_item  person  none        mode_devolves ready_to_report
mend_for_second_round/endorse_item keep                 kept                               person  code        mode_keeps
mend_for_second_round/endorse_item send_back            mend_for_second_round/fill_in_item person  text
mend_for_second_round/screen_item  clear                await_second_round                 rules   none
mend_for_second_round/screen_item  warn                 await_second_round                 rules   none
mend_for_second_round/screen_item  block                mend_for_second_round/fill_in_item rules   none
await_approval                     open                 approve_item                       stage   none
await_approval                     keep                 kept                               person  code
approve_item                       approve              adopted                            person  none        all_answered
approve_item                       remand               review_second_round                person  text
approve_item                       reject               kept                               person  code
adopted                            pull_back            review_second_round                person  text        before_announcement
adopted                            strike               kept                               person  code        after_announcement
adopted                            file                 adopted_filed                      closing none
kept                               reopen               filing/fill_in_item                person  text
kept                               file                 kept_filed                         closing none
"""

# marking, lane, desk, part of the ledger, round, whether a stay is a visit
ITEM_PLACES = """
filing/fill_in_item                    部门联络员    fill_in  in_progress      collection
filing/endorse_item                    部门负责人    decide   in_progress      collection
filing/screen_item                     规则       rules    in_progress      collection
discuss_item                           协调员      decide   in_progress      first_round
await_first_round                      协调员      wait     in_progress      first_round
review_first_round                     审查员      decide   in_progress      first_round    visits
await_solicitation                     协调员      wait     in_progress      solicitation
hear_comments                          协调员      wait     in_progress      solicitation
answer_comments                        协调员      answer   in_progress      solicitation
await_second_round                     协调员      wait     in_progress      second_round
review_second_round                    审查员      decide   in_progress      second_round   visits
mend_for_second_round/fill_in_item     部门联络员    fill_in  in_progress      second_round
mend_for_second_round/endorse_item     部门负责人    decide   in_progress      second_round
mend_for_second_round/screen_item      规则       rules    in_progress      second_round
await_approval                         协调员      wait     in_progress      approval
approve_item                           审定领导     decide   in_progress      approval       visits
adopted                                协调员      rest     adopted          -
kept                                   协调员      rest     kept             -
replaced                               部门联络员    end      split_or_merged  -
voided                                 部门联络员    end      voided           -
adopted_filed                          协调员      end      adopted          -
kept_filed                             协调员      end      kept             -
"""

CAMPAIGN_MOVES = """
prepare       launch             collect       person  none
collect       open_first_round   first_round   person  none
collect       revise_notice      prepare       person  text
first_round   open_solicitation  solicit       person  none
first_round   reopen_collection  collect       person  text
solicit       open_second_round  second_round  person  none
solicit       reopen_collection  collect       person  text
second_round  submit             approve       person  none
second_round  solicit_again      solicit       person  text
approve       conclude           announce      person  none  all_settled
approve       return             second_round  person  text
announce      publish            published     person  none  all_settled  ledger_balances  nothing_unanswered
announce      withhold           approve       person  text
published     correct            published     person  text
published     supplement         second_round  person  text
published     close              closed        person  none  all_settled
"""

# marking, lane, desk, stages it opens
CAMPAIGN_PLACES = """
prepare       协调员   decide
collect       协调员   decide  collection
first_round   协调员   decide  first_round
solicit       协调员   decide  first_round  solicitation
second_round  协调员   decide  first_round  second_round
approve       审定领导  decide  approval     first_round   second_round
announce      协调员   decide
published     协调员   decide
closed        协调员   end
"""


@pytest.fixture(scope="module")
def process_set():
    return compile_set({path.name: path.read_bytes() for path in BPMN.iterdir()})


def test_an_item_goes_its_way_by_the_fifty_agreed_moves(process_set):
    assert told_moves(process_set.item) == rows(ITEM_MOVES)
    assert len(process_set.item.moves) == 50


def test_an_item_rests_at_the_twenty_two_agreed_places(process_set):
    assert told_places(process_set.item) == rows(ITEM_PLACES)
    assert len(process_set.item.places) == 22


def test_a_campaign_goes_its_way_by_the_sixteen_agreed_moves(process_set):
    assert told_moves(process_set.campaign) == rows(CAMPAIGN_MOVES)


def test_a_campaign_opens_the_agreed_stages(process_set):
    told = [[place.marking, place.lane, place.desk, *sorted(place.opens)] for place in process_set.campaign.places.values()]
    assert told == rows(CAMPAIGN_PLACES)


def test_an_item_starts_at_filling_in_and_a_campaign_at_its_preparation(process_set):
    assert (process_set.item.start, process_set.campaign.start) == ("filing/fill_in_item", "prepare")


def test_only_ends_offer_nothing(process_set):
    for net in (process_set.item, process_set.campaign):
        assert {marking for marking in net.places if not net.offered(marking)} == {
            marking for marking, place in net.places.items() if place.desk is Desk.end
        }


def test_an_item_moves_on_by_itself_only_where_a_stage_opens(process_set):
    opened = {marking: process_set.item.settles(marking, frozenset({"second_round"})) for marking in process_set.item.places}
    assert {marking: move.to for marking, move in opened.items() if move} == {"await_second_round": "review_second_round"}


def test_every_stage_an_item_waits_for_is_opened_by_a_campaign(process_set):
    opened = frozenset().union(*(place.opens for place in process_set.campaign.places.values()))
    waits = {process_set.item.places[move.marking].round for move in process_set.item.moves.values() if move.by == "stage"}
    assert waits == {"first_round", "solicitation", "second_round", "approval"} and waits <= opened


def test_every_lane_is_a_role_or_the_rules(process_set):
    titles = {role.zh for role in Role} | {"规则"}
    assert {place.lane for net in (process_set.item, process_set.campaign) for place in net.places.values()} <= titles


def test_every_guard_of_the_list_is_used_and_no_other(process_set):
    moves = [*process_set.item.moves.values(), *process_set.campaign.moves.values()]
    assert {need for move in moves for need in move.needs} == GUARDS


def test_the_mending_of_an_item_may_not_void_it(process_set):
    move = process_set.item.move("mend_for_second_round/fill_in_item", "void")
    assert (move.to, move.needs) == ("voided", ("before_first_report",))


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_valid_bpmn(name):
    VALIDATOR.validate(etree.fromstring((BPMN / name).read_bytes()), name)


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_is_named_after_its_process_and_its_elements_in_plain_english(name):
    root = drawing(name)
    assert [process.get("id") for process in root.iterfind("bpmn:process", NAMESPACES)] == [name.removesuffix(".bpmn")]
    assert [
        each.get("id") for each in root.iter() if not re.fullmatch(r"[a-z]+(_[a-z]+)*(\.[a-z]+(_[a-z]+)*(_edge)?)?", each.get("id", "a"))
    ] == []


@pytest.mark.parametrize("name", DRAWN)
def test_everything_people_see_has_a_chinese_and_an_english_name(name):
    for element in nodes_and_flows(drawing(name)):
        english = element.xpath(".//spiff:property[@name='en']/@value", namespaces=NAMESPACES)
        if not re.search(r"startEvent|\bbegin", f"{element.tag} {element.get('id')}".replace(".", " ")):
            assert re.search(r"[\u4e00-\u9fff]", element.get("name", "")) and english, element.get("id")


def test_the_drawings_speak_as_officials_do():
    said = "".join((BPMN / name).read_text(encoding="utf-8") for name in DRAWN)
    assert [word for word in ("提交", "拒绝", "关闭") if word in said] == []


@pytest.mark.parametrize("name", DRAWN)
def test_every_node_lies_in_the_lane_of_whoever_acts_there(name):
    root = drawing(name)
    boxes = shapes(root)
    for lane in root.iter(f"{{{NAMESPACES['bpmn']}}}lane"):
        for inside in lane.iterfind("bpmn:flowNodeRef", NAMESPACES):
            assert encloses(boxes[lane.get("id")], boxes[inside.text]), inside.text


@pytest.mark.parametrize("name", DRAWN)
def test_no_label_lies_on_a_node_a_line_or_another_label(name):
    root = drawing(name)
    labels, solid = all_labels(root), {**nodes(root), **strokes(root)}
    hit = [(label, other) for label, box in labels.items() for other, taken in solid.items() if overlap(box, taken)]
    hit += [(one, two) for one in labels for two in labels if one < two and overlap(labels[one], labels[two])]
    assert hit == []


@pytest.mark.parametrize("name", DRAWN)
def test_every_line_is_straight_and_passes_no_node(name):
    root = drawing(name)
    inner = {node: (x + 9, y + 9, width - 18, height - 18) for node, (x, y, width, height) in nodes(root).items()}
    assert [(stroke, node) for stroke, line in strokes(root).items() for node, box in inner.items() if overlap(line, box)] == []
    assert [stroke for stroke, (_, _, width, height) in strokes(root).items() if min(width, height) > 1] == []


def rows(table):
    return [line.split() for line in table.strip().splitlines()]


def told_moves(net):
    return [[move.marking, move.action, move.to, move.by, move.reason, *move.needs] for move in net.moves.values()]


def told_places(net):
    return [
        [place.marking, place.lane, place.desk, place.counts or "-", place.round or "-", *(["visits"] if place.visits else [])]
        for place in net.places.values()
    ]


def drawing(name):
    return etree.fromstring((BPMN / name).read_bytes())


def nodes_and_flows(root):
    process = root.find("bpmn:process", NAMESPACES)
    return [each for each in process if each.get("id") and etree.QName(each).localname not in ("laneSet",)]


def shapes(root):
    found = root.iterfind(".//bpmndi:BPMNShape", NAMESPACES)
    return {shape.get("bpmnElement"): box_of(shape.find("dc:Bounds", NAMESPACES)) for shape in found}


def nodes(root):
    drawn = {each.get("id") for each in nodes_and_flows(root)}
    return {element: box for element, box in shapes(root).items() if element in drawn}


def all_labels(root):
    found = root.xpath(".//bpmndi:BPMNLabel", namespaces=NAMESPACES)
    return {label.getparent().get("bpmnElement"): box_of(label.find("dc:Bounds", NAMESPACES)) for label in found}


def strokes(root):
    """Every piece of every line as a box one unit thick."""
    pieces = {}
    for edge in root.iterfind(".//bpmndi:BPMNEdge", NAMESPACES):
        points = [(float(each.get("x")), float(each.get("y"))) for each in edge.iterfind("di:waypoint", NAMESPACES)]
        for number, ((a, b), (c, d)) in enumerate(zip(points, points[1:], strict=False)):
            pieces[edge.get("bpmnElement"), number] = (min(a, c) - 0.5, min(b, d) - 0.5, abs(a - c) + 1, abs(b - d) + 1)
    return pieces


def box_of(bounds):
    return tuple(float(bounds.get(side)) for side in ("x", "y", "width", "height"))


def overlap(one, two):
    return one[0] < two[0] + two[2] and two[0] < one[0] + one[2] and one[1] < two[1] + two[3] and two[1] < one[1] + one[3]


def encloses(outer, inner):
    return (
        outer[0] <= inner[0]
        and outer[1] <= inner[1]
        and inner[0] + inner[2] <= outer[0] + outer[2]
        and inner[1] + inner[3] <= outer[1] + outer[3]
    )
