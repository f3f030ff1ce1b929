"""A deployed diagram for the map, its labels in the reader's language."""

from __future__ import annotations

from lxml import etree

from webapp.acting import campaign
from webapp.locale import language
from workflows.domain.vocabulary import Role
from workflows.engine.drawings import read_drawings
from workflows.operations.processes import nets


def drawn(name: str) -> bytes | None:
    """The bytes as signed for Chinese readers, with English labels for others; None for a diagram that is not of the set."""
    files = nets(campaign()).files
    content = files.get(f"{name}.bpmn")
    return content if content is None or language() == "zh" else _in_english(content)


def _in_english(content: bytes) -> bytes:
    labels = _english_labels(content)
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        if element.get("name") and (label := labels.get(element.get("id"))) is not None:
            element.set("name", label)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _english_labels(content: bytes) -> dict[str, str]:
    labels = {role.value: role.en for role in Role}
    for drawing in read_drawings({"map.bpmn": content}).values():
        labels |= {node.element: node.properties.get("en", "") for node in drawing.nodes.values()}
        labels |= {flow.flow: flow.properties.get("en", "") for flow in drawing.flows}
        labels |= {drawing.process: "", f"{drawing.process}_pool": ""}
    return labels
