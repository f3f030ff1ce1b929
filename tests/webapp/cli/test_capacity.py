"""承接能力 at the terminal: a subdistrict says it, everybody reads it."""

SHEET = ("--officers", 6, "--reviewers", 1, "--training-days", 5, "--yearly-cases", 90)


def test_a_subdistrict_says_what_it_can_take_over(hearing):
    assert hearing.told("capacity", "sheet", *SHEET, "--as", "feng")["act"]
    hearing.run("capacity", "sheet", *SHEET, "--as", "feng", status=1)
    hearing.run("capacity", "say", "1", "接不住", "--as", "feng", status=3)
    hearing.run("capacity", "say", "1", "接不住", "--why", "没有检测设备", "--as", "feng")
    told = next(one for one in hearing.told("capacity", "show") if one["sheet"])
    assert (told["sheet"]["officers"], told["unable"], told["able"]) == (6, 1, 0)
    file = hearing.home.parent / "capacity.xlsx"
    assert "接不住" in hearing.run("capacity", "show", "--to", file).stdout and file.exists()


def test_a_coordinator_says_nothing_for_a_subdistrict(hearing):
    hearing.run("capacity", "say", "1", "able", "--as", "xie", status=3)
    hearing.run("capacity", "say", "1", "maybe", "--as", "xie", status=2)


def test_the_coordinator_takes_down_an_answer_on_paper(hearing):
    said = "1", "需支持", "--why", "须部门派员", "--source", "街道复函，9月28日收到"
    hearing.run("capacity", "take-down", *said, "--subdistrict", "chigang", "--as", "feng", status=3)
    hearing.run("capacity", "take-down", *said, "--subdistrict", "nowhere", "--as", "xie", status=3)
    hearing.run("capacity", "take-down", *said, "--subdistrict", "chigang", "--as", "xie")
    assert next(one for one in hearing.told("capacity", "show") if one["key"] == "chigang")["supported"] == 1
