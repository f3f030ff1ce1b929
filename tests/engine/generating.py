"""Random sets of diagrams that are in order: choices, loops, calls, rule tasks, stages and gateways, drawn from a seed.

Each is built along a spine. Every place where somebody waits or decides can be left for an end without rules and without
stages, and stages open one after the other, so the proofs hold by construction; what remains random is everything else.
"""

from __future__ import annotations

import copy
import random
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from tests.engine.diagrams.drawn import whole

LANES = ("部门联络员", "部门负责人", "协调员", "审查员", "审定领导", "法律顾问")
DESKS = ("fill_in", "decide", "answer", "wait")
REASONS = ("", " reason=text", " reason=code", " reason=when_warned")
GUARDS = ("", "", " needs=all_answered", " needs=mode_devolves,ready_to_report")


def generated(seed: int) -> dict[str, bytes]:
    """The files of one set; equal seeds give equal bytes."""
    chance = random.Random(seed)
    stages = [f"stage_{number}" for number in range(1, chance.randint(1, 4) + 1)]
    called: dict[str, _Called] = {}
    item = _Drawing(chance, "item", called, depth=chance.randint(0, 2))
    item.spine(_steps(chance, stages), "adopted")
    return whole(
        item.text(_rest("adopted") + _rest("kept", reopen=item.first)),
        _campaign(chance, stages),
        **{name: each.text for name, each in called.items()},
    )


def _rest(name: str, reopen: str = "") -> str:
    again = f"reopen {reopen} reason=text\n" if reopen else ""
    return f"place {name} 协调员 rest counts={name}\n{again}file {name}_filed by=closing\nend {name}_filed counts={name}\n"


def _steps(chance: random.Random, stages: list[str]) -> list[str]:
    """What the spine is made of: at least one desk first, then each stage once, with desks, rules and calls between."""
    steps = ["desk"]
    for stage in stages:
        steps += chance.choices(("desk", "rules", "call", "desk"), k=chance.randint(0, 2))
        steps.append(stage)
    return steps + chance.choices(("desk", "rules", "call"), k=chance.randint(1, 3))


def _campaign(chance: random.Random, stages: list[str]) -> str:
    """One place a stage, each keeping some earlier stages open; ways back; an end that may wait for all items."""
    lines = ["place prepare 协调员 decide", "launch open_1"]
    for number, stage in enumerate(stages, 1):
        still_open = [earlier for earlier in stages[: number - 1] if chance.random() < 0.7]
        lines.append(f"place open_{number} {chance.choice(LANES)} decide opens={','.join([*still_open, stage])}")
        onward = f"open_{number + 1}" if number < len(stages) else "announce"
        lines.append(f"go_on {onward}{chance.choice(REASONS)}")
        if chance.random() < 0.6:
            back = chance.choice(["prepare", *(f"open_{earlier}" for earlier in range(1, number + 1))])
            lines.append(f"step_back {back} reason=text")
    lines += [
        "place announce 协调员 decide",
        f"close closed{chance.choice(('', ' needs=all_settled'))}",
        f"withhold open_{len(stages)}",
        "end closed",
    ]
    return "\n".join(lines)


class _Called(NamedTuple):
    """A process that is called: how it is drawn, and the actions by which it can end."""

    text: str
    outcomes: frozenset[str]


