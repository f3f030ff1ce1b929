"""The plan of the demonstration can be played: every item is walked through the compiled net, its screening and its comments."""

import dataclasses
import datetime
from collections import Counter
from pathlib import Path

import pytest

from workflows.demonstration.campaign import LAW_AS_OF, STAGES
from workflows.demonstration.comments import WITHOUT_ITEM
from workflows.demonstration.fates import ADOPTED, KEPT, STEPS, Fate
from workflows.demonstration.filing import cites_version_in_force
from workflows.demonstration.organisations import BY_KEY, DEPARTMENTS, SUBDISTRICTS
from workflows.demonstration.plan import plan
from workflows.domain.facts import FACT_NAMES, facts
from workflows.domain.findings import ListedItem, finding_key, findings_from, list_findings, name_core, outcome
from workflows.domain.items import missing_for_report
from workflows.domain.vocabulary import NEEDS_ANSWER, Answer, KeepReason, Kind, OpinionKind, Severity
from workflows.engine.compiler import compile_set
from workflows.engine.net import By, Desk, Reason
from workflows.engine.screening import evaluate
from workflows.files.law_register import own_register

DRAWN = Path(__file__).resolve().parents[2] / "bpmn"
SET = compile_set({path.name: path.read_bytes() for path in DRAWN.iterdir()}, facts=FACT_NAMES)
PLAN = plan()


class Walk:
    """One item on its way; ``met`` counts what screening said."""

    def __init__(self, item):
        self.item, self.fields, self.taken = item, item.fields, 0
        self.marking, self.answered, self.met = SET.item.start, set(), Counter()
        self.unheard = [comment for comment in item.comments if comment.kind in NEEDS_ANSWER]

    def findings(self):
        return findings_from(evaluate(SET.table, facts(self.fields, own_register(), LAW_AS_OF)))

    def go(self):
        for decision in self.item.decisions:
            assert self.marking == decision.place, (self.item.fate, self.taken, self.marking)
            self.decide(decision)
            self.taken += 1
            self.settle()
        return self.marking

    def decide(self, decision):
        if decision.change:
            changed = dataclasses.replace(self.fields, **decision.change)
            assert changed != self.fields, "a correction changes something"
            self.fields = changed
        move = SET.item.move(self.marking, decision.action)
        assert move and move.by is By.person
        assert bool(decision.reason) or move.reason in (Reason.none, Reason.when_warned)
        assert (decision.code is not None) == (move.reason is Reason.code)
        assert "mode_devolves" not in move.needs or (self.fields.devolves and not missing_for_report(self.fields))
        assert "mode_keeps" not in move.needs or not self.fields.devolves
        if decision.action == "proceed":
            self.answered |= {finding_key(finding, self.fields) for finding in self.findings()}
        self.marking = move.to

    def settle(self):
        while move := self.automatic():
            self.marking = move

    def automatic(self):
        place = SET.item.places[self.marking]
        if place.desk is Desk.rules:
            word = outcome(self.findings(), self.fields, self.answered)
            self.met[word] += 1
            return SET.item.move(self.marking, word).to
        if self.marking == "hear_comments":
            word, self.unheard = ("close_with_comments" if self.unheard else "close_unopposed"), []
            return SET.item.move(self.marking, word).to
        following = self.item.decisions[self.taken] if self.taken < len(self.item.decisions) else None
        waits = following and following.place == self.marking
        opened = SET.item.settles(self.marking, frozenset({place.round}))
        return opened.to if opened and not waits else None


@pytest.fixture(scope="module")
def walks():
    made = [Walk(item) for item in PLAN]
    for walk in made:
        walk.go()
    return made


def test_1289_items_are_963_adopted_and_326_kept_and_the_plan_says_so_before_anybody_plays_it():
    assert (len(PLAN), sum(ADOPTED.values()), sum(KEPT.values())) == (1289, 963, 326)
    assert Counter(item.fate for item in PLAN) == Counter(ADOPTED) + Counter(KEPT)
    assert set(STEPS) == set(Fate) == set(ADOPTED) | set(KEPT)


def test_every_item_walks_its_decisions_through_the_drawn_process_to_where_the_plan_says(walks):
    assert Counter(walk.marking for walk in walks) == {"adopted": 963, "kept": 326}
    assert all((walk.marking == "adopted") is walk.item.adopted for walk in walks)
    assert all(walk.taken == len(walk.item.decisions) for walk in walks)


def test_what_is_kept_has_a_code_and_a_text_and_every_code_of_the_list_occurs():
    codes = Counter(item.keep_reason for item in PLAN if not item.adopted)
    assert set(codes) == set(KeepReason) and sum(codes.values()) == 326 and min(codes.values()) >= 10
    assert all(len(item.decisions[-1].reason) >= 10 and "{" not in item.decisions[-1].reason for item in PLAN if not item.adopted)
    assert {item.keep_reason for item in PLAN if item.adopted} == {None}


def test_screening_blocks_and_warns_exactly_the_items_planned_so(walks):
    blocked = {Fate.blocked_then_mended: 1, Fate.blocked_then_kept: 1, Fate.blocked_again_when_mended: 1}
    warned = {Fate.adopt_after_warning: 1, Fate.keep_at_discussion: 1}
    assert {walk.item.number for walk in walks if walk.met["block"] != blocked.get(walk.item.fate, 0)} == set()
    assert {walk.item.number for walk in walks if walk.met["warn"] != warned.get(walk.item.fate, 0)} == set()


