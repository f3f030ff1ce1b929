"""A set of files becomes a table: every action of every reachable marking is run once through a real instance and written down.

Source: ``docs/decisions/0004-compiled-diagrams.md``.
"""

from __future__ import annotations

import enum
import hashlib
import json
from collections import deque
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TypeVar

from workflows.domain.words import Words
from workflows.engine.checks.sets import refusals
from workflows.engine.documents import stem
from workflows.engine.drawings import Drawing, Flow, Node, read_drawings
from workflows.engine.net import GUARDS, By, Desk, Move, Net, Place, ProcessSet, Reason
from workflows.engine.proofs import prove
from workflows.engine.refusals import Refusal, Refused
from workflows.engine.screening import Table, compile_table
from workflows.engine.stepping import Astray, Engine, Token

Term = TypeVar("Term", bound=enum.StrEnum)

NOT_A_TERM = Words("属性 {name} 不能是“{text}”", "Property {name} cannot be “{text}”")
UNREACHED = Words("没有任何操作能到达此处", "No action leads here")
NO_TABLE = Table("", "", (), (), ())
AFTER = Words("操作“{action}”：{what}", "Action “{action}”: {what}")


def compile_set(files: Mapping[str, bytes], *, facts: Iterable[str] | None = None) -> ProcessSet:
    """Campaign, item and screening table of one set, checked, compiled and proved together.

    The campaign is the process whose places say what they ``opens``; the item is the one that is neither that nor called. A set
    without rule tasks needs no table.
    The same bytes are compiled once and answered from memory after that.

    Args:
        files: File name (``item_review.bpmn``, ``screening.dmn``) to its bytes.
        facts: Names the table may read; None allows any.

    Raises:
        Refused: What ``checks`` forbids, before the engine sees a byte; else what the engine does not carry; else what ``proofs``
            shows. All reasons of one kind are given at once, by element.
    """
    return _compiled(tuple(sorted(files.items())), None if facts is None else frozenset(facts))


@lru_cache(maxsize=64)
def _compiled(files: tuple[tuple[str, bytes], ...], facts: frozenset[str] | None) -> ProcessSet:
    by_name = dict(files)
    _require_none(refusals(by_name))
    drawings = read_drawings(by_name)
    roles = _roles(drawings)
    table = _table(by_name, facts)
    engine = _engine(by_name, drawings)
    walks = [_walked(process, drawings, engine) for process in roles]
    campaign, item = (walk.net() for walk in walks)
    _require_none(prove(campaign, item))
    return ProcessSet(
        signed=signed(by_name),
        does=does(campaign, item, table),
        campaign=campaign,
        item=item,
        table=table,
        files=by_name,
        runs=sum(walk.runs for walk in walks),
    )


def compile_net(files: Mapping[str, bytes], process: str) -> Net:
    """The table of one process and of what it calls; nothing is checked or proved beyond what running it shows.

    Raises:
        Refused: As ``compile_set``, from reading and running alone.
    """
    drawings = read_drawings(files)
    return _walked(process, drawings, _engine(files, drawings)).net()