@dataclass
class _Drawing:
    """One process in the making; ``ways`` are (action, target, rest of the line) by node, in the order of the drawing."""

    chance: random.Random
    name: str
    called: dict[str, _Called]
    depth: int
    inner: bool = False
    heads: dict[str, str] = field(default_factory=dict)
    ways: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    desks: list[str] = field(default_factory=list)
    outcomes: set[str] = field(default_factory=set)
    first: str = ""

    def spine(self, steps: list[str], goal: str) -> None:
        """Draw the steps one behind the other, the last one leading to ``goal``."""
        kinds = ["desk" if step == "call" and self.depth == 0 else step for step in steps]
        names = [f"{self.name}_{number}_{kind.partition('_')[0]}" for number, kind in enumerate(kinds)]
        self.first = names[0]
        for number, (kind, name) in enumerate(zip(kinds, names, strict=True)):
            onward = [*names[number + 1 :], goal]
            draw = {"desk": self._desk, "rules": self._rules, "call": self._call}.get(kind)
            if draw is None:
                self._stage(name, kind, onward[0])
            else:
                draw(name, onward)

    def text(self, ends: str) -> str:
        """The drawing as ``drawn`` reads it, with gateways put in by chance."""
        lines = []
        for node, head in self.heads.items():
            lines += [head, *self._way_lines(node)]
        return "\n".join(lines) + "\n" + ends

    def _way_lines(self, node: str) -> list[str]:
        """The ways out of a node: drawn directly, behind a gateway of its own, or through gateways that only pass on."""
        written = []
        passing: list[str] = []
        for action, target, rest in self.ways[node]:
            if self.chance.random() < 0.1:
                gateway = f"{node}_{action}_pass"
                passing += [f"gateway {gateway}", f"- {target}"]
                target = gateway
            written.append((action, target, rest))
        if len(written) > 1 and self.chance.random() < 0.3:
            choice = [f"- {node}_choice", f"gateway {node}_choice"]
            return [*choice, *(f"{node}.{action} {target}{rest}" for action, target, rest in written), *passing]
        return [*(f"{action} {target}{rest}" for action, target, rest in written), *passing]

    def _way(self, node: str, action: str, target: str, rest: str = "") -> None:
        if self.inner and target == "out":
            self.outcomes.add(action)
        self.ways.setdefault(node, []).append((action, target, rest))

    def _leave(self, node: str) -> None:
        """The way out that every human place has: keeping the item, or leaving a called process."""
        self._way(node, "keep", "out" if self.inner else "kept", " reason=code")

    def _desk(self, name: str, onward: list[str]) -> None:
        visits = " round=judging visits=true" if self.chance.random() < 0.3 else ""
        desk = "decide" if visits else self.chance.choice(DESKS)
        self.heads[name] = f"place {name} {self.chance.choice(LANES)} {desk} counts=in_progress{visits}"
        self._way(name, "go_on", onward[0], self.chance.choice(REASONS) + self.chance.choice(GUARDS))
        if len(onward) > 1 and self.chance.random() < 0.2:
            self._way(name, "skip", onward[-1])
        if self.desks and self.chance.random() < 0.6:
            self._way(name, "send_back", self.chance.choice(self.desks), " reason=text")
        if self.chance.random() < 0.2:
            self._way(name, "linger", name, " by=clock")
        self._leave(name)
        self.desks.append(name)

    def _rules(self, name: str, onward: list[str]) -> None:
        self.heads[name] = f"rules {name} screening counts=in_progress"
        self._way(name, "clear", onward[0], " by=rules")
        self._way(name, "warn", self.chance.choice([onward[0], *self.desks[-1:]]), " by=rules")
        self._way(name, "block", self.chance.choice(self.desks), " by=rules")

    def _stage(self, name: str, stage: str, onward: str) -> None:
        self.heads[name] = f"place {name} 协调员 wait counts=in_progress round={stage}"
        self._way(name, "open", onward, " by=stage")
        self._leave(name)

    def _call(self, name: str, onward: list[str]) -> None:
        """A call of a process drawn for it, or of one drawn before for another call."""
        known = sorted(process for process in self.called if process.startswith("called_1_")) if not self.inner else []
        process = self.chance.choice(known) if known and self.chance.random() < 0.4 else self._process()
        self.heads[name] = f"call {name} {process} counts=in_progress"
        targets = [onward[0]]
        for action in sorted(self.called[process].outcomes - {"keep"}):
            self._way(name, action, targets[-1])
            targets.append(self.chance.choice([onward[0], onward[0], *self.desks[-2:]]))
        self._way(name, "keep", "out" if self.inner else "kept")

    def _process(self) -> str:
        level = 2 if self.inner else 1
        process = f"called_{level}_{len(self.called) + 1}"
        self.called[process] = _Called("", frozenset())
        inner = _Drawing(self.chance, process, self.called, self.depth - 1, inner=True)
        inner.spine(["desk", *self.chance.choices(("desk", "rules", "call"), k=self.chance.randint(0, 2))], "out")
        self.called[process] = _Called(inner.text("end out\n"), frozenset(inner.outcomes))
        return process


TAGS = (
    "userTask",
    "manualTask",
    "scriptTask",
    "subProcess",
    "parallelGateway",
    "exclusiveGateway",
    "inclusiveGateway",
    "endEvent",
    "startEvent",
)
TAGS += ("callActivity", "businessRuleTask", "boundaryEvent", "intermediateCatchEvent", "sequenceFlow", "lane", "timerEventDefinition")
WORDS = ("kept", "keep", "start", "action == 'keep'", "action", "True", "", "stage", "rules", "协调员", "规则", "stage_1", "0", "x" * 200)


def damaged(seed: int) -> dict[str, bytes]:
    """A generated set in which one to three random things were done to one drawing; it may still be in order."""
    chance = random.Random(f"damage {seed}")
    files = generated(chance.randrange(1_000))
    name = chance.choice(sorted(files))
    root = etree.fromstring(files[name])
    for _ in range(chance.randint(1, 3)):
        elements = [element for element in root.iter(etree.Element) if element not in (root, root[0])]
        if elements:
            chance.choice((_removed, _repeated, _retold, _retold, _moved, _renamed, _rewritten))(chance, elements)
    return {**files, name: etree.tostring(root)}


def _removed(chance: random.Random, elements: list[etree._Element]) -> None:
    element = chance.choice(elements)
    element.getparent().remove(element)


def _repeated(chance: random.Random, elements: list[etree._Element]) -> None:
    element = chance.choice(elements)
    element.addnext(copy.deepcopy(element))


def _retold(chance: random.Random, elements: list[etree._Element]) -> None:
    """One attribute says what it says elsewhere, or some word."""
    said = [(element, attribute) for element in elements for attribute in element.attrib]
    element, attribute = chance.choice(said or [(elements[0], "name")])
    elsewhere = [other.get(attribute) for other in elements if attribute in other.attrib]
    element.set(attribute, chance.choice([*elsewhere, *WORDS]))


def _moved(chance: random.Random, elements: list[etree._Element]) -> None:
    element, goal = chance.choice(elements), chance.choice(elements)
    if element not in (goal, *goal.iterancestors()):
        goal.append(element)


def _renamed(chance: random.Random, elements: list[etree._Element]) -> None:
    element = chance.choice(elements)
    element.tag = f"{{{etree.QName(element).namespace}}}{chance.choice(TAGS)}"


def _rewritten(chance: random.Random, elements: list[etree._Element]) -> None:
    chance.choice(elements).text = chance.choice(WORDS)
