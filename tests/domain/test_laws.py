import csv
import datetime

import hypothesis
import pytest
from hypothesis import strategies

from workflows.domain.items import Basis, ItemFields
from workflows.domain.laws import Law, LawVersion, Register, canonical_article, chinese_number, cited_year, normalised, parse_bases
from workflows.domain.vocabulary import LawLevel

WATER = Law(
    "中华人民共和国水法",
    LawLevel.law,
    aliases=("水法（中华人民共和国）",),
    versions=(
        LawVersion(datetime.date(2002, 10, 1), datetime.date(2016, 7, 1), datetime.date(2002, 8, 29)),
        LawVersion(datetime.date(2016, 7, 2), None, datetime.date(2016, 7, 2)),
    ),
)
REGISTER = Register((WATER, Law("城市道路管理条例", LawLevel.administrative_regulation)))


@pytest.mark.parametrize(
    ("cell", "citations"),
    [
        ("", []),
        (" \r\n　", []),
        ("《水法》第六十五条第二款", ["《水法》第六十五条第二款"]),
        ("《水法》第65条第2款第(1)项", ["《水法》第六十五条第二款第（一）项"]),
        ("《水法》（2016年修正）第六十五条", ["《水法（2016年修正）》第六十五条"]),
        ("《城市道路管理条例》（2019修订）", ["《城市道路管理条例（2019年修订）》"]),
        ("《水法》（2002年8月29日主席令第74号，2016年7月2日予以修改）\n第六十五条　在河道内…", ["《水法（2016年修改）》第六十五条"]),
        ("《燃气条例》（国务院令第583号）第四十六条：燃气经营者有下列行为之一的，", ["《燃气条例》第四十六条"]),
        ("【法律】《水法》第三条\r\n【行政法规】《河道管理条例》第四条", ["《水法》第三条", "《河道管理条例》第四条"]),
        ("【第四十六条】…【第七十六条第（四项）】", ["《公路法》第四十六条", "《公路法》第七十六条第（四）项"]),
        ("《无证无照经营查处办法》第十三条；同办法第101条", ["《无证无照经营查处办法》第十三条", "《无证无照经营查处办法》第一百零一条"]),
        ("城市绿化条例第二十七条", ["《城市绿化条例》第二十七条"]),
        ('【行政法规】"城市道路管理条例"（国务院令第198号）第四十二条第（四）项', ["《城市道路管理条例》第四十二条第（四）项"]),
        ("《武汉市城乡规划条例\n》《城乡规划法》", ["《武汉市城乡规划条例》", "《城乡规划法》"]),
        ("《水法》第六十五条，处罚款；依照《治安管理处罚法》第五十条处罚。", ["《水法》第六十五条"]),
        ("《水法》第一条：……。《防洪法》第二条：……", ["《水法》第一条", "《防洪法》第二条"]),
        ("《水法》第三条、第四条和第四十条第二款、第三款", ["《水法》第三条", "《水法》第四条", "《水法》第四十条第二款、第三款"]),
        ("1.《物业管理条例》第五十六条\n2.《物业管理条例》第五十六条", ["《物业管理条例》第五十六条"]),
        ("《甲办法》；《甲办法》第二条", ["《甲办法》第二条"]),
        ("关于发布〈出口办法〉的要求", ["《关于发布〈出口办法〉的要求》"]),
    ],
)
def test_a_basis_cell_is_cut_into_laws_and_articles(cell, citations):
    assert [basis.cited for basis in parse_bases(cell, law="公路法" if cell.startswith("【第") else "")] == citations


def test_a_tag_suggests_a_level_and_the_register_overrules_it():
    (basis,) = parse_bases("【规范性文件】《水法》第三条")
    assert basis.level is LawLevel.normative_document
    assert normalised(ItemFields("甲", bases=(basis,)), REGISTER).bases[0].level is LawLevel.law


def test_a_law_nobody_knows_keeps_what_its_tag_says():
    fields = ItemFields("甲", bases=(Basis("某省条例", "第一条", LawLevel.local_regulation), Basis("某办法")))
    assert [basis.level for basis in normalised(fields, REGISTER).bases] == [LawLevel.local_regulation, None]


