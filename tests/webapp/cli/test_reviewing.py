"""Who reviews, from the command line: shares shown and assigned, items handed on, and somebody stood in for."""


def test_a_proposal_is_shown_and_assigned_by_its_digest(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    told = collected.told("assignments", "share", "first_round", "--as", "xie")
    assert {share["to"] for share in told["shares"]} == {"林审查"}
    assert "均衡分配" in collected.run("assignments", "share", "first_round", "--as", "xie").stdout
    done = collected.told("assignments", "share", "first_round", "--digest", told["digest"], "--as", "xie")
    assert done["count"] == len(told["shares"])
    collected.run("assignments", "share", "first_round", "--digest", told["digest"], "--as", "xie", status=3)
    number = told["shares"][0]["number"]
    refused = collected.run("assignments", "hand-on", "zhou", number, "--reason", "出差", "--as", "lin", status=3)
    assert "不是审查员" in refused.stderr
    assert "没有待处理的分歧" in collected.run("assignments", "ask", "lin", number, "--reason", "意见不一", "--as", "xie", status=1).stdout


def test_somebody_stands_in_for_a_reviewer_and_no_longer_once_it_is_revoked(collected):
    collected.run("campaign", "advance", "open_first_round", "--as", "xie")
    posts = {one["account"]: one["appointment"] for one in collected.told("appointments", "list")}
    number = collected.told("substitutions", "give", posts["lin"], "feng", "--until", "2021-12-30", "--as", "guard")["substitution"]
    decide = ("items", "decide", "return", "--waiting", "--reason", "依据不清", "--as", "feng", "--stand-in-for", "lin")
    assert collected.told(*decide)["count"] > 0
    collected.run("substitutions", "revoke", number, "--as", "guard")
    assert "没有代" in collected.run(*decide, status=3).stderr
    assert collected.told("substitutions", "list")[0]["revoked"] is True
