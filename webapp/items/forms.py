"""The filters of a list, as they stand in its address."""

from __future__ import annotations

from flask import request
from werkzeug.datastructures import MultiDict

from webapp.acting import item_net
from workflows.operations.items.tokens import hears
from workflows.store.items.listing import ItemFilter

PARTS = {"in_progress": ("in_progress",), "adopted": ("adopted",), "kept": ("kept",), "other": ("voided", "split_or_merged")}
NAMES = ("q", "department", "kind", "place", "mode", "kept", "finding", "part")


def chosen_filter(args: MultiDict | None = None) -> ItemFilter:
    """The filter an address asks for; ``part`` stands for all places that count to that part of
    the ledger, or for those that hear comments."""
    args = request.args if args is None else args
    places = tuple(place for place in args.getlist("place") if place)
    if args.get("part") == "hearing":
        places += tuple(marking for marking in item_net().places if hears(item_net(), marking))
    elif part := args.get("part"):
        counted = PARTS.get(part, ())
        places += tuple(place.marking for place in item_net().places.values() if place.counts in counted)
    return ItemFilter(
        departments=_given(args, "department"),
        kinds=_given(args, "kind"),
        places=places,
        modes=_given(args, "mode"),
        reasons=_given(args, "kept"),
        finding=args.get("finding", ""),
        text=args.get("q", ""),
    )


def address_parts(args: MultiDict | None = None) -> dict[str, list[str]]:
    """The parts of the address that make the filter, without paging; empty ones left out."""
    args = request.args if args is None else args
    given = {name: [value for value in args.getlist(name) if value] for name in NAMES}
    return {name: values for name, values in given.items() if values}


def _given(args: MultiDict, name: str) -> tuple[str, ...]:
    return tuple(value for value in args.getlist(name) if value)
