"""What 填报 shows: the list with what each item still needs, and one item's form."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import request, url_for

from webapp.acting import actor, campaign, campaign_net, item_net, my_places, new_key, read, sight
from webapp.desk.receipt import LatestReceipt, latest_receipt
from webapp.filing.forms import BASES, FillIn, bases_of, padded
from webapp.filing.grid import STATES, grid_settings, note_of
from webapp.frame import deadline_note, deadline_tone
from webapp.items.differences import FIELD_WORDS
from webapp.items.findings import ShownFinding, findings_shown
from webapp.numbers import bounded
from workflows.domain.items import Basis, ItemFields, missing_for_report
from workflows.domain.vocabulary import BasisRole, LawLevel
from workflows.domain.words import Words
from workflows.engine.net import Desk, Move
from workflows.store.items.drafts import draft_count
from workflows.store.items.listing import ItemFilter, ListedRow, listed_whole
from workflows.store.items.returns import Return, returns_of
from workflows.store.items.rows import Item

PAGE = 200


@dataclass(frozen=True)
class FilingRow:
    """One item of the list and its state; ``needs`` is what reporting still waits for."""

    row: ListedRow
    state: str
    label: Words
    tone: str
    needs: tuple[Words, ...]
    back: str = ""


@dataclass(frozen=True)
class FilingPage:
    """The department's items at filling in."""

    rows: tuple[FilingRow, ...]
    counts: dict[str, int]
    states: dict[str, tuple[Words, str]]
    chosen: str
    total: int
    ready: int
    sending: tuple[tuple[str, Move], ...]
    previous: str | None
    next: str | None
    key: str
    receipt: LatestReceipt | None
    grid: dict[str, object]
    drafts: int
    due: Words | None
    due_tone: str


@dataclass(frozen=True)
class EditPage:
    """One item's form."""

    item: Item | None
    form: FillIn
    bases: tuple[Basis | None, ...]
    findings: tuple[ShownFinding, ...]
    missing: tuple[Words, ...]
    levels: tuple[LawLevel, ...]
    roles: tuple[BasisRole, ...]
    key: str


def filing_page() -> FilingPage:
    """Items at places of filling in, in sight of the reader."""
    places = [place for place in item_net().places.values() if place.desk is Desk.fill_in]
    found = listed_whole(read(), sight(), ItemFilter(places=tuple(place.marking for place in places)))
    back = returns_of(read(), [row.id for row in found])
    rows = [_row(row, back.get(row.id)) for row in found]
    counts = Counter(row.state for row in rows)
    chosen = request.args.get("state", "")
    shown = [row for row in rows if not chosen or row.state == chosen]
    first = max(request.args.get("from", 0, bounded), 0)
    mine, now = {place.marking for place in my_places()}, campaign_net().places[campaign().marking]
    sending = [(p.marking, item_net().move(p.marking, "send_for_endorsement")) for p in places if p.marking in mine]
    return FilingPage(
        rows=tuple(shown[first : first + PAGE]),
        counts=dict(counts),
        states=STATES,
        chosen=chosen,
        total=len(rows),
        ready=sum(not row.needs and row.state != "wrong" for row in rows),
        sending=tuple((marking, move) for marking, move in sending if move),
        previous=url_for("filing.listed", state=chosen or None, **{"from": max(first - PAGE, 0)}) if first else None,
        next=url_for("filing.listed", state=chosen or None, **{"from": first + PAGE}) if first + PAGE < len(shown) else None,
        key=new_key(),
        receipt=latest_receipt(),
        grid=grid_settings(),
        drafts=draft_count(read(), campaign().id, actor().person_id),
        due=deadline_note(now),
        due_tone=deadline_tone(now),
    )


def edit_page(item: Item | None, says: ItemFields | None, form: FillIn) -> EditPage:
    """The form of an item, or of a new one."""
    bases = bases_of(request.form) if request.method == "POST" else says.bases if says else ()
    findings = findings_shown(item.id) if item else ()
    return EditPage(
        item=item,
        form=form,
        bases=tuple(padded(bases)[: max(BASES, len(bases))]),
        findings=tuple(findings),
        missing=tuple(FIELD_WORDS[name] for name in missing_for_report(says)) if says else (),
        levels=tuple(LawLevel),
        roles=tuple(BasisRole),
        key=new_key(),
    )


def _row(row: ListedRow, back: Return | None) -> FilingRow:
    needs = tuple(FIELD_WORDS[name] for name in missing_for_report(row.fields))
    state = "wrong" if row.severities.get("block") else "unfilled" if needs else "returned" if back else "saved"
    label, tone = STATES[state]
    return FilingRow(row, state, label, tone, needs, note_of(back) if back else "")
