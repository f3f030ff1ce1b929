"""New versions of what items say, by the thousand: a row of the version table and the item's own columns."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Integer, bindparam, insert, update

from workflows.domain.folding import folded
from workflows.domain.items import ItemFields, missing_for_report
from workflows.operations.acts import OpenAct
from workflows.operations.items.standing import Standing
from workflows.store.items.rows import Item, ItemVersion


def columns_of(fields: ItemFields) -> dict[str, str | bool | None]:
    """The item's own columns for lists and filters, as its fields say them."""
    plain = folded(fields.name)
    return {
        "name": fields.name,
        "folded_name": plain if plain != fields.name else None,
        "kind": fields.kind.value if fields.kind else "",
        "mode": fields.mode.value if fields.mode else "",
        "code": fields.code,
        "ready": not missing_for_report(fields),
    }


def add_versions(act: OpenAct, texts: Mapping[Standing, ItemFields], departments: Mapping[int, int] | None = None) -> None:
    """Add one version to each item. Callers have checked that the place allows it and that the item did not move.

    Args:
        departments: Item id → organisation id where an edit hands the item to another department (移入/移出).
    """
    if not texts:
        return
    moved = departments or {}
    act.session.execute(
        insert(ItemVersion),
        [
            {
                "item_id": item.id,
                "number": item.versions + 1,
                "act_id": act.id,
                "author_id": act.actor.person_id,
                "department_id": moved.get(item.id, item.department_id),
                "fields": fields.as_json(),
            }
            for item, fields in texts.items()
        ],
    )
    act.wrote.add(ItemVersion)
    table = Item.__table__
    columns = ("name", "folded_name", "kind", "mode", "code", "ready", "department_id")
    statement = (
        update(table)
        .where(table.c.id == bindparam("which"))
        .values({column: bindparam(f"new_{column}") for column in columns} | {"versions": bindparam("new_versions", type_=Integer)})
    )
    act.session.connection().execute(
        statement,
        [
            {"which": item.id, "new_versions": item.versions + 1, "new_department_id": moved.get(item.id, item.department_id)}
            | {f"new_{column}": value for column, value in columns_of(fields).items()}
            for item, fields in texts.items()
        ],
    )
