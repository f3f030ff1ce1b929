"""Settings from the environment."""

import pytest

from webapp.config import from_environment


@pytest.mark.parametrize(("said", "check"), [
    ("", ""),
    ("https://devolve.example", "https://devolve.example/verify/{digest}"),
    ("http://10.0.0.7:8000/desk/", "http://10.0.0.7:8000/desk/verify/{digest}"),
])  # fmt: skip
def test_the_public_address_says_where_copies_are_checked(monkeypatch, tmp_path, said, check):
    monkeypatch.setenv("DEVOLVE_PUBLIC_ADDRESS", said)
    assert from_environment(tmp_path).check_address == check


@pytest.mark.parametrize("said", ["devolve.example", "javascript:alert(1)", "https://", "https://devolve.example/?a=1"])
def test_an_address_that_leads_nowhere_is_refused_at_the_start(monkeypatch, tmp_path, said):
    monkeypatch.setenv("DEVOLVE_PUBLIC_ADDRESS", said)
    with pytest.raises(ValueError, match="DEVOLVE_PUBLIC_ADDRESS"):
        from_environment(tmp_path)
