"""花脸稿: which two versions are set side by side, and what a page of it shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import campaign, read
from webapp.catalogue.page import chosen_catalogue
from webapp.items.differences import Difference, difference
from webapp.numbers import bounded
from workflows.domain.catalogue import Catalogue
from workflows.domain.redline import FIELD_WORDS, HEADING_WORDS, ChangedRow, Redline, redline
from workflows.domain.words import Words
from workflows.store.catalogue import Announced, PublishedCatalogue, announced

SHOWN = 200


@dataclass(frozen=True)
class RedlinePage:
    """Two versions and what differs; ``changed`` holds what a page shows, ``why`` the reasons on the way from one to the other."""

    found: Redline
    versions: tuple[int, ...]
    why: tuple[Announced, ...]
    heading: tuple[Difference, ...]
    changed: tuple[tuple[ChangedRow, tuple[Difference, ...]], ...]
    fields: tuple[tuple[Words, int], ...]
    shown: int
    downloads: tuple[tuple[str, str], ...]


def redline_page() -> RedlinePage:
    """The redline that the address names."""
    found = chosen_redline()
    old, new = found.before.version, found.after.version
    told = announced(read(), PublishedCatalogue.campaign_id == campaign().id)
    addresses = {"xlsx": "catalogue.redline_workbook", "json": "catalogue.redline_json"}
    return RedlinePage(
        found=found,
        versions=tuple(one.catalogue.version for one in told),
        why=tuple(one for one in told if one.reason and old < one.catalogue.version <= (new or len(told))),
        heading=tuple(difference(HEADING_WORDS[field.name], field.before, field.after) for field in found.heading),
        changed=tuple((row, _pieces(row)) for row in found.changed[:SHOWN]),
        fields=tuple((FIELD_WORDS[name], count) for name, count in found.by_field.items()),
        shown=SHOWN,
        downloads=tuple((form, url_for(door, **{"from": old, "to": new})) for form, door in addresses.items()),
    )


def chosen_redline() -> Redline:
    """The versions of the address (0 is the draft), else the newest against the one before it, else the draft against the newest.

    A version there is not answers 404.
    """
    told = [one.catalogue.version for one in announced(read(), PublishedCatalogue.campaign_id == campaign().id)]
    default_to = told[-1] if len(told) > 1 else 0
    new = request.args.get("to", default_to, bounded)
    earlier = [version for version in told if version < new] if new else told
    old = request.args.get("from", earlier[-1] if earlier else 0, bounded)
    return redline(chosen_catalogue(old), chosen_catalogue(new))


def redline_plain(found: Redline) -> dict[str, object]:
    """The redline for a program: versions by number and digest, rows by their numbers."""
    return {
        "from": _plain_version(found.before),
        "to": _plain_version(found.after),
        "heading": {field.name: [field.before, field.after] for field in found.heading},
        "added": [row.item_number for row in found.added],
        "removed": [row.item_number for row in found.removed],
        "changed": list(_plain_changes(found.changed)),
    }



def _pieces(row: ChangedRow) -> tuple[Difference, ...]:
    return tuple(difference(FIELD_WORDS[field.name], field.before, field.after) for field in row.fields)


def _plain_version(listed: Catalogue) -> dict[str, object]:
    return {"version": listed.version, "digest": listed.digest, "rows": len(listed.rows)}


def _plain_changes(changed: Iterable[ChangedRow]) -> Iterable[dict[str, object]]:
    for row in changed:
        fields = {field.name: [field.before, field.after] for field in row.fields}
        yield {"item": row.after.item_number, "row": [row.before.number, row.after.number], "fields": fields}
