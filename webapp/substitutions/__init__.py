"""代理: who acts in whose name, given and revoked; the substitute chooses it in the account menu."""

from webapp.substitutions.routes import doors

__all__ = ["doors"]
