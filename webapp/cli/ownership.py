"""``devolve ownership``: who held what on which day, what stays behind, what is in the way, what a change would take along."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable, Sequence

import click

from webapp.cli.acting import reading
from webapp.cli.choices import Day
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, finish, numbers_text, say, say_json, say_table, spoken
from webapp.numbers import LARGEST
from webapp.ownership_words import DESCENTS, FAULTS, GROUNDS, span_words
from workflows.domain.ownership.changes import departments_merged, obstacles, repealed
from workflows.domain.ownership.faults import closing_set, contested, cycles, duplicated, gaps, orphaned, overlaps, split_articles
from workflows.domain.ownership.graph import Graph, organisation
from workflows.domain.ownership.questions import Held, handed_over, history, holder, load, proposed, transfers
from workflows.domain.words import Words
from workflows.operations.ownership import ownership_near, ownership_of
from workflows.store.campaigns import Campaign

NUMBER = click.IntRange(1, LARGEST)
ON = click.option("--on", type=Day(), metavar="DAY", help="哪一天，默认今天 · on which day, today unless said")
DRAFT = click.option("--proposed", "draft", is_flag=True, help="按现在拟列入的事项 · by what is adopted now, published or not")
JUDGED = {"contested": contested, "duplicated": duplicated, "orphaned": orphaned, "overlaps": overlaps, "gaps": gaps, "cycles": cycles}
TO_BE_LOOKED_AT = frozenset({"contested", "duplicated"})


@click.group("ownership", cls=Group)
def ownership() -> None:
    """权属：谁在哪天行使哪项职权 · who holds which power on which day"""


@ownership.command("holder")
@reading
@click.argument("number", type=NUMBER)
@ON
def holder_(home: Home, campaign_key: str | None, as_json: bool, number: int, on: dt.date | None) -> None:
    """某日由谁行使，凭什么 · who holds an item on a day, and what proves it"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_near(home.session, campaign, number)
    answer = holder(graph, number, day)
    if as_json:
        say_json(dataclasses.asdict(answer))
        return
    _say_held(graph, answer.held, day)
    heading = Words("日期", "Day"), Words("依据", "Ground"), Words("版", "Version"), Words("序号", "Row"), Words("办理编号", "Act")
    say_table(heading, [[link.on, spoken(GROUNDS[link.ground]), link.version or "", link.row or "", link.act] for link in answer.proof])


@ownership.command("history")
@reading
@click.argument("number", type=NUMBER)
def history_(home: Home, campaign_key: str | None, as_json: bool, number: int) -> None:
    """一项职权的沿革 · an item's history through splits, merges, handing over and giving back"""
    campaign = home.campaign(campaign_key)
    graph = ownership_near(home.session, campaign, number)
    told = history(graph, number)
    if as_json:
        say_json(dataclasses.asdict(told))
        return
    heading = Words("事项", "Item"), Words("期间", "Days"), Words("行使", "Held by"), Words("受托", "In its name"), Words("办理编号", "Act")
    rows = [
        [one.item, spoken(span_words(one.from_on, one.until_on)), _names(graph, one.held.holders), _names(graph, one.held.agents), one.act]
        for one in told.chapters
    ]
    say_table(heading, rows)
    for kin in (*told.came_from, *told.became):
        words = DESCENTS[kin.word].filled(item=kin.item, on=kin.on)
        say(*words)


