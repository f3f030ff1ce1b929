"""One item at a glance, beside the list of the desk."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.acting import actor, campaign, item_net, place_words, read
from webapp.items.differences import Difference, differences
from webapp.items.findings import ShownFinding, findings_shown
from workflows.domain.items import ItemFields
from workflows.domain.words import Words
from workflows.store.campaigns import participants
from workflows.store.comments import Comment
from workflows.store.items.history import HeardComment, heard_comments, written_versions
from workflows.store.items.judged import Judged, last_judged
from workflows.store.items.rows import Item


@dataclass(frozen=True)
class Glance:
    """What a reviewer needs to see before deciding: bases, findings, comments, what changed since their last opinion."""

    item: Item
    fields: ItemFields
    place: Words
    receivers: int
    all_receivers: int
    findings: tuple[ShownFinding, ...]
    comments: tuple[HeardComment, ...]
    judged: Judged | None
    judged_words: Words
    differences: tuple[Difference, ...]


def glance_of(item: Item) -> Glance:
    """The pane of an item that the reader may see."""
    versions = written_versions(read(), item.id)
    fields = versions[-1].version.says
    judged = last_judged(read(), item.id, actor().person_id)
    everyone = participants(read(), campaign(), "receiver")
    return Glance(
        item=item,
        fields=fields,
        place=place_words(item.marking),
        receivers=len(fields.receivers) or len(everyone),
        all_receivers=len(everyone),
        findings=findings_shown(item.id),
        comments=tuple(heard_comments(read(), [Comment.item_id == item.id])),
        judged=judged,
        judged_words=_said_then(judged),
        differences=differences(versions[judged.version - 1].version.says, fields) if judged else (),
    )


def _said_then(judged: Judged | None) -> Words:
    move = item_net().move(judged.place, judged.action) if judged else None
    return Words(move.label, move.label_en) if move else Words("", "")
