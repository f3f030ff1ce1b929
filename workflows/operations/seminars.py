"""研讨: items are put on the agenda of a seminar, its results are noted as they are reached and written back in bulk, its minutes filed.

While a seminar runs, its rows are a working paper and no act. What counts is one act each: calling it, every distinct result
written back (``decide_items``, under the rules of every decision), the record registered with it, and filing the minutes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workflows.domain.errors import NotFound, NotYours, Stale, Unfit
from workflows.domain.left_out import left_out
from workflows.domain.outcomes import LeftOut, Moved, Outcome
from workflows.domain.seminars import Attendee, draft_minutes, suggested_topics
from workflows.domain.vocabulary import KeepReason, Role
from workflows.engine.net import By, Move, Net, Reason
from workflows.operations.acts import Actor, OpenAct, checked_reason, open_act, repeated
from workflows.operations.items.coordinator import discusses
from workflows.operations.items.deciding import decide_items
from workflows.operations.items.screening import current_fields
from workflows.operations.items.standing import Selection, Standing
from workflows.operations.processes import nets
from workflows.store.audit import FiledDocument
from workflows.store.campaigns import Campaign
from workflows.store.seminars import Seminar, SeminarItem, awaiting, meeting_of, next_number, on_agenda, seminar_numbered

LONGEST_TITLE, LONGEST_MINUTES, MOST_ATTENDEES, MOST_ITEMS = 200, 100_000, 300, 2_000
NOUN = "seminar"


@dataclass(frozen=True, slots=True)
class Note:
    """What was said of one item: a word of the diagram or nothing, with its code and reason; dissents in words; its topic."""

    result: str = ""
    code: str = ""
    reason: str = ""
    dissent: str = ""
    topic: str = ""


def call_seminar(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    title: str,
    held_on: date,
    venue: str = "",
    item_ids: Collection[int],
    client_key: str | None = None,
) -> Outcome:
    """A seminar stands with these items on its agenda, each under a suggested topic. The items stay where they are.

    Items that are not at a discussion, or on the agenda of a seminar that has not decided them yet, are left out by name.

    Args:
        title, venue: At most 200 characters; a title is needed.
        item_ids: 1 to 2,000 ids.

    Raises:
        NotYours: the actor is not the coordinator.
        Unfit: no title, too many items, or none that can be discussed.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _coordinator(actor)
    title, venue = _line(title, wanted=True), _line(venue)
    if len(item_ids) > MOST_ITEMS:
        raise Unfit("一次研讨最多 2,000 项。", "A seminar takes at most 2,000 items.")
    fit, left = _fit(session, campaign, item_ids)
    if not fit:
        raise Unfit("所选事项都不在研讨，或已列入其他研讨。", "None of these items waits for a discussion without a seminar.")
    seminar = Seminar(campaign_id=campaign.id, number=next_number(session, campaign.id), title=title, held_on=held_on, venue=venue)
    session.add(seminar)
    session.flush()
    topics = suggested_topics(current_fields(session, [item.id for item in fit]))
    session.add_all(SeminarItem(seminar_id=seminar.id, item_id=item.id, topic=topics[item.id]) for item in fit)
    act = open_act(session, actor, at, "call_seminar", campaign=campaign, client_key=client_key)
    body = {"title": title, "held_on": held_on.isoformat(), "venue": venue, "items": [item.number for item in fit]}
    act.register(NOUN, _key(campaign, seminar), body)
    outcome = Outcome(act.id, (Moved("", "call_seminar", "", tuple(item.id for item in fit)),), left)
    act.close(items=len(fit), outcome=outcome)
    return outcome


def note_results(
    session: Session,
    *,
    actor: Actor,
    at: datetime,
    campaign: Campaign,
    number: int,
    notes: Mapping[int, Note],
    attendees: Sequence[Attendee] | None = None,
) -> Seminar:
    """What was reached so far stands on the seminar's paper. No item moves; results written back before stay as they are.

    Args:
        notes: Item id → what was said; items that are not on the agenda are refused.
        attendees: The list of those who attended, if it is to change; at most 300.

    Raises:
        NotYours, NotFound: not the coordinator; no such seminar.
        Unfit: a result that no person may choose at a discussion, a code or text that breaks its limits, too many attendees.
    """
    _coordinator(actor)
    seminar, rows = _seminar(session, campaign, number)
    words = results_offered(nets(campaign).item)
    agenda = {row.item_id: row for row in rows}
    if unknown := set(notes) - set(agenda):
        raise Unfit(f"有 {len(unknown)} 项不在本次议程。", f"{len(unknown)} items are not on this agenda.")
    for item_id, note in notes.items():
        row = agenda[item_id]
        if row.act_id is None:
            _noted(row, note, words)
    if attendees is not None:
        if len(attendees) > MOST_ATTENDEES:
            raise Unfit("出席名单最多 300 人。", "At most 300 attendees.")
        seminar.attendance = [[_line(one.office), _line(one.name), _line(one.part)] for one in attendees]
    session.flush()
    return seminar