@ownership.command("load")
@reading
@ON
def load_(home: Home, campaign_key: str | None, as_json: bool, on: dt.date | None) -> None:
    """各街道承接量 · what each subdistrict holds, by department, kind and mode"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    rows = load(graph, day)
    if as_json:
        say_json([dataclasses.asdict(row) for row in rows])
        return
    heading = Words("街道", "Subdistrict"), Words("部门", "Department"), Words("类别", "Kind"), Words("方式", "Mode"), Words("项", "Items")
    said = [(row, spoken(row.kind.words) if row.kind else "—", spoken(row.mode.words)) for row in rows]
    say_table(heading, [[_name(graph, row.subdistrict), _name(graph, row.department), kind, mode, row.items] for row, kind, mode in said])


@ownership.command("transfers")
@reading
@ON
def transfers_(home: Home, campaign_key: str | None, as_json: bool, on: dt.date | None) -> None:
    """部门向街道划转的项数 · items that went from each department to each subdistrict"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    table = transfers(graph, day)
    if as_json:
        say_json(dataclasses.asdict(table))
        return
    heading = [Words("街道", "Subdistrict"), *(_both(graph, key) for key in table.departments)]
    rows = [[_name(graph, key), *(counts[place] for counts in table.counts)] for place, key in enumerate(table.subdistricts)]
    say_table(heading, [*rows, [spoken(Words("不重复", "Different items")), *table.items]])


@ownership.command("behind")
@reading
@ON
@DRAFT
def behind(home: Home, campaign_key: str | None, as_json: bool, on: dt.date | None, draft: bool) -> None:
    """下放而关联检查、强制未随同的，或相反；有则退出状态为 1 · penalties without their companions, or the reverse; status 1 if any"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    found = closing_set(graph, day, proposed(graph) if draft else handed_over(graph, day))
    heading = Words("下放", "Goes"), Words("未随同", "Stays behind"), Words("街道", "Subdistricts")
    _say_found(found, as_json, heading, [[one.goes, one.stays, _names(graph, one.subdistricts)] for one in found])


@ownership.command("articles")
@reading
@ON
@DRAFT
def articles(home: Home, campaign_key: str | None, as_json: bool, on: dt.date | None, draft: bool) -> None:
    """同一条款分属不同主体 · articles that are in several hands"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    found = split_articles(graph, day, proposed(graph) if draft else handed_over(graph, day))
    if as_json:
        say_json([dataclasses.asdict(one) for one in found])
        return
    heading = Words("条款", "Article"), Words("主体", "Hand"), Words("事项", "Items")
    rows = [[f"《{one.law}》{one.article}", _names(graph, hand), numbers_text(items)] for one in found for hand, items in one.hands]
    say_table(heading, rows)


