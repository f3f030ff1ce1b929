"""seminars, their agendas and minutes

Revision 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "seminar",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("venue", sa.String(length=200), nullable=False),
        sa.Column("attendance", sa.JSON(), nullable=False),
        sa.Column("minutes", sa.Text(), nullable=False),
        sa.Column("filed_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_seminar_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["filed_id"], ["filed_document.id"], name=op.f("fk_seminar_filed_id_filed_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar")),
        sa.UniqueConstraint("campaign_id", "number", name="uq_seminar_is_numbered"),
    )
    op.create_table(
        "seminar_item",
        sa.Column("seminar_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("topic", sa.String(length=200), nullable=False),
        sa.Column("result", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("dissent", sa.Text(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_seminar_item_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_seminar_item_item_id_item")),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminar.id"], name=op.f("fk_seminar_item_seminar_id_seminar")),
        sa.PrimaryKeyConstraint("seminar_id", "item_id", name=op.f("pk_seminar_item")),
    )
    op.create_index("ix_seminar_item_item_id", "seminar_item", ["item_id"])


def downgrade() -> None:
    op.drop_table("seminar_item")
    op.drop_table("seminar")
