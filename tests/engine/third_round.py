"""A third review round, drawn into copies of both diagrams the way an official would: three more nodes, no change of code."""

from collections.abc import Mapping
from pathlib import Path

from lxml import etree

BPMN = Path(__file__).parents[2] / "bpmn"
NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "spiffworkflow": "http://spiffworkflow.org/bpmn/schema/1.0/core",
}
CONDITION_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
WIDTH, HEIGHT = 110, 68


def third_round_files() -> dict[str, bytes]:
    """The whole set of this house with a third review round drawn in, as it would be deployed."""
    return with_third_round({path.name: path.read_bytes() for path in sorted(BPMN.iterdir())})


def with_third_round(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the process as drawn, with a third review round between the second and the approval."""
    return {
        **files,
        "item_review.bpmn": _item(Sheet(files["item_review.bpmn"])).content(),
        "campaign.bpmn": _campaign(Sheet(files["campaign.bpmn"])).content(),
    }


def _item(sheet: "Sheet") -> "Sheet":
    sheet.widen(1440, 260)
    held = {"counts": "in_progress", "round": "third_round"}
    sheet.place("await_third_round", "待第三轮审查", "Awaiting the third round", "coordinator", (1570, 425), desk="wait", **held)
    sheet.place("review_third_round", "第三轮审查", "Third review round", "reviewer", (1570, 635), desk="decide", visits="true", **held)
    sheet.lead("review_second_round.approve", "await_third_round", [(1305, 649), (1455, 649), (1455, 425), (1515, 425)])
    sheet.flow("await_third_round.open", "review_third_round", "开始审查", "Open the review", [(1570, 459), (1570, 601)], by="stage")
    sheet.flow("await_third_round.keep", "kept", "暂缓或撤回", "Defer or withdraw", [(1600, 459), (1600, 512), (2135, 512)], reason="code")
    sheet.flow(
        "review_third_round.approve",
        "await_approval",
        "同意",
        "Approve",
        [(1625, 649), (1700, 649), (1700, 425), (1735, 425)],
        reason="when_warned",
        needs="all_answered",
    )
    sheet.flow(
        "review_third_round.return",
        "mend_for_second_round",
        "退回",
        "Return",
        [(1515, 621), (1485, 621), (1485, 85), (1280, 85), (1280, 131)],
        reason="text",
    )
    sheet.flow("review_third_round.reject", "kept", "不予下放", "Reject", [(1600, 601), (1600, 512), (2135, 512)], reason="code")
    return sheet


def _campaign(sheet: "Sheet") -> "Sheet":
    sheet.widen(1230, 185)
    opens = "first_round second_round third_round"
    sheet.place("third_round", "第三轮审查", "Third review round", "coordinator", (1320, 250), desk="decide", opens=opens)
    sheet.say("approve", "opens", f"{opens} approval")
    sheet.remove("second_round.submit")
    way = [(1190, 265), (1265, 265)]
    sheet.flow("second_round.open_third_round", "third_round", "开始审查", "Open the third round", way)
    sheet.flow("third_round.submit", "approve", "报请审定", "Submit for approval", [(1320, 284), (1320, 425), (1450, 425)])
    sheet.lead("approve.return", "third_round", [(1495, 391), (1495, 265), (1375, 265)])
    return sheet


class Sheet:
    """One drawing on its sheet: nodes and lines with their layout, put in, led elsewhere, taken out."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content, etree.XMLParser(remove_blank_text=True))
        self.process = self.root.find("bpmn:process", NAMESPACES)
        self.plane = self.root.find(".//bpmndi:BPMNPlane", NAMESPACES)

    def content(self) -> bytes:
        return etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", pretty_print=True)

    def widen(self, beyond: float, by: float) -> None:
        """Move what lies right of ``beyond`` by ``by``, and make pool and lanes as much wider."""
        for point in self.plane.iter(_tag("dc:Bounds"), _tag("di:waypoint")):
            if float(point.get("x")) > beyond:
                point.set("x", f"{float(point.get('x')) + by:g}")
        for shape in self.plane.iterfind("bpmndi:BPMNShape[@isHorizontal]", NAMESPACES):
            bounds = shape.find("dc:Bounds", NAMESPACES)
            bounds.set("width", f"{float(bounds.get('width')) + by:g}")

    def place(self, element: str, name: str, english: str, lane: str, at: tuple[float, float], **said: str) -> None:
        etree.SubElement(self._lane(lane), _tag("bpmn:flowNodeRef")).text = element
        node = etree.Element(_tag("bpmn:userTask"), id=element, name=name)
        _say(node, {"en": english, **said})
        self.process.insert(self.process.index(self.process.find("bpmn:sequenceFlow", NAMESPACES)), node)
        shape = etree.SubElement(self.plane, _tag("bpmndi:BPMNShape"), id=f"{element}_shape", bpmnElement=element)
        corner = {"x": f"{at[0] - WIDTH / 2:g}", "y": f"{at[1] - HEIGHT / 2:g}", "width": str(WIDTH), "height": str(HEIGHT)}
        etree.SubElement(shape, _tag("dc:Bounds"), corner)

    def flow(self, flow: str, target: str, label: str, english: str, way: list[tuple[float, float]], **said: str) -> None:
        source, _, action = flow.partition(".")
        line = etree.SubElement(self.process, _tag("bpmn:sequenceFlow"), id=flow, name=label, sourceRef=source, targetRef=target)
        _say(line, {"en": english, **said})
        condition = etree.SubElement(line, _tag("bpmn:conditionExpression"), {CONDITION_TYPE: "bpmn:tFormalExpression"})
        condition.text = f"action == '{action}'"
        self._join(flow, source, target)
        self._draw(etree.SubElement(self.plane, _tag("bpmndi:BPMNEdge"), id=f"{flow}_edge", bpmnElement=flow), way)

    def lead(self, flow: str, target: str, way: list[tuple[float, float]]) -> None:
        """Lead a line that is drawn already to another node."""
        line = self._by_id(flow)
        for end in self.process.xpath(f".//bpmn:incoming[.='{flow}']", namespaces=NAMESPACES):
            end.getparent().remove(end)
        line.set("targetRef", target)
        self._join(flow, "", target)
        self._draw(self._by_id(f"{flow}_edge"), way)

    def remove(self, flow: str) -> None:
        for gone in self.root.xpath(f".//*[@id='{flow}' or @bpmnElement='{flow}' or text()='{flow}']"):
            gone.getparent().remove(gone)

    def say(self, element: str, name: str, value: str) -> None:
        self._by_id(element).xpath(f".//spiffworkflow:property[@name='{name}']", namespaces=NAMESPACES)[0].set("value", value)

    def _by_id(self, element: str) -> etree._Element:
        return self.root.xpath(f".//*[@id='{element}']")[0]

    def _lane(self, lane: str) -> etree._Element:
        return self.process.find(f".//bpmn:lane[@id='{lane}']", NAMESPACES)

    def _join(self, flow: str, source: str, target: str) -> None:
        for element, end in ((target, "incoming"), (source, "outgoing")):
            if element:
                node = self._by_id(element)
                before = [each for each in node if etree.QName(each).localname in ("extensionElements", "incoming", end)]
                joint = etree.Element(_tag(f"bpmn:{end}"))
                joint.text = flow
                node.insert(len(before), joint)

    def _draw(self, edge: etree._Element, way: list[tuple[float, float]]) -> None:
        for old in edge.findall("di:waypoint", NAMESPACES):
            edge.remove(old)
        for number, (x, y) in enumerate(way):
            edge.insert(number, etree.Element(_tag("di:waypoint"), x=f"{x:g}", y=f"{y:g}"))


def _say(element: etree._Element, said: Mapping[str, str]) -> None:
    extension = etree.SubElement(element, _tag("bpmn:extensionElements"))
    properties = etree.SubElement(extension, _tag("spiffworkflow:properties"))
    for name, value in said.items():
        etree.SubElement(properties, _tag("spiffworkflow:property"), name=name, value=value)


def _tag(name: str) -> str:
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"
