"""The net against the drawing: the same actions through real instances must give the same markings.

The referee trusts nothing that was compiled: it parses the signed bytes anew and reads where the token rests.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from workflows.domain.words import Words
from workflows.engine.drawings import read_drawings
from workflows.engine.net import Desk, Move, Net, ProcessSet
from workflows.engine.screening import Constant, Row, evaluate
from workflows.engine.stepping import Astray, Decision, Engine, Token

# After some 900 moves one instance sticks without an error; long before that it only grows slow.
RESTART_AFTER = 200
RESTART_WALK_AFTER = 25
STRAYS = 0.25
OFFERED = "(offered)"

OFF_THE_NET = Words("停在 {marking}，不是流程表中的环节", "It rests at {marking}, which is no place of the net")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """At ``marking``, ``action`` leads to ``net`` by the table and to ``engine`` by the drawing (empty: nowhere, or refused)."""

    marking: str
    action: str
    net: str
    engine: str


@dataclass(frozen=True, slots=True)
class Walked:
    """What a walk saw: every disagreement, and how often each (marking, action) was taken."""

    disagreements: tuple[Disagreement, ...]
    taken: Mapping[tuple[str, str], int]

    @property
    def steps(self) -> int:
        """How many actions were taken in all."""
        return sum(self.taken.values())


class OffTheDrawing(Exception):
    """The engine does not follow the actions: it refuses one, or leaves no single token on a drawn place."""


def replay(process_set: ProcessSet, process: str, actions: Sequence[str], start: str = "") -> str:
    """The marking where ``actions`` lead a fresh real instance, from the start of the process or from ``start``.

    Every 200 moves the instance is restarted from a snapshot at its marking, since a long one sticks without an error.

    Args:
        process: ``"item"`` or ``"campaign"``.
        actions: In the order they were taken; passages and their reversals are dropped before.
        start: The marking an item was born at; parts of a split one are born where it stood.

    Raises:
        OffTheDrawing: An action is not offered where the token rests, or leads to no drawn place.
    """
    net = net_of(process_set, process)
    arena = _Arena(process_set.files, net, RESTART_AFTER)
    token = arena.at(start or net.start)
    for number, action in enumerate(actions, 1):
        try:
            token = arena.step(token, action)
        except Astray as error:
            raise OffTheDrawing(f"{process}, move {number}: {action} at {token.marking}: {error}") from error
    return token.marking


def replay_to_an_end(process_set: ProcessSet, process: str, start: str) -> tuple[str, ...]:
    """The fewest actions that lead from ``start`` to an end, taken one by one by a real instance set down there.

    Raises:
        OffTheDrawing: No end can be reached, or the drawing does not go this way.
    """
    net = net_of(process_set, process)
    ends = {marking: way for marking, way in _ways(net, start).items() if net.places[marking].desk is Desk.end}
    if not ends:
        raise OffTheDrawing(f"{process}: no end from {start}")
    end = min(ends, key=lambda marking: (len(ends[marking]), marking))
    if (reached := replay(process_set, process, ends[end], start=start)) != end:
        raise OffTheDrawing(f"{process}: {start} leads to {reached}, not to {end}")
    return ends[end]


def walk(process_set: ProcessSet, process: str, *, seed: int, steps: int) -> Walked:
    """Walk net and engine side by side for ``steps`` actions and compare them after each.

    The walk is drawn from ``seed`` and heads for what it has taken least, straying now and then, so that it comes to every place
    and action; from an end it starts again. At each place it also tries every word of the drawings that the net does not offer
    there. Equal seeds walk alike.
    """
    return _Walk(_Arena(process_set.files, net_of(process_set, process), RESTART_WALK_AFTER), random.Random(seed)).run(steps)


def rows_by_engine(process_set: ProcessSet, facts: Mapping[str, Constant]) -> tuple[Row, ...]:
    """The rows that SpiffWorkflow's own decision engine finds for ``facts``; slow, and right."""
    table = process_set.table
    return _decision(table.file, process_set.files[table.file]).rows(facts)


def agrees_on(process_set: ProcessSet, facts: Mapping[str, Constant]) -> bool:
    """Whether the compiled table and the decision engine find the same rows for ``facts``."""
    return evaluate(process_set.table, facts) == rows_by_engine(process_set, facts)


def net_of(process_set: ProcessSet, process: str) -> Net:
    """The net named ``"item"`` or ``"campaign"``."""
    return {"item": process_set.item, "campaign": process_set.campaign}[process]


