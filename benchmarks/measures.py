"""What is measured, round after round, in alternation: the whole campaign, one bulk approval, and what stands beside them."""

from __future__ import annotations

import contextlib
import shutil
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.campaign import ADOPTED, ITEMS, close, collect, copy, launched, multiply, names, play, reopened, resting
from benchmarks.figures import AT_LEAST, AT_MOST, Figure
from benchmarks.instances import Instances
from benchmarks.plain import ActRows, Plain, rows_of
from benchmarks.stopwatch import timed
from tests.conftest import NOON
from tests.operations.house import DEPARTMENTS, SUBDISTRICTS, House, drawn, penalty
from webapp.database import carry_out, engine_for
from webapp.serving import spare_the_collector
from workflows.engine import stepping
from workflows.engine.compiler import compile_set
from workflows.files.items.collection_template import FormRow, write_template
from workflows.files.reading.sheets import read_grid_file
from workflows.operations.acts import CLOCK
from workflows.operations.campaigns.registers import deploy_set
from workflows.operations.items.importing import Workbook, import_items
from workflows.operations.processes import nets
from workflows.store.base import Record
from workflows.store.items.rows import Passage, Step

SAMPLED_APPROVALS, SAMPLED_WAYS = 20, 2
TIMES, MANY_ROUNDS, WARM = 100, 3, 5
REVIEW, TO_REVIEW = "review_first_round", ("send_for_endorsement", "report", "clear", "open")
WHOLE, APPROVAL, MANY = "whole campaign", "approval of 963", "approval of 96,300"
WAYS = {"a": "(a) serialised instances", "b": "(b) plain SQL", "c": "(c) ours"}


@dataclass
class Rounds:
    """Seconds of each way by the name of what was timed."""

    took: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def add(self, what: str, way: str, seconds: float) -> None:
        """One more round."""
        self.took.setdefault((what, way), []).append(seconds)

    def median(self, what: str, way: str) -> float:
        """The middle of all rounds, in seconds."""
        return statistics.median(self.took[what, way])

    def ratio(self, what: str, one: str, other: str) -> float:
        """How many times as long ``one`` takes as ``other``: the middle of the ratios of the rounds, each taken in one breath."""
        return statistics.median(a / b for a, b in zip(self.took[what, one], self.took[what, other], strict=True))


def measure(folder: Path, rounds: int) -> list[Figure]:
    """Every figure, in the order of the README."""
    seen, runs = Rounds(), [0]
    with _engine_runs(runs):
        deploying = _deploy(folder / "deploying")
        ways = _ways(folder / "first")
    spare_the_collector()
    importing = statistics.median(_import(folder / "importing") for _ in range(rounds))
    ready = _ready(folder / "ready")
    many = copy(ready, folder / "many")
    multiply(many, TIMES)
    for _ in range(rounds):
        _whole(seen, folder / "whole", ways)
    _approval(seen, APPROVAL, ready, folder / "approval", ADOPTED, 3 * rounds)
    _approval(seen, MANY, many, folder / "approval", ADOPTED * TIMES, MANY_ROUNDS)
    return [*_ratios(seen), *_runs(runs[0]), *_seconds(seen, deploying, importing)]


def _ratios(seen: Rounds) -> list[Figure]:
    small, large = seen.ratio(APPROVAL, "c", "b"), seen.ratio(MANY, "c", "b")
    return [
        Figure(f"{WHOLE} of 1,289 items: (a)/(c)", seen.ratio(WHOLE, "a", "c"), "times", AT_LEAST, 100, True),
        Figure(f"{APPROVAL}: (a)/(c)", seen.ratio(APPROVAL, "a", "c"), "times", AT_LEAST, 300, True, held=240),
        Figure(f"{APPROVAL}: (c)/(b)", small, "times", AT_MOST, 2, True),
        Figure(f"{MANY} of 128,900: (c)/(b)", large, "times"),
        Figure("(c)/(b) at 128,900 items, against that at 1,289", large / small, "times", AT_MOST, 1.25, True),
    ]


def _runs(count: int) -> list[Figure]:
    compiled = compile_set(drawn())
    pairs = len(compiled.item.moves) + len(compiled.campaign.moves)
    return [Figure("engine runs, deploying and a whole campaign", count, "runs", AT_MOST, pairs, True)]


def _seconds(seen: Rounds, deploying: float, importing: float) -> list[Figure]:
    told = [
        Figure("deploying the set", deploying, "s", AT_MOST, 2),
        Figure("importing a workbook of 1,289 rows, with screening", importing, "s", AT_MOST, 3),
    ]
    return told + [Figure(f"{what}, {WAYS[way]}", seen.median(what, way), "s") for what, way in seen.took]


@contextlib.contextmanager
def _engine_runs(runs: list[int]) -> Iterator[None]:
    """Counts how often an action goes through a real instance."""
    take = stepping.Token.take

    def counted(token: stepping.Token, action: str) -> str:
        runs[0] += 1
        return take(token, action)

    stepping.Token.take = counted
    try:
        yield
    finally:
        stepping.Token.take = take


