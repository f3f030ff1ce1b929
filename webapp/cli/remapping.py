"""``devolve process rehearse`` and ``change``: a running campaign goes over to another set; ``devolve items undo`` takes it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import click

from webapp.cli.acting import Acting, acting, reading, tell
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, complain, finish, say, say_json, say_table, spoken
from workflows.domain.errors import Unfit
from workflows.domain.words import Words
from workflows.engine.net import Move, Net
from workflows.engine.remapping import Remap
from workflows.operations.campaigns.registers import set_signed
from workflows.operations.campaigns.remapping import Rehearsal, Way, change_set, rehearse
from workflows.operations.processes import compiled, nets
from workflows.store.campaigns import Campaign

SET = click.argument("signed")
ITEM = click.option("--item", "items", multiple=True, metavar="OLD=NEW", help="事项的环节移到哪里 · where items at a place go")
STAGE = click.option("--stage", "stages", multiple=True, metavar="OLD=NEW", help="采集的环节移到哪里 · where the campaign at a place goes")


def led(function: Callable) -> Callable:
    """The command takes the set and the map."""
    return SET(ITEM(STAGE(function)))


@click.command("rehearse")
@reading
@led
def rehearse_(home: Home, campaign_key: str | None, as_json: bool, signed: str, items: Iterable[str], stages: Iterable[str]) -> None:
    """演练改用另一套流程：谁到哪里、能做什么、什么去不了；不改动任何事项 · what going over to another set would do; changes nothing

    SIGNED 是已部署流程的签名或其开头；两图都有的环节不动，其余用 --item、--stage 指明。
    SIGNED is a deployed set's digest or how it begins; places that both drawings have stay, --item and --stage lead the others.
    """
    campaign = home.campaign(campaign_key)
    found = rehearse(home.session, campaign=campaign, signed=signed, led=_map(items, stages))
    if as_json:
        say_json(_plain(found))
    else:
        _tell(found, campaign, compiled(set_signed(home.session, found.after)).item)
    finish(LEFT_OUT if found.refusals else DONE)


@click.command("change")
@acting
@led
@click.option("--rehearsed", required=True, metavar="DIGEST", help="演练给出的摘要 · the digest that the rehearsal gave")
@click.option("--reason", required=True, help="理由 · the reason")
def change(who: Acting, signed: str, items: Iterable[str], stages: Iterable[str], rehearsed: str, reason: str) -> None:
    """照演练改用另一套流程；此后没有办理时可整体撤销 · go over to another set as rehearsed; undone as a whole while nothing followed"""
    tell(who, who.carry(change_set, signed=signed, led=_map(items, stages), rehearsed=rehearsed, reason=reason))


COMMANDS = (rehearse_, change)


def _map(items: Iterable[str], stages: Iterable[str]) -> Remap:
    return Remap(campaign=_pairs(stages), item=_pairs(items))


def _pairs(told: Iterable[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in told]
    if wrong := [old for old, equals, new in pairs if not (old and equals and new)]:
        raise Unfit(f"请写成 旧环节=新环节：{'、'.join(wrong)}", f"Write OLD=NEW: {', '.join(wrong)}")
    return {old.strip(): new.strip() for old, _equals, new in pairs}


def _plain(found: Rehearsal) -> dict:
    return {
        "before": found.before,
        "after": found.after,
        "rehearsed": found.digest,
        "map": found.led.as_json(),
        "items": found.items,
        "campaign": _plain_way(found.campaign) if found.campaign else None,
        "ways": [_plain_way(way) for way in found.ways],
        "without_image": list(found.without_image),
        "refusals": [{"element": one.element, "file": one.file} | one.message._asdict() for one in found.refusals],
    }


def _plain_way(way: Way) -> dict:
    counts = {"items": way.items, "visits": way.visits, "hearings": way.hearings}
    return {"marking": way.marking, "image": way.image, "rests": way.rests} | counts | {"offers": [move.action for move in way.offers]}


def _tell(found: Rehearsal, campaign: Campaign, new: Net) -> None:
    old = nets(campaign).item
    heading = Words("现在", "Now"), Words("改后", "Then"), Words("项", "Items"), Words("审查中", "Under review"), Words("征求中", "Heard")
    say_table((*heading, Words("可办", "May be done")), [_row(way, old, new) for way in found.ways])
    for one in found.refusals:
        complain(Words(f"{one.file}#{one.element}：{one.message.zh}", f"{one.file}#{one.element}: {one.message.en}"))
    if found.without_image:
        listed = ", ".join(found.without_image)
        say(f"新流程中没有去处的环节：{listed}", f"Places without an image: {listed}")
    if not found.refusals:
        say(f"可以改用，{found.items} 项都能办结。", f"All {found.items} items can be finished.")
        say(f"演练摘要 {found.digest}", f"rehearsed {found.digest}")


def _row(way: Way, old: Net, new: Net) -> tuple[object, ...]:
    return _name(old, way.marking), _name(new, way.rests), way.items, way.visits, way.hearings, _offers(way.offers)


def _name(net: Net, marking: str) -> str:
    return spoken(Words(net.places[marking].name, net.places[marking].name_en))


def _offers(moves: Iterable[Move]) -> str:
    return spoken(Words("、".join(move.label for move in moves), ", ".join(move.label_en for move in moves)))
