"""Chinese first, English on a switch, nothing left untranslated."""

import re

from webapp.locale import said, say
from workflows.domain.vocabulary import Kind

CHINESE = re.compile("[\u4e00-\u9fff]")
SWITCH = re.compile(r'<span class="language">.*?</span>', re.DOTALL)


def test_a_stranger_reads_chinese_until_they_choose_english(client):
    assert '<html lang="zh-CN">' in client.get("/sign-in").text
    answer = client.get("/language/en?back=/sign-in")
    assert answer.location == "/sign-in"
    assert '<html lang="en">' in client.get("/sign-in").text


def test_the_english_sign_in_page_has_no_chinese_but_the_switch_back(client):
    client.get("/language/en")
    page = SWITCH.sub("", client.get("/sign-in").text)
    assert CHINESE.search(page) is None


def test_a_language_nobody_speaks_here_changes_nothing(client):
    client.get("/language/xx")
    assert '<html lang="zh-CN">' in client.get("/sign-in").text


def test_what_people_wrote_is_escaped_inside_a_sentence():
    assert say("共 {name} 项", "{name} items", name="<b>") == "共 &lt;b&gt; 项"


def test_a_word_of_a_closed_list_is_said_in_the_readers_language(app):
    with app.test_request_context():
        assert said(Kind.penalty) == "行政处罚" and said(None) == "" and said("海珠") == "海珠"
