"""XML is looked at before any other parser sees it."""

from __future__ import annotations

import pytest

from workflows.engine.documents import MAX_BYTES, MAX_DEPTH, read_xml
from workflows.engine.refusals import Refused

LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<lolz>&b;</lolz>"""

BAD = {
    "a_doctype": (b'<?xml version="1.0"?>\n<!DOCTYPE process>\n<process/>', "第 2 行", "DOCTYPE"),
    "an_internal_entity": (LAUGHS, "第 2 行", "DOCTYPE"),
    "a_file_of_the_machine": (b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>', "第 1 行", "DOCTYPE"),
    "a_dtd_of_the_network": (b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd"><x/>', "第 1 行", "DOCTYPE"),
    "a_parameter_entity": (b'<!DOCTYPE x [<!ENTITY % p SYSTEM "http://example.org/p">%p;]><x/>', "第 1 行", "DOCTYPE"),
    "a_doctype_behind_a_bom": (b"\xef\xbb\xbf<!DOCTYPE x><x/>", "第 1 行", "DOCTYPE"),
    "an_entity_nobody_declared": (b"<x>\n&secret;</x>", "第 2 行", "well-formed"),
    "a_doctype_in_utf_16": ('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16"), "UTF-8", "UTF-8"),
    "a_doctype_in_utf_7": (b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE x+AD4-<x/>', "UTF-8", "UTF-8"),
    "a_text_in_gbk": ('<?xml version="1.0" encoding="GBK"?><x>审查</x>'.encode("gbk"), "UTF-8", "UTF-8"),
    "a_nul": (b"<x>\0</x>", "UTF-8", "UTF-8"),
    "a_tag_left_open": (b"<x>\n<y>\n</x>", "第 3 行", "well-formed"),
    "a_prefix_of_nowhere": (b"<x>\n<bpmn:task/></x>", "第 2 行", "well-formed"),
    "nothing": (b"", "第 1 行", "well-formed"),
    "elements_nested_too_deep": (b"<x>" * (MAX_DEPTH + 1) + b"</x>" * (MAX_DEPTH + 1), "200 层", "200 levels"),
    "a_file_too_large": (b"<x>" + b" " * MAX_BYTES + b"</x>", "5,000,000", "5,000,000"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_document_is_refused_by_file_and_place(case):
    content, zh, en = BAD[case]
    with pytest.raises(Refused) as caught:
        read_xml("parts/item_review.bpmn", content)
    (refusal,) = caught.value.refusals
    assert (refusal.element, refusal.file) == ("item_review", "parts/item_review.bpmn")
    assert zh in refusal.message.zh
    assert en in refusal.message.en


def test_an_honest_document_is_read_with_its_lines():
    root = read_xml("a.bpmn", '\ufeff<?xml version="1.0" encoding="UTF-8"?>\n<x>\n<y name="审查"/></x>'.encode())
    assert root[0].get("name") == "审查"
    assert root[0].sourceline == 3


def test_a_document_at_the_limit_of_depth_is_read():
    assert read_xml("a.xml", b"<x>" * MAX_DEPTH + b"</x>" * MAX_DEPTH).tag == "x"
