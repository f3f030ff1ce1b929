"""An office replies item by item: two buttons a task, and nothing is passed unseen."""

from tests.operations.house import penalty


def hearing(house, count):
    ids = house.file(*(penalty(f"对第{number}种乱倒垃圾行为的行政处罚") for number in range(count)))
    house.report(ids)
    house.step("open_first_round")
    house.decide("reviewer", "approve", ids, reason="已核对")
    house.step("open_solicitation")


def test_one_item_is_answered_and_the_next_ones_stay(house, visit):
    hearing(house, 3)
    officer = visit("officer").open("/todo")
    assert "逐项回复 3 项" in officer.page
    officer.open("/replies").send("/replies")
    assert "已对 1 项回复无意见" in officer.page and "还有 2 项等贵单位表态" in officer.page


def test_only_the_items_that_were_shown_are_passed_together(house, visit):
    hearing(house, 23)
    officer = visit("officer").open("/replies")
    assert "以上 20 项无意见" in officer.page
    officer.send("/replies", nth=20)
    assert "还有 3 项等贵单位表态" in officer.page


def test_an_item_answered_in_between_is_not_answered_again(house, visit):
    hearing(house, 2)
    first, second = visit("officer").open("/replies"), visit("officer").open("/replies")
    first.send("/replies")
    assert "已经回复过" in second.send("/replies").page and "还有 1 项" in second.page


def test_departments_reply_on_what_is_theirs(house, visit):
    hearing(house, 2)
    assert "都已回复" in visit("water_liaison").open("/replies").page
    assert "还有 2 项" in visit("liaison").open("/replies").page
