"""Nets from a few lines of text, for proofs that ask of no drawing.

    await_round wait round=review
      open decide_item by=stage
      keep kept
    kept end

A marking and its desk, then properties; below it, indented, each move: action, target, properties. A move's flow is
``marking.action``. The first marking is the start.
"""

from __future__ import annotations

from workflows.engine.net import By, Desk, Move, Net, Place


def net(process: str, text: str) -> Net:
    """The net that ``text`` writes down."""
    places: dict[str, Place] = {}
    moves: dict[tuple[str, str], Move] = {}
    for line in filter(str.strip, text.splitlines()):
        first, second, *rest = line.split()
        said = dict(word.split("=", 1) for word in rest)
        if line.startswith("      "):
            marking = next(reversed(places))
            moves[marking, first] = _move(marking, first, second, said)
        else:
            places[first] = _place(process, first, second, said)
    return Net(process, next(iter(places)), places, moves)


def _place(process: str, marking: str, desk: str, said: dict[str, str]) -> Place:
    return Place(
        marking=marking,
        process=process,
        element=marking.rpartition("/")[2],
        name=f"环节{marking}",
        name_en=f"Place {marking}",
        lane="协调员",
        desk=Desk(desk),
        round=said.get("round", ""),
        opens=frozenset(filter(None, said.get("opens", "").split(","))),
    )


def _move(marking: str, action: str, to: str, said: dict[str, str]) -> Move:
    needs = tuple(filter(None, said.get("needs", "").split(",")))
    flow = f"{marking.rpartition('/')[2]}.{action}"
    return Move(marking, action, to, flow, f"办{action}", f"Do {action}", by=By(said.get("by", "person")), needs=needs)
