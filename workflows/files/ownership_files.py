"""The ownership graph leaves the house: as GraphML for programs that draw, as a workbook for people who count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import networkx as nx

from workflows.domain.ownership.faults import closing_set, contested, duplicated, split_articles
from workflows.domain.ownership.flows import Flows, flows
from workflows.domain.ownership.graph import Graph, item, organisation
from workflows.domain.ownership.questions import handed_over, proposed
from workflows.files.table_workbook import TableSheet, write_table_workbook

_SAID = {"noun", "key", "name", "kind", "number", "mode", "code", "department", "standing", "title", "level"}


def write_graphml(graph: Graph) -> bytes:
    """Every node and edge as GraphML in UTF-8; what is not known is left out, days are written 2021-01-01."""
    plain = nx.MultiDiGraph()
    for node, says in graph.nodes(data=True):
        plain.add_node(node, **{name: _plain(value) for name, value in says.items() if name in _SAID and value not in (None, "")})
    for tail, head, says in graph.edges(data=True):
        told = {name: _plain(value) for name, value in says.items() if value not in (None, "", ())}
        plain.add_edge(tail, head, **told)
    return "\n".join(nx.generate_graphml(plain)).encode()


def write_ownership_workbook(graph: Graph, on: dt.date) -> bytes:
    """Six sheets for the day: 流向, 部门到街道, 事项去向, 未随同, 条款, 争议与重复; names as the offices have them."""
    found, going = flows(graph, on), handed_over(graph, on) or proposed(graph)
    lines = (f"{on} {'施行中的目录' if found.in_force else '拟列入的事项，尚未施行'}：{len(found.items)} 项，{found.hands} 项次",)
    behind = [(one.goes, _title(graph, one.goes), one.stays, _title(graph, one.stays), _names(graph, one.subdistricts))
              for one in closing_set(graph, on, going)]  # fmt: skip
    articles = [
        (f"《{one.law}》{one.article}", _names(graph, hand), "、".join(map(str, numbers)))
        for one in split_articles(graph, on, going)
        for hand, numbers in one.hands
    ]
    doubts = (*contested(graph), *duplicated(graph))
    alike = [(one.ground.value, "、".join(map(str, one.items)), _names(graph, one.departments)) for one in doubts]
    return write_table_workbook(
        (
            TableSheet("流向", lines, ("从", "到", "项数或份额"), list(_flow_rows(graph, found)), frozenset({0, 1})),
            _transfers(graph, found, lines),
            TableSheet("事项去向", lines, ("事项编号", "事项名称", "原实施部门", "职权类别", "调整方式", "承接街道"),
                       [(one.number, _title(graph, one.number), _name(graph, one.department), one.kind.zh, one.mode.zh,
                         _names(graph, one.receivers)) for one in found.items], frozenset({1, 5})),
            TableSheet("未随同", lines, ("下放", "事项名称", "未随同", "事项名称", "哪些街道"), behind, frozenset({1, 3, 4})),
            TableSheet("条款分属", lines, ("条款", "主体", "事项编号"), articles, frozenset({0, 1, 2})),
            TableSheet("争议与重复", lines, ("缘由", "事项编号", "部门"), alike, frozenset({2})),
        )
    )  # fmt: skip


def _flow_rows(graph: Graph, found: Flows) -> Iterable[tuple[object, ...]]:
    for (department, kind), count in found.to_kind.items():
        yield _name(graph, department), kind.zh, count
    for (kind, mode), count in found.to_mode.items():
        yield kind.zh, mode.zh, count
    for (mode, key), share in found.shares.items():
        yield mode.zh, _name(graph, key), f"{share:.2f}"


def _transfers(graph: Graph, found: Flows, lines: tuple[str, ...]) -> TableSheet:
    offices = tuple(found.departments)
    rows = []
    for key in graph.graph["subdistricts"]:
        held = [sum(one.department == office and key in one.receivers for one in found.items) for office in offices]
        rows.append((_name(graph, key), *held, sum(held)))
    return TableSheet("部门到街道", lines, ("街道", *(_name(graph, office) for office in offices), "合计"), rows)


def _plain(value: object) -> object:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, int) and not isinstance(value, bool) else str(getattr(value, "value", value))


def _title(graph: Graph, number: int) -> str:
    return graph.nodes[item(number)]["name"]


def _name(graph: Graph, key: str) -> str:
    node = organisation(key)
    return graph.nodes[node]["name"] if node in graph else key


def _names(graph: Graph, keys: Iterable[str]) -> str:
    return "、".join(_name(graph, key) for key in keys)
