"""A campaign is opened from its file, shown, and led on."""

from tests.webapp.cli.house import DESCRIBED


def test_the_second_run_shows_the_difference_and_changes_nothing_without_apply(collecting):
    assert collecting.told("campaign", "open", DESCRIBED, "--as", "xie") == []
    text = DESCRIBED.read_text(encoding="utf-8").replace('catalogue_number = ""', 'catalogue_number = "海府〔2020〕1号"')
    changed = collecting.file("changed.toml", text)
    found = collecting.told("campaign", "open", changed, "--as", "xie", status=1)
    assert found == [{"part": "setting", "key": "catalogue_number", "before": "", "after": "海府〔2020〕1号"}]
    assert collecting.told("campaign", "open", changed, "--as", "xie", status=1) == found
    collecting.run("campaign", "open", changed, "--as", "xie", "--apply")
    assert collecting.told("campaign", "open", changed, "--as", "xie") == []


def test_what_is_not_the_actors_is_left_and_named(collecting):
    text = DESCRIBED.read_text(encoding="utf-8") + '\n[[person]]\naccount = "xie"\nrole = "counsel"\n'
    more = collecting.file("more.toml", text)
    said = collecting.run("campaign", "open", more, "--as", "xie", "--apply", status=1)
    assert "安全管理员" in said.stderr and "xie counsel" in said.stdout
    collecting.run("campaign", "open", more, "--as", "guard", "--apply")


def test_a_file_that_says_something_wrong_is_refused_by_its_place(fresh):
    said = fresh.run("campaign", "open", fresh.file("bad.toml", 'key = "k"\ncolour = 1\n'), "--as", "admin", status=3)
    assert "colour" in said.stderr
    (fresh.home.parent / "gbk.toml").write_bytes('key = "海珠"'.encode("gbk"))
    assert "UTF-8" in fresh.run("campaign", "open", fresh.home.parent / "gbk.toml", "--as", "admin", status=3).stderr


def test_status_says_what_may_come_next_and_what_stands_in_the_way(hearing):
    told = hearing.told("campaign", "status")
    assert (told["place"], told["items"]) == ("solicit", {"hear_comments": 3, "kept": 1})
    assert {one["action"] for one in told["next"]} == {"open_second_round", "reopen_collection"}
    assert "open_second_round" in hearing.run("campaign", "status", lang="en").stdout


def test_a_step_of_another_role_or_place_is_refused(collecting):
    assert "协调员" in collecting.run("campaign", "advance", "open_first_round", "--as", "chen", status=3).stderr
    assert "没有这一步" in collecting.run("campaign", "advance", "publish", "--as", "xie", status=3).stderr
    assert "does not offer" in collecting.run("campaign", "advance", "publish", "--as", "xie", status=3, lang="en").stderr


def test_a_program_reads_why_it_was_refused(collecting):
    told = collecting.told("campaign", "advance", "publish", "--as", "xie", status=3)
    assert "没有这一步" in told["refused"][0]["zh"] and "does not offer" in told["refused"][0]["en"]


def test_the_announcement_waits_for_what_is_unsettled(hearing):
    hearing.run("campaign", "advance", "open_second_round", "--as", "xie")
    hearing.run("campaign", "advance", "submit", "--as", "xie")
    assert "3 项在办" in hearing.run("campaign", "advance", "conclude", "--as", "zhou", status=3).stderr


def test_the_same_client_key_steps_once(collecting):
    first = collecting.told("campaign", "advance", "open_first_round", "--as", "xie", "--client-key", "k1")
    again = collecting.told("campaign", "advance", "open_first_round", "--as", "xie", "--client-key", "k1")
    assert again == first and collecting.told("campaign", "status")["place"] == "first_round"


def test_with_several_campaigns_one_is_named(collecting):
    other = collecting.file("other.toml", DESCRIBED.read_text(encoding="utf-8").replace('"haizhu-2020"', '"other"'))
    collecting.run("campaign", "open", other, "--as", "admin", status=1)
    assert "--campaign" in collecting.run("ledger", status=3).stderr
    collecting.run("ledger", "--campaign", "other")
    collecting.run("ledger", "--campaign", "nowhere", status=3)
