"""reviewing by several people

Revision 0004, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table(
        "opinion_withdrawal",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("visit", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("slot", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_opinion_withdrawal_act_id_act")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_opinion_withdrawal_item_id_item")),
        sa.PrimaryKeyConstraint("item_id", "visit", "slot", name=op.f("pk_opinion_withdrawal")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("opinion_withdrawal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_opinion_withdrawal_act_id"), ["act_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("item_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("round", sa.String(length=64), nullable=False),
        sa.Column("seat", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("instead_of_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_assignment_act_id_act")),
        sa.ForeignKeyConstraint(["instead_of_id"], ["person.id"], name=op.f("fk_assignment_instead_of_id_person")),
        sa.ForeignKeyConstraint(["item_id"], ["item.id"], name=op.f("fk_assignment_item_id_item")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_assignment_person_id_person")),
        sa.PrimaryKeyConstraint("item_id", "round", "seat", "number", name=op.f("pk_assignment")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("assignment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assignment_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_assignment_person_id"), ["person_id"], unique=False)

    op.create_table(
        "substitution",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.Column("appointment_id", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.CheckConstraint("until_on >= from_on", name=op.f("ck_substitution_a_substitution_ends_after_it_begins")),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_substitution_act_id_act")),
        sa.ForeignKeyConstraint(["appointment_id"], ["appointment.id"], name=op.f("fk_substitution_appointment_id_appointment")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name=op.f("fk_substitution_campaign_id_campaign")),
        sa.ForeignKeyConstraint(["substitute_id"], ["person.id"], name=op.f("fk_substitution_substitute_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_substitution")),
    )
    with op.batch_alter_table("substitution", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitution_act_id"), ["act_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitution_appointment_id"), ["appointment_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_substitution_substitute_id"), ["substitute_id"], unique=False)

    op.create_table(
        "substitution_end",
        sa.Column("substitution_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["act_id"], ["act.id"], name=op.f("fk_substitution_end_act_id_act")),
        sa.ForeignKeyConstraint(["substitution_id"], ["substitution.id"], name=op.f("fk_substitution_end_substitution_id_substitution")),
        sa.PrimaryKeyConstraint("substitution_id", name=op.f("pk_substitution_end")),
    )
    with op.batch_alter_table("substitution_end", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_substitution_end_act_id"), ["act_id"], unique=False)

    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.add_column(sa.Column("policies", sa.JSON(), nullable=False, server_default="{}"))
        batch_op.add_column(sa.Column("taking", sa.String(length=64), nullable=False, server_default="anyone"))
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.add_column(sa.Column("substitution_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_login_session_substitution_id_substitution"), "substitution", ["substitution_id"], ["id"]
        )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_act_on_behalf_of_id"), ["on_behalf_of_id"], unique=False)


def downgrade() -> None:

    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_on_behalf_of_id"))
    with op.batch_alter_table("login_session", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_login_session_substitution_id_substitution"), type_="foreignkey")
        batch_op.drop_column("substitution_id")
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.drop_column("taking")
        batch_op.drop_column("policies")
    for table in ("substitution_end", "substitution", "assignment", "opinion_withdrawal"):
        op.drop_table(table)
