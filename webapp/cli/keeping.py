"""What whoever keeps the machine does: the clock, the checks, the backups, the server."""

from __future__ import annotations

import errno
import os
import socket
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from webapp.backup import Saved, backup, restore
from webapp.cli.acting import AS_JSON, CAMPAIGN
from webapp.cli.choices import text_of
from webapp.cli.home import opened
from webapp.cli.setting_up import refuse_used_home
from webapp.cli.speaking import DONE, LEFT_OUT, Command, complain, finish, say, say_json
from webapp.clock import set_going
from webapp.config import Config
from webapp.database import engine_for
from webapp.jobs import keep_time
from webapp.schema import upgrade
from workflows.domain.errors import Unfit
from workflows.domain.words import Words
from workflows.operations.audit.invariants import Broken
from workflows.operations.audit.verifying import Anchor, Intent, last_anchor
from workflows.operations.audit.verifying import verify as broken

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="在哪个地址 · at which address")
PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535), help="在哪个端口 · at which port")
FILE = click.Path(dir_okay=False, path_type=Path)
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("clock", cls=Command)
@CAMPAIGN
@AS_JSON
def clock(campaign_key: str | None, as_json: bool) -> None:
    """到期的征求意见结束，提醒和邮件发出；每小时运行一次即可，serve 也会做 · hearings end, reminders and mail go out; serve does it too"""
    with opened() as home:
        moved = keep_time(home.session, home.config.home, lambda: home.at, campaign_key)
    if as_json:
        say_json(moved)
    else:
        for key, count in moved.items():
            say(f"{key}：{count} 项征求意见结束。", f"{key}: {count} hearings ended.")
    finish(DONE)


@click.command("verify", cls=Command)
@click.option("--anchors", type=READABLE, help="外存的链位置，每行“位置 摘要” · places of the chain kept outside, “position hash” a line")
@click.option("--journal", type=READABLE, help="客户端日志，每行“键 项数”，未答复的只写键 · a client's journal, “key count” a line")
@click.option("--anchor-to", type=FILE, help="把现在的链尾写入文件末尾 · append where the chain ends now")
@AS_JSON
def verify(anchors: Path | None, journal: Path | None, anchor_to: Path | None, as_json: bool) -> None:
    """核对全库：流转、编号、办理链、审查、意见、目录、台账 · check every invariant; exit status 1 if one is broken"""
    with opened() as home:
        found = broken(home.session, anchors=_anchors(anchors), journal=_journal(journal))
        tail = last_anchor(home.session)
    if anchor_to is not None and tail is not None and not found:
        with anchor_to.open("a", encoding="utf-8") as lines:
            lines.write(f"{tail.position} {tail.hash}\n")
    if as_json:
        said = [{"invariant": one.invariant, "where": one.where} | one.message._asdict() for one in found]
        say_json({"sound": not found, "broken": said, "position": tail.position if tail else 0, "hash": tail.hash if tail else ""})
    else:
        tell_broken(found)
        if not found:
            say(f"核对无误。链尾 {tail.position} {tail.hash}", f"Sound. The chain ends at {tail.position} {tail.hash}")
    finish(LEFT_OUT if found else DONE)


@click.command("backup", cls=Command)
@click.argument("file", type=FILE)
@AS_JSON
def backup_(file: Path, as_json: bool) -> None:
    """备份到一个文件（SQLite 用其备份接口，其他数据库逐表写出），不停机 · save everything into one file while work goes on"""
    with opened(of_any_version=True) as home:
        saved = backup(home.config, file, home.at)
    _tell(saved, file, as_json, Words("已备份到", "Saved into"))


@click.command("restore", cls=Command)
@click.argument("file", type=READABLE)
@AS_JSON
@click.pass_obj
def restore_(config: Config, file: Path, as_json: bool) -> None:
    """恢复到空目录，然后核对 · stand a backup up in an empty home, then verify it"""
    refuse_used_home(config)
    saved = restore(config, file)
    with opened() as home:
        found = broken(home.session, anchors=[Anchor(saved.position, saved.hash)] if saved.position else [])
    tell_broken(found)
    _tell(saved, file, as_json, Words("已恢复并核对", "Restored and verified:"))
    finish(LEFT_OUT if found else DONE)


