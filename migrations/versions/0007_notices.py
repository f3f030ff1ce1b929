"""nudges and notices

Revision 0007.
"""

import sqlalchemy as sa
from alembic import op

from workflows.store.base import Instant

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "nudge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), sa.ForeignKey("act.id", name="fk_nudge_act_id_act"), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id", name="fk_nudge_campaign_id_campaign"), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_nudge_person_id_person"), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_nudge"),
        sa.UniqueConstraint("campaign_id", "person_id", "place", "on_day", name="uq_nudge_once_a_day"),
    )
    op.create_index("ix_nudge_act_id", "nudge", ["act_id"])
    op.create_index("ix_nudge_person_id", "nudge", ["person_id"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_notice_person_id_person"), nullable=False),
        sa.Column("campaign_id", sa.Integer(), sa.ForeignKey("campaign.id", name="fk_notice_campaign_id_campaign"), nullable=False),
        sa.Column("act_id", sa.Integer(), sa.ForeignKey("act.id", name="fk_notice_act_id_act"), nullable=True),
        sa.Column("word", sa.String(64), nullable=False),
        sa.Column("key", sa.String(300), nullable=False),
        sa.Column("place", sa.String(200), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("read_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
    )
    op.create_index("ix_notice_act_id", "notice", ["act_id"])
    op.create_index("ix_notice_person_id_read_at", "notice", ["person_id", "read_at"])