@ownership.command("faults")
@reading
def faults(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """争议、重复、无主和不可能的状态；有不可能的则退出状态为 1 · contested, doubled, orphaned, impossible; status 1 if impossible"""
    graph = ownership_of(home.session, home.campaign(campaign_key))
    found = {word: look(graph) for word, look in JUDGED.items()}
    if as_json:
        say_json({word: [dataclasses.asdict(one) for one in faults] for word, faults in found.items()})
    else:
        for word, listed in found.items():
            say(f"{FAULTS[word].zh}：{len(listed)}", f"{FAULTS[word].en}: {len(listed)}")
            for one in listed:
                click.echo("  " + ", ".join(_told(graph, value) for value in dataclasses.astuple(one)))
    finish(LEFT_OUT if any(listed for word, listed in found.items() if word not in TO_BE_LOOKED_AT) else DONE)


@ownership.command("repeal")
@reading
@click.argument("law")
@click.option("--article", default="", metavar="ARTICLE", help="只是这一条 · this article alone (第三十四条)")
@ON
def repeal(home: Home, campaign_key: str | None, as_json: bool, law: str, article: str, on: dt.date | None) -> None:
    """一部法或一条废止、修改，牵动什么 · what falls with a law or an article"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    fallout = repealed(graph, law, day, article)
    if as_json:
        say_json(dataclasses.asdict(fallout))
        return
    falls, shaken = numbers_text(fallout.falls), numbers_text(fallout.shaken)
    say(f"失去依据 {len(fallout.falls)} 项：{falls or '无'}", f"without ground: {len(fallout.falls)} ({falls or 'none'})")
    say(f"尚有其他依据、须复核 {len(fallout.shaken)} 项：{shaken or '无'}", f"to be looked at: {len(fallout.shaken)} ({shaken or 'none'})")
    rows = numbers_text(row.number for row in fallout.rows)
    say(f"目录行 {len(fallout.rows)}：{rows or '无'}", f"rows of the catalogue: {len(fallout.rows)} ({rows or 'none'})")
    heading = Words("街道", "Subdistrict"), Words("失去", "Loses")
    say_table(heading, [[_name(graph, key), count] for key, count in fallout.subdistricts.items()])


@ownership.command("merge")
@reading
@click.argument("taken")
@click.argument("into")
@ON
def merge(home: Home, campaign_key: str | None, as_json: bool, taken: str, into: str, on: dt.date | None) -> None:
    """一个部门并入另一个，哪些职权随之转移 · what goes over when department TAKEN is merged into INTO"""
    campaign, day = _asked(home, campaign_key, on)
    graph = ownership_of(home.session, campaign)
    merger = departments_merged(graph, taken, into, day)
    if as_json:
        say_json(dataclasses.asdict(merger))
        return
    heading = Words("内容", "What"), Words("项", "Items"), Words("事项", "Numbers")
    labels = {
        "owned": Words("部门行使", "Held by the department"),
        "entrusted": Words("委托街道，委托书须重签", "Entrusted, letters to be renewed"),
        "handed_over": Words("已由街道行使", "Held by subdistricts"),
    }
    rows = [[spoken(words), len(getattr(merger, name)), numbers_text(getattr(merger, name))] for name, words in labels.items()]
    alike = {Words("争议随之消除", "Contests that end"): merger.contests_settled, Words("合并后重复", "Then doubled"): merger.doubled}
    rows += [[spoken(words), len(found), "; ".join(numbers_text(one.items) for one in found)] for words, found in alike.items()]
    say_table(heading, rows)


@ownership.command("obstacles")
@reading
def obstacles_(home: Home, campaign_key: str | None, as_json: bool) -> None:
    """哪些事项挡住目录；有则退出状态为 1 · what stands in the way of the catalogue; status 1 if anything"""
    graph = ownership_of(home.session, home.campaign(campaign_key))
    found = obstacles(graph)
    heading = Words("事项", "Item"), Words("牵连", "By way of"), Words("阻断", "Blocked because")
    rows = [[one.item, " → ".join(map(str, one.path)), "；".join(spoken(words) for words in one.why)] for one in found]
    _say_found(found, as_json, heading, rows)


def _asked(home: Home, key: str | None, on: dt.date | None) -> tuple[Campaign, dt.date]:
    campaign = home.campaign(key)
    return campaign, on or home.today(campaign.zone)


def _say_found(found: Sequence, as_json: bool, heading: Sequence[Words], rows: Iterable[Sequence[object]]) -> None:
    """A list that ought to be empty; the command ends with 1 where it is not."""
    if as_json:
        say_json([dataclasses.asdict(one) for one in found])
    elif found:
        say_table(heading, rows)
    else:
        say("没有。", "None.")
    finish(LEFT_OUT if found else DONE)


def _say_held(graph: Graph, held: Held, on: dt.date) -> None:
    who, agents = _names(graph, held.holders) or "—", _names(graph, held.agents)
    say(f"{on} 由{who}行使。", f"On {on} it is held by {who}.")
    if held.agents:
        say(f"受托以其名义行使：{agents}", f"Acting in its name: {agents}")
    if held.rest:
        rest = _name(graph, held.rest)
        say(f"未下放的部分由{rest}行使。{held.scope}", f"What was not handed over stays with {rest}. {held.scope}")


def _told(graph: Graph, value: object) -> str:
    if isinstance(value, tuple | list):
        return "、".join(_told(graph, one) for one in value)
    return _name(graph, value) if isinstance(value, str) else str(value)


def _names(graph: Graph, keys: Iterable[str]) -> str:
    keys = tuple(keys)
    if len(keys) > 1 and set(keys) == set(graph.graph["subdistricts"]):
        return spoken(Words("全部街道", "all subdistricts"))
    return "、".join(_name(graph, key) for key in keys)


def _name(graph: Graph, key: str) -> str:
    node = organisation(key)
    return graph.nodes[node]["name"] if node in graph else key


def _both(graph: Graph, key: str) -> Words:
    return Words(_name(graph, key), _name(graph, key))