@click.command("upgrade", cls=Command)
@click.pass_obj
def upgrade_(config: Config) -> None:
    """程序更新后把表升级到这一版；请先备份 · bring the tables to this version of the program; save a backup first"""
    with opened(of_any_version=True):
        engine = engine_for(config.database_url)
        try:
            upgrade(engine)
        finally:
            engine.dispose()
    say("表已是这一版。", "The tables are of this version.")


@click.command("serve", cls=Command)
@HOST
@PORT
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="几个进程 · how many processes")
@click.option("--threads", default=4, show_default=True, type=click.IntRange(1, 64), help="每个进程几个线程 · threads of each")
def serve(host: str, port: int, workers: int, threads: int) -> None:
    """在浏览器中打开工作台 · serve the workplace"""
    with opened() as home:
        config = home.config
    serve_with_gunicorn(config, host, port, workers, threads)


def refuse_taken_address(host: str, port: int) -> None:
    """Refuse an address at which nobody can be served, before anything else is done.

    Raises:
        Unfit: another program listens there, the port is not for this user, or the address is not of this machine.
    """
    try:
        family, kind, protocol, _name, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind, protocol) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(place)
    except OSError as error:
        at, trouble = f"{host}:{port}", _trouble(error)
        raise Unfit(
            f"不能在 {at} 打开：{trouble.zh}。请用 --port（make run 用 PORT=）换一个。",
            f"{at} cannot be opened: {trouble.en}. Choose another with --port (PORT= for make run).",
        ) from error


def _trouble(error: OSError) -> Words:
    if error.errno == errno.EADDRINUSE:
        return Words("已有程序占用", "another program is there")
    if error.errno == errno.EACCES:
        return Words("没有权限使用这个端口", "this user may not use that port")
    return Words("本机没有这个地址", "this machine has no such address")


def serve_with_gunicorn(config: Config, host: str, port: int, workers: int = 2, threads: int = 4) -> None:
    """This process becomes gunicorn, serving that home.

    Raises:
        Unfit: as ``refuse_taken_address``.
    """
    refuse_taken_address(host, port)
    set_going(config)
    told = ["--bind", f"{host}:{port}", "--workers", str(workers), "--threads", str(threads), "--config", "python:webapp.serving"]
    program = [sys.executable, "-m", "gunicorn", *told, "webapp.serving:application()"]
    os.execve(program[0], program, os.environ | {"DEVOLVE_HOME": str(config.home), "DEVOLVE_DATABASE_URL": config.database_url})


COMMANDS = (clock, verify, backup_, restore_, upgrade_, serve)


def tell_broken(found: Iterable[Broken]) -> None:
    """Each invariant that does not hold, and where."""
    for one in found:
        complain(Words(f"{one.invariant} {one.where}：{one.message.zh}", f"{one.invariant} {one.where}: {one.message.en}"))


def _tell(saved: Saved, file: Path, as_json: bool, words: Words) -> None:
    if as_json:
        say_json({"file": str(file), "method": saved.method, "position": saved.position, "hash": saved.hash})
    else:
        how = Words("SQLite 备份接口", "SQLite's backup API") if saved.method == "sqlite" else Words("逐表写出", "table by table")
        say(f"{words.zh} {file}（{how.zh}），链尾 {saved.position}。", f"{words.en} {file} ({how.en}), chain at {saved.position}.")


def _anchors(file: Path | None) -> list[Anchor]:
    return [Anchor(_number(words[0]), words[1]) for words in _lines(file, 2, 2)]


def _journal(file: Path | None) -> list[Intent]:
    return [Intent(words[0], _number(words[1]) if len(words) > 1 else None) for words in _lines(file, 1, 2)]


def _lines(file: Path | None, least: int, most: int) -> list[list[str]]:
    if file is None:
        return []
    lines = [line.split() for line in text_of(file).splitlines() if line.strip()]
    if any(not least <= len(words) <= most for words in lines):
        raise Unfit(f"{file.name} 的行不成样。", f"A line of {file.name} is not as it should be.")
    return lines


def _number(text: str) -> int:
    if not text.isdecimal():
        raise Unfit(f"“{text}”不是数字。", f"“{text}” is no number.")
    return int(text)
