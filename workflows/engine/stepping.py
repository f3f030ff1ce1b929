"""The only file that drives SpiffWorkflow: parse a set, put a token at its start, run one action, see where it rests.

A token is a real ``BpmnWorkflow``. Its data are replaced by ``{'action': …}`` before each run, so it remembers nothing but where
it is. Copies of a token share the parsed specifications; a copy is how a run restarts at a marking.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Mapping

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.task_parsers import CallActivityParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.defaults import CallActivity, EndEvent, ExclusiveGateway, ManualTask, UserTask
from SpiffWorkflow.dmn.parser import BpmnDmnParser
from SpiffWorkflow.exceptions import SpiffWorkflowException
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from workflows.domain.words import Words
from workflows.engine.documents import read_xml
from workflows.engine.drawings import action_of

UNREADABLE = Words("流程引擎无法读取：{cause}", "The engine cannot read it: {cause}")
TWO_TOKENS = Words("执行后同时停在 {count} 处，一项职权只能有一个位置", "The token rests at {count} places at once; there may be one")
NO_REST = Words("执行后无处可停，流程卡住", "The token rests nowhere: the process sticks in silence")
RESTLESS = Words("执行后一直循环，没有停下", "The process goes round and round and never rests")
NO_WAY = Words("流程引擎不接受该操作：{cause}", "The engine refuses the action: {cause}")

MAX_STEPS = 200


class Astray(Exception):
    """The engine did not leave one token on one drawn place; ``message`` says what it did instead.

    ``element`` and ``file`` name what it could not read, where it says so.
    """

    def __init__(self, message: Words, element: str = "", file: str = "") -> None:
        """Keep the message in both languages."""
        super().__init__(message.en)
        self.message = message
        self.element = element
        self.file = file


class _Conditions(PythonScriptEngine):
    """Answers ``action == 'word'`` without evaluating any code; refuses everything else."""

    def evaluate(self, task: Task, expression: str, external_context: object = None) -> bool:
        """Whether the token's action is the word the condition names."""
        action = action_of(expression)
        if not action:
            raise SpiffWorkflowException(f"not a condition on the action: {expression}")
        return task.data.get("action") == action

    def execute(self, task: Task, script: str, external_context: object = None) -> bool:
        """Refuse: a drawing carries no script."""
        raise SpiffWorkflowException("scripts are not run")


class _Choosing(TaskParser):
    """Puts a real exclusive gateway behind a node from which several flows leave, as drawn directly."""

    def handles_multiple_outgoing(self) -> bool:
        return True

    def create_task(self) -> object:
        task = super().create_task()
        self.choice = ExclusiveGateway(self.spec, f"{self.bpmn_id}.choice")
        task.connect(self.choice)
        return task

    def connect_outgoing(self, outgoing_task: object, sequence_flow_node: object, is_default: bool) -> None:
        condition = self.parse_condition(sequence_flow_node)
        if condition is None:
            self.choice.connect(outgoing_task)
        else:
            self.choice.connect_outgoing_if(condition, outgoing_task)


class _ChoosingCall(_Choosing, CallActivityParser):
    """The same behind a call activity: the choice is made by the action that ended the called process."""


class _Parser(BpmnParser):
    """Reads a rule task as a place like any other: the table is never run inside an instance."""

    OVERRIDE_PARSER_CLASSES = {
        full_tag("userTask"): (_Choosing, UserTask),
        full_tag("manualTask"): (_Choosing, ManualTask),
        full_tag("businessRuleTask"): (_Choosing, UserTask),
        full_tag("callActivity"): (_ChoosingCall, CallActivity),
    }


class Token:
    """One real instance that rests at ``marking``: the call activities entered and the place, joined by ``/``, or an end event."""

    def __init__(self, workflow: BpmnWorkflow) -> None:
        """Run a new instance to its first rest.

        Raises:
            Astray: There is no such rest, or more than one.
        """
        self._workflow = workflow
        self.moves = 0
        self._run_to_rest()

    def take(self, action: str) -> str:
        """Run ``action`` through the engine and return the marking where the token rests then.

        Raises:
            Astray: The token is at an end, the engine does not offer the action, or it leaves no single token at rest.
        """
        if self._resting is None:
            raise Astray(NO_REST)
        self._resting.data = {"action": action}
        self._resting.run()
        self._run_to_rest()
        self.moves += 1
        return self.marking

    def _run_to_rest(self) -> None:
        done = _Done()
        try:
            self._workflow.do_engine_steps(did_complete_task=done.note)
        except (SpiffWorkflowException, RecursionError) as error:
            raise Astray(NO_WAY.filled(cause=error)) from error
        waiting = self._workflow.get_tasks(state=TaskState.READY | TaskState.WAITING)
        if len(waiting) > 1:
            raise Astray(TWO_TOKENS.filled(count=len(waiting)))
        if waiting and waiting[0].state == TaskState.READY:
            self._resting: Task | None = waiting[0]
            self.marking = _marking(self._workflow, waiting[0])
        elif not waiting and self._workflow.completed and len(done.ends) == 1:
            self._resting, self.marking = None, done.ends[0]
        else:
            raise Astray(NO_REST)


