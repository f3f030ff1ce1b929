"""windows of audiences; the words comments are about, when they arrived, what they became

Revision 0006.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("windows", sa.JSON(), nullable=False, server_default=sa.text("'{}'")))
    op.create_table(
        "comment_quote",
        *of_comment("comment_quote"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
    )
    op.create_table(
        "comment_arrival",
        *of_comment("comment_arrival"),
        sa.Column("received_on", sa.Date(), nullable=False),
    )
    op.create_table(
        "taken_up",
        *of_comment("taken_up"),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_taken_up_item_id_item")),
        sa.UniqueConstraint("item_id", name=op.f("uq_taken_up_item_id")),
    )
    for table in ("comment_quote", "comment_arrival", "taken_up"):
        op.create_index(op.f(f"ix_{table}_act_id"), table, ["act_id"])


def of_comment(table: str) -> list:
    """The columns and constraints of a table with one row a comment."""
    return [
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f(f"fk_{table}_comment_id_comment")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f(f"fk_{table}_act_id_act")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f(f"pk_{table}")),
    ]
