"""What the leader's page shows: the balance, exceptions, contested items with both arguments; and the text that is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import abort

from webapp.acting import campaign, item_net, my_places, new_key, place_words, read, sight
from webapp.desk.previewing import PreviewPage, planned_again, preview_page
from workflows.domain.vocabulary import Answer, Kind, OpinionKind, Role
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Move, Place
from workflows.store.campaigns import participants
from workflows.store.items.contested import Argument, arguments, by_department_and_kind
from workflows.store.items.listing import ItemFilter, ListedRow, filtered_ids, rows_of_ids
from workflows.store.items.previews import Preview
from workflows.store.people import Organisation

SHOWN = 60
UNSAID = Words("未写明类别", "kind not said")
NOT_YET = Words("尚未答复", "not answered yet")


@dataclass(frozen=True)
class Voice:
    """One argument in the reader's words: who, what they wanted, and what was answered."""

    by: Words
    word: Words
    text: str
    answer: Words | None
    answer_text: str


@dataclass(frozen=True)
class Contested:
    """An item with something said against it, or with a mark."""

    row: ListedRow
    voices: tuple[Voice, ...]


@dataclass(frozen=True)
class Group:
    """The first items of a group, and how many there are."""

    items: tuple[Contested, ...]
    count: int


@dataclass(frozen=True)
class Share:
    """One department: how many items, and how many of each kind."""

    name: str
    count: int
    kinds: tuple[tuple[Words, int], ...]


@dataclass(frozen=True)
class ApprovalPage:
    """Everything that waits for approval, each item in one group at most: ``contested`` has a comment that was not wholly adopted,
    ``mended`` another verdict on the way, ``exceptions`` a mark. Groups show their first 60."""

    place: Words
    marking: str
    count: int
    shares: tuple[Share, ...]
    contested: Group
    mended: Group
    exceptions: Group
    label: Words
    key: str


@dataclass(frozen=True)
class SigningPage:
    """A preview of the approval as the text that is signed; ``without`` are the items at the place that it leaves alone."""

    preview: PreviewPage
    shares: tuple[Share, ...]
    without: tuple[int, ...]
    place: Words


def approval_page() -> ApprovalPage:
    """What waits at the leader's place; a fixed number of queries."""
    place = approving_place()
    ids = filtered_ids(read(), sight(), ItemFilter(places=(place.marking,)))
    voices = arguments(read(), sight(), place.marking)
    marked = [row for row in rows_of_ids(read(), campaign().id, ids) if row.id in voices or row.severities or row.comments]
    judged = [Contested(row, tuple(_voice(one) for one in voices.get(row.id, ()))) for row in marked]
    contested = [one for one in judged if any(voice.answer for voice in one.voices)]
    return ApprovalPage(
        place=place_words(place.marking),
        marking=place.marking,
        count=len(ids),
        shares=_shares(by_department_and_kind(read(), ids)),
        contested=_group(contested),
        mended=_group([one for one in judged if one.voices and one not in contested]),
        exceptions=_group([one for one in judged if not one.voices]),
        label=Words(approving_move(place).label, approving_move(place).label_en),
        key=new_key(),
    )


def _group(items: list[Contested]) -> Group:
    return Group(tuple(items[:SHOWN]), len(items))


def signing_page(preview: Preview) -> SigningPage:
    """What is signed: counts by department and kind of exactly the items that would move."""
    place = approving_place()
    moving = [item.id for items in planned_again(read(), preview).moves.values() for item in items]
    waiting = filtered_ids(read(), sight(), ItemFilter(places=(place.marking,)))
    left = rows_of_ids(read(), campaign().id, sorted(set(waiting) - set(moving)))
    shares = _shares(by_department_and_kind(read(), moving))
    return SigningPage(preview_page(preview), shares, tuple(row.number for row in left), place_words(place.marking))


def ids_but(numbers: Sequence[int]) -> list[int]:
    """Every item that waits for approval but those with these numbers."""
    ids = filtered_ids(read(), sight(), ItemFilter(places=(approving_place().marking,)))
    left = {row.id for row in rows_of_ids(read(), campaign().id, ids) if row.number in set(numbers)}
    return [item_id for item_id in ids if item_id not in left]


def approving_place() -> Place:
    """The reader's own place from which items come into the catalogue; 404 in a process without one."""
    return next((place for place in my_places() if place.desk is Desk.decide and approving_move(place)), None) or abort(404)


def approving_move(place: Place) -> Move | None:
    """The move of a person that leads from there into the catalogue."""
    net = item_net()
    offered = (move for move in net.offered(place.marking) if move.by is By.person)
    return next((move for move in offered if net.places[move.to].counts == "adopted"), None)


def _shares(counts: Mapping[tuple[int, str], int]) -> tuple[Share, ...]:
    offices = participants(read(), campaign(), "department")
    return tuple(share for office in offices if (share := _share(office, counts)).count)


def _share(office: Organisation, counts: Mapping[tuple[int, str], int]) -> Share:
    own = {kind: count for (department, kind), count in counts.items() if department == office.id}
    kinds = [(kind.words, own[kind.value]) for kind in Kind if kind.value in own]
    kinds += [(UNSAID, own[""])] if "" in own else []
    return Share(office.name, sum(own.values()), tuple(kinds))


def _voice(one: Argument) -> Voice:
    if one.word in set(OpinionKind):
        answer = Answer(one.answer).words if one.answer else NOT_YET
        return Voice(Words(one.by, one.by), OpinionKind(one.word).words, one.text, answer, one.answer_text)
    move = next((move for move in item_net().moves.values() if move.action == one.word and move.by is By.person), None)
    word = Words(move.label, move.label_en) if move else Words(one.word, one.word)
    return Voice(Role(one.by).words, word, one.text, None, "")
