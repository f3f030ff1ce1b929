"""The filters of a list, as they stand in its address."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MultiDict

from webapp.acting import item_net, lane_role, reader
from webapp.items.piles import ids_of_pile
from webapp.numbers import bounded
from workflows.operations.items.tokens import hears
from workflows.store.items.listing import ItemFilter

PARTS = {"in_progress": ("in_progress",), "adopted": ("adopted",), "kept": ("kept",), "other": ("voided", "split_or_merged")}
NAMES = ("q", "department", "kind", "place", "waits", "mode", "kept", "finding", "part", "act", "pile", "reached")
NOWHERE = "nowhere"


def chosen_filter(args: MultiDict | None = None) -> ItemFilter:
    """The filter an address asks for; ``part`` stands for all places that count to that part of the ledger, or for those
    that hear comments, ``waits`` for those where the item waits for that role, ``pile`` for items that belong together."""
    args = request.args if args is None else args
    return ItemFilter(
        departments=_given(args, "department"),
        kinds=_given(args, "kind"),
        places=_places(args),
        modes=_given(args, "mode"),
        reasons=_given(args, "kept"),
        finding=args.get("finding", ""),
        text=args.get("q", ""),
        act=args.get("act", 0, bounded),
        ids=ids_of_pile(args["pile"]) if args.get("pile") else (),
        reached=args.get("reached", ""),
        reader=reader(),
    )


def _places(args: MultiDict) -> tuple[str, ...]:
    net = item_net()
    places = _given(args, "place")
    if args.get("part") == "hearing":
        places += tuple(marking for marking in net.places if hears(net, marking))
    elif part := args.get("part"):
        counted = PARTS.get(part, ())
        places += tuple(place.marking for place in net.places.values() if place.counts in counted)
    roles = _given(args, "waits")
    if not roles:
        return places
    waiting = (place.marking for place in net.places.values() if place.counts == "in_progress" and lane_role(place) in roles)
    narrowed = tuple(m for m in waiting if not places or any(m == place or m.startswith(place + "/") for place in places))
    return narrowed or (NOWHERE,)


def address_parts(args: MultiDict | None = None) -> dict[str, list[str]]:
    """The parts of the address that make the filter, without paging; empty ones left out."""
    args = request.args if args is None else args
    given = {name: [value for value in args.getlist(name) if value] for name in NAMES}
    return {name: values for name, values in given.items() if values}


def _given(args: MultiDict, name: str) -> tuple[str, ...]:
    return tuple(value for value in args.getlist(name) if value)