def test_a_text_without_a_law_stays_whole_and_has_no_level():
    assert parse_bases("按三定方案\n执行") == (Basis("按三定方案 执行"),)


def test_a_law_from_its_own_column_stands_alone_where_the_cell_says_nothing():
    assert parse_bases("", law="《公路法》") == (Basis("公路法"),)


@pytest.mark.parametrize("name", ["水法", "《中华人民共和国水法》", "中华人民共和国 水法", "水法（2016年修正）", "水法(2016修正)"])
def test_a_law_is_found_by_every_way_people_write_it(name):
    assert REGISTER.find(name) is WATER


def test_a_law_is_not_found_by_a_part_of_its_name():
    assert REGISTER.find("道路管理条例") is None and REGISTER.level("水法实施细则") is None


@pytest.mark.parametrize(("day", "adopted"), [("2002-09-30", None), ("2002-10-01", 2002), ("2016-07-01", 2002), ("2016-07-02", 2016)])
def test_adoption_is_not_entry_into_force(day, adopted):
    version = REGISTER.in_force(WATER, datetime.date.fromisoformat(day))
    assert (version and version.adopted_on.year) == adopted


def test_two_laws_cannot_answer_to_one_name():
    with pytest.raises(ValueError, match="share the name"):
        Register((WATER, Law("水法", LawLevel.law)))


@pytest.mark.parametrize(
    ("number", "written"), [(0, "零"), (7, "七"), (10, "十"), (46, "四十六"), (101, "一百零一"), (110, "一百一十"), (1005, "一千零五")]
)
def test_numbers_are_written_as_laws_write_them(number, written):
    assert chinese_number(number) == written


def test_an_article_has_one_spelling():
    assert canonical_article("第 46 条第2款第( 三 )项") == canonical_article("第四十六条第二款第三项") == "第四十六条第二款第（三）项"


def test_the_year_of_the_cited_version_is_read_from_the_name():
    assert (cited_year("水法（2016年修正）"), cited_year("水法")) == (2016, None)


def test_real_dirty_cells_give_a_law_each_and_no_article_text(real_rows):
    with (real_rows / "liaoning_power_items_codes.tsv").open(encoding="utf-8") as rows:
        cells = [row[-1].replace("\\r", "\r").replace("\\n", "\n") for row in csv.reader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)][1:]
    laws = [[basis.law for basis in parse_bases(cell)] for cell in cells]
    assert len(cells) == 30 and all(laws)
    assert max(len(law) for cited in laws for law in cited) < 60


def test_real_articles_without_a_law_take_it_from_their_own_column(real_rows):
    with (real_rows / "heilongjiang_road_penalty_items.tsv").open(encoding="utf-8") as rows:
        cut = [parse_bases(row[-1].replace("\\n", "\n"), law=row[0]) for row in list(csv.reader(rows, delimiter="\t"))[1:9]]
    assert sum(len(bases) for bases in cut) == 20
    assert {basis.law for bases in cut for basis in bases} == {"中华人民共和国公路法", "公路安全保护条例", "超限运输车辆行驶公路管理规定"}


PIECES = [
    *("《", "》", "【法律】", "【第", "第", "条", "款", "项", "（", "）", "一", "十", "4", "6", "、", "；", "。"),
    *("\n", "\r\n", "　", "“", "水法", "某条例", "同条例", "违反", "2016年修正", "甲"),
]


@hypothesis.settings(max_examples=500)
@hypothesis.example("《　“》")
@hypothesis.given(strategies.lists(strategies.sampled_from(PIECES), max_size=40).map("".join))
def test_whatever_stands_in_a_cell_is_cut_once_and_nothing_of_it_is_empty(cell):
    bases = parse_bases(cell)
    assert bool(bases) == bool(cell.strip())
    assert all(basis.law for basis in bases)
    assert len({(basis.law, basis.article) for basis in bases}) == len(bases)


@pytest.mark.parametrize("cited", ["《水法（2016年修正）》第五条第二款", "《关于发布〈出口办法〉的公告》第五条第（一）项", "《某办法》"])
def test_a_citation_as_papers_print_it_is_read_back(cited):
    assert [basis.cited for basis in parse_bases(cited)] == [cited]
