import datetime

import pytest

from workflows.domain.facts import FACT_NAMES, facts
from workflows.domain.items import Basis, ItemFields
from workflows.domain.laws import Law, LawVersion, Register
from workflows.domain.vocabulary import Kind, LawLevel, Mode, PenaltyKind

DAY = datetime.date(2020, 9, 1)
FIRE = LawVersion(datetime.date(2019, 4, 23), datetime.date(2021, 4, 28), datetime.date(2019, 4, 23), ("第六十三条",))
REGISTER = Register(
    (
        Law("中华人民共和国消防法", LawLevel.law, versions=(FIRE,)),
        Law("城市绿化条例", LawLevel.administrative_regulation),
        Law("某方案", LawLevel.normative_document),
    )
)


def of(on=DAY, **fields):
    return facts(ItemFields(fields.pop("name", "甲"), **fields), REGISTER, on)


def test_facts_are_flat_and_named_in_advance():
    known = of()
    assert set(known) == FACT_NAMES
    assert {type(value) for value in known.values()} <= {str, int, bool}
    assert (known["kind"], known["mode"], known["best_level"]) == ("none", "none", "none")


@pytest.mark.parametrize(("day", "era"), [("2021-07-14", "before_2021_07_15"), ("2021-07-15", "from_2021_07_15")])
def test_the_day_picks_the_version_of_the_penalty_law(day, era):
    assert of(datetime.date.fromisoformat(day))["era"] == era


@pytest.mark.parametrize(("day", "holds"), [("2011-12-31", False), ("2012-01-01", True)])
def test_the_law_on_compulsion_holds_since_2012(day, holds):
    assert of(datetime.date.fromisoformat(day))["compulsion_law_in_force"] is holds


@pytest.mark.parametrize(
    ("laws", "level", "unknown"),
    [
        (["消防法", "城市绿化条例"], "law", False),
        (["某方案", "城市绿化条例"], "administrative_regulation", False),
        (["没听过的办法"], "unknown", True),
        (["没听过的办法", "某方案"], "normative_document", True),
    ],
)
def test_the_strongest_known_basis_counts(laws, level, unknown):
    known = of(bases=tuple(Basis(law) for law in laws))
    assert (known["best_level"], known["unknown_law"]) == (level, unknown)


def test_the_level_a_basis_claims_for_an_unknown_law_is_not_believed():
    assert of(bases=(Basis("没听过的办法", level=LawLevel.law),))["rests_on_law"] is False


def test_a_document_beside_an_unknown_law_is_not_the_only_basis():
    assert of(bases=(Basis("某方案"),))["only_normative"] is True
    assert of(bases=(Basis("某方案"), Basis("没听过的办法")))["only_normative"] is False


@pytest.mark.parametrize(("article", "detains"), [("第六十三条", True), ("第六十三条第（二）项", True), ("第六十条", False), ("", False)])
def test_an_article_with_detention_is_known_by_its_number(article, detains):
    assert of(bases=(Basis("消防法", article),))["detention_article"] is detains


def test_detention_is_read_from_the_version_of_the_day():
    assert of(datetime.date(2021, 4, 29), bases=(Basis("消防法", "第六十三条"),))["detention_article"] is False


@pytest.mark.parametrize(
    ("law", "older", "not_in_force"),
    [
        ("消防法", False, False),
        ("消防法（2008年修订）", True, False),
        ("消防法（2021年修正）", False, True),
        ("城市绿化条例（1992年修订）", False, False),
    ],
)
def test_a_cited_version_is_compared_with_the_one_in_force(law, older, not_in_force):
    known = of(bases=(Basis(law),))
    assert (known["cites_older_version"], known["cites_law_not_in_force"]) == (older, not_in_force)


@pytest.mark.parametrize(
    ("name", "kind", "other"),
    [
        ("对乱倒垃圾的处罚", Kind.penalty, False),
        ("对乱倒垃圾行为的行政处罚（含单位）", Kind.inspection, False),
        ("对乱倒垃圾的行政处罚", Kind.inspection, True),
        ("对工具的强制措施", Kind.compulsory, False),
        ("代为清理", Kind.penalty, False),
        ("对乱倒垃圾的行政处罚", None, False),
    ],
)
def test_the_end_of_a_name_suggests_a_kind(name, kind, other):
    assert of(name=name, kind=kind)["words_name_other_kind"] is other


def test_detention_in_the_name_asks_only_while_the_field_is_silent():
    assert of(name="可处拘留")["words_name_detention"] is True
    assert of(name="可处拘留", penalty_kinds=(PenaltyKind.detention,))["words_name_detention"] is False


@pytest.mark.parametrize(("letter", "term", "both"), [("甲〔2020〕1号", "两年", True), ("甲〔2020〕1号", " ", False), ("", "两年", False)])
def test_entrusting_needs_a_letter_and_a_term(letter, term, both):
    assert of(mode=Mode.entrust, entrust_letter=letter, entrust_term=term)["has_letter_and_term"] is both
