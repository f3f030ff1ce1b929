"""A campaign to be timed: played through our operations, step by step, over a real store on disk."""

from __future__ import annotations

import contextlib
import random
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.operations.house import House, build, penalty
from webapp.database import engine_for
from workflows.domain.vocabulary import KeepReason, Role
from workflows.operations.acts import Actor
from workflows.store.base import Record
from workflows.store.items.rows import Item
from workflows.store.people import Person

ITEMS, ADOPTED = 1_289, 963
WATER_SHARE = 5
CHARACTERS = "城市水务住房卫生街道河涌绿地道路工程燃气餐厨垃圾消毒井盖广告招牌施工围挡排放取土堆料占用挖掘迁移砍伐养护运输经营许可备案检验"
PEOPLE = {"reviewer": Role.reviewer, "coordinator": Role.coordinator, "leader": Role.leader}
CLONED = ("item", "filing", "item_version", "passage", "item_finding")


def names(count: int) -> list[str]:
    """Names far from each other, the same in every run."""
    chance = random.Random(2020)
    return [f"对{''.join(chance.choice(CHARACTERS) for _ in range(14))}行为的行政处罚" for _ in range(count)]


def launched(folder: Path) -> House:
    """A store on disk in which collection has just begun."""
    house = build(f"sqlite:///{folder / 'store.sqlite'}")
    house.step("launch")
    return house


def collect(house: House, count: int = ITEMS) -> list[int]:
    """Two departments file, endorse and report their items, which screening lets pass."""
    every, ids = names(count), []
    share = count // WATER_SHARE
    for who, part in (("water_", every[:share]), ("", every[share:])):
        filed = house.file(*map(penalty, part), who=f"{who}liaison")
        house.report(filed, who)
        ids += filed
    return ids


def play(house: House, count: int = ITEMS, adopted: int = ADOPTED) -> None:
    """The whole campaign, from the first filing to its closing; the others are kept in round one with their reason."""
    ids = collect(house, count)
    going, staying = ids[:adopted], ids[adopted:]
    house.step("open_first_round")
    house.decide("reviewer", "approve", going)
    house.decide("reviewer", "reject", staying, "街道暂不具备承接能力", KeepReason.no_capacity)
    house.step("open_solicitation")
    house.wait_for_hearings()
    house.step("open_second_round")
    house.decide("reviewer", "approve", going)
    house.step("submit")
    house.decide("leader", "approve", going)
    house.step("conclude", who="leader")
    house.step("publish")
    house.step("close")


def close(house: House) -> None:
    """Leave the store; all of it lies in one file then."""
    house.session.close()
    house.session.get_bind().dispose()


def copy(store: Path, folder: Path) -> Path:
    """A copy of a closed store."""
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(store, folder / "store.sqlite"))


def reopened(store: Path, at: object) -> House:
    """The same people over a copied store."""
    session = Session(engine_for(f"sqlite:///{store}"), expire_on_commit=False)
    people = {account: Actor(session.scalar(select(Person.id).where(Person.account == account)), role) for account, role in PEOPLE.items()}
    session.rollback()
    return House(session, now=at, people=people)


def resting(house: House, marking: str) -> list[int]:
    """Ids of the items that rest at a marking, ascending."""
    ids = list(house.session.scalars(select(Item.id).where(Item.marking == marking).order_by(Item.id)))
    house.session.rollback()
    return ids


def multiply(store: Path, times: int) -> None:
    """Stand every item of a store ``times`` times, with all its rows; the chain does not tell of the copies."""
    with contextlib.closing(sqlite3.connect(store)) as connection, connection:
        (highest,) = connection.execute("SELECT max(max(id), max(number)) FROM item").fetchone()
        numbers = "WITH RECURSIVE k(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM k WHERE n + 1 < ?) SELECT n FROM k"
        connection.execute(f"CREATE TEMP TABLE copy AS {numbers}", [times])
        for name in CLONED:
            table = Record.metadata.tables[name]
            shifted = {"item_id": highest} | ({"id": highest, "number": highest} if name == "item" else {})
            columns = [column.name for column in table.c if column.name != "id" or name == "item"]
            told = [f'"{column}" + {shifted[column]} * copy.n' if column in shifted else f'{name}."{column}"' for column in columns]
            into = ", ".join(f'"{column}"' for column in columns)
            connection.execute(f"INSERT INTO {name} ({into}) SELECT {', '.join(told)} FROM {name}, copy")
        connection.execute("UPDATE campaign SET items_numbered = (SELECT max(number) FROM item)")
