"""The rules of screening.dmn as a table of cases, asked through the engine on the days on which the law changed."""

import datetime
import re
from pathlib import Path

import pytest
import SpiffWorkflow.dmn.parser
from lxml import etree

from workflows.domain.facts import FACT_NAMES, facts
from workflows.domain.findings import JUDGED, LIST_CODES, findings_from, outcome
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import Form, Kind, Mode, OwnerLevel, PenaltyKind, Severity
from workflows.engine.screening import compile_table, evaluate
from workflows.files.law_register import own_register

DRAWN = Path(__file__).resolve().parents[2] / "bpmn" / "screening.dmn"
TABLE = compile_table("screening.dmn", DRAWN.read_bytes(), FACT_NAMES)
BEFORE, AFTER = datetime.date(2021, 7, 14), datetime.date(2021, 7, 15)
LAW, REGULATION, LOCAL = Basis("水法", "第六十五条"), Basis("城市绿化条例", "第二十七条"), Basis("广东省河道管理条例", "第一条")
RULE, DOCUMENT, UNKNOWN = Basis("城市建筑垃圾管理规定", "第二十条"), Basis("国办发〔2017〕26号"), Basis("某市某办法")
COMPULSION = "中华人民共和国行政强制法"
MEASURE, EXECUTION = Kind.compulsory_measure, Kind.compulsory_execution


def item(kind=Kind.penalty, bases=(LAW,), mode=Mode.devolve, **more):
    name = {Kind.penalty: "对擅自取水的行政处罚", Kind.inspection: "对取水的行政检查"}.get(kind, "对取水设施的处理")
    if kind is Kind.penalty:
        more.setdefault("penalty_kinds", (PenaltyKind.fine,))
    return ItemFields(more.pop("name", name), kind=kind, bases=bases, mode=mode, **more)


def screened(fields, day=BEFORE):
    return findings_from(evaluate(TABLE, facts(fields, own_register(), day)))


def found(fields, day=BEFORE):
    return {finding.code: finding for finding in screened(fields, day)}


def test_a_penalty_on_a_law_in_force_is_clear_in_both_eras():
    assert outcome(screened(item(), BEFORE), item(), ()) == outcome(screened(item(), AFTER), item(), ()) == "clear"


BY_ERA = [
    (item(penalty_kinds=(PenaltyKind.detention,)), "freedom_penalty", "block", "第十六条", "第十八条第三款"),
    (item(penalty_kinds=(PenaltyKind.fine, PenaltyKind.restricted_freedom)), "freedom_penalty", "block", "第十六条", "第十八条第三款"),
    (item(bases=()), "penalty_without_basis", "block", "第三条第二款", "第三十八条第一款"),
    (item(bases=(DOCUMENT,)), "penalty_on_document", "block", "第十四条", "第十六条"),
    (item(owner_level=OwnerLevel.city), "owner_above_district", "warn", "第二十条", "第二十三条"),
    (item(bases=(Basis("消防法", "第六十三条第（二）项"),)), "detention_article", "warn", "第十六条", "第十八条第三款"),
    (item(penalty_kinds=(PenaltyKind.revocation,)), "revocation", "warn", "第十六条", "第二十四条第一款"),
    (item(mode=Mode.entrust), "entrusted_without_letter", "warn", "第十八条", "第二十条第二款"),
    (item(mode=Mode.entrust, entrust_letter="委托书"), "entrusted_without_letter", "warn", "第十八条", "第二十条第二款"),
]


@pytest.mark.parametrize(("fields", "code", "severity", "old", "new"), BY_ERA)
def test_a_rule_about_penalties_cites_the_version_of_the_day(fields, code, severity, old, new):
    before, after = found(fields, BEFORE)[code], found(fields, AFTER)[code]
    assert before.severity == after.severity == severity
    assert before.citation == f"《中华人民共和国行政处罚法》（2021年修订前）{old}"
    assert after.citation == f"《中华人民共和国行政处罚法》（2021年修订）{new}"


def test_entrusting_a_penalty_to_a_subdistrict_lacks_a_ground_only_before_the_revision():
    fields = item(mode=Mode.entrust, entrust_letter="委托书", entrust_term="两年")
    assert found(fields, BEFORE)["entrusted_to_subdistrict"].severity is Severity.warn
    assert found(fields, AFTER) == {}