def test_many_kinds_of_doubt_occur():
    found = {finding.code: finding.severity for item in PLAN for finding in Walk(item).findings() if item.fields.devolves}
    blocks = {code for code, severity in found.items() if severity is Severity.block}
    warns = {code for code, severity in found.items() if severity is Severity.warn}
    assert blocks == {
        *("freedom_penalty", "penalty_without_basis", "penalty_on_document"),
        *("measure_entrusted", "transfer_deposits", "execution_without_law"),
    }
    assert warns == {
        *("revocation", "detention_article", "unknown_law", "owner_above_district"),
        *("entrusted_without_letter", "inspection_without_basis", "name_other_kind"),
    }


def test_only_the_planted_names_are_near_each_other():
    found = list_findings([ListedItem(item.number, item.number, item.fields) for item in PLAN])
    flagged = {number for number, each in found.items() if {"same_name", "similar_name"} & {finding.code for finding in each}}
    assert sorted(name_core(PLAN[number - 1].fields.name) for number in flagged) == sorted(
        ["生产经营假林木种子", "生产经营劣林木种子"]
        + 2 * ["房屋建筑工地未设置硬质围挡", "市政工程工地未采取洒水抑尘措施", "拆除工程工地未冲洗地面和车辆"]
    )


def test_at_the_end_no_adopted_item_leaves_its_companion_behind(walks):
    ends = [ListedItem(w.item.number, w.item.number, w.fields, kept=w.marking == "kept") for w in walks]
    left = {number for number, found in list_findings(ends).items() if any("name" not in finding.code for finding in found)}
    assert left == set()


def test_who_approves_a_near_or_contested_item_says_why():
    found = list_findings([ListedItem(item.number, item.number, item.fields) for item in PLAN])
    for number in found:
        approvals = [decision for decision in PLAN[number - 1].decisions if decision.action == "approve" and "round" in decision.place]
        assert all(decision.reason for decision in approvals)


def test_every_citation_is_in_force_on_the_day_and_names_an_article():
    cited = [(item, basis) for item in PLAN for basis in item.fields.bases]
    known = [(item, basis) for item, basis in cited if own_register().find(basis.law)]
    register = own_register()
    assert all(basis.article or register.level(basis.law) == "normative_document" for _, basis in known)
    assert all(cites_version_in_force(basis) for _, basis in cited)
    dated = [register.find(basis.law) for _, basis in known if register.find(basis.law).versions]
    assert len(dated) > 1000 and all(register.in_force(law, LAW_AS_OF) for law in dated)


def test_items_are_numbered_in_the_order_of_the_workbooks_and_named_once_a_department_and_kind():
    assert [item.number for item in PLAN] == list(range(1, 1290))
    assert [item.late for item in PLAN] == sorted(item.late for item in PLAN)
    named = Counter((item.department, item.fields.kind, name_core(item.fields.name)) for item in PLAN)
    assert max(named.values()) == 1


def test_all_kinds_and_all_departments_take_part():
    assert {item.department for item in PLAN} == {each.key for each in DEPARTMENTS}
    kinds = Counter(item.fields.kind for item in PLAN)
    assert set(kinds) == {Kind.penalty, Kind.inspection, Kind.compulsory_measure, Kind.compulsory_execution}
    assert kinds[Kind.penalty] > 1000 and kinds[Kind.inspection] > 150


def test_the_eighteen_subdistricts_carry_their_national_codes():
    assert [each.code for each in SUBDISTRICTS] == [str(code) for code in range(440105001, 440105019)]
    assert {key for item in PLAN for key in item.fields.receivers} <= {each.key for each in SUBDISTRICTS}


def test_every_comment_that_needs_an_answer_has_one_with_its_reason():
    said = [comment for item in PLAN for comment in item.comments] + list(WITHOUT_ITEM)
    assert {comment.kind for comment in said} == set(OpinionKind)
    assert {comment.answer for comment in said} == {None, *Answer}
    assert all((comment.answer is not None) == (comment.kind in NEEDS_ANSWER) for comment in said)
    assert all(comment.answer_reason for comment in said if comment.answer in (Answer.adopted_in_part, Answer.declined))
    assert {comment.by for comment in said} <= {*BY_KEY, "public"}


def test_nobody_comments_on_one_item_twice():
    assert all(len({comment.by for comment in item.comments}) == len(item.comments) for item in PLAN)


def test_the_campaign_moves_as_drawn_and_ends_published():
    place = SET.campaign.start
    for step in STAGES:
        move = SET.campaign.move(place, step.action)
        assert move and bool(step.reason) >= (move.reason is Reason.text), (place, step)
        place = move.to
    assert place == "published"
    assert [step.on for step in STAGES] == sorted(step.on for step in STAGES)
    assert STAGES[0].on < LAW_AS_OF < datetime.date(2020, 9, 11)


def test_the_plan_is_the_same_every_time():
    plan.cache_clear()
    assert plan() == PLAN
