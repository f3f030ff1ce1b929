"""Which items a form of the desk means: the ticked numbers, or every item of its filter."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from webapp.acting import read, sight
from webapp.errors import Conflict
from webapp.items.forms import chosen_filter
from workflows.domain.words import Words
from workflows.store.items.listing import filtered_ids, ids_of_numbers

NOTHING_CHOSEN = Words("没有选中事项。请返回勾选后再预览。", "No item was chosen. Go back, tick some and preview again.")


def chosen_ids(form: MultiDict) -> list[int]:
    """Ids ascending, in sight of the reader.

    Raises:
        Conflict: nothing was chosen.
    """
    if form.get("all"):
        ids = filtered_ids(read(), sight(), chosen_filter(form))
    else:
        numbers = {int(text) for text in form.getlist("number") if text.isdecimal() and len(text) < 10}
        ids = ids_of_numbers(read(), sight(), numbers)
    if not ids:
        raise Conflict(NOTHING_CHOSEN)
    return ids
