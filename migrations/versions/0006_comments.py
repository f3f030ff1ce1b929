"""windows of audiences; the words comments are about, when they arrived, what they became; the public consultation

Revision 0006.
"""

import sqlalchemy as sa
from alembic import op

from workflows.store import base

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
    op.create_table(
        "consultation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_consultation_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_consultation_campaign_id_campaign")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("campaign_id", "number", name="uq_consultation_is_numbered"),
    )
    op.create_table(
        "consulted_item",
        sa.Column("consultation_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("item_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_consulted_item_act_id_act")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_consulted_item_consultation_id_consultation")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_consulted_item_item_id_item")),
        sa.PrimaryKeyConstraint("consultation_id", "item_id", name=op.f("pk_consulted_item")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment_receipt",
        *of_comment("comment_receipt"),
        sa.Column("code_digest", sa.String(length=64), nullable=False),
        sa.UniqueConstraint("code_digest", name=op.f("uq_comment_receipt_code_digest")),
    )
    op.create_table(
        "comment_display",
        sa.Column("comment_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_comment_display_act_id_act")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_comment_display_comment_id_comment")),
        sa.ForeignKeyConstraint(["reason"], ["wording.digest"], name=op.f("fk_comment_display_reason_wording")),
        sa.PrimaryKeyConstraint("comment_id", "number", name=op.f("pk_comment_display")),
    )
    op.create_table(
        "public_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("word", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", base.Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_attempt")),
    )
    op.create_index("ix_public_attempt_word_address_at", "public_attempt", ["word", "address", "at"])
    for table in ("consultation", "consulted_item", "comment_receipt", "comment_display"):
        op.create_index(op.f(f"ix_{table}_act_id"), table, ["act_id"])
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
