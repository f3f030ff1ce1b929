"""Titles of papers on several lines: words stay whole, lines are of fit length, and nothing is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.domain.papers.titles import WORDS, title_lines

UPRIGHT, LANDSCAPE = 156, 225


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("会签单", ("会签单",)),
        ("海珠区镇街综合行政执法职权调整事项目录", ("海珠区镇街综合行政执法职权调整事项目录",)),
        ("海珠区街道办事处镇街综合行政执法职权调整事项目录", ("海珠区街道办事处镇街综合", "行政执法职权调整事项目录")),
        ("关于审定《海珠区街道行政执法职权事项调整目录》的请示", ("关于审定《海珠区街道行政执法", "职权事项调整目录》的请示")),
        ("海珠区住房和建设局调整由街道办事处实施的职权事项清单", ("海珠区住房和建设局调整", "由街道办事处实施的职权事项清单")),
    ],
)
def test_a_title_turns_where_its_words_are_complete(title: str, lines: tuple[str, ...]) -> None:
    assert title_lines(title, UPRIGHT) == lines


def test_a_wide_page_turns_later() -> None:
    title = "海珠区街道办事处镇街综合行政执法职权调整事项目录"
    assert title_lines(title, LANDSCAPE) == (title,)


def test_a_word_longer_than_a_line_is_left_to_whoever_sets_it() -> None:
    title = "甲" * 50
    assert title_lines(title, UPRIGHT) == (title,)


@given(st.lists(st.sampled_from([*WORDS, "《", "》", "的", "2020年", "海珠区", "由"]), min_size=1, max_size=14).map("".join))
def test_nothing_is_lost_and_no_line_begins_with_what_belongs_to_the_one_before(title: str) -> None:
    lines = title_lines(title, UPRIGHT)
    assert "".join(lines) == title
    if len(lines) > 1:
        assert not any(line[0] in "》的、" for line in lines[1:]) and not any(line[-1] in "《" for line in lines[:-1])
