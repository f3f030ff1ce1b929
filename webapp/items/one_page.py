"""What the page of one item shows."""

from __future__ import annotations

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from webapp.acting import campaign, drawn_place, item_net, item_nets, lane_role, new_key, place_words, read, role
from webapp.attachments.held import files_of_item, may_attach_to_items
from webapp.comments.marking import Said, said_about
from webapp.items.differences import FIELD_WORDS, Difference, differences, plain
from webapp.items.findings import ShownFinding, findings_shown
from webapp.items.opinions import JointReview, joint_reviews
from webapp.numbers import bounded
from webapp.security import may_open
from workflows.domain.items import ItemFields, missing_for_report
from workflows.domain.vocabulary import Role, Severity
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Place, Reason
from workflows.operations.items.coordinator import may_be_set_right
from workflows.store.attachments import HeldFile
from workflows.store.campaigns import participants
from workflows.store.comments import Comment
from workflows.store.items.history import (
    AskedBack,
    Happening,
    WrittenVersion,
    happenings,
    heard_comments,
    pending_request,
    relatives,
    written_versions,
)
from workflows.store.items.rows import Item
from workflows.store.people import Organisation

SCOPE = ("scope_conduct", "scope_object", "scope_place")
MORE = ("penalty_kinds", "form", "owner", "owner_level", "entrust_letter", "entrust_term", "remarks")
WORDS_OF_ACTS = {
    "change_set": Words("流程调整", "The process was changed"),
    "file": Words("填报", "filed it"),
    "open": Words("进入", "came on"),
    "undo": Words("撤销", "took it back"),
    "clear": Words("筛查无发现", "screening: nothing found"),
    "warn": Words("筛查有警示", "screening: warning"),
    "block": Words("筛查阻断", "screening: blocked"),
}
BY_WORDS = {
    By.stage: Words("阶段", "Stage"),
    By.clock: Words("时钟", "Clock"),
    By.rules: Words("合规筛查", "Screening"),
    By.closing: Words("办结", "Closing"),
}


@dataclass(frozen=True)
class Step:
    """One line of the timeline."""

    happening: Happening
    who: Words
    did: Words
    to: Words
    tone: str


@dataclass(frozen=True)
class OnePage:
    """Everything about one item."""

    item: Item
    fields: ItemFields
    place: Words
    waits_for: Words
    receivers: tuple[str, ...]
    all_receivers: int
    more: tuple[tuple[Words, str], ...]
    findings: tuple[ShownFinding, ...]
    worst: str
    steps: tuple[Step, ...]
    versions: tuple[WrittenVersion, ...]
    older: int
    newer: int
    differences: tuple[Difference, ...]
    comments: tuple[Said, ...]
    files: tuple[HeldFile, ...]
    may_attach: bool
    opinions: tuple[JointReview, ...]
    relatives: tuple[tuple[str, bool, Item], ...]
    moves: tuple[Move, ...]
    missing: tuple[Words, ...]
    may_edit: bool
    may_set_right: bool
    may_ask_back: bool
    request: AskedBack | None
    may_answer: bool
    key: str


