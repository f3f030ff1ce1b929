"""Clients that act until they are stopped, each with a journal of its own: run as ``python -m tests.faults.acting``.

A journal has one JSON line before each act (its key) and one after the answer (its count), each on disk before the client goes on.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import sys
import uuid
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.conftest import NOON
from tests.operations.house import House
from webapp.database import engine_for
from workflows.domain.errors import Stale
from workflows.domain.vocabulary import Role
from workflows.files.reading.sheets import read_grid_file
from workflows.operations.acts import Actor
from workflows.operations.audit.verifying import Intent
from workflows.operations.items.importing import Workbook, import_items
from workflows.operations.undoing import undo_act
from workflows.store.items.rows import Item, Passage
from workflows.store.people import Person

REVIEW, APPROVED = "review_first_round", "await_solicitation"
PEOPLE = {"reviewer": Role.reviewer, "coordinator": Role.coordinator}
HEADING = ("事项名称", "职权类别", "实施依据", "原实施部门", "调整方式")
CHARACTERS = "城市水务住房卫生街道河涌绿地道路工程燃气餐厨垃圾消毒井盖广告招牌施工围挡排放取土堆料占用挖掘迁移砍伐养护"
SELECTED, ROWS, ROUNDS = 60, 25, 8


class Journal:
    """What a client wanted and what it was answered, line by line on disk."""

    def __init__(self, file: Path) -> None:
        """Append to the file."""
        self.lines = file.open("a", encoding="utf-8")
        self.said_ready = False

    def write(self, **said: object) -> None:
        """One line, on disk when this returns."""
        self.lines.write(json.dumps(said) + "\n")
        self.lines.flush()
        os.fsync(self.lines.fileno())

    def act(self, work: Callable[[str], int]) -> int:
        """One act under a new key: the intent, the act, the answer. After the first, standard output says "ready"."""
        key = str(uuid.uuid4())
        self.write(intent=key)
        count = work(key)
        self.write(acknowledged=key, count=count)
        if not self.said_ready:
            self.said_ready = sys.stdout.write("ready\n") and sys.stdout.flush() is None
        return count


def intents(files: Iterable[Path]) -> list[Intent]:
    """What all journals say of each key; a line cut by the kill says nothing."""
    wanted: dict[str, int | None] = {}
    for line in told(files):
        if "intent" in line:
            wanted.setdefault(line["intent"])
        elif line.get("count"):
            wanted[line["acknowledged"]] = line["count"]
    return [Intent(key, count) for key, count in wanted.items()]


def told(files: Iterable[Path]) -> list[dict]:
    """Every whole line of the journals."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines(keepends=True)]
    return [json.loads(line) for line in lines if line.endswith("}\n")]


def entered(url: str) -> House:
    """The people of a store that stands already."""
    session = Session(engine_for(url), expire_on_commit=False)
    people = {account: Actor(session.scalar(select(Person.id).where(Person.account == account)), role) for account, role in PEOPLE.items()}
    session.rollback()
    return House(session, now=NOON.replace(year=2021), people=people)


def decide_for_ever(house: House, journal: Journal, chance: random.Random) -> None:
    """Approve many; take back every approval that stands whenever few are left."""
    while True:
        resting = list(house.session.scalars(select(Item.id).where(Item.marking == REVIEW)))
        newest = (Passage.item_id == Item.id) & (Passage.number == Item.passages)
        approvals = list(house.session.scalars(select(Passage.act_id).join(Item, newest).where(Item.marking == APPROVED).distinct()))
        house.session.rollback()
        if len(resting) >= SELECTED:
            chosen = chance.sample(resting, SELECTED)
            journal.act(partial(_approve, house, chosen))
        for act_id in approvals if len(resting) < SELECTED else ():
            journal.act(partial(_take_back, house, act_id))


def import_for_ever(house: House, journal: Journal, chance: random.Random) -> None:
    """Bring one workbook of new items after another."""
    while True:
        text = io.StringIO()
        names = ("".join(chance.choice(CHARACTERS) for _ in range(14)) for _ in range(ROWS))
        rows = [(f"对{name}行为的行政处罚", "行政处罚", "《城市市容和环境卫生管理条例》第三十四条", "城管", "下放") for name in names]
        csv.writer(text).writerows([HEADING, *rows])
        content = text.getvalue().encode("utf-8-sig")
        journal.act(partial(_bring, house, Workbook("list.csv", content, read_grid_file("list.csv", content))))


def contend(house: House, journal: Journal, chance: random.Random) -> None:
    """Decide selections that overlap with everybody else's, eight times; whatever is not an answer is written down."""
    every = list(house.session.scalars(select(Item.id).order_by(Item.id)))
    house.session.rollback()
    for _ in range(ROUNDS):
        chosen = chance.sample(every, SELECTED)
        try:
            journal.act(partial(_approve, house, chosen))
        except Stale:
            continue
        except Exception as error:
            journal.write(error=f"{type(error).__name__}: {error}")


def _approve(house: House, chosen: list[int], key: str) -> int:
    return house.decide("reviewer", "approve", chosen, "名称相近，对象不同", client_key=key).count


def _take_back(house: House, act_id: int, key: str) -> int:
    return house.do(undo_act, "reviewer", act_id=act_id, client_key=key).count


def _bring(house: House, book: Workbook, key: str) -> int:
    report = house.do(import_items, "coordinator", workbook=book, client_key=key)
    return report.added + report.changed


DOINGS = {"decide": decide_for_ever, "import": import_for_ever, "contend": contend}


def main(doing: str, url: str, journals: Path, seed: int, clients: int = 1) -> int:
    """Act in as many processes as clients are wanted; the status says whether all ended well."""
    children = []
    for number in range(clients):
        child = os.fork() if clients > 1 else 0
        if child == 0:
            house = entered(url)
            DOINGS[doing](house, Journal(journals / f"{doing}-{seed}-{number}.jsonl"), random.Random(seed + number))
            return 0
        children.append(child)
    return max(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *map(int, sys.argv[4:])))