class _Done:
    """What the engine completed between two rests: how much, and the ends of the process itself."""

    def __init__(self) -> None:
        self.steps = 0
        self.ends: list[str] = []

    def note(self, task: Task) -> None:
        """Count one completed task.

        Raises:
            Astray: So many were completed that the engine goes round in a circle.
        """
        self.steps += 1
        if self.steps > MAX_STEPS:
            raise Astray(RESTLESS)
        if isinstance(task.task_spec, EndEvent) and task.workflow.parent_task_id is None:
            self.ends.append(task.task_spec.name)


class Engine:
    """The parsed processes of a set; every token it makes shares them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        """Parse every ``.bpmn`` of ``files`` (name to bytes, already checked).

        Raises:
            Astray: SpiffWorkflow cannot read a file.
        """
        parser = _Parser()
        # The parser keys its indexes by the identity of a root, so each root must outlive the parsing.
        self._roots = {name: read_xml(name, content) for name, content in files.items() if name.endswith(".bpmn")}
        try:
            for name, root in self._roots.items():
                parser.add_bpmn_xml(root, filename=name)
            self._specs: dict[str, BpmnProcessSpec] = parser.find_all_specs()
        except ValidationException as error:
            raise Astray(UNREADABLE.filled(cause=error), error.id, error.file_name) from error
        except RecursionError as error:
            raise Astray(UNREADABLE.filled(cause=error)) from error
        self._shared: dict[str, object] = dict(self._specs)
        for name, spec in self._specs.items():
            self._shared |= {f"{name}/{task.name}": task for task in spec.task_specs.values()}
        self._marks = {id(shared): mark for mark, shared in self._shared.items()}

    def begin(self, process: str) -> Token:
        """A new token at the first marking of ``process``."""
        called = {name: spec for name, spec in self._specs.items() if name != process}
        return Token(BpmnWorkflow(self._specs[process], called, script_engine=_Conditions()))

    def copy(self, token: Token) -> Token:
        """A second token at the same marking that shares nothing with the first but the specifications."""
        memory = io.BytesIO()
        pickler = pickle.Pickler(memory, pickle.HIGHEST_PROTOCOL)
        pickler.persistent_id = lambda value: self._marks.get(id(value))
        pickler.dump(token)
        memory.seek(0)
        unpickler = pickle.Unpickler(memory)
        unpickler.persistent_load = self._shared.__getitem__
        return unpickler.load()


class Decision:
    """SpiffWorkflow's own decision engine over one table, asked outside any instance.

    Its expressions are evaluated by Python: give it only a table that ``screening`` has compiled.
    """

    def __init__(self, name: str, content: bytes) -> None:
        """Parse a table that was checked before.

        Raises:
            Astray: SpiffWorkflow cannot read it.
        """
        parser = BpmnDmnParser()
        try:
            parser.add_dmn_xml(read_xml(name, content), filename=name)
            (decision,) = parser.dmn_parsers
            self._engine = parser.get_engine(decision, None)
        except (ValidationException, ValueError) as error:
            raise Astray(UNREADABLE.filled(cause=error)) from error

    def rows(self, facts: Mapping[str, object]) -> tuple[dict[str, object], ...]:
        """The rows ``facts`` meet, in the order of the table."""
        asked = _Asked(dict(facts))
        return tuple(dict(rule.output_as_dict(asked)) for rule in self._engine.decide(asked))


class _Asked:
    """What the decision engine wants of a task: data, and a workflow with a script engine. It is its own workflow."""

    def __init__(self, facts: dict[str, object]) -> None:
        self.data = facts
        self.workflow = self
        self.script_engine = PythonScriptEngine()


def _marking(workflow: BpmnWorkflow, task: Task) -> str:
    path = [task.task_spec.name]
    while task.workflow.parent_task_id is not None:
        task = workflow.get_task_from_id(task.workflow.parent_task_id)
        path.append(task.task_spec.name)
    return "/".join(reversed(path))