def take_off_agenda(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, number: int, item_ids: Collection[int]) -> int:
    """These items are no longer on the agenda and wait for another seminar; decided ones stay. Returns how many left.

    Raises:
        NotYours, NotFound: as ``note_results``.
    """
    _coordinator(actor)
    seminar, _rows = _seminar(session, campaign, number)
    gone = delete(SeminarItem).where(SeminarItem.seminar_id == seminar.id, SeminarItem.act_id.is_(None))
    return session.execute(gone.where(SeminarItem.item_id.in_(sorted(item_ids)))).rowcount


def write_back(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, number: int, client_key: str | None = None
) -> Outcome:
    """Every noted result is carried out: one act for each distinct word, code and reason, and one that registers the record.

    Items that somebody decided meanwhile, or that the rules do not let go, are left out by name and keep their note.

    Raises:
        NotYours, NotFound: as ``note_results``.
        Unfit: nothing was noted that could be written back.

    Source:
        ``bpmn/item_review.bpmn`` task ``discuss_item``.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    _coordinator(actor)
    seminar, rows = _seminar(session, campaign, number)
    groups: dict[tuple[str, str, str], list[SeminarItem]] = defaultdict(list)
    for row in rows:
        if row.result and row.act_id is None:
            groups[row.result, row.code, row.reason].append(row)
    if not groups:
        raise Unfit("还没有可写回的结论，请先记录。", "No result is noted that could be written back.")
    moved, left = _carried_out(session, actor, at, campaign, groups)
    if not moved:
        return Outcome(None, (), left)
    act = open_act(session, actor, at, "write_back", campaign=campaign, client_key=client_key)
    _register(act, campaign, seminar, rows)
    outcome = Outcome(act.id, moved, left)
    act.close(items=outcome.count, outcome=outcome)
    return outcome


def keep_minutes(session: Session, *, actor: Actor, at: datetime, campaign: Campaign, number: int, text: str) -> Seminar:
    """The draft of the minutes stands as edited; an empty text is drafted anew from the results.

    Raises:
        NotYours, NotFound: as ``note_results``.
        Stale: the minutes were filed.
        Unfit: over 100,000 characters, or control characters.
    """
    _coordinator(actor)
    seminar, _rows = _seminar(session, campaign, number)
    if seminar.filed_id is not None:
        raise Stale("纪要已归档，不能再改。", "The minutes were filed; they no longer change.")
    seminar.minutes = _text(text, LONGEST_MINUTES).strip()
    session.flush()
    return seminar


def file_minutes(
    session: Session, *, actor: Actor, at: datetime, campaign: Campaign, number: int, text: str, client_key: str | None = None
) -> Outcome:
    """The minutes are filed as they stand in ``text``: a document under its digest that never changes.

    Raises:
        NotYours, NotFound, Stale, Unfit: as ``keep_minutes``; also results that were noted and not written back.
    """
    if (earlier := repeated(session, client_key)) is not None:
        return Outcome.from_json(earlier.result)
    seminar = keep_minutes(session, actor=actor, at=at, campaign=campaign, number=number, text=text)
    rows = on_agenda(session, seminar)
    if waiting := sum(bool(row.result) and row.act_id is None for row in rows):
        raise Unfit(f"有 {waiting} 项结论尚未写回，请先写回再归档。", f"{waiting} results were not written back yet; do that first.")
    text = seminar.minutes or minutes_of(session, campaign, seminar)
    act = open_act(session, actor, at, "file_minutes", campaign=campaign, client_key=client_key)
    content = text.encode()
    digest = hashlib.sha256(content).hexdigest()
    filed = FiledDocument(act_id=act.id, name=f"第{seminar.number}次研讨会会议纪要.txt", digest=digest, content=content)
    act.add(filed)
    session.flush()
    seminar.minutes, seminar.filed_id = text, filed.id
    _register(act, campaign, seminar, rows)
    outcome = Outcome(act.id, (Moved("", "file_minutes", "", ()),), ())
    act.close(outcome=outcome)
    return outcome


def minutes_of(session: Session, campaign: Campaign, seminar: Seminar) -> str:
    """The minutes as they are: the draft that was edited, else one drafted from the results."""
    words = {action: move.label for action, move in results_offered(nets(campaign).item).items()}
    return seminar.minutes or draft_minutes(meeting_of(session, seminar, campaign.title), words)


def results_offered(net: Net) -> dict[str, Move]:
    """What a discussion may end in: the words that the drawing offers a person at places of discussion."""
    moves = (move for marking, place in net.places.items() if discusses(place) for move in net.offered(marking))
    return {move.action: move for move in moves if move.by is By.person}


def _carried_out(
    session: Session, actor: Actor, at: datetime, campaign: Campaign, groups: Mapping[tuple[str, str, str], list[SeminarItem]]
) -> tuple[tuple[Moved, ...], tuple[LeftOut, ...]]:
    moved: list[Moved] = []
    left: list[LeftOut] = []
    for (action, code, reason), rows in sorted(groups.items()):
        words = {"item_ids": [row.item_id for row in rows], "action": action, "reason": reason or None, "code": code or None}
        outcome = decide_items(session, actor=actor, at=at, campaign=campaign, **words)
        gone = {item_id for group in outcome.moved for item_id in group.item_ids}
        for row in rows:
            row.act_id = outcome.act_id if row.item_id in gone else None
        moved += outcome.moved
        left += outcome.left_out
    return tuple(moved), tuple(left)


def _register(act: OpenAct, campaign: Campaign, seminar: Seminar, rows: Sequence[SeminarItem]) -> None:
    """The record: names and dissents as digests, so that they can be erased and the chain stays whole."""
    items = [[row.item_id, row.topic, row.result, row.code, act.word(row.dissent), row.act_id] for row in rows]
    came = [[office, act.word(name), part] for office, name, part in seminar.attendance]
    body = {"title": seminar.title, "held_on": seminar.held_on.isoformat(), "venue": seminar.venue, "items": items, "attendance": came}
    act.register(NOUN, _key(campaign, seminar), body | {"minutes": seminar.filed_id})


def _fit(session: Session, campaign: Campaign, item_ids: Collection[int]) -> tuple[list[Standing], tuple[LeftOut, ...]]:
    chosen, places = Selection(session, campaign, item_ids), nets(campaign).item.places
    taken = awaiting(session, campaign.id)
    fit, left = [], [left_out(item_id, 0, "not_found") for item_id in chosen.ids if item_id not in chosen.items]
    for item in chosen.items.values():
        if not discusses(places[item.marking]):
            left.append(left_out(item.id, item.number, "not_discussed"))
        elif item.id in taken:
            left.append(left_out(item.id, item.number, "on_agenda"))
        else:
            fit.append(item)
    return fit, tuple(left)


def _noted(row: SeminarItem, note: Note, words: Mapping[str, Move]) -> None:
    if note.result and note.result not in words:
        raise Unfit("研讨没有这个结论，请从列表中选择。", "A discussion cannot end so; choose from the list.")
    if note.code and note.code not in set(KeepReason):
        raise Unfit("没有这个理由代码，请从列表中选择。", "There is no such reason code; choose one from the list.")
    needs = words[note.result].reason if note.result else Reason.none
    row.result, row.code = note.result, note.code if needs is Reason.code else ""
    row.reason = checked_reason(note.reason, wanted=False) or ""
    row.dissent, row.topic = _text(note.dissent, 2_000).strip(), _line(note.topic) or row.topic


def _seminar(session: Session, campaign: Campaign, number: int) -> tuple[Seminar, list[SeminarItem]]:
    seminar = seminar_numbered(session, campaign.id, number)
    if seminar is None:
        raise NotFound("没有这次研讨。", "There is no such seminar.")
    return seminar, on_agenda(session, seminar)


def _coordinator(actor: Actor) -> None:
    if actor.role is not Role.coordinator:
        raise NotYours("研讨由协调员组织和记录。", "Seminars are called and recorded by the coordinator.")


def _key(campaign: Campaign, seminar: Seminar) -> str:
    return f"{campaign.key}/{seminar.number}"


def _line(text: str, *, wanted: bool = False) -> str:
    text = " ".join(_text(text, LONGEST_TITLE).split())
    if wanted and not text:
        raise Unfit("请写明会议名称。", "Please give the seminar a title.")
    return text


def _text(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Unfit(f"文字有 {len(text)} 字，最多 {longest} 字。", f"The text has {len(text)} characters; the limit is {longest}.")
    if any(ord(mark) < 32 and mark not in "\n\r\t" for mark in text):
        raise Unfit("文字中有不可见的控制字符，请删去后重试。", "The text contains control characters; remove them and retry.")
    return text.replace("\r\n", "\n")
