"""Every page in a real Chromium, opened by somebody who may: axe-core finds no barrier and nothing is wider than the window, in Chinese
and wide, in English and narrow."""

import pytest

from tests.conftest import HOUSE
from tests.operations.house import penalty
from tests.webapp.test_access import SOMETHING
from tests.webapp.workplace import NAMES, POSTS
from webapp.security import read_policy
from workflows.domain.vocabulary import Role

AXE = HOUSE / "node_modules" / "axe-core" / "axe.min.js"
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async (levels) => (await axe.run(document, {resultTypes: ["violations"], runOnly: {type: "tag", values: levels}})).violations
  .map((found) => `${found.id}: ${found.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | ")}`)"""
READERS = ("coordinator", "liaison", "head", "reviewer", "leader", "officer", "system", "security", "audit")
NO_PAGE = ("static", "sessions.sign_out", "sessions.choose_language", "items.glanced")
POLICY = read_policy()

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
    # A browser drops connections of the page it leaves; the serving thread then lets go of a file it had opened for it.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


def doors_of(app) -> dict[str, list[str]]:
    """Account → addresses of the pages that it is the first of ``READERS`` to open; each page stands once."""
    found: dict[str, list[str]] = {account: [] for account in READERS}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            known = rule.endpoint in POLICY and rule.endpoint not in NO_PAGE and rule.arguments <= set(SOMETHING)
            if "GET" in rule.methods and known and "." not in rule.rule.rsplit("/", 1)[-1]:
                address = app.url_map.bind("").build(rule.endpoint, {name: SOMETHING[name] for name in rule.arguments})
                found[_first(POLICY[rule.endpoint])].append(address)
    return found


def _first(rule) -> str:
    if rule in ("public", "signed_in"):
        return READERS[0]
    return next((account for account in READERS if Role(POSTS[account][0]) in rule), READERS[0])


@pytest.fixture
def busy(served):
    """Something at every desk: filed, reported, discussed, under review."""
    house = served.house
    ids = house.file(*map(penalty, (*NAMES, "对占道经营的行政处罚", "对违法堆放物料的行政处罚", "对违法堆放材料的行政处罚")))
    house.report(ids[:4])
    house.step("open_first_round")
    house.decide("reviewer", "discuss", ids[:1], "是否重复")
    return served


@pytest.mark.parametrize("account", READERS)
def test_no_page_has_a_barrier(busy, browsing, account):
    source, barriers = AXE.read_text(encoding="utf-8"), []
    addresses = doors_of(busy.app)[account]
    browsing.open("/sign-in")
    browsing.sign_in(account)
    for language, width in (("zh", 1280), ("en", 390)):
        browsing.page.set_viewport_size({"width": width, "height": 860})
        browsing.open(f"/language/{language}?back=/todo")
        for address in addresses:
            answer = browsing.page.goto(browsing.address + address)
            if "text/html" in (answer.headers.get("content-type") or ""):
                wide = browsing.page.evaluate("document.documentElement.scrollWidth")
                barriers += [f"{language} {address} is {wide} wide on {width}"] if wide > width else []
                browsing.page.evaluate(source)
                barriers += [f"{language} {address} {found}" for found in browsing.page.evaluate(RUN, LEVELS)]
    assert not barriers, "\n".join(barriers)
    assert browsing.outside == []
