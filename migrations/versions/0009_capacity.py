"""what subdistricts say of their capacity

Revision 0009, after 0003d.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0003d"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "capacity_sheet",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("officers", sa.Integer(), nullable=False),
        sa.Column("reviewers", sa.Integer(), nullable=False),
        sa.Column("training_days", sa.Integer(), nullable=False),
        sa.Column("yearly_cases", sa.Integer(), nullable=False),
        sa.Column("equipment", sa.String(length=64), nullable=True),
        sa.CheckConstraint(
            "officers >= 0 AND reviewers >= 0 AND training_days >= 0 AND yearly_cases >= 0", name=op.f("ck_capacity_sheet_a_sheet_counts")
        ),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_capacity_sheet_act_id_act")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_capacity_sheet_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["equipment"], ["wording.digest"], name=op.f("fk_capacity_sheet_equipment_wording")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_capacity_sheet_organisation_id_organisation")),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", "number", name=op.f("pk_capacity_sheet")),
    )
    op.create_index(op.f("ix_capacity_sheet_act_id"), "capacity_sheet", ["act_id"])
    op.create_table(
        "capacity_answer",
        sa.Column("organisation_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("capacity", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=64), nullable=True),
        sa.CheckConstraint("capacity = 'able' OR why IS NOT NULL", name=op.f("ck_capacity_answer_what_is_not_able_says_why")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_capacity_answer_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_capacity_answer_item_id_item")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_capacity_answer_organisation_id_organisation")),
        sa.ForeignKeyConstraint(["why"], ["wording.digest"], name=op.f("fk_capacity_answer_why_wording")),
        sa.PrimaryKeyConstraint("organisation_id", "item_id", "number", name=op.f("pk_capacity_answer")),
    )
    op.create_index(op.f("ix_capacity_answer_act_id"), "capacity_answer", ["act_id"])
    op.create_index("ix_capacity_answer_item_id", "capacity_answer", ["item_id"])


def downgrade() -> None:
    op.drop_table("capacity_answer")
    op.drop_table("capacity_sheet")