BLOCKS = [
    (item(MEASURE, (REGULATION,), form=Form.restrict_freedom), "freedom_measure", "第九条、第十条"),
    (item(MEASURE, mode=Mode.entrust, form=Form.seal), "measure_entrusted", "第十七条第一款"),
    (item(MEASURE, form=Form.freeze), "freeze", "第二十九条"),
    (item(EXECUTION, form=Form.transfer_deposits), "transfer_deposits", "第四十七条"),
    (item(MEASURE, (RULE,), form=Form.seal), "measure_without_regulation", "第十条、第十一条"),
    (item(MEASURE, (), form=Form.seal), "measure_without_regulation", "第十条、第十一条"),
    (item(MEASURE, (LOCAL,), form=Form.other_measure), "measure_beyond_local", "第十条第三款"),
    (item(EXECUTION, (LOCAL, REGULATION), form=Form.restore), "execution_without_law", "第十三条"),
    (item(EXECUTION, (), form=Form.restore), "execution_without_law", "第十三条"),
    (item(EXECUTION, (Basis(COMPULSION, "第十三条"),), form=Form.restore), "execution_without_law", "第十三条"),
    (item(EXECUTION, (Basis(COMPULSION, "第四十五条"),), form=Form.restore), "execution_without_law", "第十三条"),
]


@pytest.mark.parametrize(("fields", "code", "article"), BLOCKS)
@pytest.mark.parametrize("day", [datetime.date(2012, 1, 1), BEFORE, AFTER])
def test_a_compulsory_power_is_blocked_by_the_law_on_compulsion(fields, code, article, day):
    finding = found(fields, day)[code]
    assert (finding.severity, finding.citation) == (Severity.block, f"《{COMPULSION}》{article}")


@pytest.mark.parametrize(("fields", "code", "article"), BLOCKS)
def test_nothing_cites_the_law_on_compulsion_before_it_was_in_force(fields, code, article):
    assert not any("强制法" in finding.citation for finding in screened(fields, datetime.date(2011, 12, 31)))


@pytest.mark.parametrize(
    "fields",
    [
        item(MEASURE, (LAW,), form=Form.restrict_freedom),
        item(MEASURE, (LOCAL,), form=Form.seal),
        item(MEASURE, (LOCAL,), form=Form.seize),
        item(MEASURE, (REGULATION,), form=Form.other_measure),
        item(EXECUTION, (LAW,), form=Form.restore),
        item(EXECUTION, (Basis(COMPULSION, "第五十条"),), form=Form.performance_by_proxy),
        item(EXECUTION, (Basis(COMPULSION, "第四十五条第一款"),), form=Form.added_fine),
        item(name="对非法划拨土地的行政处罚"),
        item(bases=(RULE,)),
        item(Kind.inspection, (LOCAL,)),
    ],
)
def test_what_the_law_allows_is_clear(fields):
    assert outcome(screened(fields), fields, ()) == "clear"


WARNS = [
    (item(Kind.inspection, ()), "inspection_without_basis"),
    (item(Kind.inspection, (DOCUMENT,)), "inspection_on_document"),
    (item(Kind.inspection, owner_level=OwnerLevel.province), "owner_above_district"),
    (item(MEASURE, owner_level=OwnerLevel.city, form=Form.seal), "owner_above_district"),
    (item(EXECUTION, owner_level=OwnerLevel.city, form=Form.restore), "owner_above_district"),
    (item(Kind.inspection, mode=Mode.entrust), "entrusted_without_letter"),
    (item(EXECUTION, mode=Mode.entrust, form=Form.restore), "entrusted_without_letter"),
    (item(bases=(LAW, UNKNOWN)), "unknown_law"),
    (item(bases=(Basis("噪声污染防治法", "第七十七条"),)), "law_not_in_force"),
    (item(bases=(Basis("水法（2099年修正）", "第六十五条"),)), "law_not_in_force"),
    (item(name="对取水的行政检查"), "name_other_kind"),
    (item(name="拘留"), "name_detention"),
    (item(EXECUTION, name="划拨存款", form=Form.restore), "name_deposits"),
    (item(MEASURE, name="冻结账户", form=Form.seal), "name_deposits"),
    (item(MEASURE), "form_missing"),
    (item(EXECUTION), "form_missing"),
    (item(MEASURE, form=Form.restore), "form_of_other_kind"),
    (item(MEASURE, (Basis(COMPULSION, "第九条"),), form=Form.seal), "measure_on_compulsion_law"),
]


