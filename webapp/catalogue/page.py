"""What the page of the catalogue shows."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from flask import abort, request, url_for
from sqlalchemy import select

from webapp.acting import campaign, campaign_net, lane_role, new_key, read, role, sight
from webapp.numbers import bounded
from webapp.printed import check_address
from webapp.security import may_open
from workflows.domain.catalogue import COLUMNS, Catalogue, CatalogueRow, catalogue
from workflows.domain.item_library import item_library
from workflows.domain.redline import Redline, redline
from workflows.domain.words import Words
from workflows.engine.net import Move
from workflows.operations.campaigns.campaigning import PUBLISHING, obstacles
from workflows.operations.campaigns.publishing import draft_catalogue, published_catalogue
from workflows.store.catalogue import Announced, PublishedCatalogue, announced
from workflows.store.items.listing import SEES_ALL
from workflows.store.items.rows import Item

PAGE = 100


@dataclass(frozen=True)
class CataloguePage:
    """One version of the catalogue, a page of its rows, and what keeps it from being announced.

    ``view`` is paper (as it is printed) or table (as lists here look); in the table ``department`` narrows the rows, empty for all.
    """

    listed: Catalogue
    rows: tuple[CatalogueRow, ...]
    found: int
    view: str
    views: tuple[tuple[str, str], ...]
    department: str
    previous: str | None
    next: str | None
    versions: tuple[Announced, ...]
    why: str
    address: str
    redline: Redline | None
    library: tuple[int, int]
    departments: tuple[tuple[str, int, str], ...]
    columns: tuple[Words, ...]
    obstacles: tuple[Words, ...]
    announcing: Move | None
    may_announce: bool
    downloads: tuple[tuple[str, str], ...]
    key: str


def catalogue_page() -> CataloguePage:
    """The version that the address names (0 is the draft); without one the newest published, or the draft before there is any."""
    listed = chosen_catalogue(request.args.get("version", type=bounded))
    version = listed.version
    first = max(request.args.get("from", 1, bounded), 1)
    view = "table" if request.args.get("view") == "table" else "paper"
    department = request.args.get("department", "") if view == "table" else ""
    rows = [row for row in listed.rows if row.department == department] if department else listed.rows
    announcing, versions = _announcing(), announced(read(), PublishedCatalogue.campaign_id == campaign().id)
    return CataloguePage(
        listed=listed,
        rows=tuple(rows[first - 1 : first - 1 + PAGE]),
        found=len(rows),
        view=view,
        views=tuple((each, _address(version, each, first=first if not department else 1)) for each in ("paper", "table")),
        department=department,
        previous=_address(version, view, department, max(first - PAGE, 1)) if first > 1 else None,
        next=_address(version, view, department, first + PAGE) if first - 1 + PAGE < len(rows) else None,
        versions=tuple(reversed(versions)),
        why=next((one.reason for one in versions if one.catalogue.version == version), ""),
        address=check_address().replace("{digest}", listed.digest) if version else "",
        library=_library(listed),
        redline=_redline(listed, [one.catalogue.version for one in versions]),
        departments=tuple(
            (name, count, _address(version, "table", name)) for name, count in Counter(row.department for row in listed.rows).items()
        ),
        columns=COLUMNS,
        obstacles=_obstacles(announcing, announced=bool(versions)) if not listed.version else (),
        announcing=announcing,
        may_announce=announcing is not None
        and not listed.version
        and lane_role(campaign_net().places[campaign().marking]) is role()
        and may_open("campaigns.advance"),
        downloads=tuple((form, url_for("catalogue.downloaded", form=form, version=version)) for form in ("xlsx", "csv", "json")),
        key=new_key(),
    )


def _address(version: int, view: str, department: str = "", first: int = 1) -> str:
    said = {"view": view if view == "table" else None, "department": department or None, "from": first if first > 1 else None}
    return url_for("catalogue.shown", version=version, **said)


def chosen_catalogue(version: int | None) -> Catalogue:
    """The draft for 0, the published version of that number, for None the newest or else the draft; 404 for one there is not."""
    if version == 0:
        return _draft()
    found = published_catalogue(read(), campaign(), version)
    if found is None and version is not None:
        abort(404)
    return found or _draft()


def _draft() -> Catalogue:
    """The draft as its reader may know it: before the announcement a department or a subdistrict reads the rows in its sight only."""
    whole = draft_catalogue(read(), campaign())
    if role() in SEES_ALL:
        return whole
    seen = set(read().scalars(select(Item.number).where(sight())))
    rows = (row for row in whole.rows if row.item_number in seen)
    return catalogue(
        title=whole.title,
        number=whole.number,
        version=0,
        effective_on=whole.effective_on,
        campaign_key=whole.campaign_key,
        demonstration=whole.demonstration,
        rows=[replace(row, number=place) for place, row in enumerate(rows, start=1)],
    )


def _library(listed: Catalogue) -> tuple[int, int]:
    """How many rows the item library takes, and how many it does not."""
    found = item_library(listed)
    return len(found.rows), len(found.unlisted)


def _redline(listed: Catalogue, versions: list[int]) -> Redline | None:
    """What differs from the version announced before this one; None where there is none."""
    earlier = [version for version in versions if not listed.version or version < listed.version]
    return redline(published_catalogue(read(), campaign(), earlier[-1]), listed) if earlier else None


def _announcing() -> Move | None:
    """The campaign's present step that publishes, if there is one."""
    offered = campaign_net().offered(campaign().marking)
    return next((move for move in offered if move.action in PUBLISHING), None)


def _obstacles(announcing: Move | None, *, announced: bool) -> tuple[Words, ...]:
    """What stands in the way of the announcement, from where the campaign is now."""
    net = campaign_net()
    publishing = announcing or next(move for move in net.moves.values() if move.action == "publish")
    place = net.places[publishing.marking]
    if announcing is None and not announced:
        here = net.places[campaign().marking]
        not_there = Words(
            f"采集工作还在“{here.name}”，没有到“{place.name}”", f"The campaign is at “{here.name_en}”, not yet at “{place.name_en}”"
        )
        return (not_there, *obstacles(read(), campaign(), publishing))
    return obstacles(read(), campaign(), announcing) if announcing else ()
