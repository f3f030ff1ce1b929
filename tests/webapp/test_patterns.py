"""The page of patterns shows every component, in development only."""

import pytest

from webapp.config import Config
from webapp.factory import create_app


@pytest.fixture
def developing(tmp_path, engine):
    app = create_app(Config(tmp_path, f"sqlite:///{tmp_path / 'devolve.sqlite'}", development=True))
    yield app.test_client()
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()


def test_every_component_is_drawn(developing):
    page = developing.get("/patterns").text
    for component in ("ledger-bar", "stages", "receipt", "notice", "tasks", "tag", "table", "empty", "field", "switch", "button filled",
                      "chips", "filters", "finding", "written", "timeline", "comment", "card", "banner", "verdict",
                      "notes", "table small heat", "capacity-choices", "drawing", "pile", "mark", "spoken", "joint", "meta reviewing",
                      "contested", "sides", "preview-sum", "map-answer", "units", "facts", "basis", "choices", "progress",
                      "three-way", "desk-bar", "files", "prose"):  # fmt: skip
        assert f'class="{component}' in page, component


def test_there_is_no_such_page_in_production(client):
    assert client.get("/patterns").status_code == 404
