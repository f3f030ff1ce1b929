"""承接能力: what a subdistrict says of its own strength, and of each item whether it can take it over.

Source: the selection tests of the field: certified officers (two a case), a legal reviewer, equipment, training (行政处罚法 2021 Art. 24
wants subdistricts that can take a power over).
"""

from __future__ import annotations

from dataclasses import dataclass

from workflows.domain.errors import Unfit
from workflows.domain.vocabulary import Capacity

OFFICERS_A_CASE = 2
"""Officers with a certificate that one case takes."""
MOST = 100_000
LONGEST = 500


@dataclass(frozen=True, slots=True)
class CapacitySheet:
    """One subdistrict's strength: certified officers, legal reviewers, training days and cases a year, equipment in words."""

    officers: int
    reviewers: int
    training_days: int
    yearly_cases: int
    equipment: str = ""

    def checked(self) -> CapacitySheet:
        """The sheet, equipment without blanks around it.

        Raises:
            Unfit: a number is negative or beyond 100,000, or the equipment takes more than 500 characters.
        """
        if not all(0 <= number <= MOST for number in (self.officers, self.reviewers, self.training_days, self.yearly_cases)):
            raise Unfit("数目须在 0 至 100,000 之间。", "The numbers lie between 0 and 100,000.")
        if len(self.equipment.strip()) > LONGEST:
            raise Unfit("装备最多写 500 字。", "Equipment takes at most 500 characters.")
        return CapacitySheet(self.officers, self.reviewers, self.training_days, self.yearly_cases, self.equipment.strip())

    @property
    def short_handed(self) -> bool:
        """Whether not even one case can be worked on by as many officers as it takes, or nobody reviews it."""
        return self.officers < OFFICERS_A_CASE or self.reviewers < 1


@dataclass(frozen=True, slots=True)
class Said:
    """What a subdistrict says of one item; ``why`` is empty only for what it is able to take over.

    ``source`` is the paper it was said on, where the coordinator took it down; empty where the subdistrict said it here itself.
    """

    capacity: Capacity
    why: str = ""
    source: str = ""

    def checked(self) -> Said:
        """The same without blanks around the reason.

        Raises:
            Unfit: a reason is missing for 需支持 or 接不住, or takes more than 500 characters.
        """
        why = self.why.strip()
        if self.capacity is not Capacity.able and not why:
            raise Unfit("“需支持”“接不住”须写明理由。", "“With support” and “unable” need a reason.")
        if len(why) > LONGEST:
            raise Unfit("理由最多 500 字。", "A reason takes at most 500 characters.")
        return Said(self.capacity, why, self.source)