def signed(files: Mapping[str, bytes]) -> str:
    """The digest of what was signed: SHA-256 over the files in the order of their names, each name and content behind its length."""
    digest = hashlib.sha256()
    for name, content in sorted(files.items()):
        for part in (name.encode(), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


def does(campaign: Net, item: Net, table: Table) -> str:
    """The digest of what the set does: SHA-256 over the canonical JSON of both nets and the table, whatever the drawing looks like."""
    told = {"campaign": net_as_json(campaign), "item": net_as_json(item), "table": table.as_json()}
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _roles(drawings: Mapping[str, Drawing]) -> tuple[str, str]:
    """The campaign and the item of a set that ``checks`` found to have one of each."""
    called = {node.calls for drawing in drawings.values() for node in drawing.nodes.values()}
    opens = {name for name, drawing in drawings.items() if any(place.properties.get("opens") for place in drawing.places())}
    (campaign,) = opens
    (item,) = drawings.keys() - called - opens
    return campaign, item


def _table(files: Mapping[str, bytes], facts: frozenset[str] | None) -> Table:
    tables = [name for name in files if name.endswith(".dmn")]
    return compile_table(tables[0], files[tables[0]], facts) if tables else NO_TABLE


def _require_none(found: tuple[Refusal, ...]) -> None:
    if found:
        raise Refused(found)


def _engine(files: Mapping[str, bytes], drawings: Mapping[str, Drawing]) -> Engine:
    try:
        return Engine(files)
    except Astray as error:
        file = error.file or next(iter(drawings.values())).file
        raise Refused([Refusal(error.element or stem(file), file, error.message)]) from error


def _walked(process: str, drawings: Mapping[str, Drawing], engine: Engine) -> _Walk:
    walk = _Walk(process, drawings, engine)
    walk.run()
    _require_none(tuple(walk.refusals))
    return walk


def _drawn_markings(process: str, drawings: Mapping[str, Drawing], path: str = "") -> Iterable[str]:
    """Every place and end of ``process`` and of what it calls, in the order of the drawing; ends of called processes are left out."""
    for node in drawings[process].nodes.values():
        if node.calls:
            yield from _drawn_markings(node.calls, drawings, f"{path}{node.element}/")
        elif node.is_place or (node.tag == "endEvent" and not path):
            yield f"{path}{node.element}"


class _Walk:
    """The breadth-first walk over one process: one real run for each action of each marking."""

    def __init__(self, process: str, drawings: Mapping[str, Drawing], engine: Engine) -> None:
        self.process = process
        self.drawings = drawings
        self.engine = engine
        self.start = ""
        self.runs = 0
        self.places: dict[str, Place] = {}
        self.moves: list[Move] = []
        self.refusals: list[Refusal] = []
        self._waiting: deque[Token] = deque()

    def run(self) -> None:
        """Fill ``places`` and ``moves``, or ``refusals``."""
        try:
            token = self.engine.begin(self.process)
        except Astray as error:
            self.refusals.append(Refusal(self.process, self.drawings[self.process].file, error.message))
            return
        self.start = token.marking
        self._arrive(token)
        while self._waiting:
            self._leave(self._waiting.popleft())
        self.refusals = self.refusals or [self._unreached(marking) for marking in self._never_reached()]

    def net(self) -> Net:
        """What was written down, in the order of the drawing."""
        order = {marking: rank for rank, marking in enumerate(_drawn_markings(self.process, self.drawings))}
        places = sorted(self.places.values(), key=lambda place: order[place.marking])
        moves = sorted(self.moves, key=lambda move: order[move.marking])
        return _tabulated(self.process, self.start, places, moves)

    def _arrive(self, token: Token) -> None:
        if token.marking not in self.places:
            self.places[token.marking] = self._place(token.marking)
            self._waiting.append(token)

    def _leave(self, token: Token) -> None:
        drawing, node, _ = self._drawn(token.marking)
        for flow in drawing.offers(node.element):
            moved = self.engine.copy(token)
            self.runs += 1
            try:
                moved.take(flow.action)
            except Astray as error:
                self.refusals.append(Refusal(flow.flow, drawing.file, _after(flow.action, error.message)))
                continue
            self.moves.append(self._move(token.marking, moved.marking, flow, drawing.file))
            self._arrive(moved)

    def _never_reached(self) -> list[str]:
        return [marking for marking in _drawn_markings(self.process, self.drawings) if marking not in self.places]

    def _unreached(self, marking: str) -> Refusal:
        drawing, node, _ = self._drawn(marking)
        return Refusal(node.element, drawing.file, UNREACHED)

    def _drawn(self, marking: str) -> tuple[Drawing, Node, Node | None]:
        """The drawing, the place and the call that ``marking`` names; no call for a place of the process itself."""
        drawing, call = self.drawings[self.process], None
        *calls, element = marking.split("/")
        for name in calls:
            call = drawing.nodes[name]
            drawing = self.drawings[call.calls]
        return drawing, drawing.nodes[element], call

    def _place(self, marking: str) -> Place:
        drawing, node, call = self._drawn(marking)
        said = _said(node, call)
        before = Words(f"{call.name}·", f"{call.properties.get('en', '')}: ") if call else Words("", "")
        return Place(
            marking=marking,
            process=drawing.process,
            element=node.element,
            name=before.zh + node.name,
            name_en=before.en + node.properties.get("en", ""),
            lane=node.lane,
            desk=self._term(Desk, "end" if node.tag == "endEvent" else said.get("desk", ""), "desk", node.element, drawing.file),
            counts=said.get("counts", ""),
            round=said.get("round", ""),
            opens=frozenset(said.get("opens", "").split()),
            visits=said.get("visits", "") == "true",
        )

    def _move(self, marking: str, to: str, flow: Flow, file: str) -> Move:
        said = flow.properties
        needs = tuple(said.get("needs", "").split())
        for need in needs:
            if need not in GUARDS:
                self.refusals.append(Refusal(flow.flow, file, NOT_A_TERM.filled(name="needs", text=need)))
        return Move(
            marking=marking,
            action=flow.action,
            to=to,
            flow=flow.flow,
            label=flow.label,
            label_en=said.get("en", ""),
            reason=self._term(Reason, said.get("reason", "none"), "reason", flow.flow, file),
            by=self._term(By, said.get("by", "person"), "by", flow.flow, file),
            needs=needs,
        )

    def _term(self, kind: type[Term], text: str, name: str, element: str, file: str) -> Term:
        try:
            return kind(text)
        except ValueError:
            self.refusals.append(Refusal(element, file, NOT_A_TERM.filled(name=name, text=text)))
            return next(iter(kind))


def _after(action: str, message: Words) -> Words:
    return Words(AFTER.zh.format(action=action, what=message.zh), AFTER.en.format(action=action, what=message.en))


def _said(node: Node, call: Node | None) -> dict[str, str]:
    """The properties of a place; what the call that leads there says of its round and its part of the ledger wins."""
    called = call.properties if call else {}
    return {**node.properties, **{name: called[name] for name in ("round", "counts") if name in called}}


def net_as_json(net: Net) -> dict[str, object]:
    """A net as plain values, in the order of the drawing; ``net_from_json`` reads it back unchanged."""
    places = [{name: _plain(getattr(place, name)) for name in Place.__slots__} for place in net.places.values()]
    moves = [{name: _plain(getattr(move, name)) for name in Move.__slots__} for move in net.moves.values()]
    return {"process": net.process, "start": net.start, "places": places, "moves": moves}


def net_from_json(told: Mapping[str, object]) -> Net:
    """The net that ``net_as_json`` wrote."""
    places = [Place(**{**each, "desk": Desk(each["desk"]), "opens": frozenset(each["opens"])}) for each in told["places"]]
    moves = [
        Move(**{**each, "reason": Reason(each["reason"]), "by": By(each["by"]), "needs": tuple(each["needs"])}) for each in told["moves"]
    ]
    return _tabulated(told["process"], told["start"], places, moves)


def _tabulated(process: str, start: str, places: list[Place], moves: list[Move]) -> Net:
    return Net(
        process,
        start,
        {place.marking: place for place in places},
        {(move.marking, move.action): move for move in moves},
    )


def as_json(process_set: ProcessSet) -> dict[str, object]:
    """A set as plain values, its files as text beside its nets; ``from_json`` reads it back without running an engine."""
    return {
        "signed": process_set.signed,
        "does": process_set.does,
        "campaign": net_as_json(process_set.campaign),
        "item": net_as_json(process_set.item),
        "files": {name: content.decode() for name, content in process_set.files.items()},
        "runs": process_set.runs,
    }


def from_json(told: Mapping[str, object]) -> ProcessSet:
    """The set that ``as_json`` wrote; its table is compiled again from its bytes."""
    files = {name: text.encode() for name, text in told["files"].items()}
    return ProcessSet(
        signed=told["signed"],
        does=told["does"],
        campaign=net_from_json(told["campaign"]),
        item=net_from_json(told["item"]),
        table=_table(files, None),
        files=files,
        runs=told["runs"],
    )


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, enum.StrEnum) else value
