"""(a) The same item process as one serialised SpiffWorkflow instance an item, saved after each step as its documentation shows.

One row an instance, its state as JSON; each step loads the instance, runs its task and the engine steps behind it, and saves it in a
transaction of its own.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.util.task import TaskState

from benchmarks.stopwatch import now
from workflows.engine.stepping import Engine

TABLE = "CREATE TABLE instance (id INTEGER PRIMARY KEY, marking TEXT NOT NULL, state TEXT NOT NULL)"


class Instances:
    """A store of serialised instances of the item process."""

    def __init__(self, file: Path, files: dict[str, bytes]) -> None:
        """An empty store; the diagrams are parsed once, as a server would."""
        self.connection = sqlite3.connect(file, isolation_level=None)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=10000"):
            self.connection.execute(f"PRAGMA {pragma}")
        self.connection.execute(TABLE)
        self.serializer = BpmnWorkflowSerializer()
        self.engine = Engine(files)

    def begin(self, ids: Iterable[int], way: Sequence[str] = ()) -> None:
        """New instances, brought along ``way`` before anybody looks at the clock."""
        workflow = self.engine.begin("item_review")._workflow
        for action in way:
            _take(workflow, action)
        state = self.serializer.serialize_json(workflow)
        with self.connection:
            self.connection.executemany("INSERT OR REPLACE INTO instance VALUES (?, '', ?)", [(number, state) for number in ids])

    def step(self, number: int, action: str) -> float:
        """One action on one instance, saved; the seconds it took."""
        began = now()
        (state,) = self.connection.execute("SELECT state FROM instance WHERE id = ?", [number]).fetchone()
        workflow = self.serializer.deserialize_json(state)
        marking = _take(workflow, action)
        state = self.serializer.serialize_json(workflow)
        self.connection.execute("UPDATE instance SET marking = ?, state = ? WHERE id = ?", [marking, state, number])
        return now() - began

    def close(self) -> None:
        """Leave the store."""
        self.connection.close()


def _take(workflow: BpmnWorkflow, action: str) -> str:
    [task] = workflow.get_tasks(state=TaskState.READY)
    task.data = {"action": action}
    task.run()
    workflow.do_engine_steps()
    rests = workflow.get_tasks(state=TaskState.READY)
    return rests[0].task_spec.name if rests else "end"
