"""``devolve`` with its imports done once: each command runs in a process of its own, forked from one that has loaded the program.

A script of fifty commands then takes seconds instead of a minute. Arguments, environment, folder, streams and status are each
command's own.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import HOUSE
from webapp.cli import main

LARGEST = 1 << 18
CLIENT = """import json, os, socket, sys
door = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
door.connect(os.path.join(os.path.dirname(os.path.abspath(__file__)), "door"))
socket.send_fds(door, [json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()], [0, 1, 2])
sys.exit(door.recv(1)[0])
"""


@contextlib.contextmanager
def program_in(folder: Path) -> Iterator[Path]:
    """``devolve`` lies in the folder, ready to be called as long as the block lasts."""
    folder.mkdir()
    (folder / "client.py").write_text(CLIENT, encoding="utf-8")
    program = folder / "devolve"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -E "{folder / "client.py"}" "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    server = subprocess.Popen([sys.executable, "-m", "tests.webapp.cli.preloaded", str(folder / "door")], cwd=HOUSE, stdout=subprocess.PIPE)
    try:
        assert server.stdout.readline() == b"ready\n"
        yield program
    finally:
        server.terminate()
        server.communicate(timeout=30)


def _serve(path: str) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as door:
        door.bind(path)
        door.listen()
        os.write(1, b"ready\n")
        while True:
            caller, _address = door.accept()
            with caller:
                caller.send(bytes([_answer(caller)]))


def _answer(caller: socket.socket) -> int:
    message, streams, _flags, _address = socket.recv_fds(caller, LARGEST, 3)
    child = os.fork()
    if child == 0:
        _run(*json.loads(message), streams)
    for stream in streams:
        os.close(stream)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(words: list[str], environment: dict[str, str], folder: str, streams: list[int]) -> None:
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    status = 1
    try:
        main(words, prog_name="devolve")
    except SystemExit as ended:
        status = ended.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    _serve(sys.argv[1])
