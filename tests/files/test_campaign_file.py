"""The file a campaign is opened with: the documented example reads, and whatever is wrong is named by its place."""

import datetime

import pytest

from tests.conftest import HOUSE
from workflows.domain.errors import Unfit
from workflows.domain.vocabulary import Audience, OrganisationKind, Role
from workflows.files.campaign_file import read_campaign

EXAMPLE = (HOUSE / "docs" / "campaign.toml").read_text(encoding="utf-8")
LEAST = 'key = "k"\ntitle = "t"\ncatalogue_title = "c"\nlaw_as_of = 2020-09-01\n'


def test_the_documented_example_says_everything():
    read = read_campaign(EXAMPLE)
    assert (read.spec.key, read.spec.law_as_of, read.spec.zone) == ("haizhu-2020", datetime.date(2020, 9, 1), "Asia/Shanghai")
    assert [office.key for office in read.spec.departments] == ["urban_management", "water"]
    assert read.spec.deadlines["collection"] == "2020-09-15"
    assert read.spec.windows[Audience.public].written == "2020-09-21+15"
    assert read.spec.offices[0][0] is OrganisationKind.justice_bureau
    assert {post.role for post in read.posts} >= {Role.coordinator, Role.liaison, Role.department_head, Role.reviewer, Role.leader}
    assert (read.spec.policies["second_round"], read.spec.taking) == ("any", "anyone")
    assert read.posts[-1].until_on == datetime.date(2021, 12, 31)


def test_the_least_file_has_the_usual_settings():
    spec = read_campaign(LEAST).spec
    assert (spec.zone, spec.comment_days, spec.undo_minutes, spec.catalogue_number) == ("Asia/Shanghai", 7, 30, "")
    assert spec.departments == () and spec.demonstration is False


def test_a_role_may_be_written_by_its_title():
    assert read_campaign(LEAST + '[[person]]\naccount = "xie"\nrole = "协调员"\n').posts[0].role is Role.coordinator


def test_a_short_name_is_the_name_where_none_is_given():
    assert read_campaign(LEAST + '[[department]]\nkey = "d"\nname = "水务局"\n').spec.departments[0].short_name == "水务局"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("key = ", "TOML"),
        ("", "key"),
        (LEAST.replace('"k"', '""'), "key"),
        (LEAST.replace('"k"', "1"), "key"),
        (LEAST.replace('"t"', f'"{"长" * 201}"'), "title"),
        (LEAST.replace('"t"', r'"a\u200bb"'), "title"),
        (LEAST.replace("2020-09-01", '"2020-09-01"'), "law_as_of"),
        (LEAST.replace("2020-09-01", "2020-09-01T00:00:00"), "law_as_of"),
        (LEAST + "comment_days = -1\n", "comment_days"),
        (LEAST + "comment_days = true\n", "comment_days"),
        (LEAST + "colour = 1\n", "colour"),
        (LEAST + "deadlines = 1\n", "deadlines"),
        (LEAST + '[policies]\nfirst_round = "1 of 2"\n', "policies.first_round"),
        (LEAST + 'taking = "nobody"\n', "taking"),
        (LEAST + '[deadlines]\ncollection = "soon"\n', "deadlines.collection"),
        (LEAST + "[windows]\npublic = 7\n", "windows.public"),
        (LEAST + "[windows]\npublic = { from = 2020-09-28 }\n", "windows.public.working_days"),
        (LEAST + "[windows]\npublic = { from = 2020-09-28, working_days = 0 }\n", "windows.public.working_days"),
        (LEAST + "[windows]\npublic = { from = 2020-09-28, working_days = 61 }\n", "windows.public.working_days"),
        (LEAST + "[windows]\neverybody = { from = 2020-09-28, working_days = 7 }\n", "windows.everybody"),
        (LEAST + '[department]\nkey = "d"\n', "department"),
        (LEAST + '[[department]]\nkey = "d"\n', "department[1].name"),
        (LEAST + '[[department]]\nkey = "d"\nname = "n"\nfax = "1"\n', "department[1].fax"),
        (LEAST + '[[office]]\nkind = "department"\nkey = "d"\nname = "n"\n', "office[1].kind"),
        (LEAST + '[[person]]\naccount = "a"\nrole = "emperor"\n', "person[1].role"),
        (LEAST + '[[person]]\naccount = "a"\nrole = "leader"\nfrom = "x"\n', "person[1].from"),
    ],
)
def test_what_is_wrong_is_named_by_its_place_in_both_languages(text, where):
    with pytest.raises(Unfit) as refused:
        read_campaign(text)
    assert where in refused.value.words.zh and where in refused.value.words.en
