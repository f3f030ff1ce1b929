"""Every list, opened by everybody who may, asks the same few questions of 20,000 items as of 1,289 for 18 subdistricts."""

import shutil

import pytest

from benchmarks.campaign import multiply
from tests.webapp.workplace import HASHED, Visitor, statements
from webapp.clock import clock_of
from webapp.config import Config
from webapp.database import db
from webapp.demonstration import play
from webapp.factory import create_app
from webapp.security import read_policy

TIMES = 16
STATEMENTS, BYTES = 20, 300_000
READERS = {
    "coordinator": "xietiao", "reviewer": "shencha1", "liaison": "water-lianluo", "head": "water-fuzeren", "officer": "chigang-jingban",
    "leader": "lingdao", "counsel": "guwen", "auditor": "shenji",
}  # fmt: skip
ALIKE = ("/ownership", "/ownership/asked", "/desk/piles")
"""What these show is the same for all who may open them, and takes seconds at 20,000 items: one reader is enough."""
POLICY = read_policy()


@pytest.fixture(scope="module")
def campaigns(tmp_path_factory):
    """The demonstration at its second round, and the same with every item sixteen times over."""
    small = tmp_path_factory.mktemp("any_size") / "small"
    play(Config(small, f"sqlite:///{small / 'devolve.sqlite'}"), HASHED, until="second_round")
    large = small.with_name("large")
    shutil.copytree(small, large)
    multiply(large / "devolve.sqlite", TIMES)
    return small, large


def asked_by(home, account) -> dict[str, tuple[int, int]]:
    """Address of each page without a number in it that this account opens → how many statements it asks, how many bytes it has."""
    config = Config(home, f"sqlite:///{home / 'devolve.sqlite'}")
    app = create_app(config, clock_of(config))
    with app.app_context():
        seen, engine = statements(db.engine), db.engine
    visitor, found = Visitor(app.test_client()).sign_in(READERS[account]), {}
    for rule in app.url_map.iter_rules():
        page = "GET" in rule.methods and not rule.arguments and rule.endpoint in POLICY and "." not in rule.rule
        if page and rule.endpoint != "sessions.sign_out" and (rule.rule not in ALIKE or account == "coordinator"):
            seen.clear()
            if visitor.open(rule.rule).status == 200 and visitor.page:
                found[rule.rule] = sum(text.startswith(("SELECT", "WITH")) for text in seen), len(visitor.page.encode())
    engine.dispose()
    return found


@pytest.mark.parametrize("account", READERS)
def test_no_list_asks_more_of_many_items_or_grows_with_them(campaigns, account):
    small, large = (asked_by(home, account) for home in campaigns)
    assert small.keys() == large.keys() >= {"/", "/items", "/comments"}
    assert {address: count for address, (count, _size) in small.items() if count != large[address][0]} == {}
    assert {address: found for address, found in large.items() if found[0] > STATEMENTS or found[1] > BYTES} == {}
