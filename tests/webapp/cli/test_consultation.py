"""The public consultation from the command line."""


def test_the_list_is_released_once_the_public_has_its_days_and_withdrawn(hearing):
    assert hearing.told("consultation", "release", "--as", "xie")["items"] == 3
    assert hearing.told("consultation", "list", "--waiting") == []
    assert "没有这条公众意见" in hearing.run("consultation", "display", "shown", 1, "--as", "xie", status=3).stderr
    hearing.run("consultation", "release", "--as", "feng", status=3)
    hearing.run("consultation", "withdraw", "--as", "xie", "--reason", "依据有误")
    hearing.run("consultation", "withdraw", "--as", "xie", "--reason", "再撤一次", status=3)
