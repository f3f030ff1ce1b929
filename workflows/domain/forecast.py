"""When a department will be done, from its own pace and the calendar: counted, explained, and silent where it cannot say.

Work is counted in steps: an item that rests two steps before the catalogue has two steps left, a settled one none. Pace is how much
that sum fell in the last working days, what came back included.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workflows.domain.calendar import PUBLISHED, Calendar, add_working_days

WINDOW = 10
"""Working days over which a pace is taken."""
FARTHEST = 250
"""Beyond so many working days a forecast says nothing worth reading."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """``on`` is the working day by which the last step is done at this pace; None where the rows cannot say.

    ``left`` are the steps still to do, ``done`` those of the last ``window`` working days.
    """

    on: datetime.date | None
    left: int
    done: int
    window: int = WINDOW

    @property
    def pace(self) -> float:
        """Steps a working day."""
        return self.done / self.window


def steps_left(start: Iterable[str], ways: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """For each place the fewest steps to one of the places ``start``; places with no way there are absent.

    Args:
        start: Where nothing is left to do.
        ways: Place → the places that lead to it in one step.
    """
    left = dict.fromkeys(start, 0)
    reached = list(left)
    while reached:
        nearer = reached.pop(0)
        for place in ways.get(nearer, ()):
            if place not in left:
                left[place] = left[nearer] + 1
                reached.append(place)
    return left


def forecast(left: int, done: int, today: datetime.date, calendar: Calendar = PUBLISHED, window: int = WINDOW) -> Forecast:
    """The working day on which ``left`` steps are done at the pace of ``done`` steps in ``window`` working days.

    Nothing left is done today. No pace, a pace backwards, or a day more than 250 working days ahead gives no day.
    """
    if left <= 0:
        return Forecast(today, 0, done, window)
    needed = math.ceil(left * window / done) if done > 0 else FARTHEST + 1
    return Forecast(add_working_days(today, needed, calendar) if needed <= FARTHEST else None, left, done, window)
