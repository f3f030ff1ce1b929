"""drafts of filling in

Revision 0003d.
"""

import sqlalchemy as sa
from alembic import op

from workflows.store import base

revision = "0003d"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id", name="fk_draft_campaign_id_campaign"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_draft_person_id_person"), nullable=False),
        sa.Column("row", sa.String(length=40), nullable=False),
        sa.Column("item_id", sa.Integer(), sa.ForeignKey("item.id", name="fk_draft_item_id_item"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("saved_at", base.Instant(timezone=True), nullable=False),
        sa.UniqueConstraint("campaign_id", "person_id", "row", name="uq_draft_one_a_row"),
    )
    op.create_index("ix_draft_person_id", "draft", ["person_id"])
    op.create_index("ix_draft_item_id", "draft", ["item_id"])


def downgrade() -> None:
    op.drop_table("draft")
