"""撤回申请: a department asks for its item back; the desk that holds it answers."""

from webapp.withdrawals.routes import doors

__all__ = ["doors"]
