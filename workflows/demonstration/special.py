"""Items of the demonstration that stand for one case each: powers no subdistrict may have, near names, contested ownership."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.demonstration.fates import Fate
from workflows.demonstration.powers import Power, penalty_kinds
from workflows.domain.vocabulary import Form, Kind

_BEHIND = 10_000
_PENALTY_LAW, _COMPULSION_LAW = "中华人民共和国治安管理处罚法", "中华人民共和国行政强制法"
_SAFETY_LAW, _SEED_LAW = "中华人民共和国安全生产法", "中华人民共和国种子法"
_FOOD_LAW = "中华人民共和国食品安全法"
_FIRE_LAW = "中华人民共和国消防法"
_AIR_LAW = "中华人民共和国大气污染防治法"


@dataclass(frozen=True, slots=True)
class Special:
    """One special item: who files it, what it is, what becomes of it and why (``detail``)."""

    department: str
    power: Power
    fate: Fate
    detail: str


def _penalty(department: str, conduct: str, law: str, article: str, kinds: str, fate: Fate, detail: str) -> Special:
    return Special(department, Power(Kind.penalty, conduct, law, article, penalty_kinds(kinds), None, _BEHIND), fate, detail)


def _execution(department: str, conduct: str, law: str, article: str, form: Form) -> Special:
    power = Power(Kind.compulsory_execution, conduct, law, article, (), form, _BEHIND)
    return Special(department, power, Fate.blocked_then_kept, "forbidden")


def _obstructing(department: str, officers: str) -> Special:
    conduct = f"阻碍{officers}执法人员依法执行职务"
    return _penalty(department, conduct, _PENALTY_LAW, "第五十条", "警告、罚款、行政拘留", Fate.blocked_then_kept, "freedom")


def _claimed(conduct: str) -> Special:
    kinds = "罚款、责令停产停业"
    return _penalty("urban_management", conduct, _AIR_LAW, "第一百一十五条第一款第（一）项", kinds, Fate.reject_first, "contested")


SPECIAL = (
    _obstructing("urban_management", "城市管理"),
    _obstructing("housing", "房屋安全"),
    _obstructing("water", "水政监察"),
    _penalty(
        "agriculture",
        *("违法使用剧毒、高毒农药尚不构成犯罪", _FOOD_LAW, "第一百二十三条", "行政拘留", Fate.blocked_then_kept, "freedom"),
    ),
    _penalty(
        "emergency",
        *("过失引起火灾尚不构成犯罪", _FIRE_LAW, "第六十四条", "警告、罚款、行政拘留", Fate.blocked_then_kept, "freedom"),
    ),
    _penalty(
        "emergency",
        *("主要负责人在事故调查处理期间逃匿", _SAFETY_LAW, "第一百零六条第一款", "罚款、行政拘留", Fate.blocked_then_kept, "freedom"),
    ),
    _execution("urban_management", "逾期不缴纳市容环境卫生罚款的存款划拨", _COMPULSION_LAW, "第四十七条", Form.transfer_deposits),
    _execution("housing", "逾期不缴纳物业管理罚款的存款划拨", _COMPULSION_LAW, "第四十七条", Form.transfer_deposits),
    _execution(
        "urban_management", "不符合城市容貌标准的建筑物逾期不改造的强制拆除", "城市市容和环境卫生管理条例", "第三十七条", Form.restore
    ),
    _execution(
        "urban_management", "不符合环境卫生标准的设施逾期不拆除的强制清拆", "城市市容和环境卫生管理条例", "第三十七条", Form.restore
    ),
    _penalty(
        "agriculture",
        *("生产经营假林木种子", _SEED_LAW, "第七十五条", "没收、罚款、吊销", Fate.adopt_after_warning, "near"),
    ),
    _penalty(
        "agriculture",
        *("生产经营劣林木种子", _SEED_LAW, "第七十六条", "没收、罚款、吊销", Fate.adopt_after_warning, "near"),
    ),
    _penalty(
        "emergency",
        *("主要负责人在发生事故时不立即组织抢救", _SAFETY_LAW, "第一百零六条第一款", "罚款", Fate.adopt_after_warning, "detention_article"),
    ),
    _claimed("房屋建筑工地未设置硬质围挡"),
    _claimed("市政工程工地未采取洒水抑尘措施"),
    _claimed("拆除工程工地未冲洗地面和车辆"),
)
