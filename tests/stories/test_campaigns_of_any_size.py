"""A campaign of 1,289 items and one of 5,000 end with every item accounted for."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.operations.house import House, penalty
from workflows.domain.vocabulary import KeepReason, Mode
from workflows.operations.campaigns.publishing import published_catalogue
from workflows.operations.processes import nets
from workflows.store.items.rows import Item
from workflows.store.ledger import ledger

WHO = ("个体工商户", "建设单位", "施工单位", "物业企业", "餐饮经营者", "运输单位", "集贸市场", "养殖场", "医疗机构", "学校")
WHERE = ("临街", "河道", "公园", "工地", "市场", "广场", "车站", "码头", "隧道", "绿地")
WHAT = ("倾倒", "堆放", "张贴", "占用", "污染", "损坏", "拆除", "遮挡", "焚烧", "搭建")
THING = ("垃圾", "物料", "宣传品", "设施", "水体", "树木", "护栏", "路灯", "渣土", "棚屋")


def names(count: int) -> list[str]:
    every = (f"对{who}在{where}{what}{thing}行为的行政处罚" for who in WHO for where in WHERE for what in WHAT for thing in THING)
    return [name for name, _number in zip(every, range(count), strict=False)]


@pytest.mark.parametrize("count", [1_289, 5_000])
def test_every_item_of_a_campaign_is_adopted_or_kept_with_its_reason(house: House, count: int) -> None:
    ids = house.file(*(penalty(name, mode=Mode.keep if number % 10 == 9 else Mode.devolve) for number, name in enumerate(names(count))))
    kept_at_filing = ids[9::10]
    going = [item_id for item_id in ids if item_id not in set(kept_at_filing)]
    house.report(going)
    house.decide("liaison", "send_for_endorsement", kept_at_filing)
    house.decide("head", "keep", kept_at_filing, "本局集中执法", KeepReason.better_centralised)
    house.step("open_first_round")
    rejected, going = going[::7], [item_id for number, item_id in enumerate(going) if number % 7]
    house.decide("reviewer", "reject", rejected, "街道无此类执法对象", KeepReason.few_objects)
    house.decide("reviewer", "approve", going, "名称相近，对象不同")
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", going, "名称相近，对象不同")
    house.step("submit")
    house.decide("leader", "approve", going, "同意")
    house.step("conclude", who="leader")
    house.step("publish")
    book = ledger(house.session, house.campaign, nets(house.campaign).item)
    assert book.balanced and book.total.counts["filed"] == count
    assert book.total.counts["adopted"] == len(going) == len(published_catalogue(house.session, house.campaign).rows)
    assert book.total.reasons == {"better_centralised": len(kept_at_filing), "few_objects": len(rejected)}
    house.step("close")
    ends = set(house.session.scalars(select(Item.marking).distinct()))
    assert ends == {"adopted_filed", "kept_filed"}
