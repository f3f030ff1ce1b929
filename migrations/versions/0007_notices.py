"""nudges, notices and the outbox

Revision 0007.
"""

import sqlalchemy as sa
from alembic import op

from workflows.store.base import Instant

revision = "0007"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("campaign", sa.Column("reminders", sa.JSON(), nullable=False, server_default=sa.text("'[-3, 0, 2]'")))
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
        "mail_address",
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_mail_address_person_id_person"), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name="pk_mail_address"),
    )
    op.create_table(
        "mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), sa.ForeignKey("person.id", name="fk_mail_person_id_person"), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("subject", sa.String(300), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("state", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_at", Instant(timezone=True), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.Column("trouble", sa.String(200), nullable=False),
        sa.CheckConstraint("(sent_at IS NULL) = (state <> 'sent')", name="ck_mail_what_was_sent_says_when"),
        sa.PrimaryKeyConstraint("id", name="pk_mail"),
        sa.UniqueConstraint("person_id", "on_day", name="uq_mail_one_digest_a_day"),
    )
    op.create_index("ix_mail_state_next_at", "mail", ["state", "next_at"])
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
        sa.Column("mail_id", sa.Integer(), sa.ForeignKey("mail.id", name="fk_notice_mail_id_mail"), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.UniqueConstraint("key", name="uq_notice_key"),
    )
    op.create_index("ix_notice_act_id", "notice", ["act_id"])
    op.create_index("ix_notice_mail_id", "notice", ["mail_id"])
    op.create_index("ix_notice_person_id_read_at", "notice", ["person_id", "read_at"])
