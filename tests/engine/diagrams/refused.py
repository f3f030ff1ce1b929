"""Diagrams that must be refused: one small set each, the element at fault, and a piece of what is said in both languages.

Each is a sound set with one mistake planted in it; its name says which, as a sentence would.
"""

from __future__ import annotations

from tests.engine.diagrams.refused_elements import DOCUMENTS, EVENTS_AND_DATA, TASKS
from tests.engine.diagrams.refused_flows import FLOWS, GATEWAYS
from tests.engine.diagrams.refused_places import PLACES
from tests.engine.diagrams.refused_sets import SETS, TABLES

REFUSED = {**DOCUMENTS, **TASKS, **EVENTS_AND_DATA, **GATEWAYS, **FLOWS, **PLACES, **SETS, **TABLES}
