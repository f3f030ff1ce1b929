"""总览: the living map and its table, what needs a person, the ledger, the campaign's next step."""

from webapp.overview.routes import doors

__all__ = ["doors"]