class _Arena:
    """Tokens of one process, restarted from snapshots; a snapshot is taken when a restart at its marking is first needed."""

    def __init__(self, files: Mapping[str, bytes], net: Net, restart_after: int) -> None:
        self.restart_after = restart_after
        self.engine = _engine(tuple(sorted(files.items())))
        self.net = net
        self.words = sorted({flow.action for drawing in read_drawings(files).values() for flow in drawing.flows if flow.action})
        self.snapshots: dict[str, Token] = {}

    def begin(self) -> Token:
        """A fresh token at the start of the process as drawn."""
        return self.engine.begin(self.net.process)

    def step(self, token: Token, action: str) -> Token:
        """The token after ``action``: the same instance, or a restarted one when it has grown long.

        Raises:
            Astray: As ``Token.take``, or the token rests on no place of the net.
        """
        if token.moves >= self.restart_after:
            token = self.at(token.marking)
        if token.take(action) not in self.net.places:
            raise Astray(OFF_THE_NET.filled(marking=token.marking))
        return token

    def refuses(self, token: Token, action: str) -> bool:
        """Whether the engine refuses ``action`` where ``token`` rests; the token itself stays there."""
        try:
            self.engine.copy(token).take(action)
        except Astray:
            return True
        return False

    def at(self, marking: str) -> Token:
        """A token with a short past at ``marking``, brought there by the shortest way the net knows."""
        if marking not in self.snapshots:
            token = self.begin()
            for action in _ways(self.net, token.marking).get(marking, ()):
                token.take(action)
            if token.marking != marking:
                raise Astray(OFF_THE_NET.filled(marking=token.marking))
            self.snapshots[marking] = token
        return self.engine.copy(self.snapshots[marking])


class _Walk:
    """One walk of net and engine side by side."""

    def __init__(self, arena: _Arena, chance: random.Random) -> None:
        self.arena = arena
        self.net = arena.net
        self.chance = chance
        self.probed: set[str] = set()
        self.taken: Counter[tuple[str, str]] = Counter()
        self.route: deque[str] = deque()
        self.disagreements: list[Disagreement] = []

    def run(self, steps: int) -> Walked:
        token = self._start()
        for _ in range(steps):
            if not self.net.offered(token.marking):
                token = self._start()
            token = self._step(token)
        return Walked(tuple(self.disagreements), dict(self.taken))

    def _start(self) -> Token:
        token = self.arena.begin()
        self.route.clear()
        if token.marking != self.net.start:
            raise OffTheDrawing(f"{self.net.process} starts at {token.marking}, the net at {self.net.start}")
        return token

    def _step(self, token: Token) -> Token:
        """One action, chosen rather where it was rarely taken; after a disagreement the walk starts again."""
        before = token.marking
        move = self._chosen(before)
        self._probe(token)
        self.taken[before, move.action] += 1
        try:
            token = self.arena.step(token, move.action)
        except Astray as error:
            self.disagreements.append(Disagreement(before, move.action, move.to, f"({error})"))
            return self._start()
        if token.marking != move.to:
            self.disagreements.append(Disagreement(before, move.action, move.to, token.marking))
            return self._start()
        return token

    def _chosen(self, marking: str) -> Move:
        """The next move on the way to what was taken least in all the net; now and then any move."""
        if self.chance.random() < STRAYS:
            self.route.clear()
            return self.chance.choice(self.net.offered(marking))
        if not self.route:
            self.route.extend(self._way_to_the_rarest(marking))
        return self.net.moves[marking, self.route.popleft()]

    def _way_to_the_rarest(self, marking: str) -> tuple[str, ...]:
        ways = _ways(self.net, marking)
        within = [move for move in self.net.moves.values() if move.marking in ways]
        fewest = min(self.taken[move.marking, move.action] for move in within)
        goal = self.chance.choice([move for move in within if self.taken[move.marking, move.action] == fewest])
        return (*ways[goal.marking], goal.action)

    def _probe(self, token: Token) -> None:
        """Where the walk comes for the first time, try every drawn word the net does not offer: the engine must refuse it too."""
        if token.marking in self.probed:
            return
        self.probed.add(token.marking)
        for word in self.arena.words:
            if not self.net.move(token.marking, word) and not self.arena.refuses(token, word):
                self.disagreements.append(Disagreement(token.marking, word, "", OFFERED))


def _ways(net: Net, start: str) -> dict[str, tuple[str, ...]]:
    """The fewest actions that lead from ``start`` to each marking the net can reach."""
    ways: dict[str, tuple[str, ...]] = {start: ()}
    waiting = deque([start])
    while waiting:
        marking = waiting.popleft()
        for move in net.offered(marking):
            if move.to not in ways:
                ways[move.to] = (*ways[marking], move.action)
                waiting.append(move.to)
    return ways


@lru_cache(maxsize=8)
def _engine(files: tuple[tuple[str, bytes], ...]) -> Engine:
    return Engine(dict(files))


@lru_cache(maxsize=8)
def _decision(name: str, content: bytes) -> Decision:
    return Decision(name, content)
