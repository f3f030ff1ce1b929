"""``devolve process``: the drawings — proved before they are obeyed, deployed, and replayed against what happened."""

from __future__ import annotations

from pathlib import Path

import click

from webapp.cli.acting import Acting, administering, reading
from webapp.cli.home import Home
from webapp.cli.speaking import DONE, LEFT_OUT, Group, complain, finish, say, say_json
from workflows.domain.words import Words
from workflows.engine.compiler import compile_set
from workflows.operations.audit.verifying import referee as replayed
from workflows.operations.campaigns.registers import confirm_set, deploy_set, in_force
from workflows.store.campaigns import DeployedSet

FILES = click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.group(cls=Group)
def process() -> None:
    """流程图 · the drawings"""


@process.command("check")
@FILES
@click.option("--json", "as_json", is_flag=True, help="给程序读 · for a program to read")
def check(files: tuple[Path, ...], as_json: bool) -> None:
    """检查一套图能否部署，不需要安装 · whether a set would be accepted; needs no home"""
    compiled = compile_set(_contents(files))
    said = {
        "signed": compiled.signed,
        "does": compiled.does,
        "campaign": {"places": len(compiled.campaign.places), "moves": len(compiled.campaign.moves)},
        "item": {"places": len(compiled.item.places), "moves": len(compiled.item.moves)},
    }
    if as_json:
        say_json(said)
    else:
        counts = f"{said['item']['places']}", f"{said['item']['moves']}"
        say("可以部署：事项图 {} 个环节、{} 个动作。".format(*counts), "Accepted: {} places and {} moves of an item.".format(*counts))
        say(f"签名 {compiled.signed}", f"signed {compiled.signed}")


@process.command("deploy")
@administering
@FILES
def deploy(who: Acting, files: tuple[Path, ...]) -> None:
    """提出部署一套图（系统管理员），由另一人确认后启用 · propose a set (system manager); in force once somebody else confirms it"""
    _tell_deployed(who, who.administer(deploy_set, files=_contents(files)))


@process.command("confirm")
@administering
@click.argument("signed")
def confirm(who: Acting, signed: str) -> None:
    """确认一套提出的图（安全管理员，不得为提出人）；以后开立的采集用它 · confirm a proposed set (security manager, not who proposed it)"""
    _tell_deployed(who, who.administer(confirm_set, signed=signed))


@process.command("referee")
@reading
@click.option("--sample", type=click.IntRange(1), metavar="N", help="只抽查几项 · only so many items, drawn at random")
@click.option("--seed", type=int, default=0, show_default=True, help="抽查的种子 · what the drawing begins with")
def referee(home: Home, campaign_key: str | None, as_json: bool, sample: int | None, seed: int) -> None:
    """用引擎重走每一步，与记录比对 · replay every token through the real engine"""
    found = replayed(home.session, home.campaign(campaign_key), sample=sample, seed=seed)
    if as_json:
        say_json([{"where": one.where} | one.message._asdict() for one in found])
    elif found:
        for one in found:
            complain(Words(f"{one.where}：{one.message.zh}", f"{one.where}: {one.message.en}"))
    else:
        say("与引擎一致。", "The engine agrees.")
    finish(LEFT_OUT if found else DONE)


def _tell_deployed(who: Acting, deployed: DeployedSet) -> None:
    proposed = not in_force(who.home.session, deployed)
    if who.as_json:
        say_json({"set": deployed.id, "signed": deployed.signed, "does": deployed.does, "proposed": proposed})
    elif proposed:
        say(f"已提出，待另一人确认，签名 {deployed.signed}。", f"Proposed, to be confirmed by somebody else, signed {deployed.signed}.")
    else:
        say(f"已启用，签名 {deployed.signed}。", f"In force, signed {deployed.signed}.")


def _contents(files: tuple[Path, ...]) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in files}
