"""How Alembic reaches the tables: on the connection that webapp.schema hands over, in its transaction."""

from alembic import context

from webapp.database import TABLES
from workflows.store.base import Record

assert TABLES  # imported, so that every table is known to the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    compare_type=True,
    user_module_prefix="base.",
)
with context.begin_transaction():
    context.run_migrations()
