"""研讨 from the command line: called, noted, written back, the minutes filed."""

import pytest

UNKNOWN = ("name=对甲的行政处罚", "kind=行政处罚", "mode=下放", "penalty_kinds=罚款", "bases=《从未听说的办法》第一条")


@pytest.fixture
def discussed(collecting):
    """An item that rests at the discussion, since its law is unknown to the register."""
    said = [word for one in UNKNOWN for word in ("--set", one)]
    collecting.run("items", "add", "--department", "城管局", "--as", "chen", *said)
    collecting.run("items", "decide", "send_for_endorsement", 1, "--as", "chen")
    collecting.run("items", "decide", "report", 1, "--as", "liang")
    assert collecting.place(1) == "discuss_item"
    return collecting, 1


def test_a_seminar_runs_from_its_call_to_its_minutes(discussed):
    terminal, number = discussed
    terminal.run("seminars", "call", "--as", "xie", "--title", "第一次研讨会", "--items", number)
    said = "--result", "proceed", "--reason", "依据属实", "--dissent", "新港"
    terminal.run("seminars", "note", 1, "--as", "xie", "--items", number, *said)
    terminal.run("seminars", "write-back", 1, "--as", "xie")
    assert terminal.place(number) == "await_first_round"
    target = terminal.home.parent / "minutes.txt"
    terminal.run("seminars", "minutes", 1, "--to", target)
    assert "不同意见：新港" in target.read_text(encoding="utf-8")
    told = target.read_bytes()
    target.write_bytes(told.decode().encode("gb18030"))
    assert "不是 UTF-8" in terminal.run("seminars", "file", 1, "--as", "xie", "--text", target, status=3).stderr
    target.write_bytes(told)
    terminal.run("seminars", "file", 1, "--as", "xie", "--text", target)
    assert terminal.told("seminars", "list")[0]["written_back"] == 1
    assert terminal.told("seminars", "show", 1)["agenda"][0]["result"] == "proceed"


def test_what_cannot_be_is_refused_with_its_status(discussed):
    terminal, number = discussed
    assert "没有这次研讨" in terminal.run("seminars", "show", 9, status=3).stderr
    assert "没有事项" in terminal.run("seminars", "call", "--as", "xie", "--title", "会", "--items", 999, status=3).stderr
    assert "协调员" in terminal.run("seminars", "call", "--as", "chen", "--title", "会", "--items", number, status=3).stderr
