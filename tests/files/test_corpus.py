"""No file from outside brings the house down, and none is half read: each gets the answer its row in the corpus says."""

from __future__ import annotations

import random

import pytest

from tests.files.corpus import CASES, GOOD, HEADING, Case, table
from tests.files.offices import DEPARTMENTS, SUBDISTRICTS, csv, xls
from workflows.files.items.item_workbook import read_items
from workflows.files.items.row_report import write_row_report
from workflows.files.reading.grid import REFUSALS, FileRefused
from workflows.files.reading.problems import SENTENCES
from workflows.files.reading.reading_child import read_in_child


@pytest.mark.parametrize("case", CASES, ids=[case.said for case in CASES])
def test_each_bad_file_gets_its_answer(case: Case):
    if case.refused:
        with pytest.raises(FileRefused) as refusal:
            read_in_child(case.name, case.build())
        assert refusal.value.code == case.refused
        assert "{" not in refusal.value.words.zh + refusal.value.words.en
        return
    sheets = read_in_child(case.name, case.build())
    reading = read_items(sheets, departments=DEPARTMENTS, subdistricts=SUBDISTRICTS)
    assert [(problem.cell, problem.code) for problem in reading.problems] == list(case.found)
    assert len(reading.rows) == case.rows
    assert write_row_report(sheets, reading.problems).startswith(b"PK")


@pytest.mark.parametrize("seed", range(30))
def test_a_file_damaged_by_chance_is_read_or_refused_and_never_brings_the_reader_down(seed):
    chance = random.Random(seed)
    damaged = bytearray(chance.choice([table(GOOD), xls({"一": [HEADING, GOOD]}), csv([HEADING, GOOD], "gb18030")]))
    for _ in range(chance.randint(1, 8)):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    try:
        sheets = read_in_child("a.xlsx", bytes(damaged))
    except FileRefused as refusal:
        assert refusal.code in REFUSALS
    else:
        reading = read_items(sheets, departments=DEPARTMENTS, subdistricts=SUBDISTRICTS)
        assert len(reading.rows) <= reading.lines <= 2


OF_COPIES = ("no_list", "broken_json")
"""Met where copies of the catalogue are read, in test_copy_in_hand."""


def test_reading_that_takes_too_long_is_stopped():
    with pytest.raises(FileRefused) as refusal:
        read_in_child("a.xlsx", table(GOOD), seconds=0.001)
    assert refusal.value.code == "too_slow"


def test_the_corpus_meets_every_refusal_and_no_case_stands_twice():
    assert {case.refused for case in CASES if case.refused} == set(REFUSALS) - {"too_slow", *OF_COPIES}
    assert len(CASES) >= 100 and len({case.said for case in CASES}) == len(CASES)


def test_every_sentence_is_said_in_both_languages_with_the_same_places():
    for words in [*REFUSALS.values(), *(words for _, words in SENTENCES.values())]:
        assert words.zh.endswith("。") and words.en.endswith(".")
        assert {part.split("}")[0] for part in words.en.split("{")[1:]} <= {part.split("}")[0] for part in words.zh.split("{")[1:]} | {
            "format_en"
        }
