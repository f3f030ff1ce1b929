"""Three wordings of one item held against each other: as it was downloaded, as it stands, as the workbook has it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from workflows.domain.items import ItemFields, changed_fields


@dataclass(frozen=True, slots=True)
class Merge:
    """What a workbook changed since it was downloaded, and what was changed here meanwhile.

    ``only_mine`` are the fields that only the workbook changed; ``both`` those that both changed, each in its own way. A field
    that only the system changed stays as the system has it and is named by neither.
    """

    base: ItemFields
    theirs: ItemFields
    mine: ItemFields
    only_mine: tuple[str, ...]
    both: tuple[str, ...]

    def taking(self, fields: Collection[str]) -> ItemFields:
        """What the item would say with these fields from the workbook; no other field leaves what stands.

        Fields that the workbook did not change are left alone even if named.
        """
        taken = {name: getattr(self.mine, name) for name in (*self.only_mine, *self.both) if name in fields}
        return replace(self.theirs, **taken)


def three_way(base: ItemFields, theirs: ItemFields, mine: ItemFields) -> Merge:
    """The merge of a workbook's wording with the one that stands.

    Args:
        base: 下载时: the version the workbook was written from.
        theirs: 系统里: the version in force.
        mine: 工作簿.

    >>> merge = three_way(ItemFields("甲"), ItemFields("甲", remarks="系统"), ItemFields("乙", remarks="工作簿"))
    >>> merge.only_mine, merge.both, merge.taking(merge.only_mine).name
    (('name',), ('remarks',), '乙')
    """
    changed, differs = set(changed_fields(base, mine)), changed_fields(theirs, mine)
    meanwhile = set(changed_fields(base, theirs))
    wanted = [name for name in differs if name in changed]
    return Merge(
        base,
        theirs,
        mine,
        tuple(name for name in wanted if name not in meanwhile),
        tuple(name for name in wanted if name in meanwhile),
    )
