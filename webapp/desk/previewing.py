"""A preview: made once, kept on the server under its digest, shown as often as wanted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from flask import abort
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from webapp.acting import act, actor, campaign, item_net, new_key, place_words, read
from webapp.items.forms import address_parts
from workflows.domain.outcomes import LeftOut
from workflows.domain.vocabulary import KeepReason
from workflows.domain.words import Words
from workflows.engine.net import By, Move, Reason
from workflows.operations.items.deciding import Plan, plan
from workflows.operations.items.previewing import fix_preview
from workflows.store.items.listing import ListedRow, rows_of_ids
from workflows.store.items.previews import Preview, preview_of

SHOWN = 200


@dataclass(frozen=True)
class Way:
    """Items of which the same is told, with how many of each department: where they go, or what their opinions wait for."""

    move: Move
    told: Words
    rows: tuple[ListedRow, ...]
    count: int
    departments: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Group:
    """Items left out for the same reason."""

    code: str
    why: Words
    rows: tuple[ListedRow, ...]
    count: int


@dataclass(frozen=True)
class PreviewPage:
    """What would happen."""

    preview: Preview
    label: Words
    chosen: int
    moving: int
    ways: tuple[Way, ...]
    exceptions: tuple[Group, ...]
    left: int
    wants_reason: bool
    wants_code: bool
    fixed: str
    stale: bool
    key: str
    codes: tuple[KeepReason, ...]
    others: tuple[Move, ...]
    place: str
    filter: dict[str, list[str]]


def make_preview(ids: list[int], form: MultiDict) -> str:
    """A preview of the form's word over these items; returns its digest."""
    words = {"action": form.get("action") or form.get("look", ""), "reason": form.get("reason"), "code": form.get("code") or None}
    preview, _planned = act(fix_preview, item_ids=ids, **words)
    return preview.digest


def known_preview(digest: str) -> Preview:
    """The reader's own preview in their present role and campaign; 404 for any other."""
    who = actor()
    found = preview_of(read(), digest, who.person_id)
    if found is None or found.role != who.role.value or found.campaign_id != campaign().id:
        abort(404)
    return found


def planned_again(session: Session, preview: Preview) -> Plan:
    """The plan of a preview as things stand now."""
    passages = dict(preview.items)
    return plan(
        session,
        actor=actor(),
        campaign=campaign(),
        item_ids=list(passages),
        action=preview.action,
        reason=preview.reason,
        code=preview.code,
        expected=passages,
    )


def preview_page(preview: Preview) -> PreviewPage:
    """The page of a preview."""
    planned = planned_again(read(), preview)
    rows = {row.id: row for row in rows_of_ids(read(), campaign().id, [item_id for item_id, _passages in preview.items])}
    moves = [
        move for move in item_net().moves.values() if move.action == preview.action and move.marking in {r.marking for r in rows.values()}
    ]
    markings = Counter(row.marking for row in rows.values())
    place = markings.most_common(1)[0][0] if markings else ""
    return PreviewPage(
        preview=preview,
        label=Words(moves[0].label, moves[0].label_en) if moves else Words(preview.action, preview.action),
        chosen=len(preview.items),
        moving=planned.count,
        ways=tuple(_way(move, told, [rows[item.id] for item in items]) for (move, told), items in planned.ways.items()),
        exceptions=_exceptions(planned.left_out, rows),
        left=len(planned.left_out),
        wants_reason=any(move.reason is not Reason.none for move in moves),
        wants_code=any(move.reason is Reason.code for move in moves),
        fixed=planned.digest,
        stale=any(left.code == "changed" for left in planned.left_out),
        key=new_key(),
        codes=tuple(KeepReason),
        others=tuple(move for move in item_net().offered(place) if move.by is By.person and move.action != "replace") if place else (),
        place=place,
        filter=address_parts(),
    )


def _way(move: Move, told: Words, rows: list[ListedRow]) -> Way:
    counts, to = Counter(row.department for row in rows), place_words(move.to)
    return Way(move, Words(told.zh.format(to=to.zh), told.en.format(to=to.en)), tuple(rows[:SHOWN]), len(rows), tuple(counts.most_common()))


def _exceptions(left_out: tuple[LeftOut, ...], rows: dict[int, ListedRow]) -> tuple[Group, ...]:
    grouped: dict[str, list[LeftOut]] = {}
    for left in left_out:
        grouped.setdefault(left.code, []).append(left)
    return tuple(
        Group(code, lefts[0].why, tuple(rows[left.item_id] for left in lefts[:SHOWN] if left.item_id in rows), len(lefts))
        for code, lefts in sorted(grouped.items(), key=lambda pair: -len(pair[1]))
    )