def _deploy(folder: Path) -> float:
    """Seconds to compile, prove and keep the set, the first time in this process."""
    folder.mkdir()
    session = Session(engine_for(f"sqlite:///{folder / 'store.sqlite'}"))
    carry_out(lambda session: Record.metadata.create_all(session.connection()), session)
    with timed() as took:
        carry_out(lambda session: deploy_set(session, actor=CLOCK, at=NOON, files=drawn()), session)
    close(House(session))
    return took[0]


def _import(folder: Path) -> float:
    """Seconds to read a workbook, file its rows and report them through screening."""
    folder.mkdir()
    house = launched(folder)
    offices = {office.name: office.key for office in DEPARTMENTS}
    rows = [FormRow(DEPARTMENTS[0].key, penalty(name)) for name in names(ITEMS)]
    content = write_template(offices, {office.name: office.key for office in SUBDISTRICTS}, rows=rows)
    with timed() as took:
        book = Workbook("collection.xlsx", content, read_grid_file("collection.xlsx", content))
        report = house.do(import_items, "coordinator", workbook=book)
        house.report(resting(house, nets(house.campaign).item.start))
    assert report.added == ITEMS, report.problems[:3]
    close(house)
    shutil.rmtree(folder)
    return took[0]


def _ways(folder: Path) -> Counter[tuple[str, ...]]:
    """How many items of the campaign go which way, as the actions they take."""
    folder.mkdir()
    house = launched(folder)
    play(house)
    by_item: dict[int, list[str]] = {}
    taken = select(Passage.item_id, Step.action).join(Passage.step).order_by(Passage.item_id, Passage.number)
    for item_id, action in house.session.execute(taken):
        by_item.setdefault(item_id, []).append(action)
    close(house)
    return Counter(tuple(actions[1:]) for actions in by_item.values())


def _ready(folder: Path) -> Path:
    """A closed store in which every item rests at the first review."""
    folder.mkdir()
    house = launched(folder)
    collect(house, ITEMS)
    house.step("open_first_round")
    close(house)
    return folder / "store.sqlite"


def _whole(seen: Rounds, folder: Path, ways: Counter[tuple[str, ...]]) -> None:
    folder.mkdir()
    house = launched(folder)
    with timed() as took:
        play(house)
    close(house)
    seen.add(WHOLE, "c", took[0])
    instances = Instances(folder / "instances.sqlite", drawn())
    seconds = 0.0
    for way, count in ways.items():
        instances.begin(range(SAMPLED_WAYS))
        seconds += count / SAMPLED_WAYS * sum(instances.step(number, action) for action in way for number in range(SAMPLED_WAYS))
    instances.close()
    seen.add(WHOLE, "a", seconds)
    shutil.rmtree(folder)


def _approval(seen: Rounds, what: str, store: Path, folder: Path, count: int, rounds: int) -> None:
    """The same bulk approval each way over and over, each time on a fresh copy; the way that begins changes every round."""
    warm, rows = _model(store, folder / "model", count)
    for number in range(rounds):
        ways = {
            "b": lambda: _plain_approval(copy(store, folder / "b"), rows),
            "c": lambda: _our_approval(copy(store, folder / "c"), warm, count),
        }
        if what == APPROVAL:
            ways["a"] = lambda: _instance_approvals(folder / "instances.sqlite") * count
        for way in sorted(ways, reverse=bool(number % 2)):
            seen.add(what, way, ways[way]())
        for made in folder.iterdir():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
    folder.rmdir()


def _model(store: Path, folder: Path, count: int) -> tuple[list[list[int]], list[ActRows]]:
    """A few small selections to warm up with, and the rows that approving them and then ``count`` others writes."""
    house = reopened(copy(store, folder), NOON)
    ids = resting(house, REVIEW)
    warm = [[item_id] for item_id in ids[-WARM:]]
    acts = [house.decide("reviewer", "approve", chosen).act_id for chosen in (*warm, ids[:count])]
    close(house)
    return warm, [rows_of(folder / "store.sqlite", act_id) for act_id in acts]


def _our_approval(store: Path, warm: list[list[int]], count: int) -> float:
    house = reopened(store, NOON)
    ids = resting(house, REVIEW)[:count]
    for chosen in warm:
        house.decide("reviewer", "approve", chosen)
    with timed() as took:
        outcome = house.decide("reviewer", "approve", ids)
    assert outcome.count == count
    close(house)
    return took[0]


def _plain_approval(store: Path, rows: list[ActRows]) -> float:
    plain = Plain(store)
    took = [plain.write(each) for each in rows]
    plain.close()
    return took[-1]


def _instance_approvals(file: Path) -> float:
    """Mean seconds of one approval saved as a serialised instance."""
    instances = Instances(file, drawn())
    instances.begin(range(SAMPLED_APPROVALS), TO_REVIEW)
    seconds = sum(instances.step(number, "approve") for number in range(SAMPLED_APPROVALS))
    instances.close()
    return seconds / SAMPLED_APPROVALS
