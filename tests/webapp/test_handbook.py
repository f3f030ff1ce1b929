"""手册: each role reads what it does on each of its pages; the words of the handbook are the words of the pages."""

import re
from urllib.parse import unquote

import pytest

from tests.webapp.test_pages import CHINESE, INLINE, OWN
from tests.webapp.workplace import POSTS
from tools.house import HOUSE
from webapp.frame import MENU
from webapp.handbook.chapters import CHAPTERS, EXPLAINED_WITH, HANDBOOK, PICTURES, text_of
from webapp.handbook.markdown import rendered, sections
from webapp.security import permits, read_policy
from workflows.domain.vocabulary import Role

POLICY = read_policy()
NOBODY = {Role.public, Role.clock}
SPOKEN = "\n".join(
    path.read_text(encoding="utf-8")
    for folder, ending in (("webapp", "py"), ("webapp/templates", "html"), ("workflows", "py"), ("bpmn", "bpmn"))
    for path in sorted((HOUSE / folder).rglob(f"*.{ending}"))
)
TITLES = set(re.findall(r'block title %}\{\{ say\("([^"{]+)"', SPOKEN)) | {name.zh for _, name, _ in MENU}


def chapter_of(role):
    return next(key for key, (_, roles) in CHAPTERS.items() if role in roles)


def nowhere(address):
    return None


def link(address):
    return f"/to/{address}"


@pytest.mark.parametrize("role", sorted(set(Role) - NOBODY))
def test_each_role_reads_about_every_page_of_its_menu(role):
    written = {name for name, _ in sections(text_of(chapter_of(role)))[1]}
    may_open = {name.zh for endpoint, name, _ in MENU if permits(POLICY[endpoint], {role})}
    assert may_open <= written
    others = {name.zh for _, name, _ in MENU} - may_open
    roles = CHAPTERS[chapter_of(role)][1]
    assert all(any(permits(POLICY[endpoint], {r}) for r in roles) for endpoint, name, _ in MENU if name.zh in others & written)


@pytest.mark.parametrize("key", CHAPTERS)
def test_every_word_that_a_chapter_calls_a_button_stands_on_a_page(key):
    named = re.findall(r"\*\*([^*]+)\*\*", text_of(key))
    assert [words for words in named if not all(part.strip() in SPOKEN for part in words.split("…"))] == []


@pytest.mark.parametrize("key", CHAPTERS)
def test_a_chapter_names_no_page_and_no_picture_that_does_not_exist(key):
    text = text_of(key)
    assert set(re.findall("「([^」]+)」", text)) <= TITLES
    assert [name for name in re.findall(r"\.\./images/([^)\s]+)", text) if not (PICTURES / name).is_file()] == []


def test_no_chapter_is_left_out_of_the_handbook():
    assert {path.stem for path in HANDBOOK.glob("*.md")} == set(CHAPTERS)
    assert sum(len(roles) for _, roles in CHAPTERS.values()) == len(set(Role) - NOBODY)
    assert set(EXPLAINED_WITH) | set(EXPLAINED_WITH.values()) <= {endpoint.split(".")[0] for endpoint in POLICY}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("## 填报", '<h2 id="填报">填报</h2>'),
        ("一行\n又一行", "<p>一行又一行</p>"),
        ("two\nwords", "<p>two words</p>"),
        ("- 一\n- **二**", "<ul><li>一</li><li><b>二</b></li></ul>"),
        ("1. 先\n2. 后", "<ol><li>先</li><li>后</li></ol>"),
        ("[看](b.md)", '<p><a href="/to/b.md">看</a></p>'),
        ("`devolve <x>`", "<p><code>devolve &lt;x&gt;</code></p>"),
        ("![图](a.png)", '<p class="picture"><img src="/to/a.png" alt="图" loading="lazy"></p>'),
        ("|甲|\n|---|\n|<b>|", '<div class="table-scroll" tabindex="0" role="region" aria-label="可横向滚动的表格">'
         '<table class="table"><thead><tr><th scope="col">甲</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table></div>'),
    ],
)  # fmt: skip
def test_each_mark_becomes_its_html(text, html):
    assert rendered(text, link) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        '## "><img onerror=x>',
        "[a](javascript:alert(1))",
        '![x" onerror="y](a)',
        "- <b>",
        "|<i>|",
        "**<u>**",
        "`</code><s>`",
    ],
)
def test_nothing_that_is_written_becomes_markup_of_its_own(text):
    made = str(rendered(text, nowhere))
    assert not re.search(r"<(?!/?(?:p|h[1-6]|ul|li|b|code|div|table|thead|tbody|tr|th)\b)", made)
    assert not re.search(r"<[^>]*\son\w+=", re.sub(r'"[^"]*"', '""', made)) and "href" not in made


def test_help_opens_the_section_of_ones_own_chapter_about_the_page(visit):
    for account in ("liaison", "coordinator", "office_head", "audit"):
        visitor = visit(account).open("/todo")
        (address,) = set(re.findall(r'href="(/handbook\?about=todo)"', visitor.page))
        location = visitor.client.get(address).location
        assert unquote(location) == f"/handbook/{chapter_of(Role(POSTS[account][0]))}#我的待办"
        assert 'id="我的待办"' in visitor.open(address).page


@pytest.mark.parametrize("account", POSTS)
def test_help_on_every_page_of_the_menu_opens_its_section(visit, account):
    visitor, chapter = visit(account), chapter_of(Role(POSTS[account][0]))
    menu = re.search(r'<nav class="nav".*?</nav>', visitor.open("/todo").page, re.DOTALL).group()
    pages = re.findall(r'<li[^>]*>\s*<a href="([^"]+)"', menu)
    assert len(pages) >= 1
    for path in pages:
        (address,) = set(re.findall(r'href="(/handbook\?about=[\w]+)"', visitor.open(path).page))
        place, _, section = unquote(visitor.client.get(address).location).partition("#")
        assert place == f"/handbook/{chapter}" and section, path
        assert f'id="{section}"' in visitor.open(place).page, path


def test_a_page_without_an_entry_of_its_own_is_explained_with_its_neighbour(visit):
    client = visit("coordinator").client
    assert client.get("/handbook?about=windows").location == client.get("/handbook?about=comments").location
    assert client.get("/handbook?about=nothing").location == "/handbook/coordinator"


def test_a_chapter_is_whole_and_leads_nowhere_outside(visit):
    visitor = visit("liaison")
    for key in CHAPTERS:
        page = visitor.open(f"/handbook/{key}").page
        assert CHINESE.search(page) and INLINE.search(page) is None and OWN.findall(page) == []
    assert "打开此页" in visitor.open("/handbook/liaison").page
    assert visitor.open("/handbook/nobody").status == 404
    assert visitor.open("/handbook/images/..%2f..%2fsetup.cfg").status == 404
