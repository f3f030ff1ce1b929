"""The organisations of the demonstration campaign. The six departments are an example (演示数据), the 18 subdistricts are real.

Source: national codes 440105001 to 440105018 of the subdistricts, edition of 2020.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Organisation:
    """One organisation: ``key`` as the program says, ``name`` as papers print, ``short`` as people say, ``code`` if it has one."""

    key: str
    name: str
    short: str
    code: str = ""


DEPARTMENTS = (
    Organisation("urban_management", "海珠区城市管理和综合执法局", "城管"),
    Organisation("housing", "海珠区住房和建设局", "住建"),
    Organisation("water", "海珠区水务局", "水务"),
    Organisation("health", "海珠区卫生健康局", "卫健"),
    Organisation("agriculture", "海珠区农业农村局", "农业"),
    Organisation("emergency", "海珠区应急管理局", "应急"),
)

_SUBDISTRICTS = (
    ("chigang", "赤岗"),
    ("xingang", "新港"),
    ("changgang", "昌岗"),
    ("jiangnanzhong", "江南中"),
    ("binjiang", "滨江"),
    ("sushe", "素社"),
    ("haichuang", "海幢"),
    ("nanhuaxi", "南华西"),
    ("longfeng", "龙凤"),
    ("shayuan", "沙园"),
    ("nanshitou", "南石头"),
    ("fengyang", "凤阳"),
    ("ruibao", "瑞宝"),
    ("jianghai", "江海"),
    ("pazhou", "琶洲"),
    ("nanzhou", "南洲"),
    ("huazhou", "华洲"),
    ("guanzhou", "官洲"),
)

SUBDISTRICTS = tuple(
    Organisation(key, f"{name}街道办事处", name, str(440105001 + place)) for place, (key, name) in enumerate(_SUBDISTRICTS)
)
JUSTICE_BUREAU = Organisation("justice_bureau", "海珠区司法局", "司法局")
GOVERNMENT = Organisation("government", "海珠区人民政府", "区政府")

BY_KEY = {each.key: each for each in (*DEPARTMENTS, *SUBDISTRICTS, JUSTICE_BUREAU, GOVERNMENT)}
FARMED = ("fengyang", "guanzhou", "huazhou", "jianghai", "nanzhou", "pazhou", "ruibao")
"""The subdistricts that still have farmland, fish ponds or livestock markets, sorted."""
WATERSIDE = ("binjiang", "haichuang", "huazhou", "jiangnanzhong", "nanhuaxi", "nanshitou", "nanzhou", "pazhou")
"""Subdistricts along the river, sorted."""
