"""A graph of four items that the examples speak about.

Two departments, three subdistricts. Item 1 (a penalty) is handed to all subdistricts from 1 January 2021; item 2, its inspection, stays;
item 3 is entrusted to one subdistrict and given back from 1 July 2021; item 4 is the other department's and rests on the same article
as item 1.
"""

from __future__ import annotations

import datetime as dt

from workflows.domain.items import Basis, ItemFields
from workflows.domain.ownership.graph import Graph, ownership_graph
from workflows.domain.ownership.records import Office, Power, PowerVersion, PrintedRow, Publication, Records
from workflows.domain.vocabulary import Kind, LawLevel, Mode, OrganisationKind

OFFICES = (
    Office("urban", "城市管理和综合执法局", OrganisationKind.department),
    Office("water", "水务局", OrganisationKind.department),
    Office("chigang", "赤岗街道", OrganisationKind.subdistrict),
    Office("xingang", "新港街道", OrganisationKind.subdistrict),
    Office("binjiang", "滨江街道", OrganisationKind.subdistrict),
)
REGULATION = Basis("城市市容和环境卫生管理条例", "第三十四条", LawLevel.administrative_regulation)
WATER_LAW = Basis("水法", "第六十五条", LawLevel.law)
FILED_ON = dt.date(2020, 9, 1)


def example_records() -> Records:
    """The records of the example graph."""
    penalty = ItemFields("对随地吐痰的行政处罚", Kind.penalty, bases=(REGULATION,), mode=Mode.devolve, related=(2,))
    inspection = ItemFields("对市容环境卫生的行政检查", Kind.inspection, bases=(REGULATION,), mode=Mode.keep)
    entrusted = ItemFields("对占用河道的行政处罚", Kind.penalty, bases=(WATER_LAW,), mode=Mode.entrust, receivers=("binjiang",))
    other = ItemFields("对向河道倾倒垃圾的行政处罚", Kind.penalty, bases=(REGULATION, WATER_LAW), mode=Mode.keep)
    said = (("urban", penalty), ("urban", inspection), ("water", entrusted), ("water", other))
    powers = [
        Power(number, (PowerVersion(1, office, fields, FILED_ON, 10 + number),), "adopted" if fields.devolves else "kept")
        for number, (office, fields) in enumerate(said, start=1)
    ]
    first = Publication(1, dt.date(2020, 11, 16), dt.date(2021, 1, 1), {1: PrintedRow(1, 1), 3: PrintedRow(2, 1)}, 20)
    second = Publication(2, dt.date(2021, 6, 1), dt.date(2021, 7, 1), {1: PrintedRow(1, 1)}, 30)
    return Records(OFFICES, tuple(powers), (first, second))


def example_graph() -> Graph:
    """The example graph."""
    return ownership_graph(example_records())