@pytest.mark.parametrize(("fields", "code"), WARNS)
def test_a_doubt_is_a_warning_that_a_person_decides(fields, code):
    assert found(fields)[code].severity is Severity.warn
    assert outcome(screened(fields), fields, ()) == "warn"


@pytest.mark.parametrize("kind", [Kind.penalty, MEASURE, EXECUTION])
def test_an_unknown_law_neither_blocks_nor_clears(kind):
    fields = item(kind, (UNKNOWN,), form={MEASURE: Form.seal, EXECUTION: Form.restore}.get(kind))
    assert list(found(fields)) == ["unknown_law"]


NOTES = [
    (item(bases=(Basis("水法（2009年修正）", "第六十五条"),)), "older_version"),
    (item(penalty_kinds=()), "penalty_kinds_missing"),
    (item(EXECUTION, (Basis(COMPULSION, "第五十二条"),), form=Form.performance_by_proxy), "execution_by_compulsion_law"),
]


@pytest.mark.parametrize(("fields", "code"), NOTES)
def test_a_note_routes_nothing(fields, code):
    assert found(fields)[code].severity is Severity.note
    assert outcome(screened(fields), fields, ()) == "clear"


@pytest.mark.parametrize("mode", [Mode.keep, Mode.defer])
def test_an_item_that_stays_is_not_screened_for_going(mode):
    assert found(item(bases=(), mode=mode, penalty_kinds=(PenaltyKind.detention,))) == {}


@pytest.mark.parametrize("day", ["1996-10-01", "2011-12-31", "2012-01-01", "2020-09-01", "2021-07-14", "2021-07-15", "2026-11-01"])
def test_no_finding_cites_an_article_of_another_version(day):
    on = datetime.date.fromisoformat(day)
    cases = [case[0] for case in (*BY_ERA, *BLOCKS, *WARNS, *NOTES)]
    cited = {finding.citation for fields in cases for finding in screened(fields, on)}
    version = "（2021年修订）" if on >= AFTER else "（2021年修订前）"
    assert any("行政处罚法" in citation for citation in cited)
    assert all(version in citation for citation in cited if "行政处罚法" in citation)


def test_every_rule_of_the_table_is_met_by_some_case():
    cases = [case[0] for case in (*BY_ERA, *BLOCKS, *WARNS, *NOTES)] + [item(mode=Mode.entrust)]
    seen = {(f.code, f.citation) for fields in cases for day in (BEFORE, AFTER) for f in screened(fields, day)}
    drawn = {(rule.outputs[0], rule.outputs[2]) for rule in TABLE.rules}
    assert drawn == seen


def test_the_table_reads_no_word_but_to_warn():
    words = [place for place, name in enumerate(TABLE.inputs) if name.startswith("words_")]
    assert len(words) == 3
    assert {rule.outputs[1] for rule in TABLE.rules if any(rule.cells[place] for place in words)} == {"warn"}


def test_every_warning_says_which_fields_it_judged():
    warned = {rule.outputs[0] for rule in TABLE.rules if rule.outputs[1] == "warn"}
    assert set(JUDGED) == warned | LIST_CODES
    assert {name for names in JUDGED.values() for name in names} <= set(item().as_json())


def test_facts_are_exactly_the_names_the_table_may_use():
    assert set(facts(item(), own_register(), BEFORE)) == FACT_NAMES == set(TABLE.inputs)


def test_every_rule_speaks_both_languages():
    for rule in TABLE.rules:
        zh, en = rule.outputs[3:]
        assert re.search("[一-鿿]", zh) and re.match("[A-Z行]", en)


def test_the_table_is_valid_dmn_and_collects():
    schema = Path(SpiffWorkflow.dmn.parser.__file__).with_name("schema") / "DMN13.xsd"
    document = etree.parse(DRAWN)
    etree.XMLSchema(etree.parse(schema)).assertValid(document)
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))
