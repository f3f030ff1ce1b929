"""The automatic moves that open stages give, taken until nothing more is due.

Source: DESIGN §2 "Stages are levels": pure, idempotent, acyclic; a late item passes what is open at once.
"""

from __future__ import annotations

from workflows.engine.net import Move, Net


class Unsettled(Exception):
    """Automatic moves lead round in a circle; a net that was proved never raises this."""


def settle(net: Net, marking: str, stages: frozenset[str]) -> tuple[Move, ...]:
    """The moves by stage that are now due at ``marking``, in the order in which they are taken; empty when it rests.

    Settling the last move's end again gives nothing.

    Args:
        net: The net of an item.
        marking: Where the token stands, a marking of ``net``.
        stages: The stages that the campaign's present place opens.

    Raises:
        Unsettled: The chain comes back to a marking it has left.
    """
    chain: list[Move] = []
    passed = {marking}
    while (move := net.settles(marking, stages)) is not None:
        chain.append(move)
        marking = move.to
        if marking in passed:
            raise Unsettled(marking)
        passed.add(marking)
    return tuple(chain)


def settled(net: Net, marking: str, stages: frozenset[str]) -> str:
    """The marking at which a token that comes to ``marking`` rests while ``stages`` are open."""
    chain = settle(net, marking, stages)
    return chain[-1].to if chain else marking
