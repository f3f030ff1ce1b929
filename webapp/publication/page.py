"""What the public reads of an announced version; nothing but announced versions is asked for here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from flask import abort, request, url_for

from webapp.acting import read
from webapp.identity import today
from webapp.numbers import bounded
from webapp.presentation import ZONE
from workflows.domain.catalogue import Catalogue, CatalogueRow
from workflows.domain.publication import AnnouncedVersion, Question, answering, counting_on, received_by
from workflows.domain.vocabulary import Kind
from workflows.operations.campaigns.publishing import frozen_catalogue
from workflows.store.campaigns import Campaign, participants
from workflows.store.catalogue import Announced, PublishedCatalogue, announced, frozen_rows_of

PAGE = 50


@dataclass(frozen=True)
class PublicationPage:
    """One version with the rows that answer a question; ``counts`` says whether it is the list that counts on ``on``.

    ``listed`` is None when on the day asked about no list counts; ``versions`` are all announced ones, newest first.
    """

    campaign: Campaign
    listed: Catalogue | None
    counts: bool
    on: dt.date
    announced: Announced | None
    question: Question
    found: int
    rows: tuple[CatalogueRow, ...]
    departments: tuple[str, ...]
    kinds: tuple[Kind, ...]
    subdistricts: tuple[str, ...]
    versions: tuple[Announced, ...]
    previous: str | None
    next: str | None
    downloads: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class RowPage:
    """One row of one version, for ever at the same address; ``later`` is the same item in the version that counts today, if it is there.

    ``superseded`` says that another version counts today.
    """

    listed: Catalogue
    announced: Announced
    row: CatalogueRow
    superseded: bool
    later: tuple[int, CatalogueRow] | None
    receivers: tuple[str, ...]
    address: str


def current_page(key: str | None) -> PublicationPage | None:
    """The list that counts today, or on the day the address asks about; None when nothing was announced yet anywhere.

    A campaign of that key without announced versions answers 404, as an unknown one does.
    """
    told = announced(read(), *((Campaign.key == key,) if key else ()))
    if not told:
        return abort(404) if key else None
    own = [one for one in told if one.campaign.id == told[-1].campaign.id]
    asked = request.args.get("on", type=dt.date.fromisoformat)
    on = asked or today()
    counting = counting_on(map(_days, own), on)
    if counting is None and asked:
        return _page(own, None, on)
    return _page(own, counting.version if counting else own[-1].catalogue.version, on)


def version_page(key: str, version: int) -> PublicationPage:
    """One version at its permanent address; 404 for one that was never announced."""
    own = announced(read(), Campaign.key == key)
    if version not in [one.catalogue.version for one in own]:
        abort(404)
    return _page(own, version, today())


def row_page(key: str, version: int, number: int) -> RowPage:
    """One row at its permanent address; 404 where there is none."""
    own = announced(read(), Campaign.key == key)
    shown = next((one for one in own if one.catalogue.version == version), None) or abort(404)
    counting = counting_on(map(_days, own), today())
    wanted = {shown.catalogue.id} | {one.catalogue.id for one in own if counting and one.catalogue.version == counting.version}
    cells = frozen_rows_of(read(), wanted)
    listed = frozen_catalogue(shown.campaign, shown.catalogue, cells[shown.catalogue.id])
    row = next((row for row in listed.rows if row.number == number), None) or abort(404)
    superseded = counting is not None and counting.version != version
    names = _subdistricts(shown.campaign)
    return RowPage(
        listed,
        shown,
        row,
        superseded,
        _later(own, cells, counting.version, row) if superseded else None,
        tuple(name for name in names if received_by(row, name)),
        url_for("publication.row", key=key, version=version, number=number, _external=True),
    )


def published_version(key: str, version: int) -> Catalogue:
    """An announced version as it was frozen; 404 where there is none."""
    found = announced(read(), Campaign.key == key, PublishedCatalogue.version == version) or abort(404)
    return _frozen(found[0])


def _frozen(one: Announced) -> Catalogue:
    return frozen_catalogue(one.campaign, one.catalogue, frozen_rows_of(read(), [one.catalogue.id])[one.catalogue.id])


def _later(own: Sequence[Announced], cells: dict, version: int, row: CatalogueRow) -> tuple[int, CatalogueRow] | None:
    now = next(one for one in own if one.catalogue.version == version)
    rows = frozen_catalogue(now.campaign, now.catalogue, cells[now.catalogue.id]).rows
    return next(((version, other) for other in rows if other.item_number == row.item_number), None)


def _page(own: Sequence[Announced], version: int | None, on: dt.date) -> PublicationPage:
    shown = next((one for one in own if one.catalogue.version == version), None)
    campaign = own[-1].campaign
    listed = _frozen(shown) if shown else None
    question = _question()
    found = tuple(answering(listed.rows, question)) if listed else ()
    first = max(request.args.get("from", 1, bounded), 1)
    counting = counting_on(map(_days, own), on)
    return PublicationPage(
        campaign=campaign,
        listed=listed,
        counts=bool(counting and counting.version == version),
        on=on,
        announced=shown,
        question=question,
        found=len(found),
        rows=found[first - 1 : first - 1 + PAGE],
        departments=tuple(dict.fromkeys(row.department for row in listed.rows)) if listed else (),
        kinds=tuple(dict.fromkeys(row.kind for row in listed.rows)) if listed else (),
        subdistricts=_subdistricts(campaign),
        versions=tuple(reversed(own)),
        previous=_paged(max(first - PAGE, 1)) if first > 1 else None,
        next=_paged(first + PAGE) if first - 1 + PAGE < len(found) else None,
        downloads=_downloads(campaign, version) if version else (),
    )


def _question() -> Question:
    asked = request.args
    text = asked.get("q", "").strip()[:100]
    return Question(text, asked.get("subdistrict", "")[:100], asked.get("department", "")[:200], asked.get("kind", None, Kind))


def _days(one: Announced) -> AnnouncedVersion:
    return AnnouncedVersion(one.catalogue.version, one.at.astimezone(ZONE).date(), one.catalogue.effective_on)


def _subdistricts(campaign: Campaign) -> tuple[str, ...]:
    return tuple(office.name for office in participants(read(), campaign, "receiver"))


def _downloads(campaign: Campaign, version: int) -> tuple[tuple[str, str], ...]:
    forms = ("xlsx", "csv", "json")
    return tuple((form, url_for("publication.downloaded", key=campaign.key, version=version, form=form)) for form in forms)


def _paged(first: int) -> str:
    return url_for(request.endpoint, **request.view_args | request.args.to_dict() | {"from": first})
