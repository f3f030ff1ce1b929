import datetime

import pytest

from workflows.domain.vocabulary import LawLevel
from workflows.files.law_register import RegisterRefused, own_register, read_register

DAY = datetime.date(2020, 9, 1)


def test_the_houses_register_holds_the_laws_a_district_cites():
    register = own_register()
    assert len(register.laws) >= 40
    assert {law.level for law in register.laws} == set(LawLevel)
    assert all(law.source for law in register.laws)


@pytest.mark.parametrize(
    ("name", "day", "adopted"),
    [
        ("行政处罚法", "2017-12-31", "2009-08-27"),
        ("行政处罚法", "2018-01-01", "2017-09-01"),
        ("行政处罚法", "2021-07-14", "2017-09-01"),
        ("行政处罚法", "2021-07-15", "2021-01-22"),
        ("行政强制法", "2012-01-01", "2011-06-30"),
        ("固体废物污染环境防治法", "2020-08-31", "2016-11-07"),
        ("固体废物污染环境防治法", "2020-09-01", "2020-04-29"),
        ("安全生产法", "2021-08-31", "2014-08-31"),
        ("城镇排水与污水处理条例", "2020-09-01", "2013-10-02"),
    ],
)
def test_a_law_is_in_force_from_its_own_day_and_not_from_its_adoption(name, day, adopted):
    register = own_register()
    version = register.in_force(register.find(name), datetime.date.fromisoformat(day))
    assert version.adopted_on == datetime.date.fromisoformat(adopted)


@pytest.mark.parametrize(
    ("name", "day"), [("行政强制法", "2011-12-31"), ("噪声污染防治法", "2020-09-01"), ("环境噪声污染防治法", "2022-06-05")]
)
def test_a_law_is_not_in_force_before_its_day_or_after_its_end(name, day):
    register = own_register()
    assert register.in_force(register.find(name), datetime.date.fromisoformat(day)) is None


def test_a_document_is_found_by_its_number():
    assert own_register().level("粤府函〔2020〕136号") is LawLevel.normative_document


LAW = '[[law]]\ntitle = "甲法"\nlevel = "law"\n'
VERSION = "[[law.version]]\nin_force_from = 2020-01-01\n"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "没有 [[law]]"),
        ("law = 1", "没有 [[law]]"),
        ("= =", "TOML"),
        ('[[law]]\nlevel = "law"', "没有名称"),
        ('[[law]]\ntitle = "甲法"\nlevel = "最高"', "效力层级"),
        (LAW + 'author = "乙"', "不认识的字段 author"),
        (LAW + LAW, "同名"),
        (LAW + "[[law.version]]\nadopted_on = 2020-01-01", "版本日期"),
        (LAW + '[[law.version]]\nin_force_from = "2020-01-01"', "版本日期"),
        (LAW + "[[law.version]]\nin_force_from = 2020-01-01T00:00:00Z", "版本日期"),
        (LAW + VERSION + "from = 1", "版本日期"),
        (LAW + VERSION + "in_force_until = 2019-12-31", "颠倒"),
        (LAW + VERSION + VERSION.replace("2020", "2021"), "重叠"),
    ],
)
def test_a_register_with_a_fault_is_refused_and_says_where(text, why):
    with pytest.raises(RegisterRefused) as refusal:
        read_register(text)
    assert why in refusal.value.why.zh and refusal.value.why.en


def test_versions_come_out_in_order_of_entry_into_force():
    later, earlier = VERSION.replace("2020", "2022"), VERSION + "in_force_until = 2021-12-31\n"
    (law,) = read_register(LAW + later + earlier).laws
    assert [version.in_force_from.year for version in law.versions] == [2020, 2022]
