"""登录: signing in and out, the password, the role one acts as, the language one reads."""

from webapp.sessions.routes import doors

__all__ = ["doors"]
