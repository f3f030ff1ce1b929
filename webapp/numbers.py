"""Numbers in addresses and forms: nine digits at most, so that none is larger than a database can hold."""

from __future__ import annotations

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 999_999_999


class BoundedNumber(IntegerConverter):
    """``<int:…>`` of an address; a longer number leads nowhere, as an unknown one does."""

    def __init__(self, url_map, *args, **kwargs) -> None:
        super().__init__(url_map, *args, **kwargs, max=LARGEST)


def bounded(text: str) -> int:
    """The whole number that a parameter says.

    Raises:
        ValueError: it says none, or one of more than nine digits.
    """
    number = int(text)
    if abs(number) > LARGEST:
        raise ValueError
    return number


def bound_addresses(app: Flask) -> None:
    """Every ``<int:…>`` of the routes to come is bounded."""
    app.url_map.converters["int"] = BoundedNumber
