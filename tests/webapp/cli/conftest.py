"""Homes at four moments of a campaign, each made once by commands and copied for every test."""

import shutil

import pytest

from tests.webapp.cli.house import Terminal, announce, collect, hear, open_campaign, set_up


@pytest.fixture(scope="session")
def moments(tmp_path_factory):
    """Copies of the home after each part of the campaign, by name."""
    root = tmp_path_factory.mktemp("moments")
    terminal, kept = set_up(root / "home"), {}
    steps = {"fresh": None, "collecting": open_campaign, "collected": collect, "hearing": hear, "announced": announce}
    for name, step in steps.items():
        if step is not None:
            step(terminal)
        kept[name] = (shutil.copytree(root / "home", root / name), terminal.at)
    return kept


@pytest.fixture
def at_moment(moments, tmp_path):
    def terminal(name):
        saved, at = moments[name]
        return Terminal(shutil.copytree(saved, tmp_path / name / "home"), at)

    return terminal


@pytest.fixture
def fresh(at_moment):
    return at_moment("fresh")


@pytest.fixture
def collecting(at_moment):
    return at_moment("collecting")


@pytest.fixture
def collected(at_moment):
    return at_moment("collected")


@pytest.fixture
def hearing(at_moment):
    return at_moment("hearing")


@pytest.fixture
def announced(at_moment):
    return at_moment("announced")
