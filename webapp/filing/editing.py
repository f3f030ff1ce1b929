"""One item between its form and its version."""

from __future__ import annotations

from flask import abort, request
from wtforms import SelectChoice

from webapp.acting import campaign, item_net, read, sight
from webapp.filing.forms import FillIn, form_values
from workflows.domain.items import ItemFields
from workflows.domain.outcomes import Outcome
from workflows.domain.words import Words
from workflows.engine.net import Desk
from workflows.store.campaigns import participants
from workflows.store.items.history import item_in_sight
from workflows.store.items.rows import Item, version_of

SAVED = Words("已存。", "Saved.")
UNCHANGED = Words("没有改动。", "Nothing was changed.")


def fillable_item(number: int) -> tuple[Item, ItemFields]:
    """The item at filling in, and what it says; 404 if it is not the reader's or rests elsewhere."""
    item = item_in_sight(read(), sight(), number)
    if item is None or item_net().places[item.marking].desk is not Desk.fill_in:
        abort(404)
    return item, version_of(read(), item).says


def form_of(says: ItemFields | None) -> FillIn:
    """The form with what was sent, else what the item says."""
    form = FillIn(**form_values(says)) if says and request.method == "GET" else FillIn()
    form.receivers.choices = [SelectChoice(office.key, office.short_name) for office in participants(read(), campaign(), "receiver")]
    return form


def saved_words(outcome: Outcome) -> tuple[Words, str]:
    """What to tell after saving, and its tone."""
    if outcome.left_out:
        return outcome.left_out[0].why, "red"
    return (SAVED, "act") if outcome.act_id else (UNCHANGED, "amber")