def one_page(item: Item, args: MultiDict) -> OnePage:
    """The page of an item that the reader may see; ``from`` and ``to`` pick the versions to compare."""
    place = item_net().places[item.marking]
    versions = written_versions(read(), item.id)
    older, newer = _compared(args, len(versions))
    fields = versions[-1].version.says
    says = {written.version.number: written.version.says for written in versions}
    findings = findings_shown(item.id)
    everyone = participants(read(), campaign(), "receiver")
    mine = lane_role(place) is role()
    asked = pending_request(read(), item.id)
    return OnePage(
        item=item,
        fields=fields,
        place=place_words(item.marking),
        waits_for=_waits_for(place),
        receivers=_receivers(fields, everyone),
        all_receivers=len(everyone),
        more=tuple((FIELD_WORDS[name], plain(fields, name)) for name in MORE if getattr(fields, name)),
        findings=tuple(sorted(findings, key=lambda finding: list(Severity).index(finding.severity))),
        worst=min((finding.severity for finding in findings), key=list(Severity).index, default=""),
        steps=tuple(_step(happening) for happening in reversed(happenings(read(), item.id))),
        versions=tuple(versions),
        older=older,
        newer=newer,
        differences=differences(versions[older - 1].version.says, versions[newer - 1].version.says) if older else (),
        comments=tuple(said_about(one, says) for one in heard_comments(read(), [Comment.item_id == item.id])),
        files=tuple(files_of_item(item.id)),
        may_attach=may_attach_to_items(),
        opinions=joint_reviews(item.id),
        relatives=tuple(relatives(read(), item.id)),
        moves=_moves(place) if mine and may_open("desk.preview") else (),
        missing=tuple(FIELD_WORDS[name] for name in missing_for_report(fields)) if place.desk is Desk.fill_in else (),
        may_edit=place.desk is Desk.fill_in and role() in (Role.liaison, Role.coordinator) and may_open("filing.edited"),
        may_set_right=may_be_set_right(place) and may_open("corrections.edited"),
        may_ask_back=asked is None and may_open("withdrawals.asked") and _is_away(place),
        request=asked,
        may_answer=asked is not None and mine and may_open("withdrawals.declined"),
        key=new_key(),
    )


def asks_for(move: Move) -> Words | None:
    """What a move wants beside the word: a reason, or a reason with its code."""
    if move.reason is Reason.code:
        return Words("须选理由代码并写明理由", "needs a reason code and a reason")
    return Words("须写明理由", "needs a reason") if move.reason is Reason.text else None


def in_whose_name(person: str, stood_for: str) -> Words:
    """The one who acted, and in whose name where it was another's."""
    return Words(f"{person}（代 {stood_for}）", f"{person} (for {stood_for})") if stood_for else Words(person, person)


def _compared(args: MultiDict, count: int) -> tuple[int, int]:
    newer = min(max(args.get("to", count, bounded), 1), count)
    older = args.get("from", newer - 1, bounded)
    return (older, newer) if 1 <= older < newer else (newer - 1, newer)


def _is_away(place: Place) -> bool:
    """In progress, and out of the department's own hands."""
    return place.counts == "in_progress" and lane_role(place) not in (Role.liaison, Role.department_head)


def _waits_for(place: Place) -> Words:
    lane = lane_role(place)
    return lane.words if lane and place.desk is not Desk.end else Words("", "")


def _receivers(fields: ItemFields, everyone: list[Organisation]) -> tuple[str, ...]:
    return tuple(office.short_name for office in everyone if not fields.receivers or office.key in fields.receivers)


def _moves(place: Place) -> tuple[Move, ...]:
    return tuple(move for move in item_net().offered(place.marking) if move.by is By.person and move.action != "replace")


def move_words(from_marking: str, action: str) -> Words:
    """What was done at a place, as it is drawn in the present net or a former one."""
    known = (item_net(),) if action in WORDS_OF_ACTS else item_nets()
    move = next((move for net in known if (move := net.move(from_marking, action))), None)
    return Words(move.label, move.label_en) if move and move.label else WORDS_OF_ACTS.get(action, Words(action, action))


def _step(happening: Happening) -> Step:
    did = move_words(happening.from_marking, happening.action)
    by = By(happening.by)
    acted = Role(happening.role)
    named = in_whose_name(happening.person, happening.stood_for)
    who = BY_WORDS.get(by) or Words(f"{acted.zh} {named.zh}".strip(), f"{acted.en} {named.en}".strip())
    place = drawn_place(happening.to_marking)
    backwards = happening.action in ("return", "send_back", "remand", "block", "undo", "revise")
    tone = "amber" if backwards else "red" if place and place.counts == "kept" else ""
    return Step(happening, who, did, place_words(happening.to_marking), tone)
