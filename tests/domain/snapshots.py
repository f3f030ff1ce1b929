"""A small campaign as a snapshot, made by hand: what papers are composed from, without a store."""

import datetime as dt

from tests.conftest import NOON
from workflows.domain.catalogue import CatalogueRow, catalogue
from workflows.domain.items import Basis, ItemFields
from workflows.domain.papers.snapshot import Snapshot, SnapshotComment, SnapshotItem, Step, Wrote
from workflows.domain.vocabulary import Answer, KeepReason, Kind, Mode, OpinionKind, Role

LONG_NAME = "对" + "未取得许可证擅自从事经营活动并造成严重后果" * 13 + "的行为的行政处罚"
MARKED_NAME = "对 #emph[占道] $x$ <w:t>&amp;_*`「经营」{table}的行为的行政处罚"
RARE_NAME = "对喆堃瑄曌垟地块违法建设行为的行政处罚"
BASES = (Basis("城市市容和环境卫生管理条例", "第三十四条"),)


def step(word: str, *, round: str = "", discussed: bool = False, code=None, reason: str = "", standing: bool = True) -> Step:
    place = "研讨" if discussed else "第一轮审查" if round else "填报"
    return Step(NOON, 7, "审查员甲", Role.reviewer, place, word, "下一环节", code, reason, round, discussed, standing)


def item(number: int, name: str, *, counts: str = "adopted", kept=None, steps=(), department: str = "urban") -> SnapshotItem:
    fields = ItemFields(name=name, kind=Kind.penalty, mode=Mode.devolve, bases=BASES, code=f"0201{number:08}")
    return SnapshotItem(number, department, fields, "拟列入目录", counts, kept, True, tuple(steps), (Wrote(1, NOON, "联络员", fields),))


def comment(number: int, office: str, answer: Answer | None = None, kind: OpinionKind = OpinionKind.modify) -> SnapshotComment:
    return SnapshotComment(number, NOON, office, office, 1, "对某行为的行政处罚", kind, f"{office}建议", "", answer, "已研究")


def row(number: int, item_: SnapshotItem, receivers: str = "全部街道") -> CatalogueRow:
    fields, department = item_.fields, {"urban": "城市管理局", "water": "水务局"}[item_.department]
    cited = "\n".join(basis.cited for basis in fields.bases)
    return CatalogueRow(number, item_.number, fields.code, fields.name, fields.kind, cited, department, receivers, fields.mode, "", "")


NAMES = ("对随地吐痰行为的行政处罚", LONG_NAME, MARKED_NAME, RARE_NAME)


def snapshot(names=NAMES, *, demonstration: bool = True, version: int = 1) -> Snapshot:
    listed = [item(number, name, steps=(step("通过", round="first_round"),)) for number, name in enumerate(names, start=1)]
    kept = item(len(names) + 1, "对某项保留行为的行政处罚", counts="kept", kept=KeepReason.too_specialised, department="water",
                steps=(step("保留", discussed=True, code=KeepReason.too_specialised, reason="需要专门设备"),))  # fmt: skip
    rows = [row(place, each, "赤岗街道" if place == 2 else "全部街道") for place, each in enumerate(listed, start=1)]
    return Snapshot(
        position=41,
        chain_hash="ab" * 32,
        at=NOON,
        zone="Asia/Shanghai",
        key="2020",
        title="2020年职权调整",
        demonstration=demonstration,
        law_as_of=dt.date(2020, 9, 1),
        comments_until=dt.date(2020, 9, 30),
        deadlines={"collection": "2020-09-11"},
        opened={"collection": dt.date(2020, 8, 3)},
        departments={"urban": "城市管理局", "water": "水务局"},
        receivers={"chigang": "赤岗街道", "xingang": "新港街道"},
        offices={"government": "海珠区人民政府", "justice_bureau": "海珠区司法局"},
        filed=len(names) + 1,
        items=(*listed, kept),
        comments=(comment(1, "chigang", Answer.adopted), comment(2, "xingang", Answer.declined), comment(3, "chigang")),
        listed=catalogue(
            title="职权事项调整目录",
            number="海府〔2020〕12号",
            version=version,
            effective_on=dt.date(2021, 1, 1),
            campaign_key="2020",
            demonstration=demonstration,
            rows=rows,
        ),
    )
