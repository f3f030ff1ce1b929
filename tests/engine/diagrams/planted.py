"""One mistake planted in a sound set: what the tables of refused diagrams are made with."""

from __future__ import annotations

from typing import NamedTuple

from tests.engine.diagrams.drawn import ITEM, SCREENED, TABLE, table, whole

ITEM_FILE = "item_review.bpmn"
CALLING = """
    call filing file_item counts=in_progress round=review
      clear kept
      warn kept
      void kept
    end kept counts=kept
"""
GATEWAY = """
    place ask 协调员 decide counts=in_progress
      - choice
    gateway choice
      ask.left kept
      ask.right kept
    end kept counts=kept
"""


class Bad(NamedTuple):
    """A set to be refused, at which element, and a piece of what is said in both languages."""

    files: dict[str, bytes]
    element: str
    zh: str
    en: str


def planted(old: str, new: str, files: dict[str, bytes] | None = None, file: str = ITEM_FILE) -> dict[str, bytes]:
    """A sound set in which the first ``old`` of one file reads ``new``."""
    files = whole() if files is None else files
    text = files[file].decode()
    assert old in text, f"{old} does not stand in {file}"
    return {**files, file: text.replace(old, new, 1).encode()}


def added(xml: str, files: dict[str, bytes] | None = None) -> dict[str, bytes]:
    """A sound set with one more element in the item's process."""
    return planted("</bpmn:process>", f"{xml}</bpmn:process>", files)


def within(node: str, xml: str) -> dict[str, bytes]:
    """A sound set with one more element inside the end event ``node``, behind its extensions."""
    text = whole()[ITEM_FILE].decode()
    start = text.index(f'id="{node}"')
    old = text[start : text.index("</bpmn:", text.index("</bpmn:extensionElements>", start) + 5)]
    return planted(old, old + xml)


def saying(node: str, properties: str) -> dict[str, bytes]:
    """A sound set in which the node or flow says some more properties (``name=value``, by blanks)."""
    text = whole()[ITEM_FILE].decode()
    start = text.index(f'id="{node}"')
    old = text[start : text.index("<spiffworkflow:properties>", start) + len("<spiffworkflow:properties>")]
    new = "".join('<spiffworkflow:property name="{}" value="{}"/>'.format(*one.split("=", 1)) for one in properties.split())
    return planted(old, old + new)


def swapped(old: str, new: str) -> dict[str, bytes]:
    """A sound set whose item is drawn with another line."""
    assert old in ITEM
    return whole(ITEM.replace(old, new))


def screened(old: str = "", new: str = "") -> dict[str, bytes]:
    """A sound set with a rule task, one line of it drawn otherwise."""
    assert old in SCREENED
    return whole(SCREENED.replace(old, new) if old else SCREENED)


def tabled(old: str, new: str) -> dict[str, bytes]:
    """A sound set whose table has one piece changed."""
    assert old in TABLE
    return {**screened(), "screening.dmn": table(TABLE.replace(old, new, 1))}


def cell(text: str) -> dict[str, bytes]:
    """A sound set whose table asks ``text`` in its one cell."""
    return tabled("'freeze'", text)


def conditioned(text: str) -> dict[str, bytes]:
    """A sound set in which approving is conditioned by ``text``."""
    return planted("action == 'approve'", text)


def foreign_task(tag: str, inside: str = "", attributes: str = "") -> dict[str, bytes]:
    return added(f'<bpmn:{tag} id="planted" name="外来"{attributes}>{inside}</bpmn:{tag}>')


def event(kind: str, definition: str, attributes: str = "") -> dict[str, bytes]:
    return foreign_task(kind, f'<bpmn:{definition} id="{definition}_1"/>', attributes)


RUNS = "自行执行程序", "run a program"
NOBODY = "没有人在系统中办理", "nobody acts"
EVENTS = "不支持此类事件", "Events of this kind"
EMBEDDED = "嵌入式子流程", "Embedded sub-processes"
STORED = "不支持数据对象", "Data objects"
UNKNOWN = "不认识的元素", "is not known here"
ATTRIBUTE = "不认识的属性", "is not known here"
SCRIPTS = "不允许在图中写脚本", "Scripts are not allowed"
CONDITION = "条件只能写成", "A condition can only be"
VALUE = "不在允许之列", "is not a value of"
CELL = "单元格", "Cell"
DOCTYPE = "不允许 DOCTYPE", "DOCTYPE declaration is not allowed"
XML = "不是格式正确的 XML", "not well-formed XML"
PROPERTY = "不认识的属性", "is not known here"
