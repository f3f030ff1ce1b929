"""Which items a form of the desk means: the ticked numbers, or every item of its filter but those unticked."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from webapp.acting import read, sight
from webapp.errors import Conflict
from webapp.items.forms import chosen_filter
from workflows.domain.words import Words
from workflows.store.items.listing import filtered_ids, ids_of_numbers

NOTHING_CHOSEN = Words("没有选中事项。请先勾选。", "No item was chosen. Tick some first.")


def chosen_ids(form: MultiDict) -> list[int]:
    """Ids ascending, in sight of the reader.

    Raises:
        Conflict: nothing was chosen.
    """
    ids = selected_ids(form)
    if not ids:
        raise Conflict(NOTHING_CHOSEN)
    return ids


def selected_ids(form: MultiDict) -> list[int]:
    """The same; empty where nothing was chosen."""
    if not form.get("all"):
        return ids_of_numbers(read(), sight(), _numbers(form, "number"))
    unticked = _numbers(form, "but")
    spared = set(ids_of_numbers(read(), sight(), unticked)) if unticked else set()
    return [item_id for item_id in filtered_ids(read(), sight(), chosen_filter(form)) if item_id not in spared]


def _numbers(form: MultiDict, name: str) -> set[int]:
    return {int(text) for text in form.getlist(name) if text.isdecimal() and len(text) < 10}
