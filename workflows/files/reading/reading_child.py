"""Files from outside are read in a child process of limited memory and time; what comes back is plain text in its places.

A parser that is led astray takes only its own process with it: 512 MB of address space, 20 seconds, no file written, no core.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

from workflows.files.reading.grid import FILE_BYTES, CellMark, FileRefused, Sheet
from workflows.files.reading.papers import read_paper_file
from workflows.files.reading.sheets import read_grid_file

MEMORY_BYTES = 512 * 1024 * 1024
SECONDS = 20
_ROOT = Path(__file__).parents[3]
_READ, _REFUSED, _NO_MEMORY = 0, 3, 4
_READERS = {"grid": read_grid_file, "paper": read_paper_file}


def read_in_child(name: str, content: bytes, *, reader: str = "grid", seconds: float = SECONDS) -> tuple[Sheet, ...]:
    """The sheets of a file, as ``read_grid_file`` gives them, read in a limited child process.

    Args:
        name: The file's name; used only to name the sheet of a CSV.
        content: The file, at most 20 MB.
        reader: ``grid`` for workbooks and CSV; ``paper`` takes Word documents and JSON as well, as ``read_paper_file`` gives them.
        seconds: How long the child may take.

    Raises:
        FileRefused: One of ``grid.REFUSALS``; ``too_slow`` after 20 seconds, ``too_much_memory`` beyond 512 MB,
            ``broken_workbook`` if the reading process fell.
    """
    if len(content) > FILE_BYTES:
        raise FileRefused("too_large")
    command = [sys.executable, "-E", "-s", "-m", "workflows.files.reading.reading_child"]
    heading = json.dumps([reader, name]).encode() + b"\n"
    try:
        done = subprocess.run(command, input=heading + content, capture_output=True, timeout=seconds, cwd=_ROOT, env={}, check=False)
    except subprocess.TimeoutExpired as expired:
        raise FileRefused("too_slow") from expired
    return _answer(done)


def _answer(done: subprocess.CompletedProcess[bytes]) -> tuple[Sheet, ...]:
    if done.returncode == _READ:
        return tuple(_sheet(plain) for plain in json.loads(done.stdout.decode("utf-8", "surrogatepass")))
    if done.returncode == _REFUSED:
        refusal = json.loads(done.stdout)
        raise FileRefused(refusal["code"], **refusal["values"])
    if done.returncode == _NO_MEMORY or b"memory" in done.stderr:
        raise FileRefused("too_much_memory")
    if done.returncode == -24:  # SIGXCPU: the processor's time was used up before the clock's.
        raise FileRefused("too_slow")
    raise FileRefused("broken_workbook")


def _sheet(plain: dict) -> Sheet:
    marks = {(row, column): CellMark(mark) for row, column, mark in plain["marks"]}
    merged = tuple(tuple(each) for each in plain["merged"])
    return Sheet(plain["name"], tuple(map(tuple, plain["rows"])), merged, marks, plain["hidden"])


def _plain(sheet: Sheet) -> dict[str, object]:
    marks = [(row, column, mark.value) for (row, column), mark in sheet.marks.items()]
    return {"name": sheet.name, "rows": sheet.rows, "merged": sheet.merged, "marks": marks, "hidden": sheet.hidden}


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _main() -> int:
    _limit()
    heading, _, content = sys.stdin.buffer.read().partition(b"\n")
    try:
        reader, name = json.loads(heading)
        sheets = _READERS[reader](name, content)
        answer = json.dumps([_plain(sheet) for sheet in sheets], ensure_ascii=False)
        sys.stdout.buffer.write(answer.encode("utf-8", "surrogatepass"))
    except FileRefused as refusal:
        sys.stdout.buffer.write(json.dumps({"code": refusal.code, "values": refusal.values}).encode())
        return _REFUSED
    except MemoryError:
        return _NO_MEMORY
    return _READ


if __name__ == "__main__":
    sys.exit(_main())
